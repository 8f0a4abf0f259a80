"""Tables fitted to the page.

A table that is too wide for the column first takes the space beside it, then smaller type in two
steps, then a landscape page. What must break even there breaks anywhere, in columns of set widths.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from publisher.render.cells import Cell, read_rows
from publisher.render.table_markup import marked_up

_MM = 72 / 25.4
_LINE = 15


@dataclass(frozen=True)
class _Paper:
    """A paper: its width and height and that of the column beside the text in points, and how many
    lines stand on a page."""

    width: float
    height: float
    note_column: float
    lines: int


# The page in points, as styles/tokens.css and styles/page.css lay it out.
_MARGINS = (25 + 20) * _MM
_LANDSCAPE_MARGINS = 2 * 20 * _MM

_PAPERS = {
    "A4": _Paper(210 * _MM, 297 * _MM, 40 * _MM, 48),
    "Letter": _Paper(8.5 * 72, 11 * 72, 46 * _MM, 44),
}

_LONGEST_WORD = 15.0  # em: a longer one is an address or an identifier, and may break
_TALL_CELL = 8  # lines of a cell from which on a table is given more room
_VERY_TALL_CELL = 30
_SHORT = 0.4  # of a page: a lower table of few rows is not split
_SHORT_ROWS = 7
_HEADER = 0.2  # of a page: a higher header is not repeated
_TALL_ROW = 0.85  # of a page: a higher row is split, lest it push its header away
_SAFE = 0.95  # of the width: estimates are not exact

_TABLE = re.compile(r"<(/?)table\b[^>]*>")
_NESTING = re.compile(r"<(/?)(ul|ol|dl|blockquote|aside|table)\b[^>]*>")
_BEFORE = re.compile(r"(?:<h[2-6]\b[^>]*>(?:(?!</?h[1-6]\b).)*</h[2-6]>\s*)+\Z", re.DOTALL)
_LANDSCAPE_END = "</div>"
_LIST_INDENT, _BOX_INDENT = 15.0, 24.0


@dataclass(frozen=True)
class _Setting:
    """A way to set a table: its class, the size of its type, the space beside a cell's text."""

    name: str
    size: float
    gap: float
    space: str

    @property
    def line(self) -> float:
        return self.size * 12.5 / 9


_SETTINGS = (
    _Setting("", 9, 8, "column"),
    _Setting("wide", 9, 8, "wide"),
    _Setting("wide small", 8, 7, "wide"),
    _Setting("wide smaller", 7, 5, "wide"),
    _Setting("", 9, 8, "landscape"),
    _Setting("small", 8, 7, "landscape"),
    _Setting("smaller", 7, 5, "landscape"),
)
_IN_A_BOX = (
    _Setting("", 9, 8, "column"),
    _Setting("small", 8, 7, "column"),
    _Setting("smaller", 7, 5, "column"),
)


def fit_tables(html: str, paper: str) -> str:
    """A chapter's body, every tag closed, with each table set so that it fits the paper."""
    if "<table" not in html:
        return html
    pieces: list[str] = []
    end = 0
    for start, stop in _outermost(html):
        before = html[end:start]
        table = _Table(html[start:stop], _around(html[:start]), paper)
        if table.setting.space == "landscape":
            found = None if table.is_nested else _BEFORE.search(before)
            heading = found[0] if found else ""
            between = before.removesuffix(heading) if heading else before
            if pieces and pieces[-1] == _LANDSCAPE_END and not between.strip():
                pieces[-1] = between  # both may find room on one page
            else:
                pieces += (between, '<div class="landscape">')
            pieces += (heading, table.html(), _LANDSCAPE_END)
        else:
            pieces += (before, table.html())
        end = stop
    return "".join((*pieces, html[end:]))


def _outermost(html: str) -> list[tuple[int, int]]:
    """Where each table that is in no other begins and ends."""
    found = []
    depth = start = 0
    for tag in _TABLE.finditer(html):
        if tag[1]:
            depth -= 1
            if depth == 0:
                found.append((start, tag.end()))
        else:
            start = start if depth else tag.start()
            depth += 1
    return found


def _around(before: str) -> list[str]:
    """The lists and boxes that are open at the end of a piece of HTML."""
    names: list[str] = []
    for tag in _NESTING.finditer(before):
        if not tag[1]:
            names.append(tag[2])
        elif tag[2] in names:
            names = names[: len(names) - 1 - names[::-1].index(tag[2])]
    return names


class _Table:
    def __init__(self, html: str, around: list[str], paper: str) -> None:
        self._html = html
        self._rows = read_rows(html)
        self._column_count = max(
            (cell.column + cell.columns for row in self._rows for cell in row), default=1
        )
        self.is_nested = bool(around)
        boxes = sum(name in ("blockquote", "aside") for name in around)
        indent = boxes * _BOX_INDENT + (len(around) - boxes) * _LIST_INDENT
        page = _PAPERS.get(paper, _PAPERS["A4"])
        text = page.width - _MARGINS
        self._spaces = {
            "column": text - page.note_column - indent,
            "wide": text - indent,
            "landscape": page.height - _LANDSCAPE_MARGINS - indent,
        }
        self._page = page.lines * _LINE
        self._words = self._columns(lambda cell: cell.longest)
        self._texts = self._columns(lambda cell: cell.total)
        self.setting = self._chosen(_IN_A_BOX if boxes else _SETTINGS)

    def _columns(self, measure: Callable[[Cell], float]) -> list[float]:
        """The greatest measure of the cells in each column, in em."""
        widths = [0.0] * self._column_count
        for row in self._rows:
            for cell in row:
                share = measure(cell) / cell.columns
                for column in range(cell.column, cell.column + cell.columns):
                    widths[column] = max(widths[column], share)
        return widths

    def _chosen(self, settings: tuple[_Setting, ...]) -> _Setting:
        for setting in settings[:-1]:
            if self._needed(setting, _LONGEST_WORD) > self._spaces[setting.space] * _SAFE:
                continue
            tallest = max(self._row_heights(setting), default=0)
            if setting is settings[0] and self._column_count > 2 and tallest > _TALL_CELL:
                continue
            if "wide" in setting.name and self._column_count > 5 and tallest > _VERY_TALL_CELL:
                continue
            return setting
        return settings[-1]

    def _needed(self, setting: _Setting, longest: float) -> float:
        """The least width in points at which no word shorter than `longest` em is broken."""
        words = sum(min(word, longest) for word in self._words) * setting.size
        return words + self._column_count * setting.gap

    def _widths(self, setting: _Setting) -> list[float]:
        """The width of each column's text in em: its longest word, and a share of what is left."""
        space = self._spaces[setting.space] - self._column_count * setting.gap
        room = max(space / setting.size, self._column_count)
        least = [max(min(word, _LONGEST_WORD), 1.0) for word in self._words]
        if sum(least) >= room:
            return _levelled(least, room)
        wanted = [max(t - w, 0.01) ** 0.7 for t, w in zip(self._texts, least, strict=True)]
        share = (room - sum(least)) / sum(wanted)
        return [w + wish * share for w, wish in zip(least, wanted, strict=True)]

    def _row_heights(self, setting: _Setting) -> list[int]:
        """The lines of each row."""
        widths = self._widths(setting)
        return [
            max(
                (
                    cell.height(sum(widths[cell.column : cell.column + cell.columns]))
                    for cell in row
                ),
                default=0,
            )
            for row in self._rows
        ]

    def html(self) -> str:
        """The table with its classes, its header marked as such, and widths where they are set."""
        heights = self._row_heights(self.setting)
        line, padding = self.setting.line, self.setting.gap
        points = [lines * line + padding for lines in heights]
        header_count = self._header_count()
        names = ["table", *self.setting.name.split()]
        if len(self._rows) <= _SHORT_ROWS and sum(points) < _SHORT * self._page:
            names.append("short")
        if sum(points[:header_count]) > _HEADER * self._page:
            names.append("header-once")
        if self._rows and all(cell.is_empty for row in self._rows[:header_count] for cell in row):
            names.append("headless")
        columns = ""
        if self._needed(self.setting, float("inf")) > self._spaces[self.setting.space] * _SAFE:
            names.append("fixed")
            columns = self._column_group()
        tall = {
            index for index, height in enumerate(points) if height > _TALL_ROW * self._page
        } - set(range(header_count))
        return marked_up(self._html, names, columns, header_count, tall)

    def _header_count(self) -> int:
        """How many rows at the top are of header cells only."""
        if "<thead" in self._html:
            head = self._html.partition("<thead")[2].partition("</thead>")[0]
            return head.count("<tr")
        rows = iter(self._rows)
        count = 0
        while (row := next(rows, None)) and all(cell.is_header for cell in row):
            count += 1
        return count if count < len(self._rows) else 0

    def _column_group(self) -> str:
        gap = self.setting.gap / self.setting.size
        widths = [width + gap for width in self._widths(self.setting)]
        whole = sum(widths)
        cols = "".join(f'<col style="width: {100 * width / whole:.2f}%">' for width in widths)
        return f"<colgroup>{cols}</colgroup>"


def _levelled(least: list[float], room: float) -> list[float]:
    """Widths that fill the room, the greatest cut down to one measure."""
    cut = 0.0
    remaining, count = room, len(least)
    for width in sorted(least):
        cut = remaining / count
        if width >= cut:
            break
        remaining -= width
        count -= 1
    return [min(width, cut) for width in least]

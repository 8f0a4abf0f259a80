"""What stands in the cells of a table, measured by estimate: no page is laid out for it."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Advance widths of Source Sans 3 in em, regular and semibold about alike.
_WIDTHS = {
    character: width
    for characters, width in (
        ("',.:;Iijl|", 0.26),
        ("!()-[]f{}", 0.31),
        ("/\\rt", 0.35),
        ("*?csz", 0.43),
        ("&BCDGKPR", 0.6),
        ("AESTXZ`bdhnopqu", 0.55),
        ("HNOQU", 0.66),
        ("w", 0.73),
        ("M%Wm@", 0.86),
        (" ", 0.2),
    )
    for character in characters
}
_OTHER, _WIDE, _CODE = 0.5, 1.0, 0.53
_FOREIGN = 0.62  # letters that are set in another typeface
_IMAGE = 8.0  # em, at which images in tables are set at most
_UNBROKEN = re.compile(r"[^\s\u200b/-]+[/-]?")
_BLOCKS = re.compile(r"p|li|div|d[td]|pre|blockquote|br|h[1-6]|figure|hr|tr")


@dataclass
class Cell:
    """A cell: its widest unbreakable word and all its lines in em; where and how far it spans."""

    column: int
    columns: int
    rows: int
    is_header: bool
    longest: float = 0.0
    lines: list[float] = field(default_factory=lambda: [0.0])

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.lines)

    @property
    def total(self) -> float:
        """The width of its widest line, set without a break."""
        return max(self.lines)

    def height(self, width: float) -> int:
        """The lines it needs in a column of `width` em."""
        return sum(max(1, math.ceil(line / max(width, 1))) for line in self.lines)


def text_width(text: str, *, is_code: bool = False) -> float:
    """The width of a text in em of the tables' type, an estimate within about a tenth."""
    return sum(map((_IN_CODE if is_code else _IN_TEXT).__getitem__, text))


class _Widths(dict[str, float]):
    """The width of each character, found out once."""

    def __init__(self, *, is_code: bool) -> None:
        super().__init__()
        self._is_code = is_code

    def __missing__(self, character: str) -> float:
        self[character] = width = _character_width(character, self._is_code)
        return width


_IN_TEXT, _IN_CODE = _Widths(is_code=False), _Widths(is_code=True)


def _character_width(character: str, is_code: bool) -> float:
    if character in _WIDTHS or character < "\u0250":
        return _CODE if is_code else _WIDTHS.get(character, _OTHER)
    if unicodedata.combining(character) or character == "\u200b":
        return 0.0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _FOREIGN


def read_rows(html: str) -> list[list[Cell]]:
    """The rows of a table's HTML with their cells; a table in a cell counts as text of it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.rows


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self._depth = 0
        self._code = 0
        self._pre = 0
        self._cell: Cell | None = None
        self._taken: dict[int, int] = {}  # columns that cells above still reach into, by rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}
            self.rows.append([])
        elif self._depth == 1 and tag in ("td", "th") and self.rows:
            self._cell = self._new_cell(tag, dict(attrs))
            self.rows[-1].append(self._cell)
        elif self._cell is not None and tag == "img":
            self._cell.longest = max(self._cell.longest, _IMAGE)
            self._cell.lines[-1] += _IMAGE
        elif self._cell is not None and _BLOCKS.fullmatch(tag):
            self._break()
        if tag in ("code", "kbd", "samp", "tt"):
            self._code += 1
        self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
        elif tag in ("td", "th") and self._depth == 1:
            self._cell = None
        elif self._cell is not None and _BLOCKS.fullmatch(tag):
            self._break()
        if tag in ("code", "kbd", "samp", "tt"):
            self._code = max(self._code - 1, 0)
        if tag == "pre":
            self._pre = max(self._pre - 1, 0)

    def handle_data(self, data: str) -> None:
        if self._cell is None:
            return
        is_code = self._code > 0
        for index, line in enumerate(data.split("\n") if self._pre else [data]):
            if index:
                self._break()
            words = _UNBROKEN.findall(line)
            self._cell.lines[-1] += text_width(" ".join(words), is_code=is_code)
            for word in words:
                if not _breaks_anywhere(word):
                    self._cell.longest = max(self._cell.longest, text_width(word, is_code=is_code))

    def _break(self) -> None:
        if self._cell is not None and self._cell.lines[-1]:
            self._cell.lines.append(0.0)

    def _new_cell(self, tag: str, attributes: dict[str, str | None]) -> Cell:
        column = max((cell.column + cell.columns for cell in self.rows[-1]), default=0)
        while column in self._taken:
            column += 1
        cell = Cell(column, _span(attributes, "colspan"), _span(attributes, "rowspan"), tag == "th")
        if cell.rows > 1:
            reach = range(column, column + cell.columns)
            self._taken |= dict.fromkeys(reach, cell.rows)
        return cell


def _span(attributes: dict[str, str | None], name: str) -> int:
    written = attributes.get(name) or ""
    return min(max(int(written), 1), 1000) if written.isdecimal() else 1


def _breaks_anywhere(word: str) -> bool:
    return not word.isascii() and any(
        unicodedata.east_asian_width(character) in "WF" for character in word
    )

"""Blocks of code as HTML: coloured, and each line that may be too long in a block of its own.

Such a block has a hanging indent and draws a mark before its second line and those after it, as a
background, so that it is no text and is not copied with the code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import groupby

from markdown_it.common.utils import escapeHtml

from publisher.render.highlight import Piece, highlight

# Characters of code in a line, rounded down: in the column, and with the space beside it.
_COLUMN = 60
_WIDE = 83
_NESTING = 3  # what a list or a quotation takes of that
_TAB = 4
_DEEPEST_INDENT = 24
_RAW_CODE = re.compile(r"<pre>\n?(?:<code>)?([^<]*)(?:</code>\s*)?</pre>")


def code_html(
    code: str, language: str = "", mark: str = "", level: int = 0, caption: str = ""
) -> str:
    """A block of code; `mark` is an id attribute, `level` how deep it is nested."""
    lines = list(_lines(highlight(code, language)))
    widths = [_width("".join(text for _class, text in line)) for line in lines]
    wide = level == 0 and max(widths, default=0) > _COLUMN
    limit = _WIDE if wide else max(_COLUMN - _NESTING * level, 1)
    body = "".join(_blocks(lines, widths, limit))
    wideness = " wide" if wide else ""
    if not caption:
        return f'<pre class="code{wideness}"{mark}><code>{body}</code></pre>\n'
    return (
        f'<figure class="listing{wideness}"{mark}><pre class="code"><code>{body}</code></pre>'
        f"<figcaption>{escapeHtml(caption)}</figcaption></figure>\n"
    )


def framed_code(html: str) -> str:
    """Sanitised HTML with code that an author wrote as `<pre>` set like other code.

    What holds tags of its own is left as it is: they may colour it.
    """
    return _RAW_CODE.sub(lambda found: code_html(unescape(found[1])), html)


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line, without its end."""
    line: list[Piece] = []
    for name, text in pieces:
        first, *others = text.split("\n")
        line.append((name, first))
        for other in others:
            yield line
            line = [(name, other)]
    if any(text for _name, text in line):
        yield line


def _blocks(lines: list[list[Piece]], widths: list[int], limit: int) -> Iterator[str]:
    numbered = zip(lines, widths, strict=True)
    if max(widths, default=0) <= limit:
        yield "".join(f"{_coloured(line)}\n" for line in lines)
        return
    for is_long, run in groupby(numbered, lambda entry: entry[1] > limit):
        if is_long:
            for line, _ in run:
                indent = min(_indent("".join(text for _name, text in line)), _DEEPEST_INDENT)
                yield f'<span class="code-long" style="--indent: {indent}">{_coloured(line)}</span>'
        else:
            text = "".join(f"{_coloured(line)}\n" for line, _ in run)
            yield f'<span class="code-lines">{text}</span>'


def _coloured(line: list[Piece]) -> str:
    return "".join(
        f'<span class="{name}">{escapeHtml(text)}</span>' if name and text else escapeHtml(text)
        for name, text in line
    )


def _width(line: str) -> int:
    """The width of a line in characters of the code's type, where ideographs count as two."""
    plain = line.expandtabs(_TAB)
    if plain.isascii():
        return len(plain)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in plain)


def _indent(line: str) -> int:
    plain = line.expandtabs(_TAB)
    return len(plain) - len(plain.lstrip(" "))

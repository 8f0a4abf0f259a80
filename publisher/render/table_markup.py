"""The markup of a table, the same for one written in Markdown and one in HTML."""

from __future__ import annotations

import re
from collections.abc import Set

_OPENING = re.compile(r"<table\b([^>]*)>")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_COLUMN_GROUP = re.compile(r"<colgroup\b.*?</colgroup>|<col\b[^>]*>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>\s*", re.DOTALL)
_TABLE_OR_ROW = re.compile(r"<(/?)(table)\b|<tr\b")
_BODY = re.compile(r"<tbody\b[^>]*>\s*")
_HEADER_CELL = re.compile(r"<th\b(?![^>]*\sscope=)")
_ALIGNED = re.compile(r"<(t[dh])\b([^>]*?)\salign=\"(right|center)\"([^>]*)>")


def marked_up(html: str, names: list[str], columns: str, header_count: int, tall: Set[int]) -> str:
    """A table with class names beside its author's, a header of its first rows, and scopes.

    `columns` is its column group, which takes the place of the author's; it may be empty. `tall`
    are the numbers of the rows that may be split, from 0.
    """
    if tall:
        html = _with_tall_rows(html, tall)
    opening = _OPENING.match(html)
    assert opening is not None
    attributes, body = opening[1], html[opening.end() :]
    written = _CLASS.search(attributes)
    if written:
        names = [*names, *(name for name in written[1].split() if name not in names)]
        attributes = _CLASS.sub("", attributes)
    if columns:
        body = _COLUMN_GROUP.sub("", body)
    caption, closed, rest = body.partition("</caption>")
    if closed:
        columns, body = f"{caption}{closed}{columns}", rest
    if header_count and "<thead" not in body:
        body = _with_head(body, header_count)
    head, closed, rows = body.rpartition("</thead>")
    head = _HEADER_CELL.sub('<th scope="col"', head)
    rows = _HEADER_CELL.sub('<th scope="row"', rows)
    body = _ALIGNED.sub(_aligned, f"{head}{closed}{rows}")
    return f'<table class="{" ".join(names)}"{attributes}>{columns}{body}'


def _with_tall_rows(html: str, tall: Set[int]) -> str:
    depth, row = 0, -1

    def mark(found: re.Match[str]) -> str:
        nonlocal depth, row
        if found[2] == "table":
            depth += -1 if found[1] else 1
        elif depth == 1:
            row += 1
            return '<tr class="tall"' if row in tall else found[0]
        return found[0]

    return _TABLE_OR_ROW.sub(mark, html)


def _with_head(body: str, header_count: int) -> str:
    """The rows of a table with the first of them made its header."""
    opening = _BODY.search(body)
    start = opening.end() if opening else 0
    end = start
    for _ in range(header_count):
        row = _ROW.match(body, end)
        if row is None:
            return body
        end = row.end()
    tbody = opening[0] if opening else ""
    before = body[: opening.start()] if opening else ""
    return f"{before}<thead>{body[start:end]}</thead>{tbody}{body[end:]}"


def _aligned(found: re.Match[str]) -> str:
    name = f"align-{found[3]}"
    others = found[2] + found[4]
    written = _CLASS.search(others)
    if written:
        others, name = _CLASS.sub("", others), f"{written[1]} {name}"
    return f'<{found[1]} class="{name}"{others}>'

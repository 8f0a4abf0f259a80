"""Footnotes kept on the page of their call.

WeasyPrint may move a note to the next page to make room for the first lines of a paragraph that
would otherwise not fit (`footnote-policy: auto`). Where that has happened, the paragraphs at that
page break are set so that they are not split, or the paragraph with the call begins a new page,
and the section is laid out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.marks import is_line_mark, line_of_mark, note_of_call, selector

_BLOCKS_AT_A_BREAK = 4


@dataclass(frozen=True)
class Displaced:
    """A note that stands on a later page than its call; pages are counted from 0."""

    note: str
    call_page: int
    call_top: float


def displaced_notes(pages: Sequence[Any]) -> Iterator[Displaced]:
    """The notes of a laid out document that are not on the page of their call."""
    note_pages: dict[str, int] = {}
    calls: list[Displaced] = []
    for index, page in enumerate(pages):
        for anchor, position in page.anchors.items():
            note_pages.setdefault(anchor, index)
            if note := note_of_call(anchor):
                calls.append(Displaced(note, index, position[1]))
    for call in calls:
        if note_pages.get(call.note, call.call_page) != call.call_page:
            yield call


def unsplit(pages: Sequence[Any], displaced: Displaced) -> str:
    """A style that keeps the blocks about the page break after the call from being split."""
    following = pages[displaced.call_page + 1 : displaced.call_page + 2]
    marks = [mark for page in following for _top, mark in _blocks(page)][:_BLOCKS_AT_A_BREAK]
    return "".join(f"{selector(mark)} {{ orphans: 999; widows: 999 }}\n" for mark in marks)


def begin_page(pages: Sequence[Any], displaced: Displaced) -> str:
    """A style that begins a page at the block with the call, or at the heading right above it.

    Empty when that block stands at the top of its page already.
    """
    page = pages[displaced.call_page]
    blocks = [(top, mark) for top, mark in _blocks(page) if top <= displaced.call_top]
    if not blocks:
        return ""
    top, mark = blocks[-1]
    headings = [
        (position[1], label)
        for _level, label, position, _state in page.bookmarks
        if position[1] < top
    ]
    above = blocks[-2][0] if len(blocks) > 1 else 0.0
    if headings and headings[-1][0] > above:
        heading_top = headings[-1][0]
        names = [name for name, position in page.anchors.items() if position[1] == heading_top]
        mark = names[-1] if names else mark
        top = heading_top
    if all(other >= top for other, _mark in _blocks(page)):
        return ""
    return f"{selector(mark)} {{ break-before: page }}\n"


def line_of_call(pages: Sequence[Any], displaced: Displaced) -> int | None:
    """The line of the chapter's text, from 0, on which the block with the call begins."""
    lines = [
        line_of_mark(mark)
        for index, page in enumerate(pages[: displaced.call_page + 1])
        for top, mark in _blocks(page)
        if index < displaced.call_page or top <= displaced.call_top
    ]
    return next((line for line in reversed(lines) if line is not None), None)


def _blocks(page: Any) -> list[tuple[float, str]]:
    """The marked blocks of a page from top to foot, in pixels."""
    return sorted(
        (position[1], anchor) for anchor, position in page.anchors.items() if is_line_mark(anchor)
    )

"""Every word of every chapter is on its pages: nothing was cut short, nothing left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from publisher.model import Chapter, Handbook, Problem
from publisher.proof.blocks import Block, printed_blocks
from publisher.proof.letters import PageText, lost_from
from publisher.proof.printed import Printed
from publisher.record import RecordedSection

_HINT = "Report it; until it is mended, write the passage in another way."


def lost_words(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each block of a chapter that is not whole on the pages where it belongs."""
    if handbook is None or printed.record is None:
        return
    sections = {section.path: section for section in printed.record.sections if section.path}
    for chapter in handbook.chapters:
        section = sections.get(str(chapter.path))
        if section is not None:  # else the whole chapter is missing, which is told already
            yield from _lost_blocks(printed, chapter, section)


def _lost_blocks(printed: Printed, chapter: Chapter, section: RecordedSection) -> Iterator[Problem]:
    pages = _Pages(printed, section)
    for block in [Block(chapter.title, 0, is_note=True), *printed_blocks(chapter)]:
        lost = lost_from(block.text, pages.of(block))
        if lost is None:
            continue
        is_title = block.index == 0 and block.text == chapter.title
        place = chapter.place(block.index)
        line = chapter.title_line if is_title else place.line
        code = "proof-heading" if block.is_heading or is_title else "proof-text"
        yield Problem(code, f"not in the PDF: {lost!r}", place.path, line, _HINT)


class _Pages:
    """The pages of one chapter, and on which of them a line of its text is printed."""

    def __init__(self, printed: Printed, section: RecordedSection) -> None:
        self._first = section.first
        self._last = section.first + section.count - 1
        marks = sorted(section.blocks, key=lambda mark: (mark.index, mark.page))
        self._marks = marks
        self._texts: Sequence[PageText] = [
            printed.pages[printed.indices[index]].text if index in printed.indices else PageText("")
            for index in range(self._first, self._last + 1)
        ]

    def of(self, block: Block) -> Sequence[PageText]:
        """The texts of the pages from where a block begins to where the next one does."""
        if block.is_note:
            return self._texts
        after = bisect_right(self._marks, block.index, key=lambda mark: mark.index)
        first, last = self._first, self._last
        if after:
            index = self._marks[after - 1].index
            first = min(mark.page for mark in self._marks[:after] if mark.index == index)
        if after < len(self._marks):
            last = max(first, self._marks[after].page)
        return self._texts[first - self._first : last - self._first + 1]

"""Every word of every chapter is on its pages: nothing was cut short, nothing left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from publisher.language import words_in
from publisher.model import Chapter, Handbook, Problem
from publisher.proof.blocks import Block, printed_blocks
from publisher.proof.letters import lost_from
from publisher.proof.printed import Printed
from publisher.record import RecordedSection

_TITLE = -1  # before the first line of the text
_HINT = "Report it; until it is mended, write the passage in another way."


def lost_words(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each block of a chapter that is not whole on the pages where it belongs."""
    if handbook is None or printed.record is None:
        return
    sections = {section.path: section for section in printed.record.sections if section.path}
    for chapter in handbook.chapters:
        section = sections.get(str(chapter.path))
        if section is not None:  # else the whole chapter is missing, which is told already
            words = words_in(handbook.language_of(chapter), handbook.words)
            blocks = printed_blocks(chapter, words, has_components=handbook.has_settings)
            yield from _lost_blocks(printed, chapter, section, blocks)


def _lost_blocks(
    printed: Printed, chapter: Chapter, section: RecordedSection, blocks: list[Block]
) -> Iterator[Problem]:
    span_of = _Spans(section)
    title = Block(chapter.title, _TITLE, is_heading=True)
    for block in [title, *blocks]:
        span = span_of(block)
        pages = [
            printed.pages[printed.indices[index]] for index in span if index in printed.indices
        ]
        lost = lost_from(block.text, [page.text for page in pages]) if pages else None
        if lost is None:  # or its pages are missing, which is told already
            continue
        place = chapter.place(max(block.index, 0))
        line = chapter.title_line if block is title else place.line
        code = "proof-heading" if block.is_heading else "proof-text"
        where = pages[0].label if len(pages) == 1 else f"{pages[0].label} to {pages[-1].label}"
        message = f"{lost!r} is not on page {where}"
        yield Problem(code, message, place.path, line, _HINT)


class _Spans:
    """Tells on which pages of a chapter a block is printed, by the marks of the record."""

    def __init__(self, section: RecordedSection) -> None:
        self._pages = range(section.first, section.first + section.count)
        self._marks = sorted(section.blocks, key=lambda mark: (mark.index, mark.page))

    def __call__(self, block: Block) -> range:
        """The pages from where a block begins to where the next one does."""
        if block.is_note:
            return self._pages
        if block.index == _TITLE:
            return self._pages[:1]
        after = bisect_right(self._marks, block.index, key=lambda mark: mark.index)
        first, last = self._pages[0], self._pages[-1]
        if after:
            index = self._marks[after - 1].index
            first = min(mark.page for mark in self._marks[:after] if mark.index == index)
        if after < len(self._marks):
            last = max(first, self._marks[after].page)
        return range(first, last + 1)

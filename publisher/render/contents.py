"""The lines of the contents page; the linker sets their page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from publisher.model import Chapter, Handbook, Leaf, Role

_DEEPEST_LEVEL = 2
_SHARED = 4  # chapters
_MOST_CHARACTERS = 130  # that a line of headings holds


@dataclass(frozen=True)
class ContentsEntry:
    """An entry of the contents: level 0 for a part, 1 for a chapter, 2 for a heading within it.

    `anchor` is what the linker tells the page of, `number` that of the part or chapter, `colour`
    which of the part colours a part has; `headings` are those of a chapter.
    """

    level: int
    text: str
    anchor: str
    number: int | None = None
    colour: int | None = None
    headings: tuple[ContentsEntry, ...] = ()


def contents_entries(handbook: Handbook, body: Sequence[Leaf]) -> Iterator[ContentsEntry]:
    """The contents of a book whose body was laid out as these leaves."""
    chapters = {chapter.anchor: chapter for chapter in handbook.chapters}
    shared = _shared_headings(handbook)
    parts = {part.anchor: part for part in handbook.parts}
    for leaf in body:
        anchor = leaf.section.anchor
        if leaf.section.role is Role.PART:
            part = parts[anchor]
            yield ContentsEntry(0, part.title, anchor, part.number, part.colour)
            continue
        chapter = chapters[anchor]
        headings = tuple(_headings(chapter, {place.name for place in leaf.anchors}, shared))
        yield ContentsEntry(1, chapter.title, anchor, chapter.number, headings=headings)


def without_headings(entries: Iterable[ContentsEntry]) -> tuple[ContentsEntry, ...]:
    """The parts and chapters alone, where the headings would take too many pages."""
    return tuple(replace(entry, headings=()) for entry in entries)


def fewest_lines(entries: Iterable[ContentsEntry]) -> int:
    """How many lines entries take at least: the headings of a chapter run on in theirs."""
    return sum(
        1 + sum(len(heading.text) for heading in entry.headings) // _MOST_CHARACTERS
        for entry in entries
    )


def _shared_headings(handbook: Handbook) -> frozenset[str]:
    """Headings that so many chapters have that they tell none apart."""
    counts = Counter(
        text
        for chapter in handbook.chapters
        for text in {heading.text for heading in chapter.headings}
    )
    return frozenset(text for text, count in counts.items() if count >= _SHARED)


def _headings(
    chapter: Chapter, laid_out: Set[str], shared: frozenset[str]
) -> Iterator[ContentsEntry]:
    for heading in chapter.headings:
        is_shown = heading.level <= _DEEPEST_LEVEL and heading.text not in shared
        if is_shown and heading.anchor in laid_out:
            yield ContentsEntry(heading.level, heading.text, heading.anchor)

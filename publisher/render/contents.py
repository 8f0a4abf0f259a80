"""The lines of the contents page, once all pages have their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.model import Handbook, Leaf, Pagination, Role

_DEEPEST_LEVEL = 2


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents: level 0 for a part, 1 for a chapter, 2 for a heading within it.

    `label` is the page's number as printed, `number` that of the part or chapter.
    """

    level: int
    text: str
    anchor: str
    label: str
    number: int | None = None


def contents_entries(
    handbook: Handbook, body: Sequence[Leaf], pagination: Pagination
) -> Iterator[ContentsEntry]:
    """The contents of a book whose body was laid out as these leaves on these pages."""
    chapters = {chapter.anchor: chapter for chapter in handbook.chapters}
    parts = {part.anchor: part for part in handbook.parts}
    for leaf, placement in zip(body, pagination.placements, strict=True):
        anchor = leaf.section.anchor
        label = pagination.labels[placement.first_page]
        if leaf.section.role is Role.PART:
            yield ContentsEntry(0, leaf.section.title, anchor, label, parts[anchor].number)
            continue
        chapter = chapters[anchor]
        yield ContentsEntry(1, chapter.title, anchor, label, chapter.number)
        pages = {place.name: placement.first_page + place.page for place in leaf.anchors}
        for heading in chapter.headings:
            if heading.level <= _DEEPEST_LEVEL and heading.anchor in pages:
                heading_label = pagination.labels[pages[heading.anchor]]
                yield ContentsEntry(heading.level, heading.text, heading.anchor, heading_label)

"""The record is written into the file, and each page is told where its margins are.

Source: ISO 32000-1, 14.5 (page-piece dictionaries) and 14.11.2 (page boundaries).
"""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Pdf, String

from publisher.marks import call_anchor, marked_line
from publisher.model import Area, Chapter, Handbook, Leaf, Pagination, Placement
from publisher.moment import moment_of
from publisher.record import Mark, Record, RecordedHeading, RecordedSection


def write_content_areas(pages: Sequence[Dictionary], areas: Sequence[Area]) -> None:
    """Give pages their art box: what stands inside the margins."""
    for page, area in zip(pages, areas, strict=True):
        page.ArtBox = Array([area.left, area.foot, area.right, area.head])


def write_record(
    pdf: Pdf, handbook: Handbook, leaves: Sequence[Leaf], pagination: Pagination
) -> None:
    """Put the record into the catalogue, under the publisher's own name."""
    chapters = {chapter.anchor: chapter for chapter in handbook.chapters}
    sections = tuple(
        _recorded(leaf, placement, chapters.get(leaf.section.anchor))
        for leaf, placement in zip(leaves, pagination.placements, strict=True)
    )
    keys = tuple(
        int(page.obj.StructParents) if "/StructParents" in page.obj else None for page in pdf.pages
    )
    record = Record(handbook.title, keys, sections)
    pdf.Root.PieceInfo = Dictionary(
        HandbookPublisher=Dictionary(
            LastModified=String(moment_of(handbook).strftime("D:%Y%m%d%H%M%SZ")),
            Private=pdf.make_stream(record.to_bytes()),
        )
    )


def _recorded(leaf: Leaf, placement: Placement, chapter: Chapter | None) -> RecordedSection:
    first = placement.first_page
    if chapter is None:
        return RecordedSection(leaf.section.title, first, leaf.page_count)
    anchors = {anchor.name: anchor for anchor in leaf.anchors}
    headings = [
        RecordedHeading(
            heading.text,
            heading.anchor,
            Mark(first + found.page, round(found.top), heading.index),
        )
        for heading in chapter.headings
        if (found := anchors.get(heading.anchor))
    ]
    marks = [
        Mark(first + anchor.page, round(anchor.top), line)
        for anchor in leaf.anchors
        if (line := marked_line(anchor.name, chapter.anchor)) is not None
    ]
    notes: dict[int, int] = {}
    for anchor in leaf.anchors:
        if call_anchor(anchor.name) in anchors:
            page = first + anchor.page
            notes[page] = max(round(anchor.top), notes.get(page, 0))
    return RecordedSection(
        chapter.title,
        first,
        leaf.page_count,
        path=str(chapter.path),
        title_line=chapter.title_line,
        runs=chapter.runs,
        headings=tuple(headings),
        marks=tuple(marks),
        notes=tuple(sorted(notes.items())),
    )

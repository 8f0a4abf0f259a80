"""The finished file as the checks read it: its objects, and page by page what stands where."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import pikepdf
import pypdfium2

from publisher.model import Area
from publisher.proof.items import Item, page_items
from publisher.proof.letters import PageText
from publisher.record import Record, RecordedSection, read_record

_TOLERANCE = 1.0


@dataclass(frozen=True)
class PrintedPage:
    """A page: index from 0, the label printed on it, its paper, and what is inside its margins."""

    index: int
    label: str
    paper: Area
    content: Area
    items: tuple[Item, ...]
    text: PageText


class Printed:
    """A finished file, open. `record` is None in a file that another program made."""

    def __init__(self, content: bytes, pdf: pikepdf.Pdf, document: pypdfium2.PdfDocument) -> None:
        self.content = content
        self.pdf = pdf
        self.record = _record_of(pdf)
        self._document = document

    @cached_property
    def pages(self) -> tuple[PrintedPage, ...]:
        """All pages of the file."""
        return tuple(self._page(index, page) for index, page in enumerate(self.pdf.pages))

    @cached_property
    def indices(self) -> dict[int, int]:
        """The index of each recorded page in this file; those that were taken out are missing."""
        if self.record is None:
            return {}
        if len(self.record.keys) == len(self.pdf.pages):
            return {index: index for index in range(len(self.pdf.pages))}
        there = {
            int(page.obj.StructParents): index
            for index, page in enumerate(self.pdf.pages)
            if "/StructParents" in page.obj
        }
        return {
            recorded: there[key]
            for recorded, key in enumerate(self.record.keys)
            if key is not None and key in there
        }

    @cached_property
    def _recorded(self) -> dict[int, int]:
        return {index: recorded for recorded, index in self.indices.items()}

    def section(self, index: int) -> RecordedSection | None:
        """The piece of the book to which a page belongs."""
        recorded = self._recorded.get(index)
        if self.record is None or recorded is None:
            return None
        return next(
            (
                section
                for section in self.record.sections
                if section.first <= recorded < section.first + section.count
            ),
            None,
        )

    def where(self, index: int, height: float | None = None) -> tuple[str | None, int | None]:
        """File and line of the source of what stands at a height of a page, if they can be told.

        Without a height it is the page's first block, or what runs on from the page before.
        """
        section = self.section(index)
        if section is None:
            return None, None
        height = self.pages[index].content.head - _TOLERANCE if height is None else height
        place = section.place_at(self._recorded[index], height)
        return (place.path, place.line) if place else (None, None)

    def text_within(self, index: int, area: Area) -> str:
        """The text in a part of a page."""
        page = self._document[index]
        text_page = page.get_textpage()
        try:
            return str(text_page.get_text_bounded(area.left, area.foot, area.right, area.head))
        finally:
            text_page.close()
            page.close()

    def _page(self, index: int, page: pikepdf.Page) -> PrintedPage:
        paper = _area(page.cropbox)
        content = _area(page.obj.ArtBox) if "/ArtBox" in page.obj else paper
        drawn = self._document[index]
        text_page = drawn.get_textpage()
        try:
            return PrintedPage(
                index,
                page.label,
                paper,
                content,
                tuple(page_items(drawn, text_page, content)),
                PageText(text_page.get_text_range()),
            )
        finally:
            text_page.close()
            drawn.close()


@contextmanager
def opened(content: bytes) -> Iterator[Printed]:
    """A finished file for reading. Raises pikepdf.PdfError or pypdfium2.PdfiumError when it
    cannot be read."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        document = pypdfium2.PdfDocument(content)
        try:
            yield Printed(content, pdf, document)
        finally:
            document.close()


def _area(box: pikepdf.Array | pikepdf.Object) -> Area:
    left, foot, right, head = (float(value) for value in box)
    return Area(min(left, right), min(foot, head), max(left, right), max(foot, head))


def _record_of(pdf: pikepdf.Pdf) -> Record | None:
    try:
        return read_record(pdf.Root.PieceInfo.HandbookPublisher.Private.read_bytes())
    except (AttributeError, pikepdf.PdfError):
        return None

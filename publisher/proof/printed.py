"""The finished file as the checks read it: its objects, and page by page what stands where."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

import pikepdf
import pypdfium2

from publisher.model import Area
from publisher.proof.drawn import Drawings, Folio
from publisher.proof.facts import PageFacts, read_page
from publisher.proof.items import Item, is_within
from publisher.proof.letters import PageText, letters
from publisher.record import Record, RecordedSection, read_record

_TOLERANCE = 1.0


@dataclass(frozen=True)
class PrintedPage:
    """A page: index from 0, the label printed on it, its paper, and what is inside its margins.

    `is_without_boxes` is known of some pages: no character on them lacks its glyph.
    """

    index: int
    label: str
    paper: Area
    content: Area
    items: tuple[Item, ...]
    text: PageText
    is_without_boxes: bool


class Printed:
    """A finished file, open. `record` is None in a file that another program made."""

    def __init__(
        self,
        content: bytes,
        pdf: pikepdf.Pdf,
        document: pypdfium2.PdfDocument,
        known: Mapping[str, PageFacts],
    ) -> None:
        self.content = content
        self.pdf = pdf
        self.record = _record_of(pdf)
        self._document = document
        self._known = known

    @cached_property
    def pages(self) -> tuple[PrintedPage, ...]:
        """All pages of the file."""
        return tuple(self._read_pages())

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels of all pages."""
        return tuple(page.label for page in self.pdf.pages)

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

    def _read_pages(self) -> Iterator[PrintedPage]:
        known = self._known_facts() if self._known else {}
        for index, page in enumerate(self.pdf.pages):
            facts = known.get(index) or self._read_page(index, content_area(page))
            yield PrintedPage(
                index,
                self.labels[index],
                _area(page.cropbox),
                content_area(page),
                facts.items,
                facts.text,
                facts.is_without_boxes,
            )

    def _known_facts(self) -> dict[int, PageFacts]:
        """What is known of pages, by their index: those that are drawn as one that was read.

        The first page with each font is read all the same. Should it not have what is known of it,
        nothing that is known counts.
        """
        drawings, seen = Drawings(), set[tuple[int, int]]()
        found: dict[int, PageFacts] = {}
        for index, page in enumerate(self.pdf.pages):
            known = _facts_of(page, self.labels[index], self._known, drawings)
            if known is None:
                continue
            found[index], folio = known
            fonts = {font.objgen for _name, font in drawings.fonts(page)}
            if not fonts <= seen:
                seen |= fonts
                read = self._read_page(index, content_area(page))
                if not _without(read, folio).agrees_with(found[index]):
                    return {}
        return found

    def _read_page(self, index: int, content: Area) -> PageFacts:
        drawn = self._document[index]
        try:
            return read_page(drawn, content)
        finally:
            drawn.close()


@contextmanager
def opened(content: bytes, known: Mapping[str, PageFacts]) -> Iterator[Printed]:
    """A finished file for reading; `known` is what is on pages by their digests. Raises
    pikepdf.PdfError or pypdfium2.PdfiumError when it cannot be read."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        document = pypdfium2.PdfDocument(content)
        try:
            yield Printed(content, pdf, document, known)
        finally:
            document.close()


def content_area(page: pikepdf.Page) -> Area:
    """What is inside the margins of a page: all of it in a file that another program made."""
    return _area(page.obj.ArtBox if "/ArtBox" in page.obj else page.cropbox)


def _facts_of(
    page: pikepdf.Page, label: str, known: Mapping[str, PageFacts], drawings: Drawings
) -> tuple[PageFacts, Folio | None] | None:
    """What is known of a page, the text of its folio added, and the folio.

    None when nothing is, when a font does not say of its codes what the page was read by, or when
    the folio is not plainly the page's label in its place.
    """
    content = content_area(page)
    key, folio = drawings.key(page, content) or ("", None)
    facts = known.get(key)
    if facts is None or (folio and not _is_in_place(folio, label, _area(page.cropbox), content)):
        return None
    fonts = dict(drawings.fonts(page))
    for name, said in facts.fonts.items():
        if name not in fonts or not drawings.says_all(fonts[name], said):
            return None
    words = (letters(folio.text),) if folio else ()
    return replace(facts, text=PageText((*facts.text.words, *words))), folio


def _without(facts: PageFacts, folio: Folio | None) -> PageFacts:
    """What was read from a page, but for the folio where that is as it is said to be."""
    kept = (
        item
        for item in facts.items
        if not (folio and item.text == folio.text and is_within(item.area, folio.area))
    )
    return replace(facts, items=tuple(kept))


def _is_in_place(folio: Folio, label: str, paper: Area, content: Area) -> bool:
    area = folio.area
    is_on_paper = paper.left <= area.left and area.right <= paper.right
    is_outside = paper.foot <= area.foot and area.head <= content.foot
    return folio.text == label and is_on_paper and is_outside


def _area(box: pikepdf.Array | pikepdf.Object) -> Area:
    left, foot, right, head = (float(value) for value in box)
    return Area(min(left, right), min(foot, head), max(left, right), max(foot, head))


def _record_of(pdf: pikepdf.Pdf) -> Record | None:
    try:
        return read_record(pdf.Root.PieceInfo.HandbookPublisher.Private.read_bytes())
    except (AttributeError, pikepdf.PdfError):
        return None

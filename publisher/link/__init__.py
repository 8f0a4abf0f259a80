"""Leaves to one PDF: page numbers, links, outline, structure. The only writer of PDF objects."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pikepdf

from publisher.language import words_in
from publisher.link import destinations, folio, metadata, outline
from publisher.link.fonts import EmbeddedFonts
from publisher.link.page_numbers import set_page_numbers
from publisher.link.pagination import paginate
from publisher.link.preparing import prepared
from publisher.link.record import write_content_areas, write_record
from publisher.link.structure import StructureTree
from publisher.model import Handbook, Leaf, Pagination, Placement, Problem, Severity
from publisher.references import Resolver, references
from publisher.typefaces.shelf import Shelf

__all__ = ["link", "paginate", "prepared"]


def link(
    handbook: Handbook,
    leaves: Sequence[Leaf],
    pagination: Pagination,
    specimen: Leaf,
    shelf: Shelf,
) -> tuple[bytes, tuple[Problem, ...]]:
    """The finished file, and what could not be linked.

    `leaves` are prepared ones, and `specimen` is that which folios are set from; their fonts are on
    the `shelf`. Equal leaves give equal bytes.
    """
    book = pikepdf.Pdf.new()
    structure = StructureTree(book)
    places = destinations.gather(leaves, pagination)
    problems: list[Problem] = []
    fonts = EmbeddedFonts(book, shelf)
    with pikepdf.open(io.BytesIO(specimen.pdf)) as source:
        style = folio.read_style(source, specimen.fonts)
        fonts.add(book.copy_foreign(source.pages[0].resources.Font), specimen.fonts)
    folio_font = fonts.of(style.font)
    saved = book.make_stream(b"q\n")
    for leaf, placement in zip(leaves, pagination.placements, strict=True):
        with pikepdf.open(io.BytesIO(leaf.pdf)) as source:  # what is copied keeps its bytes
            pages = _append_pages(book, source, placement)
            resources = pages[0].resources.Font  # which all pages of a leaf share
            fonts.add(resources, leaf.fonts)
            resources[folio.FONT] = folio_font
            set_page_numbers(book, pages, leaf, places, pagination.labels)
            for page, label in zip(pages, pagination.labels[placement.first_page :], strict=False):
                for slot, annotation in folio.slots(page):
                    folio.stamp(book, page, slot, label, style, saved)
                    _remove(page, annotation)
                problems += _resolve_links(page, places, pagination, leaf, handbook)
            write_content_areas([page.obj for page in pages], leaf.areas)
            structure.add_leaf(source, [page.obj for page in pages], leaf.section.language)
            for index in leaf.blanks:  # like the blanks between leaves: nothing of them is tagged
                del pages[index].obj.StructParents
    fonts.embed()
    structure.write()
    destinations.write_names(book, places)
    outline.write_outline(book, leaves, pagination)
    metadata.write_page_labels(book, pagination)
    metadata.write_metadata(book, handbook)
    write_record(book, handbook, leaves, pagination)
    target = io.BytesIO()
    book.save(
        target,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return target.getvalue(), tuple(problems)


def _append_pages(
    book: pikepdf.Pdf, source: pikepdf.Pdf, placement: Placement
) -> list[pikepdf.Page]:
    """The pages of a leaf as they now stand in the book, after the blanks that precede them."""
    _, _, width, height = (float(value) for value in source.pages[0].mediabox)
    for _ in range(placement.blanks_before):
        book.add_blank_page(page_size=(width, height))
    book.pages.extend(source.pages)
    return [book.pages[placement.first_page + index] for index in range(len(source.pages))]


def _remove(page: pikepdf.Page, annotation: pikepdf.Object) -> None:
    kept = [other for other in page.obj.Annots if other.objgen != annotation.objgen]
    if kept:
        page.obj.Annots = pikepdf.Array(kept)
    else:
        del page.obj["/Annots"]


def _resolve_links(
    page: pikepdf.Page,
    places: dict[str, destinations.Destination],
    pagination: Pagination,
    leaf: Leaf,
    handbook: Handbook,
) -> list[Problem]:
    problems = []
    words = words_in(handbook.language, handbook.words)
    for annotation in list(page.obj.get("/Annots", [])):
        address = str(annotation.A.URI) if "/A" in annotation and "/URI" in annotation.A else ""
        if address.startswith(destinations.BOOK_SCHEME):
            found = destinations.resolve_link(
                annotation, places, pagination.labels, leaf.section.source, words
            )
            if found:
                problems.append(_as_written(found, handbook, leaf, address))
                _remove(page, annotation)
    return problems


def _as_written(problem: Problem, handbook: Handbook, leaf: Leaf, address: str) -> Problem:
    """The problem at the line of a link to this address, with the weight it has in this book."""
    if not handbook.has_settings:
        problem = replace(problem, severity=Severity.WARNING)
    resolver = Resolver(handbook)
    for chapter in handbook.chapters:
        if chapter.anchor == leaf.section.anchor:
            for reference in references(chapter):
                if resolver.link(chapter, reference.target).url == address:
                    place = reference.place
                    return replace(problem, path=place.path, line=place.line)
    return problem

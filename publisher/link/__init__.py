"""Leaves to one PDF: page numbers, links, outline, structure. The only writer of PDF objects."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

import pikepdf

from publisher.language import words_in
from publisher.link import destinations, folio, metadata, outline
from publisher.link.pagination import paginate
from publisher.link.record import write_content_areas, write_record
from publisher.link.structure import StructureTree
from publisher.model import Handbook, Leaf, Pagination, Placement, Problem, Severity
from publisher.references import Resolver, references

__all__ = ["link", "paginate"]


def link(
    handbook: Handbook, leaves: Sequence[Leaf], pagination: Pagination, specimen: Leaf
) -> tuple[bytes, tuple[Problem, ...]]:
    """The finished file, and what could not be linked.

    `specimen` is the leaf that folios are set from. Equal leaves give equal bytes.
    """
    book = pikepdf.Pdf.new()
    structure = StructureTree(book)
    places = destinations.gather(leaves, pagination)
    problems: list[Problem] = []
    with ExitStack() as sources:  # streams are copied when the book is saved, not before
        style = folio.read_style(_opened(specimen, sources))
        font = book.copy_foreign(style.font)
        for leaf, placement in zip(leaves, pagination.placements, strict=True):
            source = _opened(leaf, sources)
            pages = _append_pages(book, source, placement)
            for page, label in zip(pages, pagination.labels[placement.first_page :], strict=False):
                for slot, annotation in folio.slots(page):
                    folio.stamp(book, page, slot, label, style, font)
                    _remove(page, annotation)
                problems += _resolve_links(page, places, pagination, leaf, handbook)
            write_content_areas([page.obj for page in pages], leaf.areas)
            structure.add_leaf(source, [page.obj for page in pages], leaf.section.language)
            for index in leaf.blanks:  # like the blanks between leaves: nothing of them is tagged
                del pages[index].obj.StructParents
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


def _opened(leaf: Leaf, sources: ExitStack) -> pikepdf.Pdf:
    return sources.enter_context(pikepdf.open(io.BytesIO(leaf.pdf)))


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

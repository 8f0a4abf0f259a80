"""Links and named destinations: `book:` addresses become places in the file.

Source: ISO 32000-1, 12.3.2 (destinations) and 12.5.6.5 (link annotations).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from publisher.language import Words
from publisher.marks import is_mark
from publisher.model import Leaf, Pagination, Problem

BOOK_SCHEME = "book:"


@dataclass(frozen=True)
class Destination:
    """A place in the book: page from 0, position in points from the lower left."""

    page: int
    left: float
    top: float


def gather(leaves: Sequence[Leaf], pagination: Pagination) -> dict[str, Destination]:
    """All anchors that readers can be led to."""
    found: dict[str, Destination] = {}
    for leaf, placement in zip(leaves, pagination.placements, strict=True):
        for anchor in leaf.anchors:
            if is_mark(anchor.name):
                continue
            page = placement.first_page + anchor.page
            found.setdefault(anchor.name, Destination(page, anchor.left, anchor.top))
    return found


def write_names(pdf: Pdf, destinations: Mapping[str, Destination]) -> None:
    """Write the name tree of destinations; names are ASCII, so that they sort as bytes."""
    names = Array()
    for name in sorted(destinations, key=quote):
        place = destinations[name]
        page = pdf.pages[place.page].obj
        names.append(String(quote(name, safe="/:#")))
        names.append(Array([page, Name.XYZ, place.left, place.top, 0]))
    if len(names):
        entries = Dictionary(Names=names, Limits=Array([names[0], names[len(names) - 2]]))
        pdf.Root.Names = Dictionary(
            Dests=pdf.make_indirect(Dictionary(Kids=Array([pdf.make_indirect(entries)])))
        )


def resolve_link(
    annotation: Object,
    destinations: Mapping[str, Destination],
    labels: Sequence[str],
    source: str | None,
    words: Words,
) -> Problem | None:
    """Point a link annotation with a `book:` address at its destination.

    It is read aloud as its page, in the book's `words`. Gives a problem when the book has no such
    place; the annotation is then of no use.
    """
    anchor = unquote(str(annotation.A.URI).removeprefix(BOOK_SCHEME))
    del annotation["/A"]
    place = destinations.get(anchor)
    if place is None:
        return Problem("link-lost", f"nothing was laid out for {anchor!r}", source)
    annotation.Dest = String(quote(anchor, safe="/:#"))
    annotation.Contents = String(words("page", number=labels[place.page]))
    return None

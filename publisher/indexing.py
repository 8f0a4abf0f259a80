"""The index laid out once the pages have their numbers, and again where it moves them itself."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.book_index import PrintedPage
from publisher.laying_out import Layout
from publisher.link import paginate
from publisher.manuscript import Manuscript
from publisher.model import Edition, Kind, Leaf, Problem, Section

_MOST_ROUNDS = 3


def lay_out_indexes(
    manuscript: Manuscript, leaves: Mapping[str, Leaf], edition: Edition, layout: Layout
) -> dict[str, Leaf]:
    """The leaves of the chapters that print the index, by their anchors.

    `leaves` are those of all else. An index that is not the last chapter moves what follows it: it
    is laid out until its numbers are true, three times at most.
    """
    gathering = manuscript.gathering
    laid_out: dict[str, Leaf] = {}
    told: list[Section] = []
    for attempt in range(_MOST_ROUNDS + 1):
        pages = _pages(manuscript, {**leaves, **laid_out}, edition)
        sections = gathering.sections(manuscript.make.indexes(pages))
        if sections == told:
            return laid_out
        if attempt == _MOST_ROUNDS:
            break
        laid_out, told = layout.leaves(sections), sections
    message = f"the page numbers of the index still change after {_MOST_ROUNDS} rounds"
    hint = "Make the index the last chapter of the book."
    index = next(c for c in manuscript.handbook.chapters if c.kind is Kind.INDEX)
    problem = Problem("index-unsettled", message, str(index.path), index.title_line, hint)
    gathering.add([problem])
    return laid_out


def _pages(
    manuscript: Manuscript, leaves: Mapping[str, Leaf], edition: Edition
) -> dict[str, PrintedPage]:
    """The page of each anchor in what is laid out of the body."""
    body = [leaves[section.anchor] for section in manuscript.body if section.anchor in leaves]
    pagination = paginate(body, edition)
    return {
        anchor.name: PrintedPage(page, pagination.labels[page])
        for leaf, placement in zip(body, pagination.placements, strict=True)
        for anchor in leaf.anchors
        for page in [placement.first_page + anchor.page]
    }

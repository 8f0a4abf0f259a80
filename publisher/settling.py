"""What hangs on the pages of other sections: the index, and the room of references to pages."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from publisher.indexing import lay_out_indexes
from publisher.laying_out import Layout, Progress
from publisher.link import paginate
from publisher.manuscript import Manuscript
from publisher.model import Edition, Leaf
from publisher.render import with_figures


def settle(
    manuscript: Manuscript,
    leaves: Mapping[str, Leaf],
    edition: Edition,
    layout: Layout,
    jobs: int | None,
    progress: Progress,
) -> dict[str, Leaf]:
    """All leaves of the book but the contents, once each page number has its room.

    `leaves` are those of all that is not an index. From the second round on, the room for a number
    only grows, so that this comes to an end. Raises HandbookError where a section can no longer be
    laid out.
    """
    settled = dict(leaves)
    for attempt in count():
        settled |= lay_out_indexes(manuscript, settled, edition, layout)
        body = [settled[section.anchor] for section in manuscript.body if section.anchor in settled]
        pagination = paginate(body, edition)
        labels = {
            anchor.name: pagination.labels[placement.first_page + anchor.page]
            for leaf, placement in zip(body, pagination.placements, strict=True)
            for anchor in leaf.anchors
        }
        fitted = [with_figures(leaf.section, labels, may_shrink=not attempt) for leaf in body]
        changed = [new for new, leaf in zip(fitted, body, strict=True) if new != leaf.section]
        if not changed:
            break
        settled |= layout.leaves(changed, jobs, progress)
        manuscript.gathering.stop_on_errors()
    return settled

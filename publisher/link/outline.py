"""The outline, by the levels that the stylesheet gives to headings."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Name, OutlineItem, Pdf

from publisher.model import Leaf, Pagination

_OPEN_LEVELS = 1  # parts show their chapters; what is under a chapter is folded


def write_outline(pdf: Pdf, leaves: Sequence[Leaf], pagination: Pagination) -> None:
    """Write the outline: each bookmark under the last one of a lower level, in any leaf."""
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for leaf, placement in zip(leaves, pagination.placements, strict=True):
            for bookmark in leaf.bookmarks:
                page = pdf.pages[placement.first_page + bookmark.page].obj
                item = OutlineItem(bookmark.label, Array([page, Name.XYZ, 0, bookmark.top, 0]))
                item.is_closed = bookmark.level > _OPEN_LEVELS
                while above[-1][0] >= bookmark.level:
                    above.pop()
                above[-1][1].append(item)
                above.append((bookmark.level, item.children))
    pdf.Root.PageMode = Name.UseOutlines

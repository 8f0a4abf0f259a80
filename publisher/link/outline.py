"""The outline: parts, chapters under their part, headings under their chapter."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Name, OutlineItem, Pdf

from publisher.model import Leaf, Pagination, Role


def write_outline(pdf: Pdf, leaves: Sequence[Leaf], pagination: Pagination) -> None:
    """Write the outline. Chapters stand open under their part, headings closed under theirs."""
    with pdf.open_outline() as outline:
        part_children: list[OutlineItem] | None = None
        for leaf, placement in zip(leaves, pagination.placements, strict=True):
            in_part = part_children is not None and leaf.section.role is Role.CHAPTER
            open_at: list[tuple[int, list[OutlineItem]]] = [
                (0, part_children if in_part and part_children is not None else outline.root)
            ]
            for bookmark in leaf.bookmarks:
                page = pdf.pages[placement.first_page + bookmark.page].obj
                item = OutlineItem(bookmark.label, Array([page, Name.XYZ, 0, bookmark.top, 0]))
                item.is_closed = leaf.section.role is not Role.PART
                while len(open_at) > 1 and open_at[-1][0] >= bookmark.level:
                    open_at.pop()
                open_at[-1][1].append(item)
                open_at.append((bookmark.level, item.children))
                if leaf.section.role is Role.PART and bookmark.level == 1:
                    part_children = item.children
            if leaf.section.role is Role.BACK_COVER:
                part_children = None
    pdf.Root.PageMode = Name.UseOutlines

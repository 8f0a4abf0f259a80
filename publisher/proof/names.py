"""The named destinations of a file."""

from __future__ import annotations

from urllib.parse import unquote

import pikepdf


def destination_names(pdf: pikepdf.Pdf) -> set[str]:
    """The anchors for which the file has a destination on one of its pages."""
    if "/Names" not in pdf.Root or "/Dests" not in pdf.Root.Names:
        return set()
    pages = {page.obj.objgen for page in pdf.pages}
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {unquote(name) for name, place in tree.items() if place[0].objgen in pages}

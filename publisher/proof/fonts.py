"""Every font travels with the file."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from publisher.model import Handbook, Problem
from publisher.proof.printed import Printed

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def unembedded_fonts(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each font that is not embedded, on the first page that uses it."""
    seen: set[str] = set()
    for index, page in enumerate(printed.pdf.pages):
        for font in _fonts(page.obj):
            name = str(font.get("/BaseFont", "?")).strip("/,")
            if name in seen or font.get("/Subtype") == pikepdf.Name.Type3:
                continue
            seen.add(name)
            holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = holder.get("/FontDescriptor")
            if descriptor is None or not any(file in descriptor for file in _FILES):
                message = f"the font {name} on page {printed.labels[index]} is not embedded"
                yield Problem("proof-font", message, *printed.where(index))


def _fonts(holder: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The fonts of a page or a group, and of the groups in it."""
    nothing = pikepdf.Dictionary()
    resources = holder.get("/Resources", nothing)
    yield from resources.get("/Font", nothing).values()
    for group in resources.get("/XObject", nothing).values():
        if group.get("/Subtype") == pikepdf.Name.Form:
            yield from _fonts(group)

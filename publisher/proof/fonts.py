"""Every font travels with the file."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from publisher.model import Handbook, Problem

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def unembedded_fonts(pdf: pikepdf.Pdf, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each font that is not embedded."""
    seen: set[str] = set()
    for page in pdf.pages:
        for font in (page.resources.get("/Font") or pikepdf.Dictionary()).values():
            name = str(font.get("/BaseFont", "?")).lstrip("/")
            if name in seen or font.get("/Subtype") == pikepdf.Name.Type3:
                continue
            seen.add(name)
            holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = holder.get("/FontDescriptor")
            if descriptor is None or not any(file in descriptor for file in _FILES):
                yield Problem("proof-font", f"the font {name} is not embedded")

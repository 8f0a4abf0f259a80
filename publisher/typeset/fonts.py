"""The book's typefaces, from packages, so that pages are the same on every machine."""

from __future__ import annotations

from pathlib import Path

import fontpkg

FAMILIES = ("Source Serif 4", "Source Sans 3", "Source Code Pro")
_STYLES = ("normal", "italic")


def faces_css() -> str:
    """An @font-face rule for each style of each family; weights come from the variable fonts."""
    return "\n".join(
        f"@font-face {{ font-family: '{family}'; font-style: {style};"
        f" src: url('font:{fontpkg.slugify(family)}/{style}'); }}"
        for family in FAMILIES
        for style in _STYLES
    )


def font_file(name: str) -> Path:
    """The file of a face named `family-slug/style`. Raises KeyError for a face not declared."""
    slug, _, style = name.partition("/")
    family = {fontpkg.slugify(family): family for family in FAMILIES}[slug]
    return Path(fontpkg.path(family, style=style))

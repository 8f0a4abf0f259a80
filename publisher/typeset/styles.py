"""Stylesheets and typefaces, read once for all sections that share them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from weasyprint import CSS

from publisher.places import STYLES
from publisher.typeset.configuration import BookFonts
from publisher.typeset.resources import BookFetcher

_FEW = 8  # sets of typefaces that are kept; chapters in other scripts have sets of their own


@lru_cache
def stylesheet(addresses: tuple[str, ...]) -> CSS:
    """The publisher's stylesheets as one, parsed. It counts as the reader's (CSS Cascading and
    Inheritance 4, 6.2): whatever a layout or an element says of itself goes before it."""
    names = (unquote(address.partition(":")[2]) for address in addresses)
    return CSS(string="\n".join((STYLES / name).read_text(encoding="utf-8") for name in names))


@lru_cache(maxsize=_FEW)
def declared_faces(rules: str, root: Path) -> BookFonts:
    """The typefaces that these @font-face rules declare, of the publisher's and of the book's."""
    fonts = BookFonts()
    CSS(string=rules, font_config=fonts, url_fetcher=BookFetcher(root))
    return fonts

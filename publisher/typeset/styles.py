"""Stylesheets and typefaces, read once for all sections that share them."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from weasyprint import CSS

from publisher.places import STYLES
from publisher.typeset.configuration import BookFonts
from publisher.typeset.resources import BookFetcher


@cache
def stylesheet(addresses: tuple[str, ...]) -> CSS:
    """The publisher's stylesheets as one, parsed. It counts as the reader's (CSS Cascading and
    Inheritance 4, 6.2): whatever a layout or an element says of itself goes before it."""
    names = (unquote(address.partition(":")[2]) for address in addresses)
    return CSS(string="\n".join((STYLES / name).read_text(encoding="utf-8") for name in names))


def declared_faces(rules: str, root: Path) -> BookFonts:
    """The typefaces that these @font-face rules declare, of the publisher's and of the book's."""
    return _declared(rules, root, os.getpid())


@cache
def _declared(rules: str, root: Path, _process: int) -> BookFonts:
    """What a process declares for itself: it removes the files when it ends, so that one that was
    forked must not use them. Nothing is dropped before that, for the same reason."""
    fonts = BookFonts()
    CSS(string=rules, font_config=fonts, url_fetcher=BookFetcher(root))
    return fonts

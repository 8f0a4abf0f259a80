"""What a page may fetch: files of the book, styles and fonts. Nothing else, and no network."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from publisher.places import STYLES
from publisher.typefaces.instances import instance
from publisher.typeset.assets import Resources, within
from publisher.typeset.fonts import STATIC, font_file


class BookFetcher(URLFetcher):  # type: ignore[misc]
    """Answers `asset:`, `style:`, `font:` and `data:` addresses; refuses all others.

    `asset:` paths start from the book folder and never leave it, even through a symbolic link.
    `static:WEIGHT:SIZE:` before the address of a variable font asks for that weight of it,
    drawn for a size in pixels.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.resources = Resources(root)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The resource at an address. Raises ValueError for one that may not be fetched."""
        scheme, _, rest = url.partition(":")
        name = unquote(rest)
        if url.startswith(STATIC):
            weight, size, address = url.removeprefix(STATIC).split(":", 2)
            places = {"wght": float(weight), "opsz": float(size)}
            content = instance(self.fetch(address).read(), places)
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        if scheme == "font":
            return _file(url, font_file(name))
        if scheme == "style":
            return _file(url, within(STYLES, name))
        if scheme == "asset":
            return _response(url, *self.resources.read(url))
        return super().fetch(url, headers)


def _file(url: str, file: Path) -> URLFetcherResponse:
    return _response(url, file, file.read_bytes())


def _response(url: str, file: Path, content: bytes) -> URLFetcherResponse:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, content, {"Content-Type": kind})

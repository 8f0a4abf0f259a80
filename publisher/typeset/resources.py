"""What a page may fetch: files of the book, styles and fonts. Nothing else, and no network."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from publisher.places import STYLES
from publisher.typefaces.instances import instance
from publisher.typeset.fonts import STATIC, TEXT_SIZE, font_file


class BookFetcher(URLFetcher):  # type: ignore[misc]
    """Answers `asset:`, `style:`, `font:` and `data:` addresses; refuses all others.

    `asset:` paths start from the book folder and never leave it, even through a symbolic link.
    `static:WEIGHT:` before the address of a variable font asks for that weight of it.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._root = root.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The resource at an address. Raises ValueError for one that may not be fetched."""
        scheme, _, rest = url.partition(":")
        name = unquote(rest)
        if url.startswith(STATIC):
            weight, _, address = url.removeprefix(STATIC).partition(":")
            content = instance(self.fetch(address).read(), {"wght": float(weight), "opsz": TEXT_SIZE})
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        if scheme == "font":
            return _file(url, font_file(name))
        if scheme == "style":
            return _file(url, _within(STYLES, name))
        if scheme == "asset":
            return _file(url, _within(self._root, name))
        return super().fetch(url, headers)


def _within(folder: Path, name: str) -> Path:
    file = (folder / name).resolve()
    if not file.is_relative_to(folder):
        raise ValueError(f"{name} is outside its folder")
    return file


def _file(url: str, file: Path) -> URLFetcherResponse:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

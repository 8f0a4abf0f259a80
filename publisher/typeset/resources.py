"""What a page may fetch: files of the book, styles and fonts. Nothing else, and no network."""

from __future__ import annotations

import hashlib
import mimetypes
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from publisher.model import Resource
from publisher.places import STYLES
from publisher.typeset.fonts import font_file


class BookFetcher(URLFetcher):  # type: ignore[misc]
    """Answers `asset:`, `style:`, `font:` and `data:` addresses; refuses all others.

    `asset:` paths start from the book folder and never leave it, even through a symbolic link.
    `faces` is the stylesheet that declares the typefaces of the section.
    """

    def __init__(self, root: Path, faces: str = "") -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.resources = Resources(root)
        self._faces = faces

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The resource at an address. Raises ValueError for one that may not be fetched."""
        scheme, _, rest = url.partition(":")
        name = unquote(rest)
        if scheme == "font" and name == "faces.css":
            return URLFetcherResponse(url, self._faces, {"Content-Type": "text/css"})
        if scheme == "font":
            return _file(url, font_file(name))
        if scheme == "style":
            return _file(url, _within(STYLES, name))
        if scheme == "asset":
            return _response(url, *self.resources.read(url))
        return super().fetch(url, headers)


class Resources:
    """The files of the book in the folder `root`, by `asset:` address; it remembers the asked."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._asked_for: dict[str, str] = {}

    @property
    def asked_for(self) -> tuple[Resource, ...]:
        """The files that were read, or that could not be, each once."""
        return tuple(Resource(*found) for found in sorted(self._asked_for.items()))

    def read(self, address: str) -> tuple[Path, bytes]:
        """A file and its content. Raises ValueError or OSError where it cannot be had."""
        self._asked_for[address] = ""
        file = _within(self._root, unquote(address.partition(":")[2]))
        content = file.read_bytes()
        # Its ending tells what it is taken for, and where it is a link, that may change too
        ending = f"{file.suffix}\n".encode("utf-8", "surrogateescape")
        self._asked_for[address] = hashlib.sha256(ending + content).hexdigest()
        return file, content

    def digest(self, address: str) -> str:
        """The digest of a file and its ending, empty where it cannot be had."""
        with suppress(OSError, RuntimeError, ValueError):
            self.read(address)
        return self._asked_for[address]


def _within(folder: Path, name: str) -> Path:
    file = (folder / name).resolve()
    if not file.is_relative_to(folder):
        raise ValueError(f"{name} is outside its folder")
    return file


def _file(url: str, file: Path) -> URLFetcherResponse:
    return _response(url, file, file.read_bytes())


def _response(url: str, file: Path, content: bytes) -> URLFetcherResponse:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, content, {"Content-Type": kind})

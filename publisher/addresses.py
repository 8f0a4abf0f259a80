"""The addresses of a book's chapters: what links may call them, on disk and on the web."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit, urlunsplit

from publisher.markdown.file_names import MARKDOWN_ENDINGS, bare_name, is_index, is_markdown
from publisher.model import Chapter, Handbook

_ORDER_NUMBER = re.compile(r"^\d+[-_. ]+")


class Addresses:
    """Finds the chapter that a path in another one means, or the file of the repository."""

    def __init__(self, handbook: Handbook) -> None:
        self._root = handbook.root
        self._assets = PurePosixPath(handbook.assets.relative_to(handbook.root).as_posix())
        self._repository = _repository(handbook.root)
        self._site = _Site(handbook.site)
        self._chapters = handbook.chapters
        self._by_name: dict[str, Chapter] = {}
        self._by_folded_name: dict[str, Chapter] = {}
        for names in zip(*map(self._names, self._chapters), strict=True):
            for chapter, of_chapter in zip(self._chapters, names, strict=True):
                for name in of_chapter:
                    self._by_name.setdefault(name, chapter)
                    self._by_folded_name.setdefault(name.casefold(), chapter)

    def in_site(self, address: str) -> str | None:
        """An address of the book's own site as a path from its top, None for one of another."""
        return self._site.path_of(address)

    def chapter(self, source: Chapter, path: str) -> Chapter | None:
        """The chapter that a path written in `source` means."""
        places = [str(place) for place in self.inside(source, path) if place is not None]
        for place in places:
            for name in _spellings(place):
                if found := self._by_name.get(name):
                    return found
        for place in places:
            for name in _spellings(place):
                if found := self._by_folded_name.get(name.casefold()):
                    return found
        return self._first_in_folder(places) or self._linked(places)

    def inside(self, source: Chapter, path: str) -> Iterator[str | None]:
        """The paths from the book folder that a path in `source` may mean; None if outside."""
        for candidate in self._candidates(source, path):
            if candidate.startswith("../"):  # out of the folder, and maybe in again
                whole = posixpath.normpath(PurePosixPath(self._root.as_posix()) / candidate)
                candidate = posixpath.relpath(whole, self._root.as_posix())
            yield None if candidate == ".." or candidate.startswith("../") else candidate

    def first(self, source: Chapter, path: str) -> str:
        """The path from the book folder that a path in `source` means before any other."""
        return next(self._candidates(source, path))

    def is_in_repository(self, source: Chapter, path: str) -> bool:
        """Whether a path, as it is read first, stays in the book's repository."""
        return self._stays_in_repository(self.first(source, path))

    def is_file_of_repository(self, source: Chapter, path: str) -> bool:
        """Whether a path means a file or a folder of the repository, with or without its ending."""
        return any(
            exists(self._root / f"{place}{ending}")
            for place in self._candidates(source, path)
            if self._stays_in_repository(place)
            for ending in ("", *MARKDOWN_ENDINGS)
        )

    def _names(self, chapter: Chapter) -> tuple[list[str], ...]:
        """What a link may call a chapter, surest names first; `_spellings` of a path find them."""
        path = PurePosixPath(unicodedata.normalize("NFC", str(chapter.path)))
        bare = bare_name(path)
        aliases = [name for alias in chapter.aliases for name in self._alias(chapter, alias)]
        # Docusaurus serves 01-first.md as first.
        unnumbered = "/".join(_ORDER_NUMBER.sub("", part) or part for part in bare.split("/"))
        folder = [str(path.parent)] if is_index(path) else []
        # Eleventy serves first/first.md as first/.
        doubled = [str(path.parent)] if PurePosixPath(bare).name == path.parent.name else []
        # Jekyll serves _guides/first.md as guides/first or as first.
        shown = re.sub(r"^_(?=[^/]+/)", "", bare)
        collected = [shown, shown.partition("/")[2]] if shown != bare else []
        return [str(path)], [bare], folder, aliases, [unnumbered], doubled, collected

    def _alias(self, chapter: Chapter, alias: str) -> Iterator[str]:
        folder = self._assets if alias.startswith("/") else chapter.path.parent
        yield from _spellings(posixpath.normpath(folder / unquote(alias).lstrip("/")))

    def _first_in_folder(self, places: Iterable[str]) -> Chapter | None:
        """The first chapter in a folder that a path means."""
        for place in places:
            if not is_markdown(place) and exists(self._root / place):
                for chapter in self._chapters:
                    if PurePosixPath(place) in chapter.path.parents:
                        return chapter
        return None

    def _linked(self, places: Iterable[str]) -> Chapter | None:
        """The chapter that a link of the file system leads to."""
        for place in places:
            file = self._root / place
            if exists(file) and is_inside(self._root, file):
                found = self._by_name.get(file.resolve().relative_to(self._root).as_posix())
                if found:
                    return found
        return None

    def _candidates(self, source: Chapter, path: str) -> Iterator[str]:
        """The paths from the book folder that a path in a chapter may mean, outside ones too."""
        if path.startswith("/"):
            path = path.lstrip("/")
            yield posixpath.normpath(self._assets / path)
            if (inner := self._site.without_prefix(f"/{path}")) is not None:
                yield posixpath.normpath(self._assets / inner.lstrip("/"))
            yield posixpath.normpath(path or ".")
            # On GitHub such a path begins at the top of the repository.
            yield posixpath.relpath(self._repository / path, self._root)
            return
        on_disk = source.path.parent
        # Sites serve x.md as x/, so that some authors write links from one folder further in.
        on_site = on_disk if is_index(source.path) else PurePosixPath(bare_name(source.path))
        of_aliases = [
            self._assets / (alias if alias.endswith("/") else posixpath.dirname(alias)).lstrip("/")
            for alias in source.aliases
            if alias.startswith("/")
        ]
        # A path that ends so is an address of the site, other ones are first taken for files.
        is_address = path.endswith("/") and path.startswith("../")
        in_order = (
            [*of_aliases, on_site, on_disk] if is_address else [on_disk, on_site, *of_aliases]
        )
        yield from dict.fromkeys(posixpath.normpath(folder / path) for folder in in_order)

    def _stays_in_repository(self, place: str) -> bool:
        return Path(posixpath.normpath(self._root / place)).is_relative_to(self._repository)


class _Site:
    """Where the book stands on the web: a whole address, or only the path after the host."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host = parts.netloc.lower()
        self._prefix = f"/{parts.path.strip('/')}/".replace("//", "/")

    def path_of(self, address: str) -> str | None:
        """The path, query and fragment of an address of the site, None for one of another."""
        parts = urlsplit(address)
        if not self._host or parts.netloc.lower() != self._host:
            return None
        inner = self.without_prefix(parts.path or "/") if self._prefix != "/" else parts.path or "/"
        return None if inner is None else urlunsplit(("", "", inner, parts.query, parts.fragment))

    def without_prefix(self, path: str) -> str | None:
        """A path without what the site's own begins with, None when it does not or need not."""
        if self._prefix == "/" or not f"{path}/".startswith(self._prefix):
            return None
        return f"/{path[len(self._prefix) :]}"


def exists(file: Path) -> bool:
    """Whether there is such a file or folder; a name that no file can have is none."""
    try:
        return file.exists()
    except (OSError, ValueError):
        return False


def is_inside(folder: Path, file: Path) -> bool:
    """Whether a file lies in a folder, links of the file system followed."""
    try:
        return file.resolve().is_relative_to(folder)
    except (OSError, RuntimeError, ValueError):  # a link to itself, or no name for a file
        return False


def relative_path(path: str, source: Chapter) -> str:
    """A path from the book folder as a link in `source` may have it."""
    return as_in_link(posixpath.relpath(path, str(source.path.parent)))


def as_in_link(path: str) -> str:
    """A path as it may stand in a link."""
    return path.replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _spellings(place: str) -> Iterator[str]:
    """The names under which to look for a path: as it is, without its ending, as a folder."""
    place = unicodedata.normalize("NFC", place)
    bare = bare_name(place)
    yield place
    yield bare
    if is_index(PurePosixPath(bare)):
        yield str(PurePosixPath(bare).parent)


def _repository(root: Path) -> Path:
    """The folder of the repository that the book lies in, else the book's own."""
    return next((folder for folder in (root, *root.parents) if exists(folder / ".git")), root)

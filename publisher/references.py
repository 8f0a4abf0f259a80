"""What chapters point at: links and images as written, and where in the book they lead."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from publisher.images import ImageFile, read_image
from publisher.markdown.positions import with_lines
from publisher.markdown.raw_html import ALTERNATIVE, EMPTY_ALTERNATIVE, without_comments
from publisher.model import Chapter, Handbook, Place

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_RAW_REFERENCE = re.compile(
    r"<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
_RAW_ANCHOR = re.compile(r"<\w+\b[^>]*?\s(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_EXTERNAL_SCHEMES = ("http", "https", "mailto", "tel")


class Fate(StrEnum):
    """Where a reference leads."""

    INSIDE = "inside"  # a place in the book, or an image that is there
    EXTERNAL = "external"  # the network
    NOT_A_CHAPTER = "not a chapter"  # a file beside the chapters that is not printed
    OUTSIDE = "outside"  # out of the book folder
    UNREADABLE = "unreadable"  # an image file that cannot be printed
    NOWHERE = "nowhere"


@dataclass(frozen=True)
class Reference:
    """A link or an image as the author wrote it, and where.

    An image whose author wrote `alt=""` is decoration and needs no words.
    """

    is_image: bool
    target: str
    place: Place
    alternative: str = ""
    is_decoration: bool = False


@dataclass(frozen=True)
class Resolved:
    """Where a reference leads. `url` is what the HTML carries: `book:ANCHOR`, `asset:PATH`, a web
    address, or empty when there is nothing to lead to (a chapter without that heading leads to its
    beginning); `nearest` is an existing target with a like name; `fault` says why an image
    cannot be printed."""

    fate: Fate
    url: str = ""
    nearest: str = ""
    fault: str = ""


def references(chapter: Chapter) -> Iterator[Reference]:
    """All links and images of a chapter, those in raw HTML too."""
    for token, line in with_lines(chapter.tokens):
        if token.type == "link_open":
            yield Reference(False, str(token.attrs.get("href", "")), chapter.place(line))
        elif token.type == "image":
            target = str(token.attrs.get("src", ""))
            yield Reference(True, target, chapter.place(line), token.content)
        elif token.type in ("html_block", "html_inline"):
            html = without_comments(token.content)
            for found in _RAW_REFERENCE.finditer(html):
                target = found[2] or found[3] or found[4] or ""
                end = html.find(">", found.end())
                tag = html[found.start() : max(end, found.end()) + 1]
                alternative = ALTERNATIVE.search(tag)
                yield Reference(
                    found[1].lower() == "img",
                    target,
                    chapter.place(line + html.count("\n", 0, found.start())),
                    next(filter(None, alternative.groups()), "") if alternative else "",
                    EMPTY_ALTERNATIVE.search(tag) is not None,
                )


def raw_anchors(chapter: Chapter) -> Iterator[str]:
    """The ids that a chapter's raw HTML declares."""
    for token, _line in with_lines(chapter.tokens):
        if token.type in ("html_block", "html_inline"):
            html = without_comments(token.content)
            yield from (found[1] for found in _RAW_ANCHOR.finditer(html))


class Resolver:
    """Finds where the references of a handbook's chapters lead."""

    def __init__(self, handbook: Handbook) -> None:
        self._root = handbook.root
        self._assets = PurePosixPath(handbook.assets.relative_to(handbook.root).as_posix())
        self._chapters = {str(chapter.path): chapter for chapter in handbook.chapters}
        self._fragments = {
            chapter.anchor: {
                **{name.casefold(): "" for name in ("top", *chapter.title_fragments)},
                **{name.casefold(): name for name in raw_anchors(chapter)},
                **{
                    heading.anchor.split("#", 1)[1].casefold(): heading.anchor.split("#", 1)[1]
                    for heading in chapter.headings
                },
            }
            for chapter in handbook.chapters
        }
        self._by_name = {str(chapter.path).casefold(): chapter for chapter in handbook.chapters}
        for chapter in handbook.chapters:
            for name in _names(chapter.path):
                self._by_name.setdefault(name.casefold(), chapter)

    def link(self, chapter: Chapter, target: str) -> Resolved:
        """Where a link written in `chapter` leads."""
        target = target.strip()
        if target.startswith("//"):
            return Resolved(Fate.EXTERNAL, f"https:{target}")
        if scheme := _SCHEME.match(target):
            if scheme[1].lower() in _EXTERNAL_SCHEMES:
                return Resolved(Fate.EXTERNAL, target)
            return Resolved(Fate.NOWHERE)
        path, _, fragment = target.partition("#")
        path, fragment = unquote(path.partition("?")[0]), unquote(fragment)
        found = self._chapter_at(chapter, path) if path else chapter
        if found is None:
            return self._unprinted(chapter, path)
        if not fragment:
            return Resolved(Fate.INSIDE, book_url(found.anchor))
        fragments = self._fragments[found.anchor]
        name = fragments.get(fragment.casefold())
        if name is not None:
            anchor = f"{found.anchor}#{name}" if name else found.anchor
            return Resolved(Fate.INSIDE, book_url(anchor))
        near = difflib.get_close_matches(fragment.casefold(), fragments, n=1, cutoff=0.5)
        nearest = f"{path}#{fragments[near[0]] or near[0]}" if near else ""
        return Resolved(Fate.NOWHERE, book_url(found.anchor), nearest)

    def image(self, chapter: Chapter, target: str) -> Resolved:
        """Where an image in `chapter` lies."""
        target = target.strip()
        if target.startswith("data:image/"):
            return Resolved(Fate.INSIDE, target)
        if target.startswith("//") or _SCHEME.match(target):
            return Resolved(Fate.EXTERNAL)
        name = unquote(target.partition("#")[0].partition("?")[0])
        places = list(self._places(chapter, name))
        for place in places:
            if place is not None and self._exists(place):
                file = self._root / place
                if not file.resolve().is_relative_to(self._root):
                    return Resolved(Fate.OUTSIDE)
                if file.is_file():
                    return Resolved(Fate.INSIDE, f"asset:{quote(place)}")
        if places[0] is None:
            return Resolved(Fate.OUTSIDE)
        return Resolved(Fate.NOWHERE, nearest=self._nearest_file(places[0]))

    def printed_image(self, chapter: Chapter, target: str) -> Resolved:
        """Where an image in `chapter` lies, if its file can be printed."""
        resolved = self.image(chapter, target)
        fault = self.image_file(resolved).fault
        return Resolved(Fate.UNREADABLE, fault=fault) if fault else resolved

    def image_file(self, resolved: Resolved) -> ImageFile:
        """What the file of an image is that `image` found; nothing is known of others."""
        if not resolved.url.startswith("asset:"):
            return ImageFile()
        return read_image(self._root / unquote(resolved.url.removeprefix("asset:")))

    def _exists(self, place: str) -> bool:
        try:
            return (self._root / place).exists()
        except OSError:  # a name that is too long for a file
            return False

    def _chapter_at(self, chapter: Chapter, path: str) -> Chapter | None:
        for place in self._places(chapter, path):
            if place is not None and (found := self._by_name.get(place.casefold())):
                return found
        return None

    def _places(self, chapter: Chapter, path: str) -> Iterator[str | None]:
        """The paths from the book folder that a path in a chapter may mean; None if outside."""
        if path.startswith("/"):
            yield _normal(self._assets / path.lstrip("/"))
            yield _normal(PurePosixPath(path.lstrip("/")))
        else:
            yield _normal(chapter.path.parent / path)
            # Sites serve x.md as x/, so that some authors write links from one folder further in.
            yield _normal(chapter.path.with_suffix("") / path)

    def _unprinted(self, chapter: Chapter, path: str) -> Resolved:
        places = list(self._places(chapter, path))
        if any(place is not None and self._exists(place) for place in places):
            return Resolved(Fate.NOT_A_CHAPTER)
        if places[0] is None:
            return Resolved(Fate.OUTSIDE)
        near = difflib.get_close_matches(places[0], self._chapters, n=1, cutoff=0.5)
        return Resolved(Fate.NOWHERE, nearest=_relative(near[0], chapter) if near else "")

    def _nearest_file(self, place: str) -> str:
        folder = self._root / PurePosixPath(place).parent
        names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
        near = difflib.get_close_matches(PurePosixPath(place).name, names, n=1)
        return near[0] if near else ""


def book_url(anchor: str) -> str:
    """The address of a place in the book, as the HTML carries it and the linker resolves it."""
    return f"book:{quote(anchor, safe='/:')}"


def _names(path: PurePosixPath) -> Iterator[str]:
    """What a link may call a chapter: with and without its ending, as a page, as a folder."""
    bare = str(path.with_suffix(""))
    yield from (str(path), bare, f"{bare}.html", f"{bare}.md")
    if path.stem.lower() in ("index", "readme"):
        yield str(path.parent)


def _normal(path: PurePosixPath) -> str | None:
    normal = posixpath.normpath(str(path))
    return None if normal == ".." or normal.startswith("../") else normal


def _relative(path: str, chapter: Chapter) -> str:
    return posixpath.relpath(path, str(chapter.path.parent))

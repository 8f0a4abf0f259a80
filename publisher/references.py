"""What chapters point at: links and images as written, and where in the book they lead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

from publisher.addresses import Addresses, exists, is_inside
from publisher.images import ImageFile, read_image
from publisher.markdown.fragments import Fragments
from publisher.markdown.raw_html import ALTERNATIVE, EMPTY_ALTERNATIVE, without_comments
from publisher.model import Chapter, Handbook, Place
from publisher.suggestions import Suggestions

_SPACE_AROUND = re.compile(r"^(?:\s|%20)+|(?:\s|%20)+$")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_RAW_REFERENCE = re.compile(
    r"<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
_RAW_ANCHOR = re.compile(r"<\w+\b[^>]*?\s(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
# Where the layouts of sites let readers skip to; in the book that is the chapter's beginning.
_SKIP_TO = ("top", "content", "main", "main-content")
LOGO_ENDINGS = (".svg", ".png", ".jpg", ".jpeg")
_EXTERNAL_SCHEMES = ("http", "https", "mailto", "tel")


class Fate(StrEnum):
    """Where a reference leads."""

    INSIDE = "inside"  # a place in the book, or an image that is there
    EXTERNAL = "external"  # the network
    NOT_A_CHAPTER = "not a chapter"  # a file of the repository that is not printed
    OUTSIDE = "outside"  # out of the book folder, and for a link out of its repository
    SCHEME = "scheme"  # an address that nothing on paper or in a PDF can follow
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
    for token, line in chapter.tokens_of("link_open", "image", "html_block", "html_inline"):
        if token.type == "link_open":
            yield Reference(False, str(token.attrs.get("href", "")), chapter.place(line))
        elif token.type == "image":
            target = str(token.attrs.get("src", ""))
            yield Reference(True, target, chapter.place(line), token.content)
        else:
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
    """The ids that a chapter declares elsewhere than at headings, most of them in raw HTML."""
    for token, _line in chapter.placed_tokens:
        if token.attrs and token.attrs.get("id") and token.type != "heading_open":
            yield str(token.attrs["id"]).rpartition("#")[2]
        if token.type in ("html_block", "html_inline"):
            html = without_comments(token.content)
            yield from (found[1] for found in _RAW_ANCHOR.finditer(html))


class Resolver:
    """Finds where the references of a handbook's chapters lead."""

    def __init__(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self._root = handbook.root
        self._addresses = Addresses(handbook)
        self._fragments = {chapter.anchor: _fragments(chapter) for chapter in handbook.chapters}
        self._suggestions = Suggestions(handbook, self._fragments)
        self._links: dict[tuple[str, str], Resolved] = {}  # both check and render ask for each

    def link(self, chapter: Chapter, target: str) -> Resolved:
        """Where a link written in `chapter` leads."""
        known = self._links.get((chapter.anchor, target))
        if known is None:
            known = self._links[chapter.anchor, target] = self._link(chapter, target)
        return known

    def _link(self, chapter: Chapter, target: str) -> Resolved:
        target = _SPACE_AROUND.sub("", target)
        if target.startswith("//"):
            target = f"https:{target}"
        scheme = _SCHEME.match(target)
        if scheme and scheme[1].lower() in _EXTERNAL_SCHEMES:
            inner = self._addresses.in_site(target)
            if not inner or not self._addresses.chapter(chapter, _path_and_fragment(inner)[0]):
                return Resolved(Fate.EXTERNAL, target)
            target = inner
        path, fragment = _path_and_fragment(target)
        if not target:
            return Resolved(Fate.NOWHERE)
        found = self._addresses.chapter(chapter, path) if path else chapter
        if found is None and scheme:
            is_file_name = scheme[1].lower() == "file" or len(scheme[1]) == 1  # as in C:\
            if is_file_name:
                return Resolved(Fate.NOWHERE)
            near = difflib.get_close_matches(scheme[1].lower(), _EXTERNAL_SCHEMES, n=1)
            meant = f"{near[0]}{target[len(scheme[1]) :]}" if near else ""
            return Resolved(Fate.SCHEME, nearest=meant)
        if found is None:
            return self._unprinted(chapter, path)
        if not fragment:
            return Resolved(Fate.INSIDE, book_url(found.anchor))
        name = self._fragments[found.anchor].find(fragment)
        if name is not None:
            anchor = f"{found.anchor}#{name}" if name else found.anchor
            return Resolved(Fate.INSIDE, book_url(anchor))
        nearest = self._suggestions.heading(chapter, found, path, fragment)
        return Resolved(Fate.NOWHERE, book_url(found.anchor), nearest)

    def image(self, chapter: Chapter, target: str) -> Resolved:
        """Where an image in `chapter` lies."""
        target = _SPACE_AROUND.sub("", target)
        if target.startswith("data:image/"):
            return Resolved(Fate.INSIDE, target)
        if target.startswith("//") or _SCHEME.match(target):
            return Resolved(Fate.EXTERNAL)
        name = unquote(target.partition("#")[0].partition("?")[0])
        places = list(self._addresses.inside(chapter, name))
        for place in places:
            if place is not None and exists(self._root / place):
                file = self._root / place
                if not is_inside(self._root, file):
                    return Resolved(Fate.OUTSIDE)
                if file.is_file():
                    return Resolved(Fate.INSIDE, f"asset:{quote(place)}")
        if places[0] is None:
            return Resolved(Fate.OUTSIDE)
        return Resolved(Fate.NOWHERE, nearest=self._suggestions.image(chapter, places[0]))

    def printed_image(self, chapter: Chapter, target: str) -> Resolved:
        """Where an image in `chapter` lies, if its file can be printed."""
        resolved = self.image(chapter, target)
        fault = self.image_file(resolved).fault
        return Resolved(Fate.UNREADABLE, fault=fault) if fault else resolved

    def logo(self) -> Resolved | None:
        """Where the book's logo lies, if its file can be printed; None where it names none."""
        logo = self._handbook.logo
        if logo is None:
            return None
        file = self._root / logo.path
        if not exists(file) or not file.is_file():
            nearest = self._suggestions.image_of_the_book(logo.path)
            return Resolved(Fate.NOWHERE, nearest=nearest)
        if not is_inside(self._root, file):
            return Resolved(Fate.OUTSIDE)
        fault = read_image(file).fault
        if not fault and file.suffix.lower() not in LOGO_ENDINGS:
            fault = "a logo is an SVG, a PNG or a JPEG"
        if fault:
            return Resolved(Fate.UNREADABLE, fault=fault)
        return Resolved(Fate.INSIDE, f"asset:{quote(logo.path)}")

    def image_file(self, resolved: Resolved) -> ImageFile:
        """What the file of an image is that `image` found; nothing is known of others."""
        if not resolved.url.startswith("asset:"):
            return ImageFile()
        return read_image(self._root / unquote(resolved.url.removeprefix("asset:")))

    def _unprinted(self, chapter: Chapter, path: str) -> Resolved:
        if self._addresses.is_file_of_repository(chapter, path):
            return Resolved(Fate.NOT_A_CHAPTER)
        if not self._addresses.is_in_repository(chapter, path):
            return Resolved(Fate.OUTSIDE)
        place = self._addresses.first(chapter, path)
        return Resolved(Fate.NOWHERE, nearest=self._suggestions.chapter(chapter, path, place))


def _fragments(chapter: Chapter) -> Fragments:
    names = dict.fromkeys((*_SKIP_TO, *chapter.title_fragments), "")
    names |= {name: name for name in raw_anchors(chapter)}
    texts: dict[str, str] = {}
    for heading in chapter.headings:
        name = heading.anchor.split("#", 1)[1]
        names[name] = name
        texts.setdefault(heading.text, name)
    for term in chapter.terms:  # its anchor is among the names already
        for form in term.forms:
            texts.setdefault(form, term.anchor.split("#", 1)[1])
    return Fragments(names, texts)


def book_url(anchor: str) -> str:
    """The address of a place in the book, as the HTML carries it and the linker resolves it."""
    return f"book:{quote(anchor, safe='/:')}"


def _path_and_fragment(target: str) -> tuple[str, str]:
    path, _, fragment = target.partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment)

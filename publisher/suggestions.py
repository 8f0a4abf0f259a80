"""What an author may have meant by a link or an image that leads nowhere."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from publisher.addresses import as_in_link, relative_path
from publisher.markdown.file_names import bare_name, is_index
from publisher.markdown.fragments import Fragments, key
from publisher.model import Chapter, Handbook

# How much of two names is the same: where another explanation is at hand, and where none is.
_VERY_LIKE, _LIKE = 0.8, 0.65
_LIKE_A_HOST = re.compile(r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|edu|gov)(?:/|$)")
_OTHER_ENDING = re.compile(r"\.[a-z]{2,4}$")
_NOT_OURS = re.compile(r"\.|node_modules$")
_IMAGE_ENDINGS = (".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".tiff", ".webp")


class Suggestions:
    """Finds what is most like a name that is not there, empty where nothing is.

    All are as they may be written in the chapter `source`. `fragments` are the places in each
    chapter, by the chapter's anchor.
    """

    def __init__(self, handbook: Handbook, fragments: Mapping[str, Fragments]) -> None:
        self._root = handbook.root
        self._chapters = handbook.chapters
        self._fragments = fragments
        self._by_place: dict[str, str] = {}

    def chapter(self, source: Chapter, path: str, place: str) -> str:
        """The chapter of that name elsewhere, or of a like one; `place` is where `path` leads."""
        if _LIKE_A_HOST.match(path):
            return f"https://{path}"
        if place not in self._by_place:
            self._by_place[place] = self._like(place)
        nearest = self._by_place[place]
        return relative_path(nearest, source) if nearest else ""

    def heading(self, source: Chapter, found: Chapter, path: str, fragment: str) -> str:
        """A heading of the chapter `found`, where `path` leads, or the one so named elsewhere."""
        own = self._fragments[found.anchor]
        near = own.nearest(fragment, _VERY_LIKE)
        if not near:
            name = key(fragment)
            elsewhere = self._places.get(name, ())
            # One word, or what several chapters have, says little.
            if "-" in name and len(elsewhere) == 1:
                [(other, name)] = elsewhere
                return f"{relative_path(str(other.path), source)}#{name}"
            near = own.nearest(fragment, _LIKE) or own.holding(fragment)
        return f"{as_in_link(path)}#{near}" if near else ""

    def image(self, source: Chapter, place: str) -> str:
        """The image of a like name in the folder of `place`, or the one of its name elsewhere."""
        found = self.image_of_the_book(place)
        return relative_path(found, source) if found else ""

    def image_of_the_book(self, place: str) -> str:
        """The same, its path from the book folder."""
        missing = PurePosixPath(place)
        beside = {image.name: image for image in self._images if image.parent == missing.parent}
        near = difflib.get_close_matches(missing.name, beside, n=1, cutoff=_LIKE)
        found = [beside[name] for name in near] or [
            image for image in self._images if image.name == missing.name
        ]
        return str(found[0]) if len(found) == 1 else ""

    def _like(self, place: str) -> str:
        name = _telling_name(place)
        if _OTHER_ENDING.search(name):  # a download: no chapter is meant
            return ""
        names = self._by_name
        near = difflib.get_close_matches(name, names, n=3, cutoff=_LIKE)
        like = [name] if name in names else near
        return max(
            (path for name in like for path in names[name]),
            key=lambda path: difflib.SequenceMatcher(None, path, place).ratio(),
            default="",
        )

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The paths of chapters by what tells them from others."""
        paths: dict[str, list[str]] = {}
        for chapter in self._chapters:
            paths.setdefault(_telling_name(str(chapter.path)), []).append(str(chapter.path))
        return paths

    @cached_property
    def _places(self) -> dict[str, list[tuple[Chapter, str]]]:
        """The places below the titles of all chapters, by the keys of their names."""
        places: dict[str, list[tuple[Chapter, str]]] = {}
        for chapter in self._chapters:
            for name, place in self._fragments[chapter.anchor].places():
                places.setdefault(name, []).append((chapter, place))
        return places

    @cached_property
    def _images(self) -> tuple[PurePosixPath, ...]:
        """The images in the book folder."""
        found: list[PurePosixPath] = []
        for folder, folders, names in os.walk(self._root):
            folders[:] = sorted(name for name in folders if not _NOT_OURS.match(name))
            inner = Path(folder).relative_to(self._root).as_posix()
            images = (name for name in sorted(names) if name.lower().endswith(_IMAGE_ENDINGS))
            found += [PurePosixPath(inner, name) for name in images]
        return tuple(found)


def _telling_name(path: str) -> str:
    """What tells a path from others: the name of its file, or for an index that of its folder."""
    bare = PurePosixPath(bare_name(path))
    return (bare.parent.name if is_index(bare) else bare.name).casefold()

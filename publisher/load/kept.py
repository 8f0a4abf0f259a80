"""Chapters that were read before, kept so that what did not change is not parsed again."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

from publisher.cache.packages import installed_packages
from publisher.cache.store import Keeper
from publisher.load.chapter_json import chapter_json, read_chapter_json
from publisher.model import Chapter, Problem

KIND = "chapters"
_PACKAGE = Path(__file__).resolve().parent.parent
_SHAPING = ("load", "markdown", "model", "language")  # what of this program shapes a chapter


class KeptChapters:
    """The chapters that a store has of a book; `shaped_by` is all that shapes every chapter of it,
    and tells so by its repr."""

    def __init__(self, store: Keeper, shaped_by: object) -> None:
        self._store = store
        self._book = _digest((program(), shaped_by))

    def key(self, *shaped_by: object) -> str:
        """The key of a chapter that these shape too."""
        return _digest((self._book, *shaped_by))

    def get(self, key: str) -> tuple[Chapter, list[Problem]] | None:
        """The chapter under a key and its problems; None where there is none that can be read."""
        content = self._store.get(KIND, key)
        return read_chapter_json(content) if content is not None else None

    def put(self, key: str, chapter: Chapter, problems: list[Problem]) -> None:
        """Keep a chapter, unless it would not be read as the same."""
        content = chapter_json(chapter, problems)
        if read_chapter_json(content) == (chapter, problems):
            self._store.put(KIND, key, content)


@cache
def program() -> str:
    """A digest of what reads chapters: this program's modules for it, Python and its packages."""
    digest = hashlib.sha256(sys.version.encode())
    for folder in _SHAPING:
        for file in sorted((_PACKAGE / folder).rglob("*")):
            if file.suffix in (".py", ".yaml"):
                digest.update(f"{file.relative_to(_PACKAGE)}\0".encode())
                digest.update(file.read_bytes())
    for name in installed_packages():
        digest.update(f"{name}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _digest(shaped_by: object) -> str:
    return hashlib.sha256(repr(shaped_by).encode("utf-8", "surrogatepass")).hexdigest()

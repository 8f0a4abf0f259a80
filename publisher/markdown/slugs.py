"""Slugs as GitHub makes them, so that links that work there work here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from publisher.markdown.file_names import bare_name

_KEPT_CATEGORIES = ("L", "M", "Nd", "Pc")


def slug(text: str) -> str:
    """The anchor GitHub gives a heading with this text."""
    kept = (
        character
        for character in text.strip().lower()
        if character in "- " or unicodedata.category(character).startswith(_KEPT_CATEGORIES)
    )
    return "".join(kept).replace(" ", "-")


def path_slug(path: PurePosixPath) -> str:
    """The anchor of a chapter: its path without the ending, each folder a slug."""
    return "/".join(slug(part) or "chapter" for part in PurePosixPath(bare_name(path)).parts)


def humanise(name: str) -> str:
    """A file or folder name as a title: `02-first_steps` becomes `First steps`."""
    words = re.sub(r"^\d+[-_. ]+", "", name).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or name


def file_title(address: str) -> str:
    """What the name of a file says of it: `img/first_steps.png` becomes `First steps`."""
    return humanise(address.rsplit("/", 1)[-1].rsplit(".", 1)[0])


class Uniquifier:
    """Gives each name once, and `name-1`, `name-2` … to those that come again."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def unique(self, name: str) -> str:
        """The name, or the name with the first free number."""
        candidate, count = name, 0
        while candidate in self._taken:
            count += 1
            candidate = f"{name}-{count}"
        self._taken.add(candidate)
        return candidate

"""The reading order of a book: which files are its chapters, in which parts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from publisher.model import Problem

_BOOK_FOLDER = PurePosixPath(".")


@dataclass(frozen=True)
class PlannedChapter:
    """A chapter to read: its path from the book folder, and what the list of chapters calls it.

    `line` is the line of that list on which it stands.
    """

    path: PurePosixPath
    label: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class PlannedPart:
    """Chapters under one title, or under none."""

    title: str | None
    chapters: tuple[PlannedChapter, ...]
    summary: str = ""


@dataclass(frozen=True)
class Plan:
    """Parts in order. `listed_in` is the file that says so, None for the order of file names.

    `site` is the address of the site that is made of the folder, `assets` the folder, from the
    book folder, that root-absolute paths start from.
    """

    parts: tuple[PlannedPart, ...]
    listed_in: str | None = None
    title: str | None = None
    site: str = ""
    assets: PurePosixPath = _BOOK_FOLDER
    problems: tuple[Problem, ...] = ()


def once(chapters: list[PlannedChapter]) -> tuple[PlannedChapter, ...]:
    """Each file once, where it is first listed."""
    return tuple({chapter.path: chapter for chapter in reversed(chapters)}.values())[::-1]

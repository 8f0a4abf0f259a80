"""A whole book as its author wrote it, and its typefaces."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publisher.model.chapters import Chapter, Part
from publisher.model.matter import DataFile, Wages
from publisher.model.problems import Place


@dataclass(frozen=True)
class FontChoice:
    """A family that handbook.yaml names, and the line on which it does."""

    family: str
    line: int


@dataclass(frozen=True)
class FontFile:
    """A font file of the book: its path from the book folder, and the line that names it."""

    path: str
    line: int


@dataclass(frozen=True)
class Typefaces:
    """What handbook.yaml says of type: families for each kind of text, best first, and files."""

    serif: tuple[FontChoice, ...] = ()
    sans: tuple[FontChoice, ...] = ()
    mono: tuple[FontChoice, ...] = ()
    files: tuple[FontFile, ...] = ()

    @property
    def choices(self) -> tuple[FontChoice, ...]:
        """The families named, of all kinds."""
        return (*self.serif, *self.sans, *self.mono)


@dataclass(frozen=True)
class Logo:
    """The organisation's mark: its path from the book folder, and the line that names it."""

    path: str
    line: int


@dataclass(frozen=True)
class Handbook:
    """A whole book as its author wrote it.

    `assets` is the folder that root-absolute paths start from, `site` the address of the book on
    the web, or the part of it after the host; `has_settings` tells whether the folder has a
    handbook.yaml, and with it layouts of its own. `language_place` is where the language was set;
    `words` are the book's own phrases by language, as publisher.language has them; `data` are the
    files of data/ by name, without .yaml. `accent` is the colour (#rrggbb) that the others are made
    from, empty for those of the stylesheets.
    """

    root: Path
    title: str
    parts: tuple[Part, ...]
    slug: str
    assets: Path
    date: datetime.date
    subtitle: str = ""
    organisation: str = ""
    authors: tuple[str, ...] = ()
    language: str = "en"
    language_place: Place | None = None
    direction: str = "ltr"
    words: Mapping[str, Mapping[str, str | Mapping[str, str]]] = field(default_factory=dict)
    edition: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    contact: str = ""
    logo: Logo | None = None
    accent: str = ""
    paper: str = "A4"
    site: str = ""
    has_settings: bool = False
    typefaces: Typefaces = Typefaces()
    data: Mapping[str, DataFile] = field(default_factory=dict)
    wages: Wages | None = None

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters in reading order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    def language_of(self, chapter: Chapter) -> str:
        """The language that a chapter is written in."""
        return chapter.language or self.language

    def direction_of(self, chapter: Chapter) -> str:
        """Which way a chapter runs: `ltr` or `rtl`."""
        return chapter.direction or self.direction

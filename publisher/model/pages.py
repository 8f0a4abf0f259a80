"""Sections, leaves, and where they stand in the book."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from publisher.model.problems import Problem


class Role(StrEnum):
    """The place of a section in the book."""

    COVER = "cover"
    IMPRINT = "imprint"
    CONTENTS = "contents"
    PART = "part"
    CHAPTER = "chapter"
    INDEX = "index"
    BACK_COVER = "back-cover"

    @property
    def is_front_matter(self) -> bool:
        """Whether its pages are numbered in roman."""
        return self in (Role.COVER, Role.IMPRINT, Role.CONTENTS)


@dataclass(frozen=True)
class Section:
    """One piece of the book as a complete HTML document, laid out alone.

    Links inside the book are `book:ANCHOR`, files of the book `asset:PATH`: no path of the
    machine stands in the HTML. `source` is the Markdown file, when there is one, and `layout` the
    layout's file, when it is the book's own. `language` is that of its text, empty where it is the
    book's. `duplex` says that its pages are printed on both sides. `stylesheets` are the
    publisher's, as addresses in the order in which they count; those of the HTML come after them.
    """

    role: Role
    title: str
    html: str
    anchor: str
    source: str | None = None
    layout: str | None = None
    language: str = ""
    duplex: bool = False
    stylesheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bookmark:
    """A heading as it was laid out: level from 1, page from 0 within its leaf, height in points."""

    level: int
    label: str
    page: int
    top: float


@dataclass(frozen=True)
class Anchor:
    """A target of links: page from 0 within its leaf, position in points from the lower left."""

    name: str
    page: int
    left: float
    top: float


@dataclass(frozen=True)
class Area:
    """A part of a page, in points from the page's lower left."""

    left: float
    foot: float
    right: float
    head: float


class Glyph(NamedTuple):
    """A glyph that was drawn: its number in the font, the text it stands for, and its width in
    1/1000 of the type size."""

    number: int
    text: str
    width: float


@dataclass(frozen=True)
class LeafFont:
    """A font that a leaf was drawn with.

    `resource` is its name in the leaf's resources. `file` is the digest of the whole font file,
    `number` counts the fonts of a collection; `axes` are the places at which a variable font was
    set.
    """

    resource: str
    file: str
    number: int
    axes: tuple[tuple[str, float], ...]
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class PageNumber:
    """A number in the text that tells on which page an anchor stands.

    `page` is the leaf's page that it is drawn on, from 0; `start` and `end` are where the figures
    are shown in that page's decoded content, as wide as `width` in 1/1000 of the type size.
    `numerals` are the glyphs that it may need, as an index into those of the leaf.
    """

    anchor: str
    page: int
    start: int
    end: int
    width: float
    numerals: int


@dataclass(frozen=True)
class Resource:
    """A file of the book that a section's layout asked for: its `asset:` address, and a digest of
    what was there, empty where nothing could be had."""

    address: str
    digest: str


@dataclass(frozen=True)
class Leaf:
    """A section laid out: a tagged PDF of its own, and what the linker must know of it.

    `areas` has for each page what is inside its margins. `blanks` are the pages, from 0, that were
    left empty so that what follows begins on the side it asked for. `fonts` are those that are
    embedded once for the whole book, `resources` the files of the book that shaped it; `facts` are
    what the proof is to know of its pages, as publisher.proof writes it. `numerals` are sets of
    glyphs that its `page_numbers` are set with.
    """

    section: Section
    pdf: bytes
    page_count: int
    bookmarks: tuple[Bookmark, ...]
    anchors: tuple[Anchor, ...]
    areas: tuple[Area, ...] = ()
    blanks: tuple[int, ...] = ()
    fonts: tuple[LeafFont, ...] = ()
    problems: tuple[Problem, ...] = ()
    resources: tuple[Resource, ...] = ()
    facts: bytes = b""
    page_numbers: tuple[PageNumber, ...] = ()
    numerals: tuple[tuple[Glyph, ...], ...] = ()


@dataclass(frozen=True)
class Placement:
    """Where a leaf stands in the book: index of its first page, and how many blanks precede it."""

    first_page: int
    blanks_before: int


@dataclass(frozen=True)
class Pagination:
    """The book's pages: one placement per leaf, one label per page, blanks included."""

    placements: tuple[Placement, ...]
    labels: tuple[str, ...]
    roman_count: int

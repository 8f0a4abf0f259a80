"""A chapter as its author wrote it, read and parsed, and a part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from markdown_it.token import Token

from publisher.model.matter import Kind, Stage, Strategy, Track
from publisher.model.positions import with_lines
from publisher.model.problems import Place, Run, place_in

PART_COLOURS = 3


@dataclass(frozen=True)
class LeftOut:
    """A piece of a site's template syntax that is not printed; `index` is its line in the text."""

    index: int
    text: str


@dataclass(frozen=True)
class AstrayNote:
    """A footnote that is not printed, or a call of none, and its line in the text, from 0."""

    index: int
    message: str


@dataclass(frozen=True)
class Heading:
    """A heading in a chapter's body.

    `level` is the printed level, 2 to 6: the chapter's title alone has level 1.
    `anchor` is unique in the book, `index` its line in the chapter's text, from 0.
    """

    level: int
    text: str
    anchor: str
    index: int


@dataclass(frozen=True)
class Term:
    """A term that a glossary defines: `forms` are what else it is called, `index` is its line in
    the chapter's text, from 0."""

    name: str
    forms: tuple[str, ...]
    anchor: str
    index: int


@dataclass(frozen=True)
class IndexEntry:
    """What front matter has the index say: under `heading`, and `subheading` if there is one, the
    page of `phrase` in the chapter, or, where `see` is not empty, to look under that heading.
    `line` is where it is written."""

    heading: str
    line: int
    subheading: str = ""
    phrase: str = ""
    see: str = ""


@dataclass(frozen=True)
class Chapter:
    """One Markdown file, read and parsed.

    `path` is relative to the book folder, `anchor` is its slug, unique in the book.
    `tokens` are the parsed body without its title; a token's `map` counts the lines of the text
    from 0, and `place` tells where such a line is written. `title_fragments` are what a link
    to the title may name, `aliases` further addresses of the chapter: those with / before them
    begin at the top of the book's site. `has_title` is False where the title is the file's name.
    `number` is None for a chapter that is not numbered. `terms` are those it defines, if it is a
    glossary, `unlinked` those of them that chapters do not link by themselves, and `index_entries`
    what front matter gives the index. `language` (a tag such as
    de-AT) and `direction` (`ltr` or `rtl`) are empty where they are the book's. `stages` are the
    labels of the stages at which the chapter is most useful.
    """

    path: PurePosixPath
    anchor: str
    title: str
    kind: Kind
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]
    title_fragments: tuple[str, ...] = ()
    has_title: bool = True
    aliases: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    title_line: int = 1
    summary: str = ""
    layout: str | None = None
    layout_line: int | None = None
    number: int | None = None
    language: str = ""
    language_line: int | None = None
    direction: str = ""
    stage: Stage | None = None
    track: Track | None = None
    strategy: Strategy | None = None
    stages: tuple[str, ...] = ()
    stages_line: int | None = None
    terms: tuple[Term, ...] = ()
    unlinked: tuple[str, ...] = ()
    unlinked_line: int | None = None
    index_entries: tuple[IndexEntry, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    astray_notes: tuple[AstrayNote, ...] = ()

    def place(self, index: int) -> Place:
        """Where the line `index` of the chapter's text is written."""
        return place_in(self.runs, str(self.path), index)

    @cached_property
    def placed_tokens(self) -> tuple[tuple[Token, int], ...]:
        """All tokens in order, inline ones too, and the line in the text on which each stands."""
        return tuple(with_lines(self.tokens))

    def tokens_of(self, *types: str) -> Iterator[tuple[Token, int]]:
        """The tokens of these types in order, inline ones too, each with its line."""
        places = sorted(place for name in types for place in self._places_of_types.get(name, ()))
        return (self.placed_tokens[place] for place in places)

    @cached_property
    def _places_of_types(self) -> Mapping[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, (token, _line) in enumerate(self.placed_tokens):
            places.setdefault(token.type, []).append(place)
        return places


@dataclass(frozen=True)
class Part:
    """A titled group of chapters; `number` is None for the chapters that stand outside any part."""

    title: str
    chapters: tuple[Chapter, ...]
    number: int | None = None
    summary: str = ""

    @property
    def anchor(self) -> str:
        """The anchor of the part's opener."""
        return f"part:{self.number}"

    @property
    def colour(self) -> int:
        """Which of the three part colours it has, from 1: they are taken in turn."""
        return ((self.number or 1) - 1) % PART_COLOURS + 1

"""What passes between the stages: frozen dataclasses, and the exceptions that stop a build."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from markdown_it.token import Token

PART_COLOURS = 3


class Severity(StrEnum):
    """How much a problem weighs: an error stops the build, a warning and a note do not.

    A strict build makes errors of warnings; a note stays one, since nothing is wrong.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """Something the author can mend.

    `path` is relative to the book folder, or None when the problem has no file;
    `line` counts from 1, front matter included.
    """

    code: str
    message: str
    path: str | None = None
    line: int | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR

    def weighed(self, *, strict: bool) -> Problem:
        """This problem, with the weight it has where `strict` makes errors of warnings."""
        is_heavier = strict and self.severity is Severity.WARNING
        return replace(self, severity=Severity.ERROR) if is_heavier else self


class HandbookError(Exception):
    """The book cannot be built; `problems` holds all that was found, warnings included."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class MachineError(Exception):
    """This machine lacks something; `remedy` is the command that mends it."""

    def __init__(self, lacking: str, remedy: str) -> None:
        super().__init__(lacking)
        self.lacking = lacking
        self.remedy = remedy


@dataclass(frozen=True)
class Place:
    """A line of a source: `path` from the book folder, `line` from 1, front matter included."""

    path: str
    line: int


@dataclass(frozen=True)
class Run:
    """Lines of one file that follow one another in a chapter's text, as includes bring them in.

    `start` is the first of them in the text, from 0, and `place` is where that line is written.
    """

    start: int
    place: Place


def place_in(runs: Sequence[Run], path: str, index: int) -> Place:
    """Where the line `index` of a chapter's text is written; in the chapter's own file, `path`,
    where no run tells it."""
    position = bisect.bisect_right(runs, index, key=lambda run: run.start) - 1
    if position < 0:
        return Place(path, index + 1)
    run = runs[position]
    return Place(run.place.path, run.place.line + index - run.start)


class Kind(StrEnum):
    """What a chapter is; it decides the chapter's front matter and its layout."""

    CHAPTER = "chapter"
    STAGE = "stage"
    TRACK = "track"
    STRATEGY = "strategy"
    WORKSHEET = "worksheet"
    GLOSSARY = "glossary"
    INDEX = "index"


@dataclass(frozen=True)
class Years:
    """How long a stage usually takes, in years; `low` equals `high` when it is one number."""

    low: float
    high: float


@dataclass(frozen=True)
class Salary:
    """A salary range in whole units of `currency` (ISO 4217) for one `period`.

    `year` is None when the source states none.
    """

    low: int
    high: int
    currency: str
    period: str
    source: str
    year: int | None = None


@dataclass(frozen=True)
class Benchmark:
    """A published figure to set beside a salary range."""

    label: str
    amount: int
    year: int
    source: str


@dataclass(frozen=True)
class Occupation:
    """A line of a book's statistics of wages, in whole units a year.

    `low` and `high` are the ends of the middle eight tenths, `outlook` is the change in jobs in
    percent, `openings` are those of a year.
    """

    key: str
    title: str
    median: int
    code: str = ""
    low: int | None = None
    high: int | None = None
    outlook: float | None = None
    openings: int | None = None


@dataclass(frozen=True)
class Wages:
    """Published wages, from data/wages.yaml: where and when they held, and who says so.

    `source` is its short name, for charts; `reference` tells it in full.

    `outlook_period` is the span of years that the outlooks are for, as printed.
    """

    source: str
    place: str
    date: str
    year: int
    currency: str
    occupations: tuple[Occupation, ...]
    outlook_period: str = ""
    reference: str = ""


@dataclass(frozen=True)
class DataFile:
    """A file of the book's data/: its path from the book folder, and what is in it.

    `content` is a mapping that knows its lines; what draws from it validates it.
    """

    path: str
    content: Any


@dataclass(frozen=True)
class Stage:
    """Front matter of a stage of the path; `label` is its short name in charts.

    `years` is None where no usual length is known. The branches at the end of the path stand
    beside one another.
    """

    years: Years | None
    label: str
    is_branch: bool = False


@dataclass(frozen=True)
class Skill:
    """A key skill of a track; how it is learned and how it is shown may be left out."""

    name: str
    learned: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Track:
    """Front matter of a specialised track."""

    focus: str
    skills: tuple[Skill, ...]
    salary: Salary
    benchmarks: tuple[Benchmark, ...] = ()


@dataclass(frozen=True)
class Strategy:
    """Front matter of an advancement strategy; `group` is growth, networking or brand."""

    group: str


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


@dataclass(frozen=True)
class Edition:
    """One way to make the book: its name, which is also its stylesheet's, and its geometry.

    In a `duplex` edition parts and chapters start on a recto, and the page count is even.
    """

    name: str
    duplex: bool


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
    book's. `duplex` says that its pages are printed on both sides.
    """

    role: Role
    title: str
    html: str
    anchor: str
    source: str | None = None
    layout: str | None = None
    language: str = ""
    duplex: bool = False


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


@dataclass(frozen=True)
class Leaf:
    """A section laid out: a tagged PDF of its own, and what the linker must know of it.

    `areas` has for each page what is inside its margins. `blanks` are the pages, from 0, that were
    left empty so that what follows begins on the side it asked for.
    """

    section: Section
    pdf: bytes
    page_count: int
    bookmarks: tuple[Bookmark, ...]
    anchors: tuple[Anchor, ...]
    areas: tuple[Area, ...] = ()
    blanks: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


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

"""What front matter and data say: stages, tracks, strategies, salaries, wages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


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

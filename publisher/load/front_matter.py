"""Front matter: what each kind of chapter may say of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from ruamel.yaml.comments import CommentedMap

from publisher.language import direction, normalised
from publisher.load.index_matter import read_index
from publisher.load.matter_block import Block, parse_block
from publisher.load.settings import Direction, LanguageTag, Strict, Text, Texts
from publisher.load.wages import Benchmarks
from publisher.load.yaml_file import line_of, validate
from publisher.model import (
    Benchmark,
    IndexEntry,
    Kind,
    Problem,
    Salary,
    Skill,
    Stage,
    Strategy,
    Track,
    Years,
)

_LANGUAGE_NAMES = ("lang", "language", "locale")
_TITLE_TAG = re.compile(
    r"</?(?:b|br|code|em|i|mark|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>", re.I
)
_RANGE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:[-–]\s*(\d+(?:\.\d+)?))?\s*")
# What sites call a chapter in their menus, where it has no title.
_LABELS = ("sidebar_label", "linkTitle", "nav_title")
_ROOTED_ALIASES = ("permalink", "url", "redirect_from")
_ALIASES = ("slug", "aliases")


def _read_years(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    found = _RANGE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("should be a number of years such as 4, or a range such as 1-2")
    low = float(found[1])
    years = Years(low, float(found[2] or low))
    if years.high < years.low or years.high == 0:
        raise ValueError("should run from the shorter to the longer time")
    return years


def _in_order(salary: SalaryMatter) -> SalaryMatter:
    if salary.high < salary.low:
        raise ValueError("should have a `high` that is not below its `low`")
    return salary


class ChapterMatter(Strict):
    """What every kind may say. `kind` is known by the time a schema is chosen.

    `lang` is the chapter's language where it is not the book's; without `dir` it decides which
    way the chapter runs.
    """

    title: Text | None = None
    kind: str = Kind.CHAPTER.value
    summary: str = ""
    layout: Text | None = None
    permalink: Text | None = None
    slug: Text | None = None
    url: Text | None = None
    aliases: Text | list[Text] = Field(default_factory=list)
    redirect_from: Text | list[Text] = Field(default_factory=list)
    stages: Texts = Field(default_factory=list)
    lang: LanguageTag | None = None
    dir: Direction | None = None
    index: list[Any] = Field(default_factory=list)  # read by index_matter.py, which tells lines


class GlossaryMatter(ChapterMatter):
    """A glossary; `unlinked` are terms that are everyday words too, and so are not linked from
    their first use."""

    unlinked: Texts = Field(default_factory=list)


class StageMatter(ChapterMatter):
    """A stage of the path: how many years it takes, where that is known; `label` is its name in
    charts, `branch` says that it is one of the ways on at the end of the path."""

    years: Annotated[Years | None, BeforeValidator(_read_years)] = None
    label: str = ""
    branch: bool = False


class SalaryMatter(Strict):
    """A salary range; leave `year` out where the source states none."""

    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(gt=0)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    period: Literal["year", "month", "week", "day", "hour"]
    source: Text
    year: int | None = None


class BenchmarkMatter(Strict):
    """A published figure to set beside the range."""

    label: Text
    amount: Annotated[int, Field(gt=0)]
    year: int
    source: Text


class SkillMatter(Strict):
    """A key skill, how it is learned and how it is shown; its name alone may be written."""

    name: Text
    learned: str = ""
    shown: str = ""


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class TrackMatter(ChapterMatter):
    """A specialised track."""

    focus: Text
    skills: list[Annotated[SkillMatter, BeforeValidator(_named)]] = Field(min_length=1)
    salary: Annotated[SalaryMatter, AfterValidator(_in_order)]
    benchmarks: list[BenchmarkMatter] = Field(default_factory=list)


class StrategyMatter(ChapterMatter):
    """An advancement strategy and the group it belongs to."""

    group: Literal["growth", "networking", "brand"]


_SCHEMAS: dict[Kind, type[ChapterMatter]] = {
    Kind.CHAPTER: ChapterMatter,
    Kind.WORKSHEET: ChapterMatter,
    Kind.GLOSSARY: GlossaryMatter,
    Kind.INDEX: ChapterMatter,
    Kind.STAGE: StageMatter,
    Kind.TRACK: TrackMatter,
    Kind.STRATEGY: StrategyMatter,
}


@dataclass(frozen=True)
class FrontMatter:
    """The front matter of a chapter, and what is wrong with it.

    `label` is what menus call the chapter, `aliases` are addresses that links may name it by.
    """

    title: str | None = None
    title_line: int = 1
    label: str | None = None
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.CHAPTER
    summary: str = ""
    summary_line: int = 1
    layout: str | None = None
    layout_line: int | None = None
    language: str = ""
    language_line: int | None = None
    direction: str = ""
    stage: Stage | None = None
    track: Track | None = None
    strategy: Strategy | None = None
    stages: tuple[str, ...] = ()
    stages_line: int | None = None
    unlinked: tuple[str, ...] = ()
    unlinked_line: int | None = None
    index_entries: tuple[IndexEntry, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(
    block: Block | None, path: str, benchmarks: Benchmarks | None = None, *, lenient: bool
) -> FrontMatter:
    """The front matter of the file `path`. `benchmarks` are those it may name.

    In a `lenient` reading, for a book that was not written for this publisher, only titles, the
    summary, addresses and the language count, and nothing else can be wrong.
    """
    data, problems = parse_block(block, path, lenient=lenient)
    first_line = block.first_line if block else 1
    aliases = tuple(_addresses(data))
    if lenient:
        return FrontMatter(
            title=_without_tags(_scalar(data.get("title"))),
            title_line=line_of(data, ("title",), first_line),
            label=next(filter(None, (_scalar(data.get(name)) for name in _LABELS)), None),
            aliases=aliases,
            summary=_text(data.get("summary", data.get("description"))) or "",
            **_foreign_language(data, first_line),
            problems=tuple(problems),
        )
    try:
        kind = Kind(data.get("kind", Kind.CHAPTER))
    except ValueError:
        message = f"`kind`: should be one of {', '.join(Kind)}, not {data['kind']!r}"
        problems.append(Problem("yaml-value", message, path, line_of(data, ("kind",), first_line)))
        return FrontMatter(title=_text(data.get("title")), problems=tuple(problems))
    if kind is Kind.TRACK and benchmarks is not None:
        problems += benchmarks.fill(data, path, first_line)
    matter, found = validate(_SCHEMAS[kind], data, path, first_line)
    problems += found
    if matter is None:  # what every kind may say is still of use
        kind = Kind.CHAPTER
        common = {key: data[key] for key in ChapterMatter.model_fields if key in data}
        matter = validate(ChapterMatter, CommentedMap(common), path)[0] or ChapterMatter()
    index_entries, found = read_index(data, path, first_line)
    problems += found
    return FrontMatter(
        title=matter.title,
        title_line=line_of(data, ("title",), first_line),
        kind=kind,
        aliases=aliases,
        summary=matter.summary,
        summary_line=line_of(data, ("summary",), first_line),
        layout=matter.layout,
        layout_line=line_of(data, ("layout",), first_line),
        language=matter.lang or "",
        language_line=line_of(data, ("lang",), first_line),
        direction=matter.dir or (direction(matter.lang) if matter.lang else ""),
        stage=_stage(matter),
        track=_track(matter),
        strategy=Strategy(matter.group) if isinstance(matter, StrategyMatter) else None,
        stages=tuple(matter.stages),
        stages_line=line_of(data, ("stages",), first_line),
        unlinked=tuple(matter.unlinked) if isinstance(matter, GlossaryMatter) else (),
        unlinked_line=line_of(data, ("unlinked",), first_line),
        index_entries=index_entries,
        problems=tuple(problems),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _scalar(value: Any) -> str | None:
    """A title as sites take it: a number or a date is one too."""
    if value is None or isinstance(value, bool | dict | list):
        return None
    return str(value).encode("utf-8", "replace").decode().strip() or None


def _without_tags(title: str | None) -> str | None:
    """A title without the HTML that a site may have in it."""
    return _TITLE_TAG.sub("", title) if title else title


def _addresses(data: CommentedMap) -> Iterator[str]:
    """Further addresses of a chapter, from the top of its site (/) or from its folder."""
    for name in (*_ROOTED_ALIASES, *_ALIASES):
        value = data.get(name)
        for address in value if isinstance(value, list) else [value]:
            # Jekyll's patterns, such as /:year/:title/, are no addresses.
            if isinstance(address, str) and address.strip() and ":" not in address:
                yield f"/{address.lstrip('/')}" if name in _ROOTED_ALIASES else address


def _foreign_language(data: CommentedMap, first_line: int) -> dict[str, Any]:
    """The language of a chapter, by any of the names that sites give it, and the way it runs."""
    for name in _LANGUAGE_NAMES:
        tag = normalised(data[name]) if isinstance(data.get(name), str) else None
        if tag is not None:
            break
    else:
        name, tag = "", None
    written = data.get("dir")
    runs = written if written in ("ltr", "rtl") else direction(tag) if tag else ""
    return {
        "language": tag or "",
        "language_line": line_of(data, (name,), first_line),
        "direction": runs,
    }


def _stage(matter: ChapterMatter) -> Stage | None:
    if not isinstance(matter, StageMatter):
        return None
    return Stage(matter.years, matter.label, matter.branch)


def _track(matter: ChapterMatter) -> Track | None:
    if not isinstance(matter, TrackMatter):
        return None
    return Track(
        focus=matter.focus,
        skills=tuple(Skill(**skill.model_dump()) for skill in matter.skills),
        salary=Salary(**matter.salary.model_dump()),
        benchmarks=tuple(Benchmark(**entry.model_dump()) for entry in matter.benchmarks),
    )

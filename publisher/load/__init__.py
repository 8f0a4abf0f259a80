"""Folder to Handbook: the only reader of an author's sources."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ruamel.yaml.comments import CommentedMap

from publisher.cache.store import Keeper
from publisher.language import ENGLISH, direction
from publisher.load.chapters import kept_chapters, read_chapter
from publisher.load.data import read_data
from publisher.load.files import is_file, is_inside, read_text
from publisher.load.fonts import declared_typefaces
from publisher.load.kept import KeptChapters
from publisher.load.language import foreign_language, own_words
from publisher.load.order import discover
from publisher.load.plan import Plan, PlannedChapter, PlannedPart
from publisher.load.settings import PartSettings, Settings
from publisher.load.values import Values, read_values
from publisher.load.wages import Benchmarks, read_wages
from publisher.load.yaml_file import as_written, line_of, parse_yaml, validate
from publisher.markdown.slugs import Uniquifier, slug
from publisher.model import (
    Chapter,
    Handbook,
    HandbookError,
    Logo,
    Part,
    Place,
    Problem,
    Severity,
    Typefaces,
)

SETTINGS_NAME = "handbook.yaml"


def load(root: Path, store: Keeper | None = None) -> tuple[Handbook, tuple[Problem, ...]]:
    """The handbook in a folder, and what is wrong with its sources.

    What can be read is read, so that the stages after this one find their own problems in the
    same run. Chapters that are in the `store` as they stand are taken from there. Raises
    HandbookError when there is no chapter at all.
    """
    root = root.resolve()
    has_settings = (root / SETTINGS_NAME).is_file()
    read = _read_settings(root) if has_settings else _ReadSettings()
    settings, problems = read.settings, list(read.problems)
    plan = read.plan or discover(root)
    problems += plan.problems
    language, language_place = _language(root, read)
    words, found = own_words(root, language, lenient=not has_settings)
    problems += found
    data, found = read_data(root) if has_settings else ({}, [])
    wages, wrong = read_wages(data)
    problems += [*found, *wrong]
    benchmarks = Benchmarks(wages, language, words)
    kept = None
    if store is not None:
        lenient = not has_settings
        kept = kept_chapters(store, read.values, language, benchmarks, lenient=lenient)
    parts, found = _read_parts(root, plan, read.values, language, benchmarks, has_settings, kept)
    problems += found
    chapters = [chapter for part in parts for chapter in part.chapters]
    if not chapters:
        hint = "A book is a folder of .md files, with or without a handbook.yaml."
        problems.append(Problem("book-empty", "no chapter was found", None, None, hint))
        raise HandbookError(tuple(problems))
    settings = settings or Settings(title=plan.title or chapters[0].title)
    date = settings.date or _newest(root / chapter.path for chapter in chapters)
    assets = PurePosixPath(settings.assets) if settings.assets else plan.assets
    handbook = Handbook(
        root=root,
        title=settings.title,
        parts=parts,
        slug=settings.slug or slug(settings.title).strip("-_") or "handbook",
        assets=root / assets,
        date=date,
        subtitle=settings.subtitle,
        organisation=settings.organisation,
        authors=tuple(settings.authors),
        language=language,
        language_place=language_place,
        direction=settings.direction or direction(language),
        words=words,
        edition=settings.edition,
        description=settings.description,
        keywords=tuple(settings.keywords),
        contact=settings.contact,
        logo=read.logo,
        accent=settings.accent,
        paper=settings.paper,
        site=settings.site or plan.site,
        has_settings=has_settings,
        typefaces=read.typefaces,
        data=data,
        wages=wages,
    )
    return handbook, tuple(problems)


@dataclass(frozen=True)
class _ReadSettings:
    """What handbook.yaml says; `plan` is None where it lists no chapters."""

    settings: Settings | None = None
    plan: Plan | None = None
    values: Values = field(default_factory=dict)
    typefaces: Typefaces = field(default_factory=Typefaces)
    language_place: Place | None = None
    logo: Logo | None = None
    problems: tuple[Problem, ...] = ()


def _language(root: Path, read: _ReadSettings) -> tuple[str, Place | None]:
    """The book's language and where it is set: by handbook.yaml, else by the folder's site."""
    if read.settings is not None:
        return read.settings.language, read.language_place
    return foreign_language(root) or (ENGLISH, None)


def _read_settings(root: Path) -> _ReadSettings:
    text, problems = read_text(root / SETTINGS_NAME, SETTINGS_NAME)
    data, found = parse_yaml(text, SETTINGS_NAME)
    problems += found
    if found:
        return _ReadSettings(problems=tuple(problems))
    settings, found = validate(Settings, data, SETTINGS_NAME)
    written = as_written(text) if "values" in data else {}
    values, wrong = read_values(data, written, SETTINGS_NAME)
    plan = None
    typefaces = Typefaces()
    if settings is not None:
        typefaces = declared_typefaces(settings.fonts, data)
        if settings.parts or settings.chapters:
            plan = _plan_from_settings(settings, data)
    place = Place(SETTINGS_NAME, line_of(data, ("language",)))
    logo = None
    if settings is not None and settings.logo:
        logo = Logo(settings.logo, line_of(data, ("logo",)))
    found = [*problems, *found, *wrong]
    return _ReadSettings(settings, plan, values, typefaces, place, logo, tuple(found))


def _plan_from_settings(settings: Settings, data: CommentedMap) -> Plan:
    opening = _planned(settings.chapters, data, ("chapters",)) if settings.chapters else ()
    parts = [PlannedPart(None, opening)] if opening else []
    for part in settings.parts:
        # Parts that were wrong are not among the settings: find this one as it was written.
        index = next(i for i, raw in enumerate(data["parts"]) if _is_written_as(part, raw))
        chapters = _planned(part.chapters, data, ("parts", index, "chapters"))
        parts.append(PlannedPart(part.title, chapters, part.summary))
    return Plan(tuple(parts), listed_in=SETTINGS_NAME)


def _is_written_as(part: PartSettings, raw: Any) -> bool:
    return (
        isinstance(raw, dict)
        and raw.get("title") == part.title
        and set(part.chapters) <= set(map(str, raw.get("chapters", ())))
    )


def _planned(
    names: list[str], data: CommentedMap, location: tuple[str | int, ...]
) -> tuple[PlannedChapter, ...]:
    written: Any = data
    for step in location:
        written = written[step]
    return tuple(
        PlannedChapter(
            PurePosixPath(name), None, line_of(data, (*location, list(written).index(name)))
        )
        for name in names
    )


def _read_parts(
    root: Path,
    plan: Plan,
    values: Values,
    language: str,
    benchmarks: Benchmarks,
    has_settings: bool,
    kept: KeptChapters | None,
) -> tuple[tuple[Part, ...], list[Problem]]:
    problems: list[Problem] = []
    parts: list[Part] = []
    anchors = Uniquifier()
    part_count = chapter_count = 0
    for planned_part in plan.parts:
        chapters: list[Chapter] = []
        for planned in planned_part.chapters:
            if found := _unreadable(root, planned, plan, not has_settings):
                problems.append(found)
                continue
            in_part = has_settings and planned_part.title is not None
            chapter_count += in_part
            number = chapter_count if in_part else None
            chapter, noted = read_chapter(
                root,
                planned,
                number,
                anchors,
                values,
                language,
                benchmarks,
                lenient=not has_settings,
                kept=kept,
            )
            chapters.append(chapter)
            problems += noted
        if chapters:
            part_count += planned_part.title is not None
            number = part_count if planned_part.title is not None else None
            title = planned_part.title or ""
            parts.append(Part(title, tuple(chapters), number, planned_part.summary))
    return tuple(parts), problems


def _unreadable(root: Path, planned: PlannedChapter, plan: Plan, lenient: bool) -> Problem | None:
    """What keeps a listed chapter from being read: there is no such file, or not in the book."""
    file = root / planned.path
    if not is_file(file):
        hint = "Correct the path, or take the line out."
        code, message = "chapter-missing", f"there is no file {planned.path}"
    elif not is_inside(root, file):
        hint = "Copy the file into the book folder."
        code, message = "chapter-outside", f"{planned.path} lies outside the book folder"
    else:
        return None
    severity = Severity.WARNING if lenient else Severity.ERROR
    place = plan.listed_in or str(planned.path)
    return Problem(code, message, place, planned.line, hint, severity)


def _newest(files: Iterable[Path]) -> datetime.date:
    """The book's date where it gives none: SOURCE_DATE_EPOCH, else its newest chapter's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else max(file.stat().st_mtime for file in files)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()

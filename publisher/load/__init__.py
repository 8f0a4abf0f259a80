"""Folder to Handbook: the only reader of an author's sources."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ruamel.yaml.comments import CommentedMap

from publisher.load.chapters import read_chapter, read_text
from publisher.load.order import discover
from publisher.load.plan import Plan, PlannedChapter, PlannedPart
from publisher.load.settings import Settings
from publisher.load.yaml_file import line_of, parse_yaml, validate
from publisher.markdown.slugs import Uniquifier, slug
from publisher.model import Chapter, Handbook, HandbookError, Part, Problem, Severity

SETTINGS_NAME = "handbook.yaml"


def load(root: Path) -> tuple[Handbook, tuple[Problem, ...]]:
    """The handbook in a folder, and what is wrong with its sources.

    What can be read is read, so that the stages after this one find their own problems in the
    same run. Raises HandbookError when there is no chapter at all.
    """
    root = root.resolve()
    has_settings = (root / SETTINGS_NAME).is_file()
    settings, plan, problems = _read_settings(root) if has_settings else (None, None, [])
    if plan is None:
        plan = discover(root)
    problems += plan.problems
    parts, found = _read_parts(root, plan, numbered=has_settings, lenient=not has_settings)
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
        language=settings.language,
        edition=settings.edition,
        description=settings.description,
        keywords=tuple(settings.keywords),
        contact=settings.contact,
        paper=settings.paper,
        has_settings=has_settings,
    )
    return handbook, tuple(problems)


def _read_settings(root: Path) -> tuple[Settings | None, Plan | None, list[Problem]]:
    text, problems = read_text(root / SETTINGS_NAME, SETTINGS_NAME)
    data, found = parse_yaml(text, SETTINGS_NAME)
    problems += found
    if found:
        return None, None, problems
    settings, found = validate(Settings, data, SETTINGS_NAME)
    problems += found
    if settings is None or not (settings.parts or settings.chapters):
        return settings, None, problems
    return settings, _plan_from_settings(settings, data), problems


def _plan_from_settings(settings: Settings, data: CommentedMap) -> Plan:
    opening = tuple(
        PlannedChapter(PurePosixPath(path), None, line_of(data, ("chapters", index)))
        for index, path in enumerate(settings.chapters)
    )
    parts = [PlannedPart(None, opening)] if opening else []
    for index, part in enumerate(settings.parts):
        chapters = tuple(
            PlannedChapter(
                PurePosixPath(path), None, line_of(data, ("parts", index, "chapters", place))
            )
            for place, path in enumerate(part.chapters)
        )
        parts.append(PlannedPart(part.title, chapters, part.summary))
    return Plan(tuple(parts), listed_in=SETTINGS_NAME)


def _read_parts(
    root: Path, plan: Plan, *, numbered: bool, lenient: bool
) -> tuple[tuple[Part, ...], list[Problem]]:
    problems: list[Problem] = []
    parts: list[Part] = []
    anchors = Uniquifier()
    part_count = chapter_count = 0
    for planned_part in plan.parts:
        chapters: list[Chapter] = []
        for planned in planned_part.chapters:
            if not (root / planned.path).is_file():
                problems.append(_missing(planned, plan, lenient))
                continue
            in_part = numbered and planned_part.title is not None
            chapter_count += in_part
            number = chapter_count if in_part else None
            chapter, found = read_chapter(root, planned, number, anchors, lenient=lenient)
            chapters.append(chapter)
            problems += found
        if chapters:
            part_count += planned_part.title is not None
            number = part_count if planned_part.title is not None else None
            title = planned_part.title or ""
            parts.append(Part(title, tuple(chapters), number, planned_part.summary))
    return tuple(parts), problems


def _missing(planned: PlannedChapter, plan: Plan, lenient: bool) -> Problem:
    problem = Problem(
        "chapter-missing",
        f"there is no file {planned.path}",
        plan.listed_in,
        planned.line,
        "Correct the path, or take the line out.",
    )
    return replace(problem, severity=Severity.WARNING) if lenient else problem


def _newest(files: Iterable[Path]) -> datetime.date:
    """The book's date where it gives none: SOURCE_DATE_EPOCH, else its newest chapter's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else max(file.stat().st_mtime for file in files)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()

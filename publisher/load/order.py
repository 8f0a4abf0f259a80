"""Reading order for a folder without handbook.yaml: SUMMARY.md, mkdocs.yml, or names in order."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from publisher.load.files import read_text
from publisher.load.plan import Plan, PlannedChapter, PlannedPart
from publisher.load.yaml_file import line_of, parse_yaml
from publisher.markdown.dialect import parse
from publisher.markdown.headings import plain_text
from publisher.markdown.slugs import humanise
from publisher.model import Severity

ENDINGS = (".md", ".markdown")
_SUMMARIES = ("SUMMARY.md", "src/SUMMARY.md", "docs/SUMMARY.md")
_FIRST_NAMES = ("readme", "index")
_NOT_CHAPTERS = re.compile(r"(summary|licen[cs]e([-_.].*)?|copying)$", re.IGNORECASE)
_NOT_FOLDERS = ("node_modules", "venv", "dist", "site-packages")
_NOT_PART_TITLES = ("summary", "table of contents", "contents")


def discover(root: Path) -> Plan:
    """The plan of a folder nobody wrote for this publisher; `title` where its settings give one."""
    for name in _SUMMARIES:
        if (root / name).is_file():
            plan = _from_summary(root, PurePosixPath(name))
            break
    else:
        plan = _from_mkdocs(root) if (root / "mkdocs.yml").is_file() else Plan(())
    if not any(part.chapters for part in plan.parts):
        plan = replace(plan, parts=_by_name(root), listed_in=None)
    return replace(plan, title=plan.title or _title_in_settings(root))


def _from_summary(root: Path, summary: PurePosixPath) -> Plan:
    """mdBook and GitBook: links are chapters, headings after the first are parts."""
    folder = summary.parent
    tokens = parse((root / summary).read_text(encoding="utf-8-sig", errors="replace"))
    parts: list[tuple[str | None, list[PlannedChapter]]] = [(None, [])]
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline":
            continue
        line = (token.map or [0])[0] + 1
        if before is not None and before.type == "heading_open":
            title = plain_text(token)
            if title.casefold() not in _NOT_PART_TITLES:
                parts.append((title, []))
            continue
        for opener, label in zip(token.children or [], (token.children or [])[1:], strict=False):
            if opener.type == "link_open":
                href = unquote(str(opener.attrs.get("href", ""))).split("#")[0]
                if PurePosixPath(href).suffix.lower() in ENDINGS and "://" not in href:
                    planned = PlannedChapter(folder / href, label.content or None, line)
                    parts[-1][1].append(planned)
    planned_parts = [PlannedPart(title, _once(chapters)) for title, chapters in parts if chapters]
    return Plan(tuple(planned_parts), listed_in=str(summary), assets=folder)


def _from_mkdocs(root: Path) -> Plan:
    text, _problems = read_text(root / "mkdocs.yml", "mkdocs.yml")
    data, problems = parse_yaml(text, "mkdocs.yml")
    folder = PurePosixPath(str(data.get("docs_dir", "docs")))
    if not (root / folder).resolve().is_relative_to(root):
        folder = PurePosixPath(".")
    parts: list[tuple[str | None, list[PlannedChapter]]] = [(None, [])]
    nav = data.get("nav")
    for index, entry in enumerate(nav if isinstance(nav, list) else []):
        line = line_of(nav, (index,))
        title, target = _labelled(entry)
        chapters = list(_nav_chapters(folder, title, target, line))
        if isinstance(target, list):
            parts.append((str(title), chapters))
        elif parts[-1][0] is None:
            parts[-1][1].extend(chapters)
        else:
            parts.append((None, chapters))
    name = data.get("site_name")
    return Plan(
        tuple(PlannedPart(title, _once(chapters)) for title, chapters in parts if chapters),
        listed_in="mkdocs.yml",
        title=name if isinstance(name, str) else None,
        assets=folder if (root / folder).is_dir() else PurePosixPath("."),
        problems=tuple(replace(problem, severity=Severity.WARNING) for problem in problems),
    )


def _nav_chapters(
    folder: PurePosixPath, title: Any, target: Any, line: int
) -> Iterator[PlannedChapter]:
    if isinstance(target, str) and PurePosixPath(target).suffix.lower() in ENDINGS:
        yield PlannedChapter(folder / target, str(title) if title else None, line)
    elif isinstance(target, list):
        for index, entry in enumerate(target):
            inner_line = line_of(target, (index,)) if hasattr(target, "lc") else line
            inner, place = _labelled(entry)
            yield from _nav_chapters(folder, inner, place, inner_line)


def _labelled(entry: Any) -> tuple[Any, Any]:
    """An entry of a nav as label and target; most are `label: target`, some the target alone."""
    return next(iter(entry.items()), (None, None)) if isinstance(entry, dict) else (None, entry)


def _once(chapters: list[PlannedChapter]) -> tuple[PlannedChapter, ...]:
    """Each file once, where it is first listed."""
    return tuple({chapter.path: chapter for chapter in reversed(chapters)}.values())[::-1]


def _by_name(root: Path) -> tuple[PlannedPart, ...]:
    """README or index first, then natural order; each top folder is a part."""
    groups: dict[str, list[PlannedChapter]] = {}
    for path in sorted(_markdown_files(root), key=_reading_key):
        group = path.parts[0] if len(path.parts) > 1 else ""
        groups.setdefault(group, []).append(PlannedChapter(path))
    titled = len(groups) > 1
    return tuple(
        PlannedPart(humanise(group) if group and titled else None, tuple(chapters))
        for group, chapters in groups.items()
    )


def _markdown_files(root: Path) -> Iterator[PurePosixPath]:
    for folder, folders, names in os.walk(root):
        folders[:] = [n for n in folders if n[0] not in "._" and n not in _NOT_FOLDERS]
        for name in names:
            path = PurePosixPath(Path(folder, name).relative_to(root).as_posix())
            is_markdown = path.suffix.lower() in ENDINGS and name[0] not in "._"
            if is_markdown and not _NOT_CHAPTERS.match(path.stem):
                yield path


def _reading_key(path: PurePosixPath) -> tuple[Any, ...]:
    """Files before folders, README and index first, numbers by their value."""
    steps: list[tuple[Any, ...]] = [(1, _natural(folder)) for folder in path.parts[:-1]]
    rank = _FIRST_NAMES.index(path.stem.lower()) if path.stem.lower() in _FIRST_NAMES else 2
    return (*steps, (0, rank, _natural(path.name)))


def _natural(name: str) -> tuple[tuple[int, int | str], ...]:
    pieces = re.split(r"(\d+)", name.casefold())
    return tuple((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces if piece)


def _title_in_settings(root: Path) -> str | None:
    """The title a Jekyll site or an mdBook gives itself."""
    title: Any = None
    if (root / "_config.yml").is_file():
        text, _problems = read_text(root / "_config.yml", "_config.yml")
        title = parse_yaml(text, "_config.yml")[0].get("title")
    elif (root / "book.toml").is_file():
        text, _problems = read_text(root / "book.toml", "book.toml")
        with suppress(tomllib.TOMLDecodeError, AttributeError):
            title = tomllib.loads(text).get("book", {}).get("title")
    return title.strip() if isinstance(title, str) and title.strip() else None

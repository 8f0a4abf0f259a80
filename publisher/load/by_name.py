"""The order of a folder that has no list: by the numbers its files give, then by their names."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from publisher.load.files import is_file, is_inside, read_text
from publisher.load.includes import included_paths
from publisher.load.matter_block import split
from publisher.load.plan import PlannedChapter, PlannedPart
from publisher.load.yaml_file import parse_yaml
from publisher.markdown.file_names import INDEX_NAMES, bare_name, is_index, is_markdown
from publisher.markdown.slugs import humanise

_NOT_CHAPTERS = re.compile(
    r"(SUMMARY|404|(?i:(un)?licen[cs]e|copying|(issue|pull_request)_template.*)"
    r"|LICEN[CS]E[-_.].*|(?i:licen[cs]e[-_.](apache|bsd|cc|code|content|docs?|gpl|mit)\b.*))$"
)
_NOT_FOLDERS = (
    *("node_modules", "bower_components", "venv", "site-packages", "dist", "archetypes"),
    *("ISSUE_TEMPLATE", "PULL_REQUEST_TEMPLATE"),
)
_CATEGORIES = ("_category_.json", "_category_.yml", "_category_.yaml")
# Just the Docs, Docusaurus, Hugo and middleman, and others.
_NUMBER = r'^\s*"?(?:nav_order|sidebar_position|weight|order)"?\s*[:=]\s*["\']?(-?\d+(?:\.\d+)?)'
_NUMBER_LINE = re.compile(_NUMBER, re.MULTILINE)
_NAME = r'^\s*"?{}"?\s*[:=]\s*["\']?(.+?)["\']?,?\s*$'
_TITLE_LINE = re.compile(_NAME.format("title"), re.MULTILINE)
_PARENT_LINE = re.compile(_NAME.format("parent"), re.MULTILINE)

Key = tuple[Any, ...]


@dataclass(frozen=True)
class _Found:
    """A Markdown file: what its front matter says of its place, and the files it brings in."""

    path: PurePosixPath
    number: float | None
    title: str | None
    parent: str | None
    included: tuple[str, ...]


def parts_by_name(
    root: Path, folder: PurePosixPath, collections: Collection[str] = ()
) -> tuple[PlannedPart, ...]:
    """The chapters in a folder of the book in reading order; each folder at its top is a part.

    A folder whose name begins with _ has none, unless it is among the `collections`.
    """
    chapters = in_reading_order(root, folder, collections)
    grouped = [
        (name, tuple(group))
        for name, group in itertools.groupby(chapters, lambda chapter: _group(chapter, folder))
    ]
    if len(grouped) == 1:
        return (PlannedPart(None, grouped[0][1]),)
    return tuple(
        PlannedPart(_folder_title(root, folder / name) if name else None, group)
        for name, group in grouped
    )


def in_reading_order(
    root: Path, folder: PurePosixPath, collections: Collection[str] = ()
) -> list[PlannedChapter]:
    """README or index first, then by number and by name; a folder's files before its folders.

    A file that another one brings in is no chapter of its own.
    """
    paths = _markdown_files(root, root / folder, collections)
    found = {str(path): _read(root, path) for path in paths}
    order = _Order(root, found)
    included: set[str] = set()
    in_order = sorted(found, key=lambda path: order.key(found[path], ()))
    for path in in_order:
        if path not in included:
            included |= _reachable(path, found) - {path}
    return [PlannedChapter(PurePosixPath(path)) for path in in_order if path not in included]


def _group(chapter: PlannedChapter, folder: PurePosixPath) -> str:
    parts = chapter.path.relative_to(folder).parts
    return parts[0] if len(parts) > 1 else ""


def _markdown_files(root: Path, top: Path, collections: Collection[str]) -> Iterator[PurePosixPath]:
    """The Markdown files in a folder that are chapters, as far as their names tell."""
    for folder, folders, names in os.walk(top):
        folders[:] = [
            name
            for name in folders
            if (name[0] not in "._" or name in collections) and name not in _NOT_FOLDERS
        ]
        for name in names:
            path = PurePosixPath(Path(folder, name).relative_to(root).as_posix())
            bare = bare_name(name)
            is_partial = name[0] in "._" and bare.lower() not in INDEX_NAMES
            if not is_markdown(path) or is_partial or _NOT_CHAPTERS.match(bare):
                continue
            file = root / path
            # A link to another file of the book would print that one twice.
            if is_file(file) and not (file.is_symlink() and is_inside(root, file)):
                yield path


def _read(root: Path, path: PurePosixPath) -> _Found:
    if not is_inside(root, root / path):  # told when it is to be read as a chapter
        return _Found(path, None, None, None, ())
    text, _problems = read_text(root / path, str(path), lenient=True)
    block, _body, _line = split(text, lenient=True)
    matter = block.text if block else ""
    number = _NUMBER_LINE.search(matter)
    title, parent = _TITLE_LINE.search(matter), _PARENT_LINE.search(matter)
    return _Found(
        path,
        float(number[1]) if number else None,
        title[1] if title else None,
        parent[1] if parent else None,
        tuple(included_paths(text, str(path))),
    )


class _Order:
    """Where files stand among one another: a key for each, made of one step for each folder."""

    def __init__(self, root: Path, found: dict[str, _Found]) -> None:
        self._root = root
        self._titled = {file.title: file for file in found.values() if file.title}
        self._indexes = {
            str(file.path.parent): file for file in found.values() if is_index(file.path)
        }
        self._steps: dict[str, Key] = {}

    def key(self, file: _Found, below: tuple[PurePosixPath, ...]) -> Key:
        """The key of a file; `below` are the files that it is asked for as their parent."""
        parent = self._titled.get(file.parent or "")
        own = self._own_step(file)
        if parent is not None and parent is not file and parent.path not in below:
            return (*self.key(parent, (*below, file.path)), own)
        return (*(self._step(folder) for folder in reversed(file.path.parents)), own)

    def _own_step(self, file: _Found) -> Key:
        name = bare_name(file.path.name).lower()
        if name in INDEX_NAMES:
            return (0, INDEX_NAMES.index(name), 0, _natural(file.path.name))
        return _numbered(file.number, 0, file.path.name)

    def _step(self, folder: PurePosixPath) -> Key:
        name = str(folder)
        if name not in self._steps:
            number = category(self._root / folder).get("position")
            index = self._indexes.get(name)
            if not isinstance(number, int | float):
                number = index.number if index else None
            self._steps[name] = _numbered(number, 1, folder.name)
        return self._steps[name]


def _numbered(number: float | None, rank: int, name: str) -> Key:
    """A step after the index: by its number, or without one after those that have one."""
    if number is None:
        return (2, 0, rank, _natural(name))
    return (1, number, rank, _natural(name))


def _natural(name: str) -> Key:
    pieces = re.split(r"(\d+)", name.casefold())
    return tuple((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces if piece)


def _reachable(path: str, found: dict[str, _Found]) -> set[str]:
    """The files that a file brings in, and those that these bring in."""
    seen: set[str] = set()
    waiting = [path]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += found[path].included if path in found else ()
    return seen


def category(folder: Path) -> dict[str, Any]:
    """What Docusaurus is told of a folder: its `label` and `position`."""
    for name in _CATEGORIES:
        if is_file(folder / name):
            text, _problems = read_text(folder / name, name, lenient=True)
            return parse_yaml(text, name, foreign=True)[0]
    return {}


def _folder_title(root: Path, folder: PurePosixPath) -> str:
    """What a folder is called: by its category, its index's front matter, or its name."""
    label = category(root / folder).get("label")
    if isinstance(label, str) and label.strip():
        return label.strip()
    for file in sorted((root / folder).iterdir()):
        path = folder / file.name
        if is_markdown(path) and is_index(path) and is_file(file) and is_inside(root, file):
            title = _read(root, path).title
            if title:
                return title
    return humanise(folder.name)

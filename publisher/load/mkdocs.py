"""The nav of mkdocs.yml as the order of chapters.

https://www.mkdocs.org/user-guide/configuration/#nav
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from publisher.load.by_name import in_reading_order
from publisher.load.files import read_text
from publisher.load.plan import Plan, PlannedChapter, PlannedPart, once
from publisher.load.yaml_file import line_of, parse_yaml
from publisher.markdown.file_names import is_markdown
from publisher.model import Severity

_WILD = "*?["
_THE_REST = ("...", "*")


def plan_from_mkdocs(root: Path, name: str, folder: PurePosixPath) -> Plan:
    """The plan in the file `name`; `folder` holds the pages. Each group at the top is a part.

    An entry may be a file, or a folder or a pattern such as `guide/*.md` for those that no other
    entry names; those of other sites are no chapters.
    """
    text, problems = read_text(root / name, name, lenient=True)
    data, found = parse_yaml(text, name, foreign=True)
    problems += found
    nav = data.get("nav")
    listed = _Nav(root, folder, nav)
    parts: list[tuple[str | None, list[PlannedChapter]]] = [(None, [])]
    for index, entry in enumerate(nav if isinstance(nav, list) else []):
        title, target = _labelled(entry)
        chapters = list(listed.chapters(title, target, line_of(nav, (index,))))
        if isinstance(target, list):
            parts.append((str(title), chapters))
        elif parts[-1][0] is None:
            parts[-1][1].extend(chapters)
        else:
            parts.append((None, chapters))
    return Plan(
        tuple(PlannedPart(title, once(chapters)) for title, chapters in parts if chapters),
        listed_in=name,
        assets=folder,
        problems=tuple(replace(problem, severity=Severity.WARNING) for problem in problems),
    )


class _Nav:
    def __init__(self, root: Path, folder: PurePosixPath, nav: Any) -> None:
        self._root = root
        self._folder = folder
        self._taken = {folder / target for target in _targets(nav)}

    def chapters(self, title: Any, target: Any, line: int) -> Iterator[PlannedChapter]:
        """The chapters of one entry, those of its own entries too."""
        if isinstance(target, list):
            for index, entry in enumerate(target):
                inner_line = line_of(target, (index,)) if hasattr(target, "lc") else line
                yield from self.chapters(*_labelled(entry), inner_line)
        elif isinstance(target, str) and "://" not in target:
            path = self._folder / target
            if is_markdown(path) and not any(sign in target for sign in _WILD):
                yield PlannedChapter(path, str(title) if title else None, line)
            elif target in _THE_REST or any(sign in target for sign in _WILD):
                pattern = str(self._folder / ("**" if target in _THE_REST else target))
                yield from self._matching(pattern, line)
            elif (self._root / path).is_dir():
                yield from self._matching(str(path / "**"), line)

    def _matching(self, pattern: str, line: int) -> Iterator[PlannedChapter]:
        for chapter in in_reading_order(self._root, self._folder):
            if chapter.path not in self._taken and fnmatch.fnmatchcase(str(chapter.path), pattern):
                self._taken.add(chapter.path)
                yield replace(chapter, line=line)


def _targets(entry: Any) -> Iterator[str]:
    """All that an entry and those within it name."""
    if isinstance(entry, list):
        for inner in entry:
            yield from _targets(_labelled(inner)[1])
    elif isinstance(entry, str):
        yield entry


def _labelled(entry: Any) -> tuple[Any, Any]:
    """An entry of a nav as label and target; most are `label: target`, some the target alone."""
    return next(iter(entry.items()), (None, None)) if isinstance(entry, dict) else (None, entry)

"""The record: what a finished file tells the proof of the sources it was made from.

It travels in the file, so that a proof can name file and line with nothing else at hand. It is
small: text is left out but for titles and headings, and heights are whole points.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from publisher.model import Place, Run, place_in

_VERSION = 1
_NAMES = "surrogatepass"  # a file's name need not be text: its odd bytes come back as they were
_ROUNDING = 1.0


@dataclass(frozen=True)
class Mark:
    """Where a block of the source was laid out: page from 0 in the book, top in points from the
    page's foot, and the block's first line in the chapter's text, from 0."""

    page: int
    top: int
    index: int


@dataclass(frozen=True)
class RecordedHeading:
    """A heading of a chapter, and where it was laid out."""

    text: str
    anchor: str
    mark: Mark


@dataclass(frozen=True)
class RecordedSection:
    """A piece of the book: its title, its first page from 0, how many pages it has.

    A chapter has a `path` besides, the line of its title, and where the lines of its text are
    written; `notes` are the tops of the first footnote of a page, by the page.
    """

    title: str
    first: int
    count: int
    path: str | None = None
    title_line: int = 1
    runs: tuple[Run, ...] = ()
    headings: tuple[RecordedHeading, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()

    @cached_property
    def blocks(self) -> tuple[Mark, ...]:
        """All marks, headings' too, from the chapter's top to its end."""
        marks = {*self.marks, *(heading.mark for heading in self.headings)}
        return tuple(sorted(marks, key=lambda mark: (mark.page, -mark.top, mark.index)))

    def place(self, index: int) -> Place:
        """Where a line of the chapter's text, from 0, is written."""
        return place_in(self.runs, self.path or "", index)

    def place_at(self, page: int, height: float) -> Place | None:
        """Where the block at a height of a page is written, None outside of chapters."""
        if self.path is None:
            return None
        above = bisect_right(
            self.blocks, (page, _ROUNDING - height), key=lambda mark: (mark.page, -mark.top)
        )
        if above == 0:
            return Place(self.path, self.title_line)
        return self.place(self.blocks[above - 1].index)


@dataclass(frozen=True)
class Record:
    """The whole book. `keys` has a number for each page, by which the page is known even when
    others were taken out, and None for each blank that pagination put in."""

    title: str
    keys: tuple[int | None, ...]
    sections: tuple[RecordedSection, ...]

    def to_bytes(self) -> bytes:
        """The record as JSON in UTF-8; equal records give equal bytes."""
        values = {
            "version": _VERSION,
            "title": self.title,
            "keys": self.keys,
            "sections": [_written(section) for section in self.sections],
        }
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", _NAMES)


def read_record(content: bytes) -> Record | None:
    """The record that was written as these bytes, None when this publisher cannot read them."""
    try:
        values = json.loads(content.decode("utf-8", _NAMES))
        if values["version"] != _VERSION:
            return None
        sections = tuple(_read(section) for section in values["sections"])
        return Record(values["title"], tuple(values["keys"]), sections)
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def _written(section: RecordedSection) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": section.title,
        "first": section.first,
        "count": section.count,
    }
    if section.path is None:
        return values
    headings = [
        [heading.text, heading.anchor, *_numbers(heading.mark, section.first)]
        for heading in section.headings
    ]
    return values | {
        "path": section.path,
        "line": section.title_line,
        "runs": [[run.start, run.place.path, run.place.line] for run in section.runs],
        "headings": headings,
        "marks": _marks_by_page(section.marks, section.first),
        "notes": [[page - section.first, top] for page, top in section.notes],
    }


def _read(values: dict[str, Any]) -> RecordedSection:
    title, first, count = values["title"], values["first"], values["count"]
    if "path" not in values:
        return RecordedSection(title, first, count)
    headings = tuple(
        RecordedHeading(text, anchor, Mark(first + page, top, index))
        for text, anchor, page, top, index in values["headings"]
    )
    return RecordedSection(
        title,
        first,
        count,
        path=values["path"],
        title_line=values["line"],
        runs=tuple(Run(start, Place(path, line)) for start, path, line in values["runs"]),
        headings=headings,
        marks=tuple(_marks(values["marks"], first)),
        notes=tuple((first + page, top) for page, top in values["notes"]),
    )


def _numbers(mark: Mark, first: int) -> list[int]:
    return [mark.page - first, mark.top, mark.index]


def _marks_by_page(marks: Sequence[Mark], first: int) -> list[list[int]]:
    """A list for each page: the page within its section, then top and line of each mark."""
    ordered = sorted(marks, key=lambda mark: mark.page)
    return [
        [page - first, *(number for mark in group for number in (mark.top, mark.index))]
        for page, group in groupby(ordered, key=lambda mark: mark.page)
    ]


def _marks(lists: Sequence[Sequence[int]], first: int) -> Iterable[Mark]:
    for page, *numbers in lists:
        for top, index in zip(numbers[::2], numbers[1::2], strict=True):
            yield Mark(first + page, top, index)

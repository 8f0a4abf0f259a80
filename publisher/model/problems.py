"""What is wrong with a book, where its lines are written, and the exceptions that stop a build."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


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

    def __reduce__(self) -> tuple[type[HandbookError], tuple[tuple[Problem, ...]]]:
        return HandbookError, (self.problems,)  # as it is sent between processes


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

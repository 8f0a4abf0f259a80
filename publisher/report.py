"""Problems told to people and to programs: as lines of text, as data for JSON, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from publisher.codes import CODES
from publisher.model import Handbook, Problem, Severity
from publisher.places import shown_path

_SHOWN_OF_A_KIND = 5
_BY_NAME = {code.name: code for code in CODES}
# Which command lists all problems of a stage; what is not named here is never folded.
_LISTED_BY = {"load": "check", "check": "check", "render": "check", "proof": "proof"}


def in_reading_order(problems: Iterable[Problem], handbook: Handbook) -> tuple[Problem, ...]:
    """Problems by file and line: the book's settings and layouts, then its chapters in reading
    order with the files they include, then what has no file."""
    ranks: dict[str, int] = {}
    for chapter in handbook.chapters:
        for path in (str(chapter.path), *(run.place.path for run in chapter.runs)):
            ranks.setdefault(path, len(ranks))

    def place(problem: Problem) -> tuple[int, int, str, int]:
        if problem.path is None:
            return (2, 0, "", 0)
        rank = ranks.get(problem.path)
        known = rank is not None
        return (known, rank or 0, "" if known else problem.path, problem.line or 0)

    return tuple(sorted(problems, key=place))


def hint(problem: Problem) -> str:
    """How to mend a problem: its own hint, or else what the table of codes says of its kind."""
    code = _BY_NAME.get(problem.code)
    return problem.hint or (code.remedy if code else "")


def as_text(problems: Iterable[Problem], root: Path | None, subject: Path) -> Iterator[str]:
    """Lines for a terminal: file and line, what is wrong, and below it a hint.

    Paths of problems start from `root`; `subject`, the book or the PDF, stands where a problem
    has no file.
    """
    for problem in problems:
        path = (root or Path()) / problem.path if problem.path else subject
        line = f":{problem.line}" if problem.line else ""
        yield f"{shown_path(path)}{line}: {problem.severity} {problem.code} {problem.message}"
        if advice := hint(problem):
            yield f"  {advice}"


def as_folded_text(problems: Sequence[Problem], root: Path) -> Iterator[str]:
    """As `as_text`, but of many warnings or notes of one kind in one file only the first are shown,
    and a line with the number of the others. Errors are all shown."""
    totals = Counter(map(_kind, problems))
    seen: Counter[tuple[str, ...]] = Counter()
    for problem in problems:
        kind = _kind(problem)
        seen[kind] += 1
        command = _folds_into(problem)
        more = totals[kind] - _SHOWN_OF_A_KIND
        if command is None or more <= 1 or seen[kind] <= _SHOWN_OF_A_KIND:
            yield from as_text([problem], root, root)
        elif seen[kind] == totals[kind]:
            yield f"  … and {more} more like this in that file; `publish.py {command}` lists all"


def as_data(problems: Iterable[Problem], subject: str) -> list[dict[str, Any]]:
    """Problems for JSON; paths start from the book folder, and `subject` is that of a problem
    without a file."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "path": problem.path or subject,
            "line": problem.line,
            "message": problem.message,
            "hint": hint(problem),
        }
        for problem in problems
    ]


def fields_of(problem: Problem) -> dict[str, Any]:
    """The fields of a problem, for JSON that is read again."""
    return asdict(problem)


def from_data(data: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """The problems whose fields were written."""
    return [Problem(**{**fields, "severity": Severity(fields["severity"])}) for fields in data]


def counts(problems: Iterable[Problem]) -> dict[str, int]:
    """How many errors, warnings and notes there are."""
    found = Counter(problem.severity for problem in problems)
    return {f"{severity}s": found[severity] for severity in Severity}


def counted(problems: Iterable[Problem]) -> str:
    """The counts in words, `2 errors, 1 note`; `nothing found` where there is nothing."""
    words = [
        f"{count} {name.removesuffix('s') if count == 1 else name}"
        for name, count in counts(problems).items()
        if count
    ]
    return ", ".join(words) or "nothing found"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _kind(problem: Problem) -> tuple[str, ...]:
    return problem.code, problem.severity, problem.path or ""


def _folds_into(problem: Problem) -> str | None:
    """The command that lists all problems like this one, None when it must be shown."""
    code = _BY_NAME.get(problem.code)
    if problem.severity is Severity.ERROR or code is None:
        return None
    return _LISTED_BY.get(code.stage)

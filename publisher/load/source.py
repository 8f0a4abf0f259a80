"""The lines of a chapter's text, each with the place where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publisher.model import Place, Run


@dataclass(frozen=True)
class Line:
    """A line of text, without its end, and where an author wrote it."""

    text: str
    place: Place


def lines_of(text: str, path: str, first_line: int = 1) -> list[Line]:
    """The lines of a text that begins on a line of the file `path`."""
    texts = text.removesuffix("\n").split("\n") if text else []
    return [Line(line, Place(path, first_line + index)) for index, line in enumerate(texts)]


def text_of(lines: Sequence[Line]) -> str:
    """The text that the lines make together."""
    return "".join(f"{line.text}\n" for line in lines)


def runs_of(lines: Iterable[Line]) -> tuple[Run, ...]:
    """The lines as runs of those that follow one another in one file."""
    runs: list[Run] = []
    for index, line in enumerate(lines):
        if runs:
            begun = runs[-1].place
            expected = begun.line + index - runs[-1].start
        if not runs or line.place != Place(begun.path, expected):
            runs.append(Run(index, line.place))
    return tuple(runs)

"""What every component is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from publisher.language import Words
from publisher.model import Chapter, Handbook, Problem


class Options(BaseModel):
    """What the YAML in a component's fence may say; components add fields of their own."""

    # What a book does not use is not made ready: each validator costs a start about 2 ms.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    caption: str = ""


@dataclass(frozen=True)
class Setting:
    """Where a component is drawn: the book, the chapter, and the words of its language.

    What is wrong with its data but does not keep it from being drawn is added to `warnings`.
    """

    handbook: Handbook
    chapter: Chapter
    words: Words
    warnings: list[Problem] = field(default_factory=list)


class NothingToDrawError(Exception):
    """The handbook has no data for the component; the text says what would give it some."""


class WrongDataError(Exception):
    """The data that the component draws from cannot be used; `problems` say where and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Component:
    """A component: the fence's name, which is also its template's, and what the template is given.

    `context` is given the setting and the fence's options, validated as `options`. It raises
    NothingToDrawError or WrongDataError.
    """

    name: str
    context: Callable[[Setting, Any], Mapping[str, Any]]
    options: type[Options] = Options

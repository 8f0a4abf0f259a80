"""A framework of skills: which level of each a stage of the path asks for, from data/NAME.yaml."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from publisher.components.component import Options, Setting, WrongDataError
from publisher.components.data import data_file
from publisher.language import Words
from publisher.load.settings import Strict, Text
from publisher.load.yaml_file import line_of
from publisher.model import Problem

_REACH = re.compile(r"(\d+)\s*[-–]\s*(\d+)")


@dataclass(frozen=True)
class Reach:
    """The level that a stage asks for; `low` is below `high` where the organisation decides."""

    low: int
    high: int

    @property
    def levels(self) -> range:
        """All levels from the lowest to the highest."""
        return range(self.low, self.high + 1)

    @property
    def middle(self) -> float:
        """Where it stands on a drawing."""
        return (self.low + self.high) / 2

    def printed(self, words: Words) -> str:
        """`3`, `5–6`."""
        if self.low == self.high:
            return str(self.low)
        return words("range", low=self.low, high=self.high)


def _reach(written: Any) -> Reach:
    if isinstance(written, int) and not isinstance(written, bool):
        return Reach(written, written)
    found = _REACH.fullmatch(written) if isinstance(written, str) else None
    if found and int(found[1]) < int(found[2]):
        return Reach(int(found[1]), int(found[2]))
    raise ValueError('should be a level such as 3, or a range such as "5-6"')


class Level(Strict):
    """A level of the scale: its number, its name, and what it means."""

    level: Annotated[int, Field(ge=1)]
    name: Text
    means: str = ""


class Competence(Strict):
    """A skill: the levels that stages ask for by their labels, and what each level looks like.

    A stage that is left out does not ask for the skill.
    """

    name: Text
    code: str = ""
    levels: dict[str, Annotated[Reach, PlainValidator(_reach)]] = Field(min_length=1)
    at: dict[int, Text] = Field(default_factory=dict)

    def texts(self, levels: range) -> tuple[str, ...]:
        """What these levels look like."""
        return tuple(self.at[level] for level in levels)


class Framework(Strict):
    """The whole file; `stages` are the labels of stages in the order of the path."""

    title: Text
    credit: str = ""
    scale: list[Level] = Field(min_length=2)
    stages: list[Text] = Field(min_length=1)
    skills: list[Competence] = Field(min_length=1)

    @property
    def top(self) -> int:
        """The highest level."""
        return max(level.level for level in self.scale)


class FrameworkOptions(Options):
    """Options of a component that draws from a framework; `data` names its file."""

    data: str = "competencies"


def framework(setting: Setting, name: str, *, with_texts: bool = True) -> Framework:
    """The framework in data/NAME.yaml; `with_texts` asks that each level used is described.

    Raises NothingToDrawError when there is no such file, WrongDataError when it is wrong.
    """
    read = data_file(setting, name, Framework)
    problems = tuple(_problems(read, setting, name, with_texts=with_texts))
    if problems:
        raise WrongDataError(problems)
    return read


def stage_anchors(setting: Setting) -> dict[str, str]:
    """The anchors of the chapters of stages, by the labels of these."""
    return {
        chapter.stage.label: chapter.anchor
        for chapter in setting.handbook.chapters
        if chapter.stage
    }


def _problems(
    read: Framework, setting: Setting, name: str, *, with_texts: bool
) -> Iterator[Problem]:
    file = setting.handbook.data[name]
    on_path = list(stage_anchors(setting))
    scale = sorted(level.level for level in read.scale)

    def problem(code: str, message: str, *location: int | str, hint: str = "") -> Problem:
        return Problem(code, message, file.path, line_of(file.content, location), hint)

    for index, label in enumerate(read.stages):
        if on_path and label not in on_path:
            message = f"no stage of the path is called {label!r}"
            yield problem("stage-unknown", message, "stages", index, hint=_hint(label, on_path))
    for index, skill in enumerate(read.skills):
        for label, reach in skill.levels.items():
            where = ("skills", index, "levels", label)
            if label not in read.stages:
                message = f"{label!r} is not among the `stages` of this file"
                yield problem("stage-unknown", message, *where, hint=_hint(label, read.stages))
            for level in {reach.low, reach.high}:
                if level not in scale:
                    message = f"`{skill.name}` is at level {level} for {label!r}, not in the scale"
                    hint = f"The scale goes from {scale[0]} to {scale[-1]}."
                    yield problem("yaml-value", message, *where, hint=hint)
            lacking = [level for level in reach.levels if level in scale and level not in skill.at]
            if with_texts and lacking:
                message = f"`{skill.name}` does not say `at` what level {lacking[0]} looks like"
                yield problem("yaml-missing", message, *where)


def _hint(label: str, known: list[str]) -> str:
    near = difflib.get_close_matches(label, known, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."

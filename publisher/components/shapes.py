"""The shape of each stage in a framework of skills: a small radar for each, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.components.component import Component, Setting
from publisher.components.framework import (
    Framework,
    FrameworkOptions,
    framework,
    stage_anchors,
)
from publisher.components.radar import Radar, radar
from publisher.language import Words, in_commas

_SIZE = (50.0, 48.0)
_RADIUS = 19.0
_GAP = 1.2


@dataclass(frozen=True)
class Shape:
    """A stage's radar, and the same in words."""

    label: str
    anchor: str | None
    radar: Radar
    says: str


def expected(read: Framework, stage: str) -> list[float]:
    """The level that a stage asks for in each skill, 0 where it asks for none."""
    reaches = [skill.levels.get(stage) for skill in read.skills]
    return [reach.middle if reach else 0 for reach in reaches]


def in_words(read: Framework, stage: str, words: Words) -> str:
    """A stage's shape in words: `Engineer: SQL 3, Shell 4`."""
    items = [
        f"{skill.name} {reach.printed(words) if reach else '–'}"
        for skill in read.skills
        for reach in [skill.levels.get(stage)]
    ]
    return words("chart-says", title=stage, items=in_commas(items, words))


def _context(setting: Setting, options: FrameworkOptions) -> Mapping[str, Any]:
    read = framework(setting, options.data, with_texts=False)
    anchors = stage_anchors(setting)
    names = [skill.name for skill in read.skills]
    shapes = tuple(
        Shape(
            stage,
            anchors.get(stage),
            radar(names, expected(read, stage), read.top, size=_SIZE, radius=_RADIUS, gap=_GAP),
            in_words(read, stage, setting.words),
        )
        for stage in read.stages
    )
    return {"framework": read, "shapes": shapes}


SHAPES = Component("shapes", _context, FrameworkOptions)

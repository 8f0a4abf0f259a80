"""A sheet on which mentee and mentor rate skills, and draw the shapes that come of it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from publisher.components.component import Component, NothingToDrawError, Setting
from publisher.components.framework import FrameworkOptions, framework
from publisher.components.radar import radar
from publisher.components.shapes import expected, in_words

_SIZE = (150.0, 96.0)
_RADIUS = 38.0
_GAP = 3.0


class SelfAssessmentOptions(FrameworkOptions):
    """`stage` is the label of the stage whose levels are expected."""

    stage: str = Field(min_length=1)


@dataclass(frozen=True)
class RatedSkill:
    """A skill to rate: the level expected, empty where there is none, and what it looks like."""

    name: str
    expected: str
    texts: tuple[str, ...]


def _context(setting: Setting, options: SelfAssessmentOptions) -> Mapping[str, Any]:
    read = framework(setting, options.data)
    if options.stage not in read.stages:
        near = difflib.get_close_matches(options.stage, read.stages, n=1)
        known = f"it has {', '.join(read.stages)}"
        hint = f"did you mean {near[0]}?" if near else known
        raise NothingToDrawError(f"data/{options.data}.yaml has no stage {options.stage!r}; {hint}")
    rows = [
        RatedSkill(
            skill.name,
            reach.printed(setting.words) if reach else "",
            skill.texts(reach.levels) if reach else (),
        )
        for skill in read.skills
        for reach in [skill.levels.get(options.stage)]
    ]
    drawn = radar(
        [skill.name for skill in read.skills],
        expected(read, options.stage),
        read.top,
        size=_SIZE,
        radius=_RADIUS,
        gap=_GAP,
    )
    return {
        "framework": read,
        "levels": sorted(level.level for level in read.scale),
        "rows": rows,
        "radar": drawn,
        "says": in_words(read, options.stage, setting.words),
    }


SELF_ASSESSMENT = Component("self-assessment", _context, SelfAssessmentOptions)

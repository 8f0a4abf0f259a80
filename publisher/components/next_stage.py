"""What changes at the next stage of the path: the skills of which it asks for a higher level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.components.component import Component, NothingToDrawError, Setting
from publisher.components.framework import Framework, FrameworkOptions, framework
from publisher.language import Words
from publisher.model import Chapter, Handbook


@dataclass(frozen=True)
class Rise:
    """A skill that rises: its levels as printed, `low` empty for none, and what is asked."""

    name: str
    code: str
    low: str
    high: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """The way from a stage to one that follows it."""

    low: str
    high: str
    anchor: str
    rises: tuple[Rise, ...]


def rises(read: Framework, low: str, high: str, words: Words) -> tuple[Rise, ...]:
    """The skills of which the stage `high` asks for a higher level than `low`, in their order."""
    found = []
    for skill in read.skills:
        before, after = skill.levels.get(low), skill.levels.get(high)
        known = before.high if before else 0
        if after is None or after.high <= known:
            continue
        asked = range(max(after.low, known + 1), after.high + 1)
        found.append(
            Rise(
                skill.name,
                skill.code,
                before.printed(words) if before else "",
                after.printed(words),
                skill.texts(asked),
            )
        )
    return tuple(found)


def following(handbook: Handbook, chapter: Chapter, labels: list[str]) -> list[Chapter]:
    """The stages with these labels that come next: one, or all branches at the path's end."""
    stages = [other for other in handbook.chapters if other.stage]
    later = [
        other
        for other in stages[stages.index(chapter) + 1 :]
        if other.stage and other.stage.label in labels
    ]
    main = [other for other in later if other.stage and not other.stage.is_branch]
    is_branch = chapter.stage is not None and chapter.stage.is_branch
    return main[:1] or ([] if is_branch else later)


def _context(setting: Setting, options: FrameworkOptions) -> Mapping[str, Any]:
    own = setting.chapter.stage
    if own is None:
        raise NothingToDrawError("this chapter is not of the kind `stage`")
    read = framework(setting, options.data)
    changes = tuple(
        Change(
            own.label,
            other.stage.label,
            other.anchor,
            rises(read, own.label, other.stage.label, setting.words),
        )
        for other in following(setting.handbook, setting.chapter, read.stages)
        if other.stage
    )
    if not any(change.rises for change in changes):
        message = f"in data/{options.data}.yaml nothing rises after {own.label!r}"
        raise NothingToDrawError(message)
    return {"framework": read, "changes": [change for change in changes if change.rises]}


NEXT_STAGE = Component("next-stage", _context, FrameworkOptions)

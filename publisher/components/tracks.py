"""The tracks side by side: focus, key skills, salary range, from front matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.components.component import Component, NothingToDrawError, Options, Setting
from publisher.language import salary_range
from publisher.model import Salary, Skill


@dataclass(frozen=True)
class TrackColumn:
    """A track as a column of the comparison; `range` is its salary range in words."""

    title: str
    anchor: str
    focus: str
    skills: tuple[Skill, ...]
    salary: Salary
    range: str


def _comparison(setting: Setting, _options: Options) -> Mapping[str, Any]:
    columns = tuple(
        TrackColumn(
            chapter.title,
            chapter.anchor,
            track.focus,
            track.skills,
            track.salary,
            salary_range(track.salary, setting.words),
        )
        for chapter in setting.handbook.chapters
        if (track := chapter.track) is not None
    )
    if not columns:
        raise NothingToDrawError("no chapter is of the kind `track`")
    return {"tracks": columns}


def _skills(setting: Setting, _options: Options) -> Mapping[str, Any]:
    if setting.chapter.track is None:
        raise NothingToDrawError("this chapter is not of the kind `track`")
    return {"skills": setting.chapter.track.skills}


TRACKS = Component("tracks", _comparison)
SKILLS = Component("skills", _skills)

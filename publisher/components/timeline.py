"""The path as a timeline: a bar for each stage, from front matter."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.components.component import Component, NothingToDrawError, Options, Setting
from publisher.language import Words, span
from publisher.model import Handbook


@dataclass(frozen=True)
class Bar:
    """A stage on the timeline. `period` is in years from the beginning of the path.

    The bar reaches over all years in which the stage may fall; its firm part covers those that
    belong to it at any pace. Starts and lengths are in percent of the whole timeline.
    """

    label: str
    anchor: str
    duration: str
    period: str
    reach_start: float
    reach_length: float
    firm_start: float
    firm_length: float


@dataclass(frozen=True)
class Later:
    """A stage of which no usual length is known: its label and its chapter's anchor."""

    label: str
    anchor: str


@dataclass(frozen=True)
class Timeline:
    """The bars of the stages, marks at full years with their place in percent, and the total.

    `later` are the stages without a length, which follow the others.
    """

    bars: tuple[Bar, ...]
    marks: tuple[tuple[int, float], ...]
    total: str
    later: tuple[Later, ...] = ()


def timeline(handbook: Handbook, words: Words) -> Timeline:
    """The stages in reading order, each beginning where the one before it ends.

    Raises NothingToDrawError when the book has none.
    """
    stages = [
        (chapter, chapter.stage, chapter.stage.years)
        for chapter in handbook.chapters
        if chapter.stage and chapter.stage.years
    ]
    later = tuple(
        Later(chapter.stage.label, chapter.anchor)
        for chapter in handbook.chapters
        if chapter.stage and not chapter.stage.years
    )
    if not stages:
        raise NothingToDrawError("no chapter is of the kind `stage` and has `years`")
    shortest = sum(years.low for _chapter, _stage, years in stages)
    longest = sum(years.high for _chapter, _stage, years in stages)
    last_mark = math.ceil(longest)

    def percent(years: float) -> float:
        return round(100 * years / last_mark, 3)

    bars = []
    start = late_start = 0.0
    for chapter, stage, years in stages:
        end, late_end = start + years.low, late_start + years.high
        firm = max(end - late_start, 0)
        bars.append(
            Bar(
                label=stage.label,
                anchor=chapter.anchor,
                duration=span(years.low, years.high, words),
                period=f"{start:g}–{late_end:g}",
                reach_start=percent(start),
                reach_length=percent(late_end - start),
                firm_start=percent(late_start),
                firm_length=percent(firm),
            )
        )
        start, late_start = end, late_end
    marks = tuple((year, percent(year)) for year in range(last_mark + 1))
    total = span(shortest, longest, words)
    return Timeline(tuple(bars), marks, total, later)


def _context(setting: Setting, _options: Options) -> Mapping[str, Any]:
    return {"timeline": timeline(setting.handbook, setting.words)}


TIMELINE = Component("timeline", _context)

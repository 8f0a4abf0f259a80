"""Salary ranges beside published medians, on one scale, from the tracks' front matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.components.component import Component, NothingToDrawError, Options, Setting
from publisher.components.scale import scale
from publisher.language import money, salary_range
from publisher.model import Benchmark, Chapter, Track


@dataclass(frozen=True)
class Tick:
    """A benchmark on a salary bar: its place along the scale in percent, its number, its words."""

    at: float
    number: int
    benchmark: Benchmark
    amount: str


@dataclass(frozen=True)
class SalaryBar:
    """A track's range as drawn: `start` and `length` of the bar in percent of the scale."""

    title: str
    anchor: str
    range: str
    low: str
    high: str
    source: str
    year: int | None
    start: float
    length: float
    ticks: tuple[Tick, ...]


def tracks_in(setting: Setting) -> list[tuple[Chapter, Track]]:
    """The tracks that a component in this chapter is about: the chapter's own, else all.

    Raises NothingToDrawError when there is none, or when their salaries cannot be compared.
    """
    chapters = [setting.chapter] if setting.chapter.track else setting.handbook.chapters
    tracks = [(chapter, chapter.track) for chapter in chapters if chapter.track is not None]
    if not tracks:
        raise NothingToDrawError("no chapter is of the kind `track`")
    if len({(track.salary.currency, track.salary.period) for _chapter, track in tracks}) > 1:
        raise NothingToDrawError("the tracks' salaries differ in currency or period")
    return tracks


def _context(setting: Setting, _options: Options) -> Mapping[str, Any]:
    tracks = tracks_in(setting)
    basis = tracks[0][1].salary
    # One scale in all chapters, so that bars can be compared from page to page.
    comparable = [
        track
        for chapter in setting.handbook.chapters
        if (track := chapter.track)
        and (track.salary.currency, track.salary.period) == (basis.currency, basis.period)
    ]
    amounts = [
        amount
        for track in comparable
        for amount in (
            track.salary.low,
            track.salary.high,
            *(benchmark.amount for benchmark in track.benchmarks),
        )
    ]
    common = scale(amounts)
    words = setting.words
    bars = tuple(
        SalaryBar(
            title=chapter.title,
            anchor=chapter.anchor,
            range=salary_range(track.salary, words),
            low=money(track.salary.low, track.salary.currency, words),
            high=money(track.salary.high, track.salary.currency, words),
            source=track.salary.source,
            year=track.salary.year,
            start=common.at(track.salary.low),
            length=round(common.at(track.salary.high) - common.at(track.salary.low), 3),
            ticks=tuple(
                Tick(
                    common.at(entry.amount),
                    number,
                    entry,
                    money(entry.amount, track.salary.currency, words),
                )
                for number, entry in enumerate(track.benchmarks, start=1)
            ),
        )
        for chapter, track in tracks
    )
    marks = [(common.at(mark), money(mark, basis.currency, words)) for mark in common.marks]
    return {
        "bars": bars,
        "marks": marks,
        "period": basis.period,
        "is_own": setting.chapter.track is not None,
    }


SALARIES = Component("salaries", _context)

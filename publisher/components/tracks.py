"""The tracks side by side: focus, key skills, and salary bars on one scale, from front matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.components.component import Component, NothingToDrawError
from publisher.language import Words, money, salary_range
from publisher.model import Benchmark, Handbook, Salary

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Tick:
    """A benchmark on a salary bar: its place along the scale in percent, and its words."""

    at: float
    benchmark: Benchmark
    amount: str


@dataclass(frozen=True)
class TrackCard:
    """A track as drawn: `start` and `length` of its salary bar in percent of the scale."""

    title: str
    anchor: str
    focus: str
    skills: tuple[str, ...]
    salary: Salary
    salary_range: str
    start: float
    length: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Scale:
    """The common scale: amounts at the marks, from the lowest to the highest."""

    marks: tuple[int, ...]

    def at(self, amount: float) -> float:
        """Where an amount stands on the scale, in percent."""
        low, high = self.marks[0], self.marks[-1]
        return round(100 * (amount - low) / (high - low), 3)


def scale(amounts: list[int]) -> Scale:
    """A scale in round steps that reaches beyond the amounts on both sides."""
    low, high = min(amounts), max(amounts)
    step = magnitude = 10 ** max(len(str(max(high - low, 1))) - 2, 0)
    for factor in _STEPS:
        step = factor * magnitude
        if (high - low) / step <= 6:
            break
    first = max((low - 1) // step * step, 0)
    last = (high // step + 1) * step
    return Scale(tuple(range(first, last + 1, step)))


def _context(handbook: Handbook, words: Words) -> Mapping[str, Any]:
    chapters = [chapter for chapter in handbook.chapters if chapter.track is not None]
    tracks = [chapter.track for chapter in chapters if chapter.track is not None]
    if not tracks:
        raise NothingToDrawError("no chapter is of the kind `track`")
    bases = {(track.salary.currency, track.salary.period) for track in tracks}
    if len(bases) > 1:
        raise NothingToDrawError("the tracks' salaries differ in currency or period")
    amounts = [
        amount
        for track in tracks
        for amount in (
            track.salary.low,
            track.salary.high,
            *(benchmark.amount for benchmark in track.benchmarks),
        )
    ]
    common = scale(amounts)
    cards = []
    for chapter, track in zip(chapters, tracks, strict=True):
        salary = track.salary
        cards.append(
            TrackCard(
                title=chapter.title,
                anchor=chapter.anchor,
                focus=track.focus,
                skills=track.skills,
                salary=salary,
                salary_range=salary_range(salary, words),
                start=common.at(salary.low),
                length=common.at(salary.high) - common.at(salary.low),
                ticks=tuple(
                    Tick(
                        common.at(entry.amount), entry, money(entry.amount, salary.currency, words)
                    )
                    for entry in track.benchmarks
                ),
            )
        )
    currency = tracks[0].salary.currency
    marks = [(common.at(mark), money(mark, currency, words)) for mark in common.marks]
    return {"tracks": cards, "marks": marks, "period": tracks[0].salary.period}


TRACKS = Component("tracks", _context)

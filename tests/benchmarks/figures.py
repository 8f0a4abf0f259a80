"""What was measured as tables: medians, ratios to the plain document, and what was to be met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.benchmarks.costs import Cost
from tests.benchmarks.measures import COLD, EDITED, LABELS, PLAIN, SHIFTED, TYPST, UNCHANGED

# What each measure cost, by the pages that the book was to have.
Results = Mapping[int, Mapping[str, Cost]]

CPU, WALL, MEMORY, SIZE = "CPU", "wall", "memory", "size"
_FIGURES: dict[str, Callable[[Cost], float]] = {
    CPU: lambda cost: cost.cpu,
    WALL: lambda cost: cost.wall,
    MEMORY: lambda cost: cost.memory,
    SIZE: lambda cost: cost.size,
}


@dataclass(frozen=True)
class Goal:
    """A figure that is to be met, by pages: a ratio to the plain document, or seconds."""

    text: str
    key: str
    figure: str
    limits: Mapping[int, float]
    in_seconds: bool = False

    def value(self, costs: Mapping[str, Cost]) -> float:
        """The figure as it was measured."""
        read = _FIGURES[self.figure]
        mine = read(costs[self.key])
        return mine if self.in_seconds else mine / read(costs[PLAIN])

    def shown(self, value: float) -> str:
        """A value of this goal as it is written."""
        return f"{value:.3f} s" if self.in_seconds else f"{value:.2f}"

    def is_met(self, pages: int, costs: Mapping[str, Cost]) -> bool:
        """Whether the figure is no more than its limit, as both are written."""
        return self.shown(self.value(costs)) <= self.shown(self.limits[pages])


GOALS = (
    Goal("cold, all jobs: wall", COLD, WALL, {100: 0.50, 400: 0.45}),
    Goal("one paragraph edited: CPU", EDITED, CPU, {100: 0.15, 400: 0.05}),
    Goal("an edit that shifts all later pages: CPU", SHIFTED, CPU, {100: 0.17, 400: 0.06}),
    Goal("nothing changed: CPU", UNCHANGED, CPU, {100: 0.08, 400: 0.10}, in_seconds=True),
    Goal("largest process: memory", COLD, MEMORY, {100: 0.80, 400: 0.35}),
    Goal("file: size", COLD, SIZE, {100: 1.15, 400: 1.15}),
)


def goals_table(results: Results) -> list[str]:
    """The lines of a Markdown table: each goal against what was measured."""
    head = ["to the plain document"]
    for pages in results:
        head += [f"{pages} pages", "at most"] if _is_limited(pages) else [f"{pages} pages"]
    rows = []
    for goal in GOALS:
        row = [goal.text]
        for pages, costs in results.items():
            value = goal.shown(goal.value(costs))
            if pages in goal.limits:
                met = goal.is_met(pages, costs)
                row += [value if met else f"**{value}**", goal.shown(goal.limits[pages])]
            else:
                row.append(value)
        rows.append(row)
    return _table(head, rows)


def costs_table(costs: Mapping[str, Cost]) -> list[str]:
    """The lines of a Markdown table: all that was measured of one book."""
    plain = costs[PLAIN]
    head = ["", "pages", "CPU s", "ratio", "wall s", "ratio", "MB", "ratio", "kB", "ratio"]
    rows = []
    for key, cost in costs.items():
        row = [LABELS[key], str(cost.pages)]
        row += [_seconds(cost.cpu), f"{cost.cpu / plain.cpu:.3f}"]
        row += [_seconds(cost.wall), f"{cost.wall / plain.wall:.3f}"]
        row += [f"{cost.memory / 1e6:.0f}", f"{cost.memory / plain.memory:.2f}"]
        row += [f"{cost.size / 1e3:.0f}", f"{cost.size / plain.size:.2f}"]
        rows.append(row)
    return _table(head, rows)


def summary_table(results: Results) -> list[str]:
    """The lines of a Markdown table for the README: CPU and wall of each way to make a book."""
    keys = [key for key in LABELS if all(key in costs for costs in results.values())]
    head = ["CPU s (wall s)", *(f"{pages} pages" for pages in results)]
    rows = [
        [
            LABELS[key],
            *(f"{_seconds(c[key].cpu)} ({_seconds(c[key].wall)})" for c in results.values()),
        ]
        for key in keys
    ]
    return _table(head, rows)


def verdicts(results: Results) -> Iterator[str]:
    """A line for each figure that is to be met: whether it is."""
    for pages, costs in results.items():
        for goal in GOALS:
            if pages in goal.limits:
                met = "met" if goal.is_met(pages, costs) else "MISSED"
                value, limit = goal.shown(goal.value(costs)), goal.shown(goal.limits[pages])
                yield f"{met:6}  {value:>8} of {limit:>8}  {goal.text}, {pages} pages"


def absent(results: Results) -> Iterator[str]:
    """A line for what could not be measured here."""
    if not all(TYPST in costs for costs in results.values()):
        yield f"{LABELS[TYPST]} is not installed here and was left out."


def _is_limited(pages: int) -> bool:
    return any(pages in goal.limits for goal in GOALS)


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    rule = ["---", *("---:" for _ in head[1:])]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]

"""The plot of cost against pages, as SVG: both axes logarithmic, each line named at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from tests.benchmarks.figures import Results
from tests.benchmarks.measures import COLD_ONE, EDITED, LABELS, PLAIN, SHIFTED, TYPST, UNCHANGED

_WIDTH, _HEIGHT = 790, 460
_LEFT, _RIGHT, _TOP, _FOOT = 64, 470, 78, 418
_LINE_HEIGHT = 19
_STYLE = """
text { font: 14px "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #2b3640 }
.title { font-size: 18px; font-weight: 600 }
.quiet { fill: #57616b; font-size: 13px }
.grid { stroke: #dde2e6; stroke-width: 1 }
.line { fill: none; stroke-linejoin: round; stroke-linecap: round }
"""


@dataclass(frozen=True)
class _Look:
    """How a line is drawn: they differ in tone, weight and dashes, so that none needs colour."""

    key: str
    colour: str
    width: float
    dashes: str = "none"


_LOOKS = (
    _Look(PLAIN, "#6b7680", 2, "7 5"),
    _Look(COLD_ONE, "#12506b", 2.5),
    _Look(SHIFTED, "#2f86a8", 2, "2 4"),
    _Look(EDITED, "#1d6f92", 3),
    _Look(UNCHANGED, "#0b3446", 3),
    _Look(TYPST, "#a06a1a", 2, "10 4 2 4"),
)


@dataclass(frozen=True)
class _Line:
    look: _Look
    points: tuple[tuple[float, float], ...]
    seconds: float


def plot(results: Results) -> str:
    """CPU seconds of each measure against the pages of the book, as an SVG document."""
    sizes = sorted(results)
    values = [cost.cpu for costs in results.values() for cost in costs.values()]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))

    def across(pages: int) -> float:
        span = log10(sizes[-1] / sizes[0]) or 1
        return _LEFT + 16 + (_RIGHT - _LEFT - 24) * log10(pages / sizes[0]) / span

    def up(seconds: float) -> float:
        return _FOOT - (_FOOT - _TOP) * (log10(seconds) - low) / (high - low)

    lines = [
        _Line(
            look,
            tuple((across(pages), up(results[pages][look.key].cpu)) for pages in sizes),
            results[sizes[-1]][look.key].cpu,
        )
        for look in _LOOKS
        if all(look.key in results[pages] for pages in sizes)
    ]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" role="img" aria-labelledby="title desc">',
        '<title id="title">What a build costs, against the pages of the book</title>',
        f'<desc id="desc">{escape(_description(lines, sizes[-1]))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" rx="8" fill="#ffffff"/>',
        '<text class="title" x="24" y="34">What a build costs</text>',
        '<text class="quiet" x="24" y="55">CPU seconds of the whole process, against pages; '
        "both scales are logarithmic</text>",
        *_grid(range(low, high + 1), [(across(pages), str(pages)) for pages in sizes], up),
        *(_drawn(line) for line in lines),
        *_names(lines),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(
    powers: range, ticks: Sequence[tuple[float, str]], up: Callable[[float], float]
) -> Iterator[str]:
    for power in powers:
        height = up(10.0**power)
        yield f'<path class="grid" d="M{_LEFT} {height:.1f}H{_RIGHT}"/>'
        yield _tick(_LEFT - 10, height + 4.5, f"{10.0**power:g}", "end")
    for place, name in ticks:
        yield f'<path class="grid" d="M{place:.1f} {_FOOT}v6"/>'
        yield _tick(place, _FOOT + 22, name, "middle")
    yield _tick(_RIGHT + 18, _FOOT + 22, "pages", "start")


def _tick(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text class="quiet" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'


def _drawn(line: _Line) -> str:
    look = line.look
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in line.points)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{look.width + 0.7}" fill="{look.colour}"/>'
        for x, y in line.points
    )
    return (
        f'<path class="line" d="M{path}" stroke="{look.colour}" stroke-width="{look.width}" '
        f'stroke-dasharray="{look.dashes}"/>{dots}'
    )


def _names(lines: Sequence[_Line]) -> Iterator[str]:
    """Each line's name beside its end, moved clear of the others, with a hair that leads there."""
    ordered = sorted(lines, key=lambda line: line.points[-1][1])
    for line, height in zip(ordered, _apart([o.points[-1][1] for o in ordered]), strict=True):
        x, y = line.points[-1]
        yield (
            f'<path d="M{x + 6:.1f} {y:.1f}L{_RIGHT + 12} {height:.1f}" fill="none" '
            'stroke="#aab2b9" stroke-width="0.8"/>'
        )
        yield (
            f'<text x="{_RIGHT + 18}" y="{height + 4.8:.1f}">{escape(LABELS[line.look.key])}'
            f'<tspan class="quiet" dx="7">{_seconds(line.seconds)}</tspan></text>'
        )


def _apart(heights: Sequence[float]) -> list[float]:
    """Heights from the top down, moved as little as keeps a line's height between them."""
    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _first(groups[-1]) - _last(groups[-2]) < _LINE_HEIGHT:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [
        _first(group) + number * _LINE_HEIGHT for group in groups for number in range(len(group))
    ]


def _first(group: Sequence[float]) -> float:
    return sum(group) / len(group) - (len(group) - 1) * _LINE_HEIGHT / 2


def _last(group: Sequence[float]) -> float:
    return _first(group) + (len(group) - 1) * _LINE_HEIGHT


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value < 1 else f"{value:.1f} s" if value < 10 else f"{value:.0f} s"


def _description(lines: Sequence[_Line], pages: int) -> str:
    said = "; ".join(f"{LABELS[line.look.key]} {_seconds(line.seconds)}" for line in lines)
    return f"CPU seconds at {pages} pages: {said}."

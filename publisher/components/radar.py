"""The geometry of a radar: axes from a centre, one for each skill, the first pointing up.

Lengths are in millimetres from the upper left of the drawing, whichever way the text runs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STRAIGHT = 0.05  # a label nearer to the vertical than this is centred


@dataclass(frozen=True)
class Point:
    """A place on the drawing."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{self.x:g},{self.y:g}"


@dataclass(frozen=True)
class Axis:
    """An axis: its label, where it ends, and where the label stands.

    The label begins at `label_left` (`side` is `left`), ends there (`right`) or has its middle
    there; `lift` is how far it is raised, in percent of its own height.
    """

    number: int
    label: str
    end: Point
    label_place: Point
    side: str
    lift: float


@dataclass(frozen=True)
class Ring:
    """The line of a level, and where its number stands."""

    level: int
    outline: str
    number_place: Point


@dataclass(frozen=True)
class Radar:
    """A drawing: `shape` is the outline of the values, as SVG's `points` have it."""

    width: float
    height: float
    centre: Point
    axes: tuple[Axis, ...]
    rings: tuple[Ring, ...]
    shape: str


def place(centre: Point, radius: float, index: int, count: int) -> Point:
    """The point on the axis of this index, from 0, at a distance from the centre."""
    angle = 2 * math.pi * index / count
    x, y = centre.x + radius * math.sin(angle), centre.y - radius * math.cos(angle)
    return Point(round(x, 2), round(y, 2))


def outline(centre: Point, radii: Sequence[float]) -> str:
    """The points of a polygon with a corner on each axis."""
    count = len(radii)
    return " ".join(str(place(centre, radius, i, count)) for i, radius in enumerate(radii))


def radar(
    labels: Sequence[str],
    values: Sequence[float],
    top: int,
    *,
    size: tuple[float, float],
    radius: float,
    gap: float,
) -> Radar:
    """A radar with a ring for each level from 1 to `top`, which lies at `radius`.

    A value of 0 lies at the centre. Labels stand `gap` outside the highest ring.
    """
    width, height = size
    centre = Point(width / 2, height / 2)
    count = len(labels)
    step = radius / top
    axes = tuple(
        Axis(
            index + 1,
            label,
            place(centre, radius, index, count),
            place(centre, radius + gap, index, count),
            _side(index, count),
            round(50 * (1 + math.cos(2 * math.pi * index / count)), 1),
        )
        for index, label in enumerate(labels)
    )
    rings = tuple(
        Ring(
            level,
            outline(centre, [level * step] * count),
            place(centre, level * step, 0, count),
        )
        for level in range(1, top + 1)
    )
    shape = outline(centre, [value * step for value in values])
    return Radar(width, height, centre, axes, rings, shape)


def _side(index: int, count: int) -> str:
    across = math.sin(2 * math.pi * index / count)
    if abs(across) < _STRAIGHT:
        return "middle"
    return "left" if across > 0 else "right"

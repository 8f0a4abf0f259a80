"""The graphic of the cover: the path as a flight of steps, one for each of its stages."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model import Handbook

_MOST = 12
_STRONGEST = 0.34


@dataclass(frozen=True)
class Step:
    """A step: its start and width in percent of the flight's width, its height of the flight's.

    `rise` is the percent of its own height by which it is higher than the one before it, 0 for the
    first; `strength` is how much it stands out from the ground, from 0 to 1.
    """

    start: float
    width: float
    height: float
    rise: float
    strength: float


def cover_steps(handbook: Handbook) -> tuple[Step, ...]:
    """A step for each stage of the path, and one for all ways on at its end; in a book without
    stages for each part, and in one without parts for each chapter."""
    found = [chapter.stage for chapter in handbook.chapters if chapter.stage]
    branches = sum(stage.is_branch for stage in found)
    stages = len(found) - branches + (branches > 0)
    parts = sum(part.number is not None for part in handbook.parts)
    counts = (stages, parts, len(handbook.chapters))
    count = min(next((count for count in counts if count > 1), 1), _MOST)
    return tuple(
        Step(
            start=round(100 * index / count, 3),
            width=round(100 / count, 3),
            height=round(100 * (index + 1) / count, 3),
            rise=round(100 / (index + 1), 3) if index else 0,
            strength=round(_STRONGEST * (index + 1) / count, 3),
        )
        for index in range(count)
    )

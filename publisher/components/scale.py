"""A scale in round steps, for bars and ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FACTORS = (1, 2, 5, 10)
_MOST_STEPS = 6


@dataclass(frozen=True)
class Scale:
    """The common scale: amounts at the marks, from the lowest to the highest."""

    marks: tuple[int, ...]

    def at(self, amount: float) -> float:
        """Where an amount stands on the scale, in percent."""
        low, high = self.marks[0], self.marks[-1]
        return round(100 * (amount - low) / (high - low), 3)


def scale(amounts: Sequence[int]) -> Scale:
    """A scale in round steps that reaches beyond the amounts on both sides."""
    low, high = min(amounts), max(amounts)
    step = magnitude = 10 ** max(len(str(max(high - low, 1))) - 2, 0)
    for factor in _FACTORS:
        step = factor * magnitude
        if (high - low) / step <= _MOST_STEPS:
            break
    first = max((low - 1) // step * step, 0)
    last = (high // step + 1) * step
    return Scale(tuple(range(first, last + 1, step)))

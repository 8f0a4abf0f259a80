"""The stages of the path in a row, with the reader's place on it: a chapter's opener shows it."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.language import Words, span
from publisher.model import Chapter, Handbook


@dataclass(frozen=True)
class Step:
    """A stage in the row, with its usual time in words, empty where none is known.

    `is_here` on its own chapter, `is_useful` where the chapter serves it.
    """

    label: str
    anchor: str
    years: str
    is_here: bool
    is_useful: bool


@dataclass(frozen=True)
class Path:
    """The stages that follow one another, then the branches, of which one is taken.

    `is_stage` tells that the chapter is itself on the path.
    """

    steps: tuple[Step, ...]
    branches: tuple[Step, ...]
    is_stage: bool


def path_of(handbook: Handbook, chapter: Chapter, words: Words) -> Path | None:
    """The path with the place of a chapter on it; None where the chapter has none.

    A path has two stages at least.
    """
    if chapter.stage is None and not chapter.stages:
        return None
    stages = [(other, other.stage) for other in handbook.chapters if other.stage]
    if len(stages) < 2:
        return None
    steps = [
        (
            stage.is_branch,
            Step(
                stage.label,
                other.anchor,
                span(stage.years.low, stage.years.high, words) if stage.years else "",
                is_here=other is chapter,
                is_useful=stage.label in chapter.stages,
            ),
        )
        for other, stage in stages
    ]
    return Path(
        tuple(step for is_branch, step in steps if not is_branch),
        tuple(step for is_branch, step in steps if is_branch),
        chapter.stage is not None,
    )

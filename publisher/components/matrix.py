"""The competency matrix: skills by stages on landscape pages, split by columns where it is wide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from publisher.components.component import Component, Setting
from publisher.components.framework import (
    Competence,
    Framework,
    FrameworkOptions,
    Reach,
    framework,
    stage_anchors,
)
from publisher.language import Words

# In millimetres, as styles/tokens.css and styles/components/matrix.css have them.
PAPER_LENGTHS = {"A4": 297.0, "Letter": 279.4}
MARGINS = 2 * 20.0
SKILL_COLUMN = 40.0
LEVEL_WIDTH = 14.0
LEAST_TEXT_WIDTH = 36.0


@dataclass(frozen=True)
class MatrixCell:
    """A level with what it looks like. `firm` and `reach` are the parts of its bar, in percent.

    `is_as_before` tells that the stage before asks for the same.
    """

    level: str
    firm: float
    reach: float
    texts: tuple[str, ...]
    is_as_before: bool


@dataclass(frozen=True)
class MatrixRow:
    """A skill in the columns of one sheet; a cell is None where the stage does not ask for it."""

    name: str
    code: str
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True)
class Sheet:
    """The columns that one page takes: labels and anchors of stages, and the rows under them."""

    number: int
    stages: tuple[tuple[str, str | None], ...]
    rows: tuple[MatrixRow, ...]


def column_groups(count: int, most: int) -> list[range]:
    """So many columns in groups of at most `most`, as equal as can be, the greater first."""
    groups = -(-count // most)
    ends = [0]
    for group in range(groups):
        ends.append(ends[-1] + count // groups + (group < count % groups))
    return [range(start, end) for start, end in pairwise(ends)]


def columns_on(paper: str) -> int:
    """How many stages a landscape page of this paper takes beside the column of skills."""
    room = PAPER_LENGTHS.get(paper, PAPER_LENGTHS["A4"]) - MARGINS - SKILL_COLUMN
    return max(1, int(room // (LEVEL_WIDTH + LEAST_TEXT_WIDTH)))


def sheets(read: Framework, paper: str, anchors: Mapping[str, str], words: Words) -> list[Sheet]:
    """The matrix in sheets. Its first column on each says what a level looks like in any case."""
    found = []
    for number, columns in enumerate(column_groups(len(read.stages), columns_on(paper)), start=1):
        rows = tuple(
            MatrixRow(
                skill.name,
                skill.code,
                tuple(_cell(skill, read, column, columns[0], words) for column in columns),
            )
            for skill in read.skills
        )
        stages = tuple((read.stages[c], anchors.get(read.stages[c])) for c in columns)
        found.append(Sheet(number, stages, rows))
    return found


def _cell(
    skill: Competence, read: Framework, column: int, first: int, words: Words
) -> MatrixCell | None:
    reach = skill.levels.get(read.stages[column])
    if reach is None:
        return None
    before = skill.levels.get(read.stages[column - 1]) if column > first else None
    return MatrixCell(
        reach.printed(words),
        round(100 * reach.low / read.top, 2),
        round(100 * (reach.high - reach.low) / read.top, 2),
        skill.texts(_told(reach, before)),
        before is not None and before.high == reach.low,
    )


def _told(reach: Reach, before: Reach | None) -> range:
    """The levels to describe: that of the stage before stands in the cell before."""
    is_known = before is not None and before.high == reach.low
    return range(reach.low + is_known, reach.high + 1)


def _context(setting: Setting, options: FrameworkOptions) -> Mapping[str, Any]:
    read = framework(setting, options.data)
    paper = setting.handbook.paper
    return {
        "framework": read,
        "sheets": sheets(read, paper, stage_anchors(setting), setting.words),
    }


MATRIX = Component("matrix", _context, FrameworkOptions)

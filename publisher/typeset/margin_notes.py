"""Margin notes, moved up or down so that they stand clear of each other and of what is wide.

A stylesheet lays each beside the paragraph that it belongs to, where it takes no room; so a note
moves no text and no page break. What that leaves to do is done here, once a page is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from publisher.typeset.note_column import NoteColumn, is_margin_note

_APART = 10.0  # pixels between two notes, or a note and a wide table
_FARTHEST = 160.0  # pixels that a note may be moved from the line it belongs to: eight lines


@dataclass(frozen=True)
class Wish:
    """A note's height, and the top it would have beside its text, in pixels."""

    top: float
    height: float


def place_notes(column: NoteColumn) -> Iterator[str]:
    """Move the notes of a page to where there is room. Gives the ids of those that found none."""
    reaching = list(column.reaching())
    notes = [box for box in reaching if is_margin_note(box)]
    if not notes:
        return
    if any(note.width > column.width for note in notes):
        yield from map(_id, notes)  # the page has no column
        return
    obstacles = [
        (box.border_box_y(), box.border_box_y() + box.border_height())
        for box in reaching
        if not is_margin_note(box)
    ]
    rooms = free_rooms(column.text.content_box_y(), column.foot, obstacles)
    wishes = [Wish(note.position_y, note.margin_height()) for note in notes]
    for note, wish, top in zip(notes, wishes, settled(wishes, rooms), strict=True):
        if top is None:
            yield _id(note)
        else:
            note.translate(0, top - wish.top)


def free_rooms(
    head: float, foot: float, obstacles: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """What is free between the head and the foot of a column, from top to foot."""
    rooms = []
    for top, bottom in sorted(obstacles):
        rooms.append((head, top - _APART))
        head = max(head, bottom + _APART)
    return [*rooms, (head, foot)]


def settled(wishes: Sequence[Wish], rooms: Sequence[tuple[float, float]]) -> list[float | None]:
    """The top of each note so that all are in a room and clear of each other, in their order.

    None for one that would be too far from where it wishes to be.
    """
    found: list[float | None] = [None] * len(wishes)
    for number, (head, foot) in enumerate(rooms):
        is_last = number == len(rooms) - 1
        here = [
            index
            for index, wish in enumerate(wishes)
            if (number == 0 or wish.top >= head - _APART)
            and (is_last or wish.top < rooms[number + 1][0] - _APART)
        ]
        while here:
            tops = _stacked([wishes[index] for index in here], head, foot)
            moved = [abs(top - wishes[index].top) for index, top in zip(here, tops, strict=True)]
            if tops[0] >= head and max(moved) <= _FARTHEST:
                for index, top in zip(here, tops, strict=True):
                    found[index] = top
                break
            here.pop(moved.index(max(moved)))
    return found


def _stacked(wishes: Sequence[Wish], head: float, foot: float) -> list[float]:
    """Tops from `head` on, each below the note before; those at the foot are moved up again."""
    tops = []
    for wish in wishes:
        tops.append(max(wish.top, head))
        head = tops[-1] + wish.height + _APART
    for index in range(len(wishes) - 1, -1, -1):
        tops[index] = min(tops[index], foot - wishes[index].height)
        foot = tops[index] - _APART
    return tops


def set_in_the_text(html: str, notes: Sequence[str]) -> str:
    """The HTML, in which these notes, by their ids, are set like those in lists and boxes."""
    for note in notes:
        opening = re.compile(rf'<aside\b[^>]*\bid="{re.escape(escape(note))}"[^>]*>')
        html = opening.sub(
            lambda tag: tag[0].replace("margin-note", "margin-note in-the-text", 1), html
        )
    return html


def _id(note: Any) -> str:
    return str(note.element.get("id"))

"""The note column at the outer edge of a page that is bound.

A stylesheet cannot know on which page a block will stand, so that it has the column where a line
ends, on every page. On the pages where that is the spine's side, text and column change places.
"""

from __future__ import annotations

from typing import Any

from publisher.typeset.note_column import NoteColumn, is_margin_note, is_plain


def is_outer(page: Any, column: NoteColumn) -> bool:
    """Whether a column is laid at the outer edge of its page, whatever way the text runs."""
    return bool(column.is_right == (page.page_type.side == "right"))


def turn(page: Any, column: NoteColumn) -> None:
    """Move the text to the other side by the column's width, footnotes with it, and notes to where
    the text has made room. What is as wide as both stays where it is. No height changes."""
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox

    step = column.width if column.is_right else -column.width
    _move(column.text, column, step)
    for area in page.children:
        if isinstance(area, FootnoteAreaBox):
            area.translate(step)


def _move(box: Any, column: NoteColumn, step: float) -> None:
    box.position_x += step
    for child in box.all_children():
        if is_margin_note(child):
            child.translate(
                column.left + column.right - 2 * child.position_x - child.margin_width()
            )
        elif column.is_reached_by(child):
            continue
        elif is_plain(child):
            _move(child, column, step)
        else:
            child.translate(step)

"""What is done to the pages of a section when they are laid out and before they are drawn.

WeasyPrint has no such place. But it lays out backgrounds last, page by page, when every other box
is where it will stand and before links and anchors are read from them: so that is when.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from publisher.typeset.margin_notes import place_notes
from publisher.typeset.mirror import is_outer, turn
from publisher.typeset.note_column import note_column


@contextmanager
def arranged(*, duplex: bool) -> Iterator[list[str]]:
    """Inside the `with`, margin notes of pages that are laid out are put in their places, and the
    note column of `duplex` pages at their outer edge.

    Gives the ids of the notes that found no room beside the text; pages add to it as they are made.
    """
    from weasyprint import layout

    lay_backgrounds = layout.layout_backgrounds
    homeless: list[str] = []

    def arrange(page: Any, *arguments: Any) -> None:
        if column := note_column(page):
            homeless.extend(place_notes(column))
            if duplex and not is_outer(page, column):
                turn(page, column)
        lay_backgrounds(page, *arguments)

    layout.layout_backgrounds = arrange
    try:
        yield homeless
    finally:
        layout.layout_backgrounds = lay_backgrounds

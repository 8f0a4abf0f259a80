"""The note column: what lies beside the text on a page, for notes and for what is wide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_TEXT_CLASS = "prose"
_REACH = 6.0  # pixels; less than this is a rule or a rounding error that overhangs


@dataclass(frozen=True)
class NoteColumn:
    """The column beside the text on one page. Measures are in pixels from the page's left and top.

    `text` is the box of the text, which is laid from `text_left` to `text_right`. `is_right` tells
    on which side of it WeasyPrint has laid the column: the one at which a line ends, on every page.
    `foot` is how far down the column is free.
    """

    text: Any
    text_left: float
    text_right: float
    width: float
    is_right: bool
    foot: float

    @property
    def left(self) -> float:
        """The left edge of text and column together."""
        return self.text_left - (0.0 if self.is_right else self.width)

    @property
    def right(self) -> float:
        """The right edge of text and column together."""
        return self.text_right + (self.width if self.is_right else 0.0)

    def is_reached_by(self, box: Any) -> bool:
        """Whether a box reaches into the column or stands in it."""
        if self.is_right:
            end = box.border_box_x() + box.border_width()
            return bool(end > self.text_right + _REACH)
        return bool(box.border_box_x() < self.text_left - _REACH)

    def reaching(self) -> Iterator[Any]:
        """What reaches into the column: notes, wide tables and figures."""
        return self._reaching(self.text)

    def _reaching(self, box: Any) -> Iterator[Any]:
        for child in box.all_children():
            if is_margin_note(child) or self.is_reached_by(child):
                yield child
            elif is_plain(child):
                yield from self._reaching(child)


def note_column(page: Any) -> NoteColumn | None:
    """The column of a page of text, None on a page that has no such text."""
    for parent in page.children[0].descendants():
        for box in parent.children:
            if _TEXT_CLASS in classes(box):
                is_last = box is parent.children[-1]
                return _beside(box, _foot(page) if is_last else _foot(box))
    return None


def _beside(text: Any, foot: float) -> NoteColumn:
    left = text.content_box_x()
    is_right = text.style["direction"] == "ltr"
    width = text.margin_right if is_right else text.margin_left
    return NoteColumn(text, left, left + text.width, width, is_right, foot)


def _foot(box: Any) -> float:
    return float(box.content_box_y() + box.height)


def classes(box: Any) -> list[str]:
    """The classes of the element that a box was made for; none for a box of a pseudo-element."""
    is_whole = box.element is not None and "::" not in str(box.element_tag)
    return box.element.get("class", "").split() if is_whole else []


def is_margin_note(box: Any) -> bool:
    """Whether a box is a note that is to stand in the column."""
    return "margin-note" in classes(box) and box.is_absolutely_positioned()


def is_plain(box: Any) -> bool:
    """Whether a box is a block of blocks that are laid one below the other."""
    from weasyprint.formatting_structure.boxes import BlockBox

    return isinstance(box, BlockBox) and not box.is_table_wrapper

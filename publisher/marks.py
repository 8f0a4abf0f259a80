"""Marks: anchors that are not for readers. They tell where lines of the source were laid out."""

from __future__ import annotations

import re

_LINE = "@"
_CALL = "!"
_NOTE = "#~"


def line_mark(chapter_anchor: str, line: int) -> str:
    """The anchor of the block that begins on a line of a chapter's text, from 0."""
    return f"{chapter_anchor}{_LINE}{line}"


def call_anchor(note_anchor: str) -> str:
    """The anchor of the place in the text from which a footnote is called."""
    return f"{note_anchor}{_CALL}"


def margin_note_mark(chapter_anchor: str, line: int) -> str:
    """The anchor of the margin note that begins on a line of a chapter's text, from 0. It is no
    line's: a note may stand higher than the text before it."""
    return f"{chapter_anchor}{_NOTE}{line}"


def note_of_call(anchor: str) -> str | None:
    """The anchor of the note that is called at `anchor`, None when nothing is called there."""
    return anchor.removesuffix(_CALL) if anchor.endswith(_CALL) else None


def marked_line(anchor: str, chapter_anchor: str) -> int | None:
    """The line of a chapter's text, from 0, of the block at an anchor; None for other anchors."""
    line = anchor.removeprefix(f"{chapter_anchor}{_LINE}")
    digits = line.partition("-")[0]  # a second block that begins on the line has a number more
    return int(digits) if line != anchor and digits.isdecimal() else None


def is_line_mark(anchor: str) -> bool:
    """Whether an anchor tells a line of the source."""
    return _LINE in anchor


def line_of_mark(anchor: str) -> int | None:
    """The line of the text, from 0, that a line mark tells; None for an author's own anchor."""
    found = re.fullmatch(r"(\d+)(?:-\d+)?", anchor.rpartition(_LINE)[2])
    return int(found[1]) if found else None


def is_mark(anchor: str) -> bool:
    """Whether an anchor is not for readers."""
    return is_line_mark(anchor) or anchor.endswith(_CALL) or _NOTE in anchor


def selector(anchor: str) -> str:
    """What a stylesheet calls the element at an anchor."""
    escaped = anchor.replace("\\", "\\\\").replace('"', '\\"')
    return f'[id="{escaped}"]'

"""Footnotes that are not printed, or do not fit at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.notes import is_long, split_notes
from publisher.model import Chapter, Problem, Severity


def check_notes(chapter: Chapter) -> Iterator[Problem]:
    """A warning for each note that is too long for the foot of a page, or not printed at all."""
    for astray in chapter.astray_notes:
        place = chapter.place(astray.index)
        hint = "Give each note a name of its own, and call each: [^name]."
        yield Problem(
            "footnote-astray", astray.message, place.path, place.line, hint, Severity.WARNING
        )
    _body, notes = split_notes(chapter.tokens)
    for number, note in notes.items():
        if is_long(note):
            place = chapter.place(next((token.map[0] for token in note if token.map), 0))
            message = f"footnote {number + 1} is too long for the foot of a page"
            hint = "It stands at the end of its chapter. Shorten it, or make it a part of the text."
            yield Problem("footnote-long", message, place.path, place.line, hint, Severity.WARNING)

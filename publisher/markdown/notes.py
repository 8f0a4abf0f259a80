"""Footnotes: the parser gathers them at the end of a text; they are set where they are called."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

# About a third of a page. WeasyPrint sets a note in one piece: one that is higher than what is free
# beside its call is moved on, and one higher than the page is lost.
_LONGEST = 1800


def split_notes(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """The text without the notes at its end, and the notes by number, from 0."""
    body: list[Token] = []
    notes: dict[int, list[Token]] = {}
    current: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_open":
            current = notes.setdefault(token.meta["id"], [])
        elif token.type == "footnote_close":
            current = None
        elif current is not None:
            current.append(token)
        elif not token.type.startswith("footnote_block"):
            body.append(token)
    return body, notes


def is_long(note: Sequence[Token]) -> bool:
    """Whether a note is too long for the foot of a page; it stands at the chapter's end then."""
    return sum(len(token.content) for token in note) > _LONGEST

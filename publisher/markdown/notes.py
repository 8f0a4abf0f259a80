"""Footnotes: the parser gathers them at the end of a text; they are set where they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from publisher.model import AstrayNote
from publisher.model.positions import with_lines

_DEFINITION = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")
_CALL = re.compile(r"\[\^([\w-]+)\]")

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


def astray_notes(
    text: str, tokens: Sequence[Token], called: Mapping[str, int], code_lines: set[int]
) -> Iterator[AstrayNote]:
    """The notes of a text that are not printed, and the calls that no note answers.

    `called` has the labels of all notes, with a number below 0 for those that are called nowhere;
    `code_lines` are the lines of the text, from 0, that are code.
    """
    last: dict[str, int] = {}
    for index, line in enumerate(text.split("\n")):
        found = _DEFINITION.match(line)
        if found is None or index in code_lines or found[1] not in called:
            continue
        if found[1] in last:
            again = f"footnote ‘{found[1]}’ is written again further down: this one is not printed"
            yield AstrayNote(last[found[1]], again)
        last[found[1]] = index
    for label, index in last.items():
        if called[label] < 0:
            yield AstrayNote(index, f"footnote ‘{label}’ is called nowhere, and is not printed")
    for token, index in with_lines(tokens):
        if token.type == "text":
            for found in _CALL.finditer(token.content):
                yield AstrayNote(index, f"no footnote is named ‘{found[1]}’")


def is_long(note: Sequence[Token]) -> bool:
    """Whether a note is too long for the foot of a page; it stands at the chapter's end then."""
    return sum(len(token.content) for token in note) > _LONGEST

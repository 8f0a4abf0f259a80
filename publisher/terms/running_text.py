"""The running text of a chapter: paragraphs, lists, cells; no headings, code, notes, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

_NOT_RUNNING = ("heading_open", "dt_open", "th_open", "alert_title_open", "admonition_title_open")
_BREAKS = ("softbreak", "hardbreak")
_WITHOUT_TEXT = tuple(
    f"{name}_{end}"
    for name in ("em", "strong", "s", "link", "term", "index")
    for end in ("open", "close")
)
_RAW_LINK = re.compile(r"<(/?)a\b", re.IGNORECASE)
_STOP = "\ufffc"  # stands for what is no text: no phrase goes across it


@dataclass(frozen=True)
class Passage:
    """The text of one inline token. Of each of its children it is known where its text begins;
    `linked` has the children that are in a link of the author's."""

    text: str
    starts: tuple[int, ...]
    linked: frozenset[int]


def running_lines(tokens: Sequence[Token]) -> Iterator[int]:
    """The positions of the inline tokens that are running text."""
    in_notes = False
    for position, token in enumerate(tokens):
        if token.type in ("footnote_block_open", "footnote_block_close"):
            in_notes = token.type == "footnote_block_open"
        opener = tokens[position - 1].type if position else ""
        if token.type == "inline" and not in_notes and opener not in _NOT_RUNNING:
            yield position


def passage_of(children: Sequence[Token]) -> Passage:
    """The text of an inline token's children. Emphasis has none, and lines are parted by a space;
    code, images, formulae and HTML are no text."""
    text = ""
    starts: list[int] = []
    linked: set[int] = set()
    depth = 0
    for position, child in enumerate(children):
        starts.append(len(text))
        if child.type == "link_open" or (child.type == "html_inline" and _opens(child)):
            depth += 1
        elif child.type == "link_close" or (child.type == "html_inline" and _closes(child)):
            depth = max(depth - 1, 0)
        if depth:
            linked.add(position)
        if child.type == "text":
            text += child.content
        elif child.type in _BREAKS:
            text += " "
        elif child.type not in _WITHOUT_TEXT:
            text += _STOP
    return Passage(text, tuple(starts), frozenset(linked))


def _opens(child: Token) -> bool:
    return any(not found[1] for found in _RAW_LINK.finditer(child.content))


def _closes(child: Token) -> bool:
    return any(found[1] for found in _RAW_LINK.finditer(child.content))

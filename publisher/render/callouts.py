"""Titles of callouts for which the author gave none, and which callouts are boxes or notes."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from publisher.language import Words
from publisher.markdown.containers import BOX_KINDS, MARGIN

# What MkDocs reads after a name as the place of the box, and the parser as its title.
_PLACES = ("inline", "inline end")
_TITLE_LENGTH = 3


def titled_callouts(tokens: Sequence[Token], words: Words) -> list[Token]:
    """The tokens, in which callouts without a title of their author's have that of their kind, in
    the chapter's language. Boxes say their kind themselves and margin notes never: they have none.

    The parser gives these the name they were called by, in English.
    """
    titled = list(tokens)
    untitled: list[int] = []
    for i, token in enumerate(tokens):
        if token.type not in ("alert_title_open", "admonition_title_open"):
            continue
        name = _name(tokens[i - 1])
        title = words.callout(name) if name else None
        if name and (is_box(tokens[i - 1]) or is_margin_note(tokens[i - 1])):
            untitled.append(i)
        elif title is not None:
            text = Token("text", "", 0, content=title)
            titled[i + 1] = tokens[i + 1].copy(content=title, children=[text])
    for i in reversed(untitled):
        del titled[i : i + _TITLE_LENGTH]
    return titled


def kind_of(opener: Token) -> str:
    """The kind of an admonition, in small letters, from the token that opens it."""
    return str(opener.meta["tag"]).lower()


def is_box(token: Token) -> bool:
    """Whether a token opens one of the book's own boxes."""
    return token.type == "admonition_open" and kind_of(token) in BOX_KINDS


def is_margin_note(token: Token) -> bool:
    """Whether a token opens a note for the margin."""
    return token.type == "admonition_open" and kind_of(token) == MARGIN


def _name(opener: Token) -> str | None:
    """The name of a callout when nothing but its name was written; None when more was."""
    if opener.type == "alert_open":
        return str(opener.meta["kind"])
    if not opener.info:  # made from another dialect's callout, which knows its title
        return None if opener.content else str(opener.meta["tag"])
    name, _, title = opener.info.strip().partition(" ")
    if f"{name} {title}".casefold() == "see also":
        return "see-also"
    return name if not title or title in _PLACES else None

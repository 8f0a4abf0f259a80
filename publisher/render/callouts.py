"""Titles of alerts and admonitions for which the author gave none, in the chapter's language."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from publisher.language import Words

# What MkDocs reads after a name as the place of the box, and the parser as its title.
_PLACES = ("inline", "inline end")


def titled_callouts(tokens: Sequence[Token], words: Words) -> list[Token]:
    """The tokens, in which callouts without a title of their author's have that of their kind.

    The parser gives these the name they were called by, in English.
    """
    titled = list(tokens)
    for i, token in enumerate(tokens):
        if token.type not in ("alert_title_open", "admonition_title_open"):
            continue
        name = _name(tokens[i - 1])
        title = words.callout(name) if name else None
        if title is not None:
            text = Token("text", "", 0, content=title)
            titled[i + 1] = tokens[i + 1].copy(content=title, children=[text])
    return titled


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

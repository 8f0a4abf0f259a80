"""Emoji by their names, `:tada:`, as GitHub and chat programs know them."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_NAME = re.compile(r"(?<![\w:]):([a-z0-9_+-]*[a-z+][a-z0-9_+-]*|100|1234):(?![\w:])", re.IGNORECASE)


def emoji_plugin(parser: MarkdownIt) -> None:
    """Teach a parser the names of emoji. A name that nobody knows stays as it is written."""
    parser.core.ruler.after("inline", "emoji_names", _replace)


def named_emoji(text: str) -> str:
    """A text with emoji in place of their names."""
    return _NAME.sub(lambda found: _emoji(found[0]), text)


def _emoji(name: str) -> str:
    from emoji import emojize  # its table is large, and few texts need it

    found = str(emojize(name.lower(), language="alias"))
    return name if found == name.lower() else found


def _replace(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text" and ":" in child.content:
                child.content = named_emoji(child.content)

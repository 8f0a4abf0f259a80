"""Pieces of text set apart, so that letters of one direction do not draw the rest to their side.

Source: Unicode Standard Annex 9, 2.4 (explicit directional isolates) and 2.6 (marks).
"""

from __future__ import annotations

import re

from publisher.language.tags import direction

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_FROM_LEFT, _FROM_RIGHT, _BY_FIRST_LETTER, _END = "\u2066", "\u2067", "\u2068", "\u2069"
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def apart(text: str, language: str) -> str:
    """A text to go into a line of this language: by itself, where it has Latin letters and the
    line runs from the right."""
    if direction(language) == "ltr" or not _LATIN.search(text):
        return text
    opening = _FROM_RIGHT if RIGHT_TO_LEFT_MARK in text else _BY_FIRST_LETTER
    return f"{opening}{text}{_END}"


def from_left(text: str, language: str) -> str:
    """English words that stand in for those of a language, in their own direction."""
    return text if direction(language) == "ltr" else f"{_FROM_LEFT}{text}{_END}"

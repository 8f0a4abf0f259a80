"""Characters that are no text: they are left out of what is printed."""

from __future__ import annotations

import re
import unicodedata

# Ids and links are names, not text: what they hold must stay as it is.
_NAMES_AND_REST = re.compile(
    r'((?:\bid|\bhref)="[^"]*")'
    r"|([\u2028\u2029\x85\x0b\x0c])"
    r"|([\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\uffff\ue000-\uf8ff\ufdd0-\ufdef"
    r"\U000f0000-\U0010ffff])"
)


def is_control(character: str) -> bool:
    """Whether a character is a control character other than white space."""
    return unicodedata.category(character) == "Cc" and character not in "\t\n\r\f\v\x85"


def is_private(character: str) -> bool:
    """Whether a character has a meaning in one typeface only, such as the icons of Font Awesome."""
    return unicodedata.category(character) == "Co"


def printable(html: str, held: frozenset[int]) -> str:
    """HTML without the characters that print as boxes whatever the typeface.

    `held` are the code points in typefaces of the book's own, which may give a private character
    its shape. Separators of lines and paragraphs, which cut a line short, become spaces.
    """

    def kept(match: re.Match[str]) -> str:
        name, separator, other = match.groups()
        if name or separator:
            return name or " "
        return other if ord(other) in held or other in "\ufffc\ufffd" else ""

    return _NAMES_AND_REST.sub(kept, html)

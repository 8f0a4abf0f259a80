"""Tokens with the line of the text on which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token


def with_lines(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Each token, inline ones too, and its line in the text, from 0."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        yield token, line
        inner_line = line
        for child in token.children or ():
            yield child, inner_line
            if child.type in ("softbreak", "hardbreak"):
                inner_line += 1
            elif child.type in ("image", "html_inline"):
                inner_line += child.content.count("\n")

"""Margin notes beside the text that they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from publisher.render.callouts import is_margin_note

NOTED = "noted"
_TEXT = ("paragraph", "bullet_list", "ordered_list", "blockquote", "dl")


def beside_their_text(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, in which each margin note opens a group with the text that follows it, so that
    both are on one page: a paragraph, a list, a quotation. Where something else follows, it is
    the paragraph before. Notes inside other blocks, and those without text, stay where they are.
    """
    placed: list[list[Token]] = []
    waiting: list[list[Token]] = []
    for block in _blocks(tokens):
        if is_margin_note(block[0]):
            waiting.append(block)
        elif waiting and block[0].type.removesuffix("_open") in _TEXT:
            placed.append(_group(waiting, block))
            waiting = []
        else:
            placed += _with_text_before(placed, waiting)
            waiting = []
            placed.append(block)
    placed += _with_text_before(placed, waiting)
    return [token for block in placed for token in block]


def _with_text_before(placed: list[list[Token]], waiting: list[list[Token]]) -> list[list[Token]]:
    if not waiting or not placed or placed[-1][0].type != "paragraph_open":
        return waiting
    return [_group(waiting, placed.pop())]


def _group(notes: list[list[Token]], text: list[Token]) -> list[Token]:
    opening = Token(f"{NOTED}_open", "div", 1, {"class": NOTED}, block=True)
    closing = Token(f"{NOTED}_close", "div", -1, block=True)
    return [opening, *(token for note in notes for token in note), *text, closing]


def _blocks(tokens: Sequence[Token]) -> list[list[Token]]:
    """The outermost blocks, each from its first token to its last."""
    blocks: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += token.nesting
        blocks[-1].append(token)
        if depth == 0:
            blocks.append([])
    return [block for block in blocks if block]

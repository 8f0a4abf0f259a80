"""Markdown inside block HTML is rendered, with and without blank lines around it.

CommonMark prints `<div>*words*</div>` with its asterisks; nobody who writes that wants them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publisher.markdown.containers import parsed
from publisher.markdown.raw_html import KNOWN_TAGS, VERBATIM_TAGS

_PIECE = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>|</?[A-Za-z][^>]*>", re.DOTALL)
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][\w:.-]*)")
_INLINE_MARKUP = re.compile(r"[*_`~\[$]|!\[|:\w+:|https?://")
_BLOCK_MARKUP = re.compile(
    r"^[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|```|~~~|>[ \t]|\|)", re.M
)
_BLOCK_HOLDERS = """article aside blockquote body center dd details div figure footer header li main
    nav section td th"""
_HOLDS_BLOCKS = frozenset(_BLOCK_HOLDERS.split())


def html_blocks_plugin(parser: MarkdownIt) -> None:
    """Teach a parser to read on inside blocks of HTML."""
    parser.core.ruler.after("block", "html_blocks", _read_on)


def _read_on(state: StateCore) -> None:
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.extend(_pieces(state, token) if token.type == "html_block" else (token,))
    state.tokens = tokens


def _pieces(state: StateCore, block: Token) -> Iterator[Token]:
    """A block of HTML as its tags, and what is Markdown between them."""
    first_line = (block.map or [0])[0]
    if _is_prose(block.content):
        yield Token("paragraph_open", "p", 1, map=block.map, block=True)
        content = block.content.strip()
        yield Token("inline", "", 0, content=content, map=block.map, children=[], level=1)
        yield Token("paragraph_close", "p", -1, block=True)
        return
    pending, pending_line = "", first_line
    position = 0
    holders: list[str] = []
    for found in [*_PIECE.finditer(block.content), None]:
        text = block.content[position : found.start() if found else None]
        body = text.strip()
        if _is_markdown(body) and not any(holder in VERBATIM_TAGS for holder in holders):
            before, _, after = text.partition(body)
            if pending + before:
                yield _html(pending + before, pending_line)
            line = first_line + block.content.count("\n", 0, position) + before.count("\n")
            indent = before.rpartition("\n")[2]
            yield from _markdown(state, indent + body, line, holders[-1] if holders else "div")
            pending, pending_line = after, line + body.count("\n")
        else:
            pending += text
        if found is None:
            break
        pending += found[0]
        position = found.end()
        _follow(holders, found[0])
    if pending:
        yield _html(pending, pending_line)


def _is_prose(html: str) -> bool:
    """Whether all that looks like tags here is none, as in a line `<host-name>`."""
    names = [found[2].lower() for found in _TAG_NAME.finditer(html)]
    return bool(names) and KNOWN_TAGS.isdisjoint(names)


def _is_markdown(text: str) -> bool:
    return bool(_INLINE_MARKUP.search(text) or _BLOCK_MARKUP.search(text))


def _follow(holders: list[str], piece: str) -> None:
    """Keep the list of open elements: what is never closed closes with what holds it."""
    found = _TAG_NAME.match(piece)
    if found is None or piece.endswith("/>"):
        return
    name = found[2].lower()
    if name in ("br", "hr", "img", "col", "wbr", "source", "input", "meta", "link"):
        return
    if not found[1]:
        holders.append(name)
    elif name in holders:
        while holders.pop() != name:
            pass


def _markdown(state: StateCore, text: str, line: int, holder: str) -> Iterator[Token]:
    """Text inside an element as tokens: blocks where it looks like them and they may stand."""
    if holder in _HOLDS_BLOCKS and _BLOCK_MARKUP.search(text):
        yield from parsed(state, dedent(text), line)
        return
    map_ = [line, line + text.count("\n") + 1]
    yield Token("inline", "", 0, content=text.strip(), map=map_, children=[], level=1)


def _html(content: str, line: int) -> Token:
    map_ = [line, line + content.count("\n") + 1]
    return Token("html_block", "", 0, content=content, map=map_, block=True)

"""What of a chapter is meant for print: its words, block by block, from its tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from markdown_it.token import Token

from publisher.components import COMPONENTS
from publisher.language import Words
from publisher.markdown.fences import read_fence
from publisher.markdown.maths import MATHS_KINDS
from publisher.markdown.raw_html import (
    TAGS_WITHOUT_CONTENT,
    escape_unknown,
    without_comments,
)
from publisher.model import Chapter
from publisher.render.callouts import titled_callouts

_IN_LINE = """abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strike
    strong sub sup time tt u var wbr"""
_IN_LINE_TAGS = frozenset(_IN_LINE.split())
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(frozen=True)
class Block:
    """A run of text that stands together in print; `index` is its line in the chapter's text.

    The text of a note may stand on any page of its chapter.
    """

    text: str
    index: int
    is_note: bool = False
    is_heading: bool = False


def printed_blocks(chapter: Chapter, words: Words, *, has_components: bool = True) -> list[Block]:
    """The blocks of a chapter without what is never printed: images' alternatives, components,
    comments, scripts, formulae. `words` are those of the chapter's language."""
    reader = _Reader()
    tokens = titled_callouts(chapter.tokens, words)
    for position, token in enumerate(tokens):
        if token.map:
            reader.index = token.map[0]
        if token.type in ("footnote_open", "footnote_close"):
            reader.is_note = token.type == "footnote_open"
        reader.is_heading = _opens(tokens, position, "heading")
        if token.type == "inline":
            reader.read_line(token.children or ())
        elif token.type == "html_block":
            reader.read_html(without_comments(token.content))
        elif token.type == "code_block" or (
            token.type == "fence"
            and not (has_components and read_fence(token.info).language in COMPONENTS)
        ):
            reader.read(token.content)
        reader.end_block()
    return reader.blocks + reader.held


def _opens(tokens: Sequence[Token], position: int, kind: str) -> bool:
    return position > 0 and tokens[position - 1].type == f"{kind}_open"


class _Reader:
    """Gathers blocks. `held` is what stands in a tag whose content is not printed; it is let go
    when the tag is closed, and one that is never closed hides nothing."""

    def __init__(self) -> None:
        self.index = 0
        self.is_note = self.is_heading = False
        self.blocks: list[Block] = []
        self.held: list[Block] = []
        self._within = ""
        self._text = ""

    def read(self, text: str) -> None:
        """Take in text that prints as it is."""
        self._text += text

    def end_block(self) -> None:
        """What was read so far need not stand beside what comes."""
        if self._text.strip():
            block = Block(self._text, self.index, self.is_note, self.is_heading)
            (self.held if self._within else self.blocks).append(block)
        self._text = ""

    def read_line(self, children: Sequence[Token]) -> None:
        """Take in the tokens of a line of text."""
        for child in children:
            # On paper a link is followed by the page that it leads to
            if child.type in ("image", "footnote_ref", "link_close", *MATHS_KINDS):
                self.end_block()
            elif child.type == "html_inline":
                self.read_html(without_comments(child.content))
            elif child.type in ("softbreak", "hardbreak"):
                self.read(" ")
            elif child.type != "footnote_anchor":
                self.read(child.content)

    def read_html(self, html: str) -> None:
        """Take in the text of HTML. Tags that stand in a line do not part words."""
        html = escape_unknown(html)
        end = 0
        for found in _TAG.finditer(html):
            self.read(unescape(html[end : found.start()]))
            end = found.end()
            name = found[2].lower()
            if name not in _IN_LINE_TAGS:
                self.end_block()
            if name in TAGS_WITHOUT_CONTENT:
                self._hide(name, is_end=bool(found[1]), is_whole=found[0].endswith("/>"))
        self.read(unescape(html[end:]))

    def _hide(self, name: str, *, is_end: bool, is_whole: bool) -> None:
        if self._within == name and is_end:
            self.held.clear()
            self._within = ""
        elif not self._within and not is_end and not is_whole:
            self._within = name

"""Emphasis in scripts written without spaces: `文を**強調**する`, also beside their punctuation.

CommonMark takes asterisks between a letter and punctuation for text, since in Latin script a space
would stand there. Where a Chinese, Japanese or Korean character stands, none does.

Source: the amendments of https://github.com/tats-u/markdown-cjk-friendly, first version.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


def emphasis_plugin(parser: MarkdownIt) -> None:
    """Teach a parser emphasis beside characters of Chinese, Japanese and Korean."""
    parser.inline.ruler.before("emphasis", "east_asian_emphasis", _east_asian_emphasis)


def _east_asian_emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker != "*":
        return False
    scanned = state.scanDelims(state.pos, True)
    before = state.src[state.pos - 1] if state.pos else " "
    end = state.pos + scanned.length
    after = state.src[end] if end < state.posMax else " "
    if not (_EAST_ASIAN.match(before) or _EAST_ASIAN.match(after)):
        return False
    opens = not _is_space(after) and (not _is_mark(after) or _is_boundary(before))
    closes = not _is_space(before) and (not _is_mark(before) or _is_boundary(after))
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, opens, closes)
        )
    state.pos = end
    return True


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character)) or character == "\n"


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_boundary(character: str) -> bool:
    return _is_space(character) or _is_mark(character) or _EAST_ASIAN.match(character) is not None

"""Maths between dollar signs, `$…$` in a line and `$$…$$` by itself, and in ```math fences.

Prices are no maths: the first sign stands after no letter or figure and before no space, the last
one after no space and before no letter or figure (so does pandoc, and nearly so GitHub).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.utils import is_code_block

_IN_LINE = re.compile(r"\$(?![\s$])((?:[^$\\\n`]|\\.)+?)(?<![\s\\])\$(?![\w$])")
_DISPLAYED = re.compile(r"\$\$(?!\s*\$)((?:[^$\\]|\\.)+?)\$\$(?!\$)", re.DOTALL)
# What stands between two signs that were meant for money: `$5, or $6`, `$HOME/x:$`.
_LIKE_MATHS = re.compile(r"[\\^_=+*/<>|{}()-]|^\w$|^[A-Za-z]\d?$")
_PROSE = re.compile(r"[A-Za-z]{3,}[ ,.;][^\\]*[A-Za-z]{3,}")

MATHS_KINDS = ("math_inline", "math_inline_double", "math_block")


def is_displayed(token: Token) -> bool:
    """Whether a token of maths stands by itself and not in a line of text."""
    return token.type != "math_inline"


def maths_plugin(parser: MarkdownIt) -> None:
    """Teach a parser maths: tokens `math_inline`, `math_inline_double` and `math_block`."""
    parser.inline.ruler.before("escape", "maths", _in_line)
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "maths_block", _block, interrupts)
    parser.core.ruler.after("block", "maths_fence", _fences)


def _in_line(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    if before.isalnum() or before in "$\\":
        return False
    kind = "math_inline_double"
    found = _DISPLAYED.match(state.src, state.pos, state.posMax)
    if found is None:
        kind = "math_inline"
        found = _IN_LINE.match(state.src, state.pos, state.posMax)
        if found is None or not _LIKE_MATHS.search(found[1]) or _PROSE.search(found[1]):
            return False
    if not silent:
        token = state.push(kind, "math", 0)
        token.content = found[1].strip()
        token.markup = "$"
    state.pos = found.end()
    return True


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Lines from one that begins with `$$` to one that ends with it."""
    if is_code_block(state, start_line):
        return False
    first = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", first):
        return False
    for line in range(start_line, end_line):
        begin = first + 2 if line == start_line else state.bMarks[line] + state.tShift[line]
        text = state.src[begin : state.eMarks[line]].rstrip()
        is_blank = line > start_line and not text
        if is_blank or (line > start_line and state.sCount[line] < state.blkIndent):
            return False
        if text.endswith("$$") and (line > start_line or len(text) > 2):
            break
    else:
        return False
    if silent:
        return True
    content = state.getLines(start_line, line + 1, state.blkIndent, keepLastLF=False).strip()
    token = state.push("math_block", "math", 0)
    token.content = content.removeprefix("$$").removesuffix("$$").strip()
    token.markup = "$$"
    token.map = [start_line, line + 1]
    token.block = True
    state.line = line + 1
    return True


def _fences(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence" and token.info.strip() == "math":
            token.type, token.tag = "math_block", "math"
            token.content = token.content.strip()

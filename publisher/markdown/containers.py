"""Callouts as other dialects write them: `:::note`, `=== "Tab"`, `> [!info]`.

All become the tokens of an admonition, so that the renderer knows one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.utils import is_code_block

_KINDS = """abstract admonition alert attention bug callout caution check danger details error
    example expand failure faq help hint important info missing note notice question quote seealso
    success summary tab tip todo warning"""
BOX_KINDS = frozenset(("key", "story", "definition"))
"""Boxes of the book's own design: a key point, a story from the field, a term and its meaning."""
MARGIN = "margin"
"""A note that stands beside the text."""
CALLOUT_KINDS = frozenset((*_KINDS.split(), *BOX_KINDS, MARGIN))
_FENCE = re.compile(r"(:{3,})[ \t]*(.*?)[ \t]*:*[ \t]*$")
_OPENING = re.compile(
    r"(?:\{\s*(?P<attributes>[^}]*)\}|(?P<name>[\w-]+))?"
    r"(?:\[(?P<label>[^\]]*)\])?[ \t]*(?P<rest>.*)"
)
_TITLE_ATTRIBUTE = re.compile(r"\btitle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LEADING_ATTRIBUTES = re.compile(r"\{[^}]*(?:\}[ \t]*|$)")
_FIRST_NAME = re.compile(r"[.{]?([A-Za-z][\w-]*)")
_CODE_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_QUOTED_KIND = re.compile(r"\[!(?P<kind>[A-Za-z][\w-]*)\][+-]?[ \t]*(?P<title>[^\n]*)(?:\n|$)")


@dataclass(frozen=True)
class Opening:
    """What the first line of a container says: its kind in small letters, and its title."""

    kind: str
    title: str

    @property
    def is_callout(self) -> bool:
        """Whether the kind is one that is set as a callout; others are their content alone."""
        return self.kind in CALLOUT_KINDS


def read_opening(text: str) -> Opening:
    """The kind and title in `note`, `note Title`, `tip[Title]`, `{.note title="…"}`, `{note} T`."""
    found = _OPENING.match(text)
    if found is None:
        return Opening("", "")
    attributes = found["attributes"] or ""
    name = found["name"] or (m[1] if (m := _FIRST_NAME.match(attributes.strip())) else "")
    titled = _TITLE_ATTRIBUTE.search(attributes) or _TITLE_ATTRIBUTE.search(found["rest"])
    rest = "" if titled else _LEADING_ATTRIBUTES.sub("", found["rest"])
    said = next(filter(None, titled.groups()), "") if titled else ""
    return Opening(name.lower(), (found["label"] or said or rest).strip().strip('"'))


def containers_plugin(parser: MarkdownIt) -> None:
    """Teach a parser the callouts of other dialects. Needs the admonition rule beside it."""
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "container", _container, interrupts)
    parser.core.ruler.after("block", "quoted_callout", _quoted_callouts)


def callout_tokens(opening: Opening, map_: list[int], inner: list[Token]) -> Iterator[Token]:
    """The tokens of an admonition of this kind and title around others."""
    opener = Token("admonition_open", "div", 1, map=map_, block=True)
    opener.meta = {"tag": opening.kind}
    opener.content = opening.title
    yield opener
    title = opening.title or opening.kind.title()
    line = [map_[0], map_[0] + 1]
    yield Token("admonition_title_open", "p", 1, map=line, block=True)
    yield Token("inline", "", 0, content=title, map=line, children=[], block=True, level=1)
    yield Token("admonition_title_close", "p", -1, block=True)
    yield from inner
    yield Token("admonition_close", "div", -1, block=True)


def _container(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block between lines of colons. One that says something opens, a bare one closes."""
    if is_code_block(state, start_line):
        return False
    found = _FENCE.match(_line(state, start_line))
    if found is None or not found[2]:
        return False
    if silent:
        return True
    closing = _closing_line(state, start_line, end_line)
    outer_parent, outer_end = state.parentType, state.lineMax
    state.parentType = "container"
    state.lineMax = min(closing, end_line)
    first = len(state.tokens)
    state.md.block.tokenize(state, start_line + 1, state.lineMax)
    state.parentType, state.lineMax = outer_parent, outer_end
    state.line = min(closing + 1, end_line)
    opening = read_opening(found[2])
    if opening.is_callout:
        inner = state.tokens[first:]
        state.tokens[first:] = callout_tokens(opening, [start_line, state.line], inner)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _closing_line(state: StateBlock, start_line: int, end_line: int) -> int:
    """The line that closes the container opened on `start_line`, or the end of what holds it."""
    depth, code = 0, ""
    for line in range(start_line, end_line):
        text = _line(state, line)
        if fence := _CODE_FENCE.match(text):
            if not code:
                code = fence[1]
            elif fence[1].startswith(code) and not text.strip().strip(code[0]):
                code = ""
        if code:
            continue
        if found := _FENCE.match(text):
            depth += 1 if found[2] else -1
            if depth == 0:
                return line
        if line > start_line and text and state.sCount[line] < state.blkIndent:
            return line - 1
    return end_line


def parsed(state: StateCore, text: str, first_line: int) -> list[Token]:
    """The blocks of a text that stands inside another, their lines counted in the whole."""
    inner: list[Token] = []
    state.md.block.parse(text, state.md, state.env, inner)
    for token in inner:
        if token.map:
            token.map = [line + first_line for line in token.map]
    return inner


def _quoted_callouts(state: StateCore) -> None:
    """A quotation that begins `[!kind] Title`: GitHub knows five kinds, other tools many more."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        opens = [entry.type for entry in tokens[index : index + 3]]
        if opens != ["blockquote_open", "paragraph_open", "inline"]:
            continue
        inline = tokens[index + 2]
        found = _QUOTED_KIND.match(inline.content)
        if found is None:
            continue
        close = _closing_quotation(tokens, index)
        opening = Opening(found["kind"].lower(), found["title"].strip())
        rest = inline.content[found.end() :]
        body = tokens[index + 1 : close]
        if rest:
            inline.content = rest
            inline.map = [line + 1 for line in inline.map or [0, 0]]
        else:
            body = body[3:]
        made = list(callout_tokens(opening, token.map or [0, 1], body))
        tokens[index : close + 1] = made
        return _quoted_callouts(state)
    return None


def _closing_quotation(tokens: list[Token], index: int) -> int:
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting if tokens[position].type.startswith("blockquote") else 0
        if depth == 0:
            return position
    return len(tokens) - 1

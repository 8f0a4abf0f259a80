"""Attribute lists, `{#id .class width=50%}` and kramdown's `{: …}`: read, and never printed.

Ids become anchors, the width and height of an image its size. Classes belong to the site the text
was written for, and mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_NAME = r"[^\s{}\"'#=<>`]+"
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'{}]+)"
_ITEM = rf"(?:(?:\.|#+){_NAME}|[\w-]+={_VALUE})"
_LIST = rf"\{{(?:[ \t]*{_ITEM})(?:[ \t]+{_ITEM}|#+{_NAME})*[ \t]*\}}"
_KRAMDOWN = r"\{:{1,2}(?:[^{}\"]|\"[^\"]*\")*\}"
_ANY = re.compile(rf"{_LIST}|{_KRAMDOWN}")
_AT_END = re.compile(rf"[ \t]*(?:{_LIST}|{_KRAMDOWN})[ \t]*$")
_LINE_AT_END = re.compile(rf"(?:^|\n)[ \t]*(?P<list>{_KRAMDOWN})[ \t]*$")
_LINE_AT_START = re.compile(rf"[ \t]*(?P<list>{_KRAMDOWN})[ \t]*(?:\n|$)")
_IDENTIFIER = re.compile(rf"#+({_NAME})|\bid\s*=\s*[\"']?({_NAME})")
_SIZE = re.compile(r"\b(width|height)\s*=\s*[\"']?(\d+(?:\.\d+)?(?:%|px|pt|cm|mm|in|em)?)(?![\w%])")
_CLOSERS = ")]*_`~}"  # what ends a link, an image, emphasis, code, or another list
_TOKEN = "attribute_list"


def attributes_plugin(parser: MarkdownIt) -> None:
    """Teach a parser attribute lists: after what stands in a line, at the end of a heading, on a
    line before or after a block."""
    parser.core.ruler.after("block", "attribute_lines", _lines)
    parser.inline.ruler.before("emphasis", "attribute_list", _in_line)
    parser.core.ruler.after("inline", "attribute_lists", _lists)


def identifier_in(attributes: str) -> str | None:
    """The id that an attribute list gives."""
    found = _IDENTIFIER.search(attributes)
    return (found[1] or found[2]) if found else None


def _lines(state: StateCore) -> None:
    """Lists on a line of their own, before or after a paragraph, or as a paragraph alone."""
    tokens: list[Token] = []
    skip = 0
    for index, token in enumerate(state.tokens):
        if skip:
            skip -= 1
            continue
        if token.type == "paragraph_open":
            inline = state.tokens[index + 1]
            _take_lines(inline)
            if not inline.content.strip() and inline.meta.get("identifiers") is not None:
                skip = 2
                tokens.extend(_anchors(inline))
                continue
        tokens.append(token)
    state.tokens = tokens


def _take_lines(inline: Token) -> None:
    for pattern in (_LINE_AT_START, _LINE_AT_END):
        while (
            found := pattern.search(inline.content)
            if pattern is _LINE_AT_END
            else pattern.match(inline.content)
        ):
            taken = inline.meta.setdefault("identifiers", [])
            if name := identifier_in(found["list"]):
                taken.append(name)
            if pattern is _LINE_AT_START:
                inline.content = inline.content[found.end() :]
                if inline.map and inline.content:
                    inline.map = [inline.map[0] + 1, inline.map[1]]
            else:
                inline.content = inline.content[: found.start()]


def _anchors(inline: Token) -> Iterator[Token]:
    for name in inline.meta.get("identifiers", ()):
        yield Token("html_block", "", 0, content=_anchor(name), map=inline.map, block=True)


def _anchor(name: str) -> str:
    return f'<a id="{escape(name, quote=True)}"></a>'


def _lists(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or token.children is None:
            continue
        before = state.tokens[index - 1]
        if before.type == "heading_open":
            _take_heading_list(before, token)
        _take_lists(token)
        for name in token.meta.get("identifiers", ()):
            token.children.insert(0, Token("html_inline", "", 0, content=_anchor(name)))


def _take_heading_list(heading: Token, inline: Token) -> None:
    last = inline.children[-1] if inline.children else None
    if last is None or last.type != "text":
        return
    found = _AT_END.search(last.content)
    if found is None:
        return
    if name := identifier_in(found[0]):
        heading.meta["identifier"] = name
    last.content = last.content[: found.start()]


def _in_line(state: StateInline, silent: bool) -> bool:
    """A list right after what it is of. It is taken out before what it holds is read: an underscore
    in `_blank` would begin emphasis."""
    if state.src[state.pos] != "{" or state.pos == 0 or state.src[state.pos - 1] not in _CLOSERS:
        return False
    found = _ANY.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push(_TOKEN, "", 0).content = found[0]
    state.pos = found.end()
    return True


def _take_lists(inline: Token) -> None:
    children: list[Token] = []
    for token in inline.children or ():
        if token.type != _TOKEN:
            children.append(token)
            continue
        if name := identifier_in(token.content):
            children.append(Token("html_inline", "", 0, content=_anchor(name)))
        if children and children[-1].type == "image":
            children[-1].meta |= {size[1]: size[2] for size in _SIZE.finditer(token.content)}
    inline.children = children

"""MyST and Quarto: directives in fences, roles before code spans, targets on a line of their own.

Source: the MyST specification, https://mystmd.org/spec.
"""

from __future__ import annotations

import itertools
import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publisher.markdown.containers import Opening, callout_tokens, parsed, read_opening

_DIRECTIVE = re.compile(r"\{(?P<name>[A-Za-z][\w:.-]*)[^}]*\}[ \t]*(?P<argument>.*)$")
_OPTION = re.compile(r":([\w-]+):[ \t]*(.*)$")
_YAML_FENCE = re.compile(r"---[ \t]*$")
_ROLE = re.compile(r"(?<![\w)])\{([A-Za-z][\w:.-]+)\}$")
_TITLED = re.compile(r"(.+?)\s*<[^<>]+>$", re.DOTALL)
_TARGET = re.compile(r"\(([^()\s]+)\)=[ \t]*(?:\n|$)")
_CODE = ("code", "code-block", "code-cell", "sourcecode", "literalinclude")
_NAVIGATION = ("toctree", "tableofcontents", "contents", "index", "bibliography")
_TITLED_BLOCKS = (
    "dropdown",
    "admonition",
    "card",
    "tab-item",
    "grid-item-card",
    "topic",
    "sidebar",
)
_PLAIN_BLOCKS = ("tab-set", "grid", "grid-item", "container", "div", "margin", "epigraph")
_LINKS = ("ref", "doc", "term", "numref", "any", "download", "eq", "abbr", "index", "prf:ref")


def myst_plugin(parser: MarkdownIt) -> None:
    """Teach a parser MyST's directives, roles and targets."""
    parser.core.ruler.after("block", "myst_directives", _directives)
    parser.core.ruler.after("inline", "myst_roles", _roles)


def _directives(state: StateCore) -> None:
    tokens: list[Token] = []
    for index, token in enumerate(state.tokens):
        opens = token.type == "fence" and _DIRECTIVE.match(token.info.strip())
        if opens:
            tokens.extend(_directive(state, token, opens["name"].lower(), opens["argument"]))
            continue
        if token.type == "inline" and state.tokens[index - 1].type == "paragraph_open":
            _take_target(token)
        tokens.append(token)
    state.tokens = tokens


def _directive(state: StateCore, fence: Token, name: str, argument: str) -> list[Token]:
    """The tokens that a directive stands for; the fence itself when nobody knows it."""
    options, body, skipped = _split(fence.content)
    first, last = fence.map or [0, 0]
    line = first + 1 + skipped
    argument = argument.strip()
    callout = read_opening(fence.info.strip())
    if name in _NAVIGATION:
        return []
    if name in _CODE or _is_engine(fence.info):
        fence.info = argument or name if name in _CODE else name
        fence.content = body
        return [fence]
    if name == "math":
        return [Token("math_block", "math", 0, content=body.strip(), map=fence.map, block=True)]
    if name in ("figure", "image"):
        words = options.get("alt") or " ".join(body.split()) or ""
        caption = " ".join(body.split()).replace('"', "'")
        title = f' "{caption}"' if caption else ""
        return parsed(state, f"![{words}](<{argument}>{title})\n", first)
    if callout.is_callout or name in _TITLED_BLOCKS:
        opening = callout if callout.is_callout else Opening("note", argument)
        return list(callout_tokens(opening, [first, last], parsed(state, body, line)))
    if name in _PLAIN_BLOCKS:
        return parsed(state, body, line)
    return [fence]


def _is_engine(info: str) -> bool:
    """Whether a fence is a cell that Quarto or R Markdown runs: `{python}`, `{r, echo=FALSE}`."""
    return bool(re.match(r"\{(?:python|r|julia|bash|sh|sql|ojs|js)\b[^}]*\}$", info.strip()))


def _split(content: str) -> tuple[dict[str, str], str, int]:
    """The options at the head of a directive, its body, and the number of lines before that."""
    lines = content.split("\n")
    options: dict[str, str] = {}
    count = 0
    if lines and _YAML_FENCE.match(lines[0]):
        closing = next((i for i, line in enumerate(lines[1:], 1) if _YAML_FENCE.match(line)), 0)
        count = closing + 1 if closing else 0
    while count < len(lines) and (found := _OPTION.match(lines[count])):
        options[found[1]] = found[2].strip()
        count += 1
    return options, "\n".join(lines[count:]), count


def _take_target(inline: Token) -> None:
    """`(name)=` before a block: an anchor."""
    found = _TARGET.match(inline.content)
    if found is None:
        return
    inline.content = inline.content[found.end() :]
    inline.meta.setdefault("identifiers", []).append(found[1])


def _roles(state: StateCore) -> None:
    for token in state.tokens:
        children = token.children or []
        for before, code in itertools.pairwise(children):
            if code.type != "code_inline" or before.type != "text":
                continue
            found = _ROLE.search(before.content)
            if found is None:
                continue
            before.content = before.content[: found.start()]
            _apply_role(found[1].lower(), code)


def _apply_role(role: str, code: Token) -> None:
    if role == "math":
        code.type, code.tag = "math_inline", "math"
    elif role in _LINKS or role.startswith(("cite", "sub", "sup")):
        titled = _TITLED.match(code.content)
        code.type, code.tag = "text", ""
        code.content = titled[1] if titled else code.content
    elif role == "kbd":
        code.type, code.tag = "html_inline", ""
        code.content = f"<kbd>{escape(code.content)}</kbd>"

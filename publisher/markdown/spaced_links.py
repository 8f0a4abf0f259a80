"""Links and images to files with spaces in their names, `[x](my notes.md)`.

CommonMark wants `<my notes.md>` or `my%20notes.md`; many tools and authors do not.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# Only what ends like the name of a file, so that `[link](/my uri)` stays text as CommonMark says.
_TARGET = re.compile(
    r"\([ \t]*(?P<path>[^()<>\"\n]*[^()<>\"\s][ \t]+[^()<>\"\n]*\.[A-Za-z][A-Za-z0-9]{0,8})"
    r"(?P<fragment>#[^()\s]*)?(?:[ \t]+\"(?P<title>[^\"\n]*)\")?[ \t]*\)"
)
_SAFE = "/%:@!$&'*+,;=~."


def spaced_links_plugin(parser: MarkdownIt) -> None:
    """Teach a parser links whose target holds spaces."""
    parser.inline.ruler.after("image", "spaced_link", _spaced_link)


def _spaced_link(state: StateInline, silent: bool) -> bool:
    start = state.pos
    is_image = state.src.startswith("![", start)
    if not is_image and state.src[start] != "[":
        return False
    opening = start + 1 if is_image else start
    closing = state.md.helpers.parseLinkLabel(state, opening, not is_image)
    if closing < 0:
        return False
    found = _TARGET.match(state.src, closing + 1, state.posMax)
    if found is None:
        return False
    href = state.md.normalizeLink(quote(found["path"], safe=_SAFE) + (found["fragment"] or ""))
    if not state.md.validateLink(href):
        return False
    if not silent:
        label = state.src[opening + 1 : closing]
        attributes: dict[str, str | int | float] = {"src" if is_image else "href": href}
        if found["title"]:
            attributes["title"] = found["title"]
        if is_image:
            token = state.push("image", "img", 0)
            token.children = []
            state.md.inline.parse(label, state.md, state.env, token.children)
            token.content = label
            token.attrs = {**attributes, "alt": ""}
        else:
            end = state.posMax
            state.pos, state.posMax = opening + 1, closing
            state.push("link_open", "a", 1).attrs = attributes
            state.linkLevel += 1
            state.md.inline.tokenize(state)
            state.linkLevel -= 1
            state.push("link_close", "a", -1)
            state.posMax = end
    state.pos = found.end()
    return True

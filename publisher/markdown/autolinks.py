"""What stands between angle brackets and only looks like an address: `<host:port>`, `<IP:PORT>`.

CommonMark takes any word before a colon for a scheme. In a handbook it is a word to fill in, and
prints as it is written.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|(?:mailto|tel|sms|urn|doi|xmpp|news|data|file):", re.I)


def autolinks_plugin(parser: MarkdownIt) -> None:
    """Teach a parser which autolinks are none."""
    parser.core.ruler.after("inline", "autolinks", _keep_addresses)


def _keep_addresses(state: StateCore) -> None:
    for token in state.tokens:
        children = token.children or []
        for index, child in enumerate(children):
            if child.type != "link_open" or child.markup != "autolink":
                continue
            words = children[index + 1]
            href = str(child.attrs.get("href", ""))
            if "@" in words.content or _ADDRESS.match(href):
                continue
            child.type, child.tag, child.nesting, child.content = "text", "", 0, "<"
            closing = children[index + 2]
            closing.type, closing.tag, closing.nesting, closing.content = "text", "", 0, ">"

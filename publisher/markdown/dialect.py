"""The Markdown dialect: CommonMark and GFM, with footnotes, definitions and admonitions."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.gfm import gfm_plugin


@cache
def parser() -> MarkdownIt:
    """The configured parser. Quotes are curled; other replacements, such as (c), are not made."""
    dialect = MarkdownIt("commonmark", {"typographer": True})
    dialect.use(gfm_plugin).use(deflist_plugin).use(admon_plugin)
    return dialect.enable("smartquotes")


def parse(text: str) -> list[Token]:
    """The tokens of a Markdown text. A token's `map` counts lines from the text's first line, 0."""
    return parser().parse(text)

"""The Markdown dialect: CommonMark and GFM, and what other tools have added that print can show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.gfm import gfm_plugin

from publisher.language import ENGLISH, quotes
from publisher.markdown.attributes import attributes_plugin
from publisher.markdown.autolinks import autolinks_plugin
from publisher.markdown.containers import containers_plugin
from publisher.markdown.emoji_names import emoji_plugin
from publisher.markdown.emphasis import emphasis_plugin
from publisher.markdown.foreign import without_foreign
from publisher.markdown.html_blocks import html_blocks_plugin
from publisher.markdown.maths import maths_plugin
from publisher.markdown.myst import myst_plugin
from publisher.markdown.notes import astray_notes
from publisher.markdown.spaced_links import spaced_links_plugin
from publisher.model import AstrayNote, LeftOut

_PLUGINS = (
    gfm_plugin,  # tables, task lists, strikethrough, autolinks, alerts, footnotes
    deflist_plugin,
    admon_plugin,  # !!! note
    containers_plugin,  # :::note, > [!info]
    myst_plugin,  # ```{note}, {ref}`x`, (target)=
    html_blocks_plugin,
    attributes_plugin,  # {#id .class}, {: .class}
    maths_plugin,
    spaced_links_plugin,
    autolinks_plugin,  # <host:port> is none
    emoji_plugin,
    emphasis_plugin,  # beside Chinese, Japanese and Korean
)
_CODE = ("fence", "code_block")


@dataclass(frozen=True)
class Parsed:
    """The tokens of a chapter's text, the foreign syntax that was left out of it, and the footnotes
    that are not printed."""

    tokens: list[Token]
    left_out: tuple[LeftOut, ...]
    astray_notes: tuple[AstrayNote, ...]


@cache
def parser(language: str = ENGLISH) -> MarkdownIt:
    """The configured parser. Quotation marks are those of the language; other replacements, such as
    (c), are not made."""
    # Beyond its own limit, 20, the parser drops what is nested deeper without a word.
    options = {"typographer": True, "quotes": quotes(language), "maxNesting": 200}
    dialect = MarkdownIt("commonmark", options)
    for plugin in _PLUGINS:
        dialect.use(plugin)
    dialect.validateLink = _any_address  # type: ignore[method-assign]
    return dialect.enable("smartquotes")


def _any_address(url: str) -> bool:
    """The parser takes every address for one: the check tells of those that nothing can follow."""
    return True


def parse(text: str, language: str = ENGLISH) -> list[Token]:
    """The tokens of a Markdown text. A token's `map` counts lines from the text's first line, 0."""
    return parser(language).parse(text)


def parse_chapter(
    text: str, title: str = "", language: str = ENGLISH, *, mdx: bool = False
) -> Parsed:
    """A chapter's tokens, read without the template syntax of the site it was written for.

    `title` is what front matter says, for templates that print it.
    """
    plain = without_foreign(text, _code_lines, title, mdx=mdx)
    environment: dict[str, Any] = {}
    tokens = parser(language).parse(plain.text, environment)
    notes = environment.get("footnotes", {}).get("refs", {})
    called = {label.removeprefix(":"): number for label, number in notes.items()}
    has_notes = "[^" in plain.text
    code = _code_lines(plain.text) if has_notes else set()
    astray = astray_notes(plain.text, tokens, called, code) if has_notes else ()
    return Parsed(tokens, plain.left_out, tuple(astray))


def _code_lines(text: str) -> set[int]:
    """The lines of a text, from 0, that stand in blocks of code."""
    tokens: list[Token] = []
    parser().block.parse(text, parser(), {}, tokens)
    return {
        line for token in tokens if token.type in _CODE and token.map for line in range(*token.map)
    }

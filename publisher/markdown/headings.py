"""The first H1 becomes the chapter's title; all other headings get levels and anchors."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.token import Token

from publisher.markdown.raw_html import is_unknown_tag
from publisher.markdown.slugs import Uniquifier, slug
from publisher.model import Heading

_DEEPEST_LEVEL = 6


@dataclass(frozen=True)
class TitledBody:
    """A chapter's tokens without its title. `title` is None when the text has no H1.

    `title_fragments` are what a link to the title may name: its slug, and its id if it has one.
    """

    title: str | None
    title_line: int
    title_fragments: tuple[str, ...]
    tokens: list[Token]
    headings: tuple[Heading, ...]


def plain_text(inline: Token) -> str:
    """The text of an inline token as one hears it: no markup, images by their alternative."""
    pieces = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline", "image") or _looks_like_a_tag(child):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return "".join(pieces).strip()


def _looks_like_a_tag(token: Token) -> bool:
    return token.type == "html_inline" and is_unknown_tag(token.content)


def split_title(
    tokens: list[Token], chapter_anchor: str, title: str | None, label: str | None = None
) -> TitledBody:
    """Take the title out of freshly parsed tokens and give each heading its level and anchor.

    `title`, from front matter, wins over the first H1; an H1 that says the same, or that opens
    the text and so becomes the title, is not printed again. Where more H1s follow, every heading
    goes down a level, so that the title alone is at level 1. In a text without an H1, a heading
    that opens it and says the title, or the `label` of a list of chapters, is the title. The tokens
    given are changed.
    """
    first_h1 = next((i for i, token in enumerate(tokens) if _is_h1(token)), None)
    title_line = 0
    fragments: tuple[str, ...] = ()
    if first_h1 is not None:
        said = plain_text(tokens[first_h1 + 1])
        title_line = (tokens[first_h1].map or [0])[0]
        opens = all(token.type == "html_block" for token in tokens[:first_h1])
        if (title is None and opens) or (title is not None and said.casefold() == title.casefold()):
            tokens, fragments = _without_heading(tokens, first_h1)
        title = title or said or None
    elif (opening := _opening_heading(tokens)) is not None:
        said = plain_text(tokens[opening + 1])
        if said.casefold() in {name.casefold() for name in (title, label) if name}:
            title_line = (tokens[opening].map or [0])[0]
            tokens, fragments = _without_heading(tokens, opening)
    headings = _number_headings(tokens, chapter_anchor, Uniquifier(fragments))
    return TitledBody(title, title_line, fragments, tokens, headings)


def _without_heading(tokens: list[Token], index: int) -> tuple[list[Token], tuple[str, ...]]:
    """The tokens without the heading that opens at `index`, and what a link to it may name."""
    explicit = tokens[index].meta.get("identifier")
    said = slug(plain_text(tokens[index + 1]))
    return tokens[:index] + tokens[index + 3 :], (said, explicit) if explicit else (said,)


def _opening_heading(tokens: list[Token]) -> int | None:
    """Where the heading is that a text begins with, not counting HTML before it."""
    first = next((i for i, token in enumerate(tokens) if token.type != "html_block"), None)
    return first if first is not None and tokens[first].type == "heading_open" else None


def _is_h1(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h1"


def _number_headings(
    tokens: list[Token], chapter_anchor: str, fragments: Uniquifier
) -> tuple[Heading, ...]:
    shift = 1 if any(_is_h1(token) for token in tokens) else 0
    headings = []
    above: list[tuple[int, int]] = []  # written and printed levels of the headings we are under
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        inline, close = tokens[index + 1], tokens[index + 2]
        # One level down at a time, and siblings alike: readers with a screen reader rely on it.
        written = int(token.tag[1]) + shift
        under = [entry for entry in above if entry[0] < written]
        level = min((under[-1][1] if under else 1) + 1, _DEEPEST_LEVEL)
        if token.level == 0:  # one in a quotation or a list has nothing under it
            above = [*under, (written, level)]
        explicit = token.meta.get("identifier")
        text = plain_text(inline)
        fragment = fragments.unique(explicit or slug(text) or "section")
        token.tag = close.tag = f"h{level}"
        token.attrs["id"] = f"{chapter_anchor}#{fragment}"
        headings.append(Heading(level, text, f"{chapter_anchor}#{fragment}", (token.map or [0])[0]))
    return tuple(headings)

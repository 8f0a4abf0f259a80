"""Headings written as HTML, `<h1 align="center">…</h1>`, read as headings.

Many READMEs open with one; as a heading it can be the chapter's title and a target of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from publisher.markdown.dialect import parser

_OPENS = re.compile(r"<h([1-6])\b([^>]*)>", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_INSIDE = ("paragraph_open", "inline", "paragraph_close")


def with_html_headings(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each heading in a block of HTML as a heading of Markdown."""
    waiting = list(reversed(tokens))
    read: list[Token] = []
    while waiting:
        token = waiting.pop()
        found = _OPENS.search(token.content) if token.type == "html_block" else None
        closes = found and re.compile(rf"</h{found[1]}\s*>", re.IGNORECASE)
        content = found and _content(token.content[found.end() :], waiting, closes)
        if not found or content is None:
            read.append(token)
            continue
        words, after, taken = content
        line = (token.map or [0])[0]
        if token.content[: found.start()].strip():
            read.append(_html(token.content[: found.start()], line))
        at = line + token.content.count("\n", 0, found.start())
        read += _heading(found, words.strip(), at)
        del waiting[len(waiting) - taken :]
        if after.strip():
            waiting.append(_html(after, at + words.count("\n")))
    return read


def _content(
    text: str, waiting: list[Token], closes: re.Pattern[str] | None
) -> tuple[str, str, int] | None:
    """The words up to the end of a heading, what follows it, and how many tokens that takes."""
    if closes is None:
        return None
    words = ""
    for taken in range(len(waiting) + 1):
        if end := closes.search(text):
            return words + text[: end.start()], text[end.end() :], taken
        words += text
        following = waiting[-1 - taken] if taken < len(waiting) else None
        if following is None or following.type not in (*_INSIDE, "html_block"):
            return None
        text = following.content
    return None


def _heading(found: re.Match[str], words: str, line: int) -> Iterator[Token]:
    tag = f"h{found[1]}"
    at = [line, line + words.count("\n") + 1]
    identifier = _IDENTIFIER.search(found[2])
    meta = {"identifier": identifier[1]} if identifier else {}
    [inline] = parser().parseInline(" ".join(words.split()))
    inline.map = at
    yield Token("heading_open", tag, 1, map=at, markup="#", block=True, meta=meta)
    yield inline
    yield Token("heading_close", tag, -1, markup="#", block=True)


def _html(content: str, line: int) -> Token:
    at = [line, line + content.count("\n") + 1]
    return Token("html_block", "", 0, content=content, map=at, block=True)

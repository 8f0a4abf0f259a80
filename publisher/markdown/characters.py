"""The words of a chapter with their places, for what is said of single characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.model import Chapter, Place


def pieces(chapter: Chapter, but: re.Pattern[str] | None = None) -> Iterator[tuple[Place, str]]:
    """The text of a chapter piece by piece, none longer than a line, and where each stands;
    what `but` matches from end to end is left out."""
    yield Place(str(chapter.path), chapter.title_line), chapter.title
    if chapter.summary:
        yield Place(str(chapter.path), 1), chapter.summary
    for token, line in chapter.placed_tokens:
        if token.children and token.type != "image":
            continue
        if but and but.fullmatch(token.content):
            continue
        first = line + 1 if token.type == "fence" else line
        for offset, text in enumerate(token.content.split("\n")):
            if text and not (but and but.fullmatch(text)):
                yield chapter.place(first + offset), text

"""HTML that a printed page cannot show."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.raw_html import DROPPED_TAGS, tags_in, without_comments
from publisher.model import Chapter, Problem, Severity

# What only stands within another element goes with it, and is not told again.
_WITHIN = {
    "area": ("map",),
    "embed": ("object",),
    "param": ("object", "applet"),
    "style": ("svg",),
    "title": ("svg",),
    "track": ("video", "audio"),
}


def check_raw_html(chapter: Chapter) -> Iterator[Problem]:
    """A warning for each kind of element that is left out of a chapter, with its first line."""
    lines: dict[str, list[int]] = {}
    for token, line in chapter.tokens_of("html_block", "html_inline"):
        for name, inner_line in tags_in(without_comments(token.content)):
            if name in DROPPED_TAGS:
                lines.setdefault(name, []).append(line + inner_line)
    for name, found in lines.items():
        if lines.keys() & set(_WITHIN.get(name, ())):
            continue
        times = "" if len(found) == 1 else f", {len(found)} times,"
        message = f"<{name}>{times} is left out: paper cannot show it"
        place = chapter.place(found[0])
        hint = "Take it out, or say in words what it shows."
        yield Problem("html-dropped", message, place.path, place.line, hint, Severity.WARNING)

"""HTML that a printed page cannot show."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.positions import with_lines
from publisher.markdown.raw_html import DROPPED_TAGS, tags_in, without_comments
from publisher.model import Chapter, Problem, Severity


def check_raw_html(chapter: Chapter) -> Iterator[Problem]:
    """A warning for each piece of raw HTML of which something is left out."""
    for token, line in with_lines(chapter.tokens):
        if token.type in ("html_block", "html_inline") and not token.content.startswith("</"):
            for name in sorted(tags_in(without_comments(token.content)) & DROPPED_TAGS):
                message = f"<{name}> is left out: paper cannot show it"
                place = chapter.place(line)
                yield Problem(
                    "html-dropped", message, place.path, place.line, severity=Severity.WARNING
                )

"""Diagrams that other tools draw from code."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.markdown.fences import DIAGRAMS, read_fence
from publisher.model import Chapter, Problem, Severity


def check_diagrams(chapter: Chapter) -> Iterator[Problem]:
    """A warning for each diagram of the chapter that is printed as its code."""
    for token, line in chapter.tokens_of("fence"):
        if name := DIAGRAMS.get(read_fence(token.info).language):
            place = chapter.place(line)
            message = f"a {name} diagram is printed as its code"
            hint = "Draw it with its own tool, and show the image: ![words](diagram.svg)."
            yield Problem("diagram-code", message, place.path, place.line, hint, Severity.WARNING)

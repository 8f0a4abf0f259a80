"""Template syntax of another tool, which is not printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.model import Chapter, Place, Problem, Severity

_LONGEST = 60
_VALUE = re.compile(r"\{\{\s*[\w.-]+\s*\}\}")


def check_foreign(chapter: Chapter) -> Iterator[Problem]:
    """One warning for each file of a chapter without its template syntax: how often, and where
    first."""
    by_file: dict[str, list[tuple[Place, str]]] = {}
    for entry in chapter.left_out:
        place = chapter.place(entry.index)
        by_file.setdefault(place.path, []).append((place, entry.text))
    for found in by_file.values():
        place, text = found[0]
        times = "once:" if len(found) == 1 else f"{len(found)} times: first"
        shown = " ".join(text.split())
        shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
        message = f"template syntax is left out, {times} {shown}"
        hint = "Say it in Markdown, or leave it so, when the text makes sense without it."
        if _VALUE.fullmatch(shown):
            hint = "Say it in Markdown, or declare the name under `values` in handbook.yaml."
        yield Problem("foreign-syntax", message, place.path, place.line, hint, Severity.WARNING)

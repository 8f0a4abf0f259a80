"""Template syntax of another tool, which is not printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.model import Chapter, Problem, Severity

_LONGEST = 60
_VALUE = re.compile(r"\{\{\s*[\w.-]+\s*\}\}")


def check_foreign(chapter: Chapter) -> Iterator[Problem]:
    """One warning for a chapter without its template syntax: how often, and where first."""
    if not chapter.left_out:
        return
    first = chapter.left_out[0]
    place = chapter.place(first.index)
    count = len(chapter.left_out)
    times = "once" if count == 1 else f"{count} times"
    shown = " ".join(first.text.split())
    shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
    first_is = "" if count == 1 else " first"
    message = f"template syntax is left out, {times}:{first_is} {shown}"
    hint = "Say it in Markdown, or leave it so, when the text makes sense without it."
    if _VALUE.fullmatch(shown):
        hint = "Say it in Markdown, or declare the name under `values` in handbook.yaml."
    yield Problem("foreign-syntax", message, place.path, place.line, hint, Severity.WARNING)

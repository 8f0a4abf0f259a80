"""Formulae that cannot be set."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.formulae import formula
from publisher.markdown.maths import MATHS_KINDS, is_displayed
from publisher.model import Chapter, Problem, Severity


def check_maths(chapter: Chapter) -> Iterator[Problem]:
    """A warning for each formula of the chapter that is printed as it is written."""
    for token, line in chapter.tokens_of(*MATHS_KINDS):
        if formula(token.content, displayed=is_displayed(token)) is None:
            place = chapter.place(line)
            shown = " ".join(token.content.split())
            message = f"the formula ‘{shown}’ is printed as code: it cannot be read"
            hint = "Check its braces and its commands, or leave it as code."
            yield Problem("maths-unset", message, place.path, place.line, hint, Severity.WARNING)

"""Handbook to problems: what an author got wrong that the sources alone can tell."""

from __future__ import annotations

from publisher.check.foreign import check_foreign
from publisher.check.images import check_images
from publisher.check.language import check_language
from publisher.check.layouts import check_layouts
from publisher.check.links import check_links
from publisher.check.maths import check_maths
from publisher.check.raw_html import check_raw_html
from publisher.model import Handbook, Problem
from publisher.references import Resolver

__all__ = ["check"]


def check(handbook: Handbook) -> tuple[Problem, ...]:
    """All that is wrong with a handbook and its chapters, these in reading order."""
    resolver = Resolver(handbook)
    chapters = (
        problem
        for chapter in handbook.chapters
        for problem in (
            *check_layouts(handbook, chapter),
            *check_links(handbook, resolver, chapter),
            *check_images(resolver, chapter),
            *check_raw_html(chapter),
            *check_maths(chapter),
            *check_foreign(chapter),
        )
    )
    return (*check_language(handbook), *chapters)

"""Handbook to problems: what an author got wrong that the sources alone can tell."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.check.book_index import check_book_index
from publisher.check.chapters import check_chapter
from publisher.check.diagrams import check_diagrams
from publisher.check.fonts import check_fonts
from publisher.check.foreign import check_foreign
from publisher.check.glyphs import check_glyphs
from publisher.check.images import check_images, check_logo
from publisher.check.language import check_language
from publisher.check.layouts import check_layouts
from publisher.check.links import check_links
from publisher.check.maths import check_maths
from publisher.check.notes import check_notes
from publisher.check.raw_html import check_raw_html
from publisher.check.stages import check_stages
from publisher.check.terms import check_terms
from publisher.model import Handbook, Problem
from publisher.references import Resolver
from publisher.terms import Marked, Terms
from publisher.typefaces.coverage import Coverage

__all__ = ["check"]


def check(
    handbook: Handbook, resolver: Resolver | None = None, marked: Sequence[Marked] | None = None
) -> tuple[Problem, ...]:
    """All that is wrong with a handbook: its chapters in reading order, its glossary and index, its
    language, its type.

    `resolver` and `marked` are the handbook's, where they have been made.
    """
    resolver = resolver or Resolver(handbook)
    marked = Terms(handbook).mark_all() if marked is None else marked
    of_chapters = (
        problem
        for chapter in handbook.chapters
        for problem in (
            *check_chapter(chapter),
            *check_layouts(handbook, chapter),
            *check_stages(handbook, chapter),
            *check_links(handbook, resolver, chapter),
            *check_images(resolver, chapter, has_settings=handbook.has_settings),
            *check_diagrams(chapter),
            *check_raw_html(chapter),
            *check_maths(chapter),
            *check_foreign(chapter),
            *check_notes(chapter),
        )
    )
    of_type = (*check_fonts(handbook), *check_glyphs(Coverage(handbook), handbook))
    of_reference = (*check_terms(handbook), *check_book_index(handbook, marked))
    logo = check_logo(resolver, handbook)
    return (*logo, *of_chapters, *of_reference, *check_language(handbook), *of_type)

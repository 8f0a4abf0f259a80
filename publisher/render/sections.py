"""The sections of a book, each a complete HTML document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from publisher.book_index import BookIndex, PrintedPage
from publisher.colours import palette
from publisher.components import COMPONENTS
from publisher.components.component import Setting
from publisher.components.path import path_of
from publisher.language import words_in
from publisher.model import Chapter, Edition, Handbook, Kind, Part, Place, Problem, Role, Section
from publisher.places import STYLES
from publisher.references import Resolver
from publisher.render.boxes import Boxes
from publisher.render.chapter_html import chapter_html, piece_placeholder, placeholder
from publisher.render.code import framed_code
from publisher.render.components import component_html, put_in
from publisher.render.contents import ContentsEntry
from publisher.render.cover import cover_steps
from publisher.render.images import sized_images
from publisher.render.layouts import LayoutError, Layouts
from publisher.render.lists import numbered_lists
from publisher.render.page_references import with_page_references
from publisher.render.sanitise import sanitise
from publisher.render.tables import fit_tables
from publisher.terms import Marked, Terms

_NO_PART = Part("", ())


@dataclass(frozen=True)
class Rendered:
    """A section, or the problems that kept it from being made, or a section with warnings."""

    section: Section | None
    problems: tuple[Problem, ...] = ()


class Sections:
    """Makes the sections of one handbook in one edition.

    `resolver` and `marked` are the handbook's, where they have been made.
    """

    def __init__(
        self,
        handbook: Handbook,
        edition: Edition,
        resolver: Resolver | None = None,
        marked: Sequence[Marked] | None = None,
    ) -> None:
        self._handbook = handbook
        self._edition = edition
        self._layouts = Layouts(handbook)
        self._resolver = resolver or Resolver(handbook)
        self._stylesheets = stylesheets(edition)
        self._words = words_in(handbook.language, handbook.words)
        marked = Terms(handbook).mark_all() if marked is None else marked
        self._marked = {entry.chapter.anchor: entry.chapter for entry in marked}
        self._index = BookIndex(handbook, marked)
        self._palette = palette(handbook.accent) if handbook.accent else None
        logo = self._resolver.logo()
        self._logo = logo.url if logo else ""

    def front_matter(self) -> Iterator[Rendered]:
        """The cover and the imprint page."""
        steps = cover_steps(self._handbook)
        yield self._furniture(Role.COVER, self._handbook.title, steps=steps)
        yield self._furniture(Role.IMPRINT, self._words("imprint"))

    def contents(self, entries: tuple[ContentsEntry, ...], figures: int = 1) -> Rendered:
        """The contents page, with room for page numbers of so many `figures`."""
        title, noughts = self._words("contents"), "0" * figures
        return self._furniture(Role.CONTENTS, title, entries=entries, noughts=noughts)

    def body(self) -> Iterator[Rendered]:
        """Part openers and chapters in reading order; an index is yet without page numbers."""
        for part in self._handbook.parts:
            if part.number is not None:
                yield self._document(Role.PART, part.title, part.anchor, "part", part=part)
            for chapter in part.chapters:
                yield self._chapter(chapter, part)

    def indexes(self, pages: Mapping[str, PrintedPage]) -> Iterator[Rendered]:
        """The chapters that print the index, with the pages on which anchors came to stand."""
        for part in self._handbook.parts:
            for chapter in part.chapters:
                if chapter.kind is Kind.INDEX:
                    yield self._chapter(chapter, part, pages)

    def back_matter(self) -> Iterator[Rendered]:
        """The back cover."""
        yield self._furniture(Role.BACK_COVER, self._handbook.title)

    def folio_specimen(self) -> Rendered:
        """A page with every figure a page number may need, for the linker to set folios with."""
        return self._document(Role.IMPRINT, "Folios", "page:folio-specimen", "folio-specimen")

    def _chapter(
        self, chapter: Chapter, part: Part, pages: Mapping[str, PrintedPage] | None = None
    ) -> Rendered:
        words = self._words
        if chapter.language:
            words = words_in(chapter.language, self._handbook.words)
        # In a folder that was not written for this publisher, `timeline` names something else.
        components = COMPONENTS if self._handbook.has_settings else {}
        boxes = Boxes(self._layouts, words)
        marked = self._marked[chapter.anchor]
        rendered = chapter_html(marked, self._resolver, components, words, boxes)
        body = rendered.html
        if _has_raw_html(chapter):
            body = framed_code(sanitise(body, chapter, self._resolver))
        body = fit_tables(sized_images(numbered_lists(body)), self._handbook.paper)
        for index, piece in enumerate(rendered.pieces):
            body = body.replace(piece_placeholder(index), piece)
        problems: list[Problem] = list(boxes.problems)
        setting = Setting(self._handbook, chapter, words)
        for index, call in enumerate(rendered.calls):
            html, found = component_html(call, setting, self._layouts)
            body = put_in(body, placeholder(index), html)
            problems += found
        # An unknown layout is the check's to tell; the kind's own lets other errors be found.
        own = chapter.layout if chapter.layout and self._layouts.has(chapter.layout) else None
        is_index = chapter.kind is Kind.INDEX
        document = self._document(
            Role.INDEX if is_index else Role.CHAPTER,
            chapter.title,
            chapter.anchor,
            own or chapter.kind.value,
            source=Place(str(chapter.path), (own and chapter.layout_line) or chapter.title_line),
            words=words,
            direction=self._handbook.direction_of(chapter),
            chapter=chapter,
            path=path_of(self._handbook, chapter, words),
            part=part if part.number is not None else _NO_PART,
            body=Markup(body),
            index=self._index.groups(pages or {}) if is_index else (),
        )
        return Rendered(document.section, (*problems, *document.problems))

    def _furniture(self, role: Role, title: str, **context: Any) -> Rendered:
        return self._document(role, title, f"page:{role}", role.value, **context)

    def _document(
        self,
        role: Role,
        title: str,
        anchor: str,
        layout: str,
        source: Place | None = None,
        **context: Any,
    ) -> Rendered:
        path, line = (source.path, source.line) if source else (None, None)
        words = context.get("words", self._words)
        language = words.language if words.language != self._handbook.language else ""
        own = self._layouts.own(layout)
        duplex = self._edition.duplex
        section = Section(role, title, "", anchor, path, own, language, duplex, self._stylesheets)
        given = {
            "book": self._handbook,
            "words": words,
            "book_words": self._words,
            "direction": self._handbook.direction,
            "folio_sides": _folio_sides(self._edition, self._handbook),
            "edition": self._edition,
            "section": section,
            "palette": self._palette,
            "logo": self._logo,
            **context,
        }
        try:
            html = self._layouts.render(layout, given)
        except LayoutError as error:
            return Rendered(None, (error.problem_at(path, line),))
        if self._edition.page_references and role in (Role.PART, Role.CHAPTER):
            html = with_page_references(html, words)
        return Rendered(replace(section, html=html))


def _folio_sides(edition: Edition, handbook: Handbook) -> tuple[str, str]:
    """The side on which the folio stands on a right-hand and on a left-hand page.

    On paper it is the outer one; on a screen that at which a line ends.
    """
    if edition.duplex:
        return "right", "left"
    side = "left" if handbook.direction == "rtl" else "right"
    return side, side


def _has_raw_html(chapter: Chapter) -> bool:
    return any(chapter.tokens_of("html_block", "html_inline"))


def stylesheets(edition: Edition) -> tuple[str, ...]:
    """The addresses of all stylesheets in the order in which they count."""
    components = sorted(file.name for file in (STYLES / "components").glob("*.css"))
    return (
        "style:tokens.css",
        "style:base.css",
        *(f"style:components/{name}" for name in components),
        "style:page.css",
        f"style:editions/{edition.name}.css",
    )

"""Section to leaf: the only importer of WeasyPrint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

from publisher.model import (
    Anchor,
    Area,
    Bookmark,
    Chapter,
    Handbook,
    HandbookError,
    Leaf,
    LeafFont,
    MachineError,
    Problem,
    Section,
    Severity,
)
from publisher.moment import moment_of, time_stands_at
from publisher.typefaces.coverage import Coverage
from publisher.typefaces.printable import printable
from publisher.typefaces.shelf import Shelf
from publisher.typeset import footnotes, margin_notes
from publisher.typeset.actual_text import telling_words
from publisher.typeset.arrangement import arranged
from publisher.typeset.asides import tagged_asides
from publisher.typeset.fonts import faces_of
from publisher.typeset.leaf_fonts import leaf_fonts
from publisher.typeset.messages import as_problems, collected_messages, missing_glyphs
from publisher.typeset.page_numbers import marked_page_numbers

if TYPE_CHECKING:
    from weasyprint import Document

__all__ = ["require_engine", "typeset"]

_POINTS_PER_PIXEL = 0.75
_MOST_ROUNDS = 24
_IMAGE_RESOLUTION = 300  # dots an inch at the size an image is printed; more is only weight


def require_engine() -> None:
    """Raise MachineError when WeasyPrint's native libraries are not on this machine."""
    try:
        with (
            redirect_stdout(None),
            redirect_stderr(None),
        ):  # it says at length what we say in a line
            import weasyprint  # noqa: F401
    except OSError as error:
        raise MachineError(
            f"Pango, which sets the text, is not installed ({str(error).splitlines()[0]})",
            "run `make setup`, or install it: `apt-get install libpango-1.0-0 libpangoft2-1.0-0"
            " libharfbuzz-subset0`, `dnf install pango harfbuzz`, or `brew install pango`",
        ) from error


def typeset(section: Section, handbook: Handbook, shelf: Shelf | None = None) -> Leaf:
    """Lay out a section of a handbook by itself as a tagged PDF.

    The files of its fonts are put on the shelf, so that they can be embedded once for the book.

    What WeasyPrint complains of is in the leaf's problems. Raises HandbookError when it fails.
    """
    from weasyprint import CSS, HTML

    from publisher.typeset.resources import BookFetcher
    from publisher.typeset.styles import declared_faces, stylesheet

    coverage = Coverage(handbook)
    whole = printable(section.html, coverage.of_the_book)
    faces = faces_of(whole, handbook)
    fonts = declared_faces(faces.rules, handbook.root)
    styles = [CSS(string=faces.stacks), stylesheet(section.stylesheets)]
    fetcher = BookFetcher(handbook.root)
    options = {"pdf_tags": True, "dpi": _IMAGE_RESOLUTION}

    fonts_used: list[LeafFont] = []

    def finish(drawn: Document, _pdf: Any) -> None:
        fonts_used.extend(leaf_fonts(drawn, shelf) if shelf else ())

    def lay_out(style: str) -> Document:
        html = whole.replace("</head>", f"<style>{style}</style></head>", 1)
        tried: set[str] = set()
        while True:
            source = HTML(string=html, url_fetcher=fetcher, base_url=None)
            with arranged(duplex=section.duplex) as homeless:
                document = source.render(font_config=fonts, stylesheets=styles, **options)
            if tried.issuperset(homeless):
                return document
            tried.update(homeless)
            html = margin_notes.set_in_the_text(html, homeless)

    with collected_messages() as messages, time_stands_at(moment_of(handbook)):
        try:
            document, astray = _with_notes_at_their_calls(lay_out)
            with telling_words(), marked_page_numbers(), tagged_asides():
                pdf = document.write_pdf(finisher=finish, **options)
        except Exception as error:  # whatever the engine dies of, the author needs its place
            raise HandbookError((_failure(error, section, handbook),)) from error
    return Leaf(
        section=section,
        pdf=pdf,
        page_count=len(document.pages),
        bookmarks=_bookmarks(document),
        anchors=_anchors(document),
        areas=tuple(_content_area(page) for page in document.pages),
        blanks=tuple(
            index for index, page in enumerate(document.pages) if page._page_box.page_type.blank
        ),
        fonts=tuple(fonts_used),
        problems=(
            *as_problems(messages, section.source, section.layout),
            *missing_glyphs(messages, section, handbook, coverage),
            *_astray(astray, document.pages, section, handbook),
        ),
        resources=fetcher.resources.asked_for,
    )


def _failure(error: Exception, section: Section, handbook: Handbook) -> Problem:
    message = f"{section.title!r} could not be laid out: {type(error).__name__}: {error}"
    hint = "Take out half of the text, then half of the rest, to find what it fails on."
    chapter = _chapter(section, handbook)
    line = chapter.title_line if chapter else None
    return Problem("typeset-failed", message, section.source, line, hint)


def _chapter(section: Section, handbook: Handbook) -> Chapter | None:
    return next((found for found in handbook.chapters if found.anchor == section.anchor), None)


def _with_notes_at_their_calls(
    lay_out: Callable[[str], Document],
) -> tuple[Document, list[footnotes.Displaced]]:
    """The document laid out until each footnote stands on the page of its call, and the notes
    for which that could not be had."""
    style = ""
    document = lay_out(style)
    tried: set[str] = set()
    for _round in range(_MOST_ROUNDS):
        displaced = list(footnotes.displaced_notes(document.pages))
        fresh = [entry for entry in displaced if entry.note not in tried]
        tried |= {entry.note for entry in fresh}
        if fresh:
            more = "".join(footnotes.unsplit(document.pages, entry) for entry in fresh)
        else:
            more = "".join(footnotes.begin_page(document.pages, e) for e in displaced[:1])
        if not more:
            break
        style += more
        document = lay_out(style)
    return document, list(footnotes.displaced_notes(document.pages))


def _astray(
    displaced: list[footnotes.Displaced], pages: Sequence[Any], section: Section, handbook: Handbook
) -> Iterator[Problem]:
    chapter = _chapter(section, handbook)
    for entry in displaced:
        number = entry.note.rpartition("-")[2]
        message = f"footnote {number} does not stand on the page that calls it"
        hint = "Shorten the note, or move its call to another sentence."
        index = footnotes.line_of_call(pages, entry)
        path, line = section.source, None
        if chapter and index is not None:
            place = chapter.place(index)
            path, line = place.path, place.line
        yield Problem("footnote", message, path, line, hint, Severity.WARNING)


def _bookmarks(document: Document) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(level, label, index, _height(page, position[1]))
        for index, page in enumerate(document.pages)
        for level, label, position, _state in page.bookmarks
    )


def _anchors(document: Document) -> tuple[Anchor, ...]:
    found: dict[str, Anchor] = {}
    for index, page in enumerate(document.pages):
        for name, (left, top, *_rest) in page.anchors.items():
            anchor = Anchor(name, index, round(left * _POINTS_PER_PIXEL, 2), _height(page, top))
            found.setdefault(name, anchor)
    return tuple(found.values())


def _content_area(page: Any) -> Area:
    """What is inside the margins of a page; its public interface tells only its whole size."""
    box = page._page_box
    left, top = box.content_box_x(), box.content_box_y()
    right = page.width - box.margin_right - box.border_right_width - box.padding_right
    foot = page.height - box.margin_bottom - box.border_bottom_width - box.padding_bottom
    return Area(
        round(left * _POINTS_PER_PIXEL, 2),
        _height(page, foot),
        round(right * _POINTS_PER_PIXEL, 2),
        _height(page, top),
    )


def _height(page: Any, top: float) -> float:
    """A distance from the top of the page in pixels as a height from its foot in points."""
    return round(float(page.height - top) * _POINTS_PER_PIXEL, 2)

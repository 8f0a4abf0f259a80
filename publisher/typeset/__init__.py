"""Section to leaf: the only importer of WeasyPrint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from publisher.model import Anchor, Bookmark, Leaf, MachineError, Section
from publisher.typeset.messages import as_problems, collected_messages

if TYPE_CHECKING:
    from weasyprint import Document

__all__ = ["require_engine", "typeset"]

_POINTS_PER_PIXEL = 0.75


def require_engine() -> None:
    """Raise MachineError when WeasyPrint's native libraries are not on this machine."""
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        raise MachineError(
            f"Pango, which sets the text, is not installed ({str(error).splitlines()[0]})",
            "run `make setup`, or install it: `apt-get install libpango-1.0-0 libpangoft2-1.0-0"
            " libharfbuzz-subset0`, `dnf install pango harfbuzz`, or `brew install pango`",
        ) from error


def typeset(section: Section, root: Path) -> Leaf:
    """Lay out a section by itself as a tagged PDF. `root` is the book folder.

    What WeasyPrint complains of is in the leaf's problems.
    """
    from weasyprint import HTML

    from publisher.typeset.resources import BookFetcher

    with collected_messages() as records:
        page = HTML(string=section.html, url_fetcher=BookFetcher(root), base_url=None)
        document = page.render(pdf_tags=True)
        pdf = document.write_pdf(pdf_tags=True)
    return Leaf(
        section=section,
        pdf=pdf,
        page_count=len(document.pages),
        bookmarks=_bookmarks(document),
        anchors=_anchors(document),
        problems=as_problems(records, section.source),
    )


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


def _height(page: Any, top: float) -> float:
    """A distance from the top of the page in pixels as a height from its foot in points."""
    return round((page.height - top) * _POINTS_PER_PIXEL, 2)

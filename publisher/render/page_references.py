"""Links within the book as paper has them: with the page that they lead to.

The number is noughts, as many as it has figures; the linker sets it. How many these are shows when
all is laid out: then `with_figures` makes room for more or fewer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote

from markupsafe import escape

from publisher.language import Words
from publisher.model import Section

_FIGURES = 2  # as most numbers have
_NUMBER = "\ufffc"
_HEADING = re.compile(r"(<h[1-6]\b.*?</h[1-6]>)", re.DOTALL)
# Terms, calls of notes and locators of an index are as they are, and so are links around pictures.
_LINK = re.compile(
    r'<a\b(?![^>]*\bclass="(?:term|footnote|index))[^>]*\bhref="(book:[^"]+)"[^>]*>(?:(?!</a>|<img|<svg).)*</a>',
    re.DOTALL,
)
_ROOM = re.compile(r'(data-page="book:([^"]+)">)(0+)(?=<)')


def with_page_references(html: str, words: Words) -> str:
    """The HTML of a section with a page after each link within the book, but for headings."""
    written = str(escape(words("page-reference", number=_NUMBER)))
    before, _, after = written.partition(_NUMBER)

    def told(found: re.Match[str]) -> str:
        number = f'<span class="page-number" data-page="{found[1]}">{"0" * _FIGURES}</span>'
        # Without the break of no width WeasyPrint may break the words before in a wrong place
        return f'{found[0]} \u200b<span class="page-reference">{before}{number}{after}</span>'

    pieces = _HEADING.split(html)
    return "".join(
        piece if position % 2 else _LINK.sub(told, piece) for position, piece in enumerate(pieces)
    )


def with_figures(section: Section, labels: Mapping[str, str], *, may_shrink: bool) -> Section:
    """The section with room for the page of each anchor; `labels` are these pages.

    Where room is not taken back, pages that go to and fro come to rest.
    """

    def fitted(found: re.Match[str]) -> str:
        figures = len(labels.get(unquote(found[2]), found[3]))
        return found[1] + "0" * (figures if may_shrink else max(figures, len(found[3])))

    html = _ROOM.sub(fitted, section.html)
    return section if html == section.html else replace(section, html=html)

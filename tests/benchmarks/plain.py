"""The measure of all: the same HTML as one plain WeasyPrint document, with a contents that finds
its page numbers by target-counter. `python -m tests.benchmarks.plain BOOK PDF` makes it."""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from weasyprint import CSS, HTML

from publisher.editions import DEFAULT
from publisher.manuscript import prepare
from publisher.typeset.fonts import faces_of
from publisher.typeset.resources import BookFetcher
from publisher.typeset.styles import declared_faces, stylesheet

_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
_FOLIO_SLOT = re.compile(r'<div class="folio-(?:recto|verso)">.*?</div>')
_STYLE = """
.plain-piece { break-before: page }
.plain-line { display: flex }
.plain-line a { flex: 1 }
.plain-line a::after { content: target-counter(attr(href), page); float: right }
@page { @bottom-right { content: counter(page) } }
"""


def plain_document(book: Path, target: Path) -> None:
    """Make the whole book as one document, set in the same typefaces by the same stylesheets."""
    manuscript = prepare(book, DEFAULT)
    handbook = manuscript.handbook
    sections = [*manuscript.front, *manuscript.body, *manuscript.back]
    pieces = []
    for section in sections:
        found = _BODY.search(section.html)
        assert found is not None
        pieces.append(_FOLIO_SLOT.sub("", found[1]))
    lines = [
        f'<p class="plain-line"><a href="#{escape(quote(heading.anchor))}">{escape(heading.text)}'
        "</a></p>"
        for chapter in handbook.chapters
        for heading in chapter.headings
        if heading.level <= 2
    ]
    pieces.insert(len(manuscript.front), f"<h1>Contents</h1>{''.join(lines)}")
    body = "".join(f'<div class="plain-piece">{piece}</div>' for piece in pieces)
    body = re.sub(r'href="book:([^"]*)"', lambda found: f'href="#{unquote(found[1])}"', body)
    head = sections[0].html.partition("<body>")[0]
    html = f"{head.replace('</head>', f'<style>{_STYLE}</style></head>')}<body>{body}</body></html>"
    faces = faces_of(html, handbook)
    HTML(string=html, url_fetcher=BookFetcher(book)).write_pdf(
        target,
        font_config=declared_faces(faces.rules, handbook.root),
        stylesheets=[CSS(string=faces.stacks), stylesheet(sections[0].stylesheets)],
        pdf_tags=True,
        dpi=300,
    )


if __name__ == "__main__":
    plain_document(*map(Path, sys.argv[1:3]))

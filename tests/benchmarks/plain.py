"""The measure of all: the same HTML as one plain WeasyPrint document, with a contents that finds
its page numbers by target-counter. It is written as files that `python -m weasyprint` reads, so
that what is measured is the layout alone, and knows nothing of this publisher."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import unquote

from publisher.editions import DEFAULT
from publisher.manuscript import prepare
from publisher.model import Section
from publisher.places import STYLES
from publisher.typeset.fonts import faces_of
from publisher.typeset.resources import BookFetcher

_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
_FOLIO_SLOT = re.compile(r'<div class="folio-(?:recto|verso)">.*?</div>')
_FACES = "faces.css"
_STYLE = """
.plain-piece { break-before: page }
.plain-line { display: flex }
.plain-line a { flex: 1 }
.plain-line a::after { content: target-counter(attr(href), page); float: right }
@page { @bottom-right { content: counter(page) } }
"""


def write_plain(book: Path, folder: Path) -> Path:
    """Write a book as one HTML document, with its typefaces beside it. Gives the HTML's file."""
    html, faces = plain_html(book)
    folder.mkdir(parents=True, exist_ok=True)
    fetcher = BookFetcher(book)

    def written(found: re.Match[str]) -> str:
        face = folder / f"{hashlib.sha256(found[1].encode()).hexdigest()[:12]}.ttf"
        face.write_bytes(fetcher.fetch(found[1]).read())
        return f"url('{face.name}')"

    (folder / _FACES).write_text(re.sub(r"url\('([^']*)'\)", written, faces), encoding="utf-8")
    html = html.replace('"font:faces.css"', f'"{_FACES}"')
    html = html.replace('"style:', f'"{STYLES.as_uri()}/').replace('"asset:', f'"{book.as_uri()}/')
    file = folder / "plain.html"
    file.write_text(html, encoding="utf-8")
    return file


def plain_html(book: Path) -> tuple[str, str]:
    """The whole book as one HTML document, and the rules of its typefaces."""
    manuscript = prepare(book, DEFAULT)
    handbook = manuscript.handbook
    sections = [*manuscript.front, *manuscript.body, *manuscript.back]
    pieces = []
    for section in sections:
        found = _BODY.search(section.html)
        assert found is not None
        pieces.append(_FOLIO_SLOT.sub("", found[1]))
    lines = [
        f'<p class="plain-line"><a href="#{escape(anchor)}">{escape(text)}</a></p>'
        for chapter in handbook.chapters
        for anchor, text in [
            (chapter.anchor, chapter.title),
            *((found.anchor, found.text) for found in chapter.headings if found.level <= 2),
        ]
    ]
    pieces.insert(len(manuscript.front), f"<h1>Contents</h1>{''.join(lines)}")
    body = "".join(f'<div class="plain-piece">{piece}</div>' for piece in pieces)
    body = re.sub(r'href="book:([^"]*)"', lambda found: f'href="#{unquote(found[1])}"', body)
    links = "".join(f'<link rel="stylesheet" href="{escape(a)}">' for a in _stylesheets(sections))
    head = sections[0].html.partition("<body>")[0].replace("<style>", f"{links}<style>", 1)
    html = f"{head.replace('</head>', f'<style>{_STYLE}</style></head>')}<body>{body}</body></html>"
    faces = faces_of(html, handbook)
    return html, f"{faces.rules}\n{faces.stacks}"


def _stylesheets(sections: Sequence[Section]) -> list[str]:
    return ["font:faces.css", *sections[0].stylesheets]


if __name__ == "__main__":  # in a process of its own: the benchmark's must stay small
    write_plain(Path(sys.argv[1]), Path(sys.argv[2]))

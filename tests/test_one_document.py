"""The linked book is the same as its HTML laid out as one plain document."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
import pytest
from weasyprint import CSS, HTML

from publisher.editions import EDITIONS
from publisher.load import load
from publisher.model import Handbook, Role, Section
from publisher.render import Sections
from publisher.typeset.fonts import faces_of
from publisher.typeset.resources import BookFetcher
from publisher.typeset.styles import declared_faces, stylesheet
from tests.books import outline, page_texts
from tests.conftest import build_at

_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
_BLANK_PAGES = "@page :blank { @top-left { content: none } @top-right { content: none } }"
_REFERENCE = re.compile(r'(data-page="book:([^"]+)">)0+')
_FOLIO_SLOT = re.compile(r'<div class="folio-(?:recto|verso)">.*?</div>')


@dataclass(frozen=True)
class PlainBook:
    """Chapters and parts in one document: text by page, outline, and links by page."""

    texts: list[str]
    outline: list[tuple[int, str, int]]
    links: list[list[object]]


def _one_document(
    sections: list[Section], handbook: Handbook, duplex: bool, numbers: Mapping[str, str] = {}
) -> PlainBook:
    side = "recto" if duplex else "page"
    bodies = []
    for section in sections:
        found = _BODY.search(section.html)
        assert found is not None
        body = _FOLIO_SLOT.sub("", found[1])
        bodies.append(f'<div style="break-before: {side}">{body}</div>')
    head = sections[0].html.partition("<body>")[0]
    head = head.replace("</head>", f"<style>{_BLANK_PAGES}</style></head>")
    html = f"{head}<body>{''.join(bodies)}</body></html>"
    html = _REFERENCE.sub(lambda found: found[1] + numbers.get(unquote(found[2]), "00"), html)
    html = re.sub(r'href="book:([^"]*)"', lambda found: f'href="#{unquote(found[1])}"', html)
    faces = faces_of(html, handbook)
    source = HTML(string=html, url_fetcher=BookFetcher(handbook.root))
    document = source.render(
        font_config=declared_faces(faces.rules, handbook.root),
        stylesheets=[CSS(string=faces.stacks), stylesheet(sections[0].stylesheets)],
        pdf_tags=True,
    )
    pages: dict[str, int] = {}
    for index, page in enumerate(document.pages):
        for name in page.anchors:
            pages.setdefault(name, index)
    if not numbers and "data-page" in html:
        told = {name: str(index + 1) for name, index in pages.items()}
        return _one_document(sections, handbook, duplex, told)
    links: list[list[object]] = [
        sorted(
            (pages[target] if kind == "internal" else target for kind, target, *_ in page.links),
            key=str,
        )
        for page in document.pages
    ]
    pdf = document.write_pdf()
    assert pdf is not None
    return PlainBook(page_texts(pdf), _flat(document.make_bookmark_tree()), links)


def _flat(tree: list[Any], depth: int = 0) -> list[tuple[int, str, int]]:
    entries = []
    for label, (page, _x, _y), children, _state in tree:
        entries.append((depth, label, page))
        entries += _flat(children, depth + 1)
    return entries


def _links(path: Path, first: int, last: int) -> list[list[object]]:
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: index - first for index, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        found: list[list[object]] = []
        for page in list(pdf.pages)[first:last]:
            targets: list[object] = []
            for link in page.obj.get("/Annots", []):
                if "/Dest" in link:
                    targets.append(pages[names[str(link.Dest)][0].objgen])
                else:
                    targets.append(str(link.A.URI))
            found.append(sorted(targets, key=str))
        return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_linked_chapters_equal_one_plain_document(small_book: Path, edition: str) -> None:
    built = build_at(small_book, edition, f"linked-{edition}.pdf")
    handbook, _problems = load(small_book)
    rendered = Sections(handbook, EDITIONS[edition]).body()
    sections = [result.section for result in rendered if result.section is not None]
    plain = _one_document(sections, handbook, EDITIONS[edition].duplex)

    with pikepdf.open(io.BytesIO(built.path.read_bytes())) as pdf:
        labels = [page.label for page in pdf.pages]
    first = labels.index("1")
    last = first + len(plain.texts)
    texts = []
    for label, text in zip(labels[first:last], page_texts(built.path)[first:last], strict=True):
        words = text.split()  # the folio is stamped last; parts and blank pages have none
        texts.append(" ".join(words[:-1] if words and words[-1] == label else words))
    assert texts == plain.texts

    entries = [(depth, title, page - first) for depth, title, page in outline(built.path)]
    assert [entry for entry in entries if 0 <= entry[2] < len(plain.texts)] == plain.outline
    assert _links(built.path, first, last) == plain.links
    assert any(section.role is Role.PART for section in sections)
    assert any(link for page in plain.links for link in page)

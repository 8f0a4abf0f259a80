"""Tiny books for the tests, and ways to read what became of them."""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdfium2

# The smallest image that is a figure of its own: 64 pixels square, in one colour.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAEklEQVR42mNogAKGUcYog3QGABMgABCh"
    "6E2pAAAAAElFTkSuQmCC"
)


def make_book(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a book into a folder; texts are dedented. Gives the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(textwrap.dedent(content).lstrip("\n"), encoding="utf-8")
    return folder


def page_texts(pdf: bytes | Path) -> list[str]:
    """The text of each page, as a viewer finds it, white space folded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def page_labels(path: Path) -> list[str]:
    """The label of each page, as a viewer shows it."""
    with pikepdf.open(path) as pdf:
        return [page.label for page in pdf.pages]


def outline(path: Path) -> list[tuple[int, str, int]]:
    """The outline: depth from 0, title, and index of the page it leads to."""
    document = pypdfium2.PdfDocument(path)
    try:
        entries = []
        for bookmark in document.get_toc():
            place = bookmark.get_dest()
            assert place is not None
            entries.append((bookmark.level, bookmark.get_title(), place.get_index()))
        return entries
    finally:
        document.close()


def words_outside(path: Path, side: float = 55, edge: float = 20) -> list[tuple[int, str]]:
    """Page (from 0) and text of what stands in the outer `side` points of the paper, or within
    `edge` points of its head or foot, where no book of the publisher's has anything."""
    document = pypdfium2.PdfDocument(path)
    found = []
    try:
        for index, page in enumerate(document):
            width, height = page.get_size()
            text = page.get_textpage()
            for rectangle in range(text.count_rects()):
                left, foot, right, head = text.get_rect(rectangle)
                is_inside = left >= side and right <= width - side
                if not is_inside or foot < edge or head > height - edge:
                    found.append((index, text.get_text_bounded(left, foot, right, head)))
        return found
    finally:
        document.close()

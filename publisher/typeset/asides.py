"""Boxes and margin notes are told to readers as notes, which stand apart from the text.

Source: ISO 32000-1, 14.8.4 (Note). WeasyPrint knows no structure type for `aside`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def tagged_asides() -> Iterator[None]:
    """Inside the `with`, asides of documents that are written are tagged as notes."""
    from weasyprint.pdf import tags

    tag_of = tags._get_pdf_tag

    def tag(name: str | None) -> str:
        return "Note" if name == "aside" else str(tag_of(name))

    tags._get_pdf_tag = tag
    try:
        yield
    finally:
        tags._get_pdf_tag = tag_of

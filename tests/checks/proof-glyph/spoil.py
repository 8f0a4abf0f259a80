"""Show a glyph that is not there in the place of a letter."""

import re

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Show a glyph that is not there in the place of a letter."""
    page = next(page for page in pdf.pages if page.label == "3")
    page.contents_coalesce()
    content = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(re.sub(rb"\[<[0-9a-f]{4}", b"[<0000", content, count=1))

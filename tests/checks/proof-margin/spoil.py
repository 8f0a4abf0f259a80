"""Move what stands on a page to the left."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Move what stands on a page to the left."""
    page = next(page for page in pdf.pages if page.label == "3")
    page.contents_add(pdf.make_stream(b"1 0 0 1 -30 0 cm\n"), prepend=True)

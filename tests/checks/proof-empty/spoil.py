"""Leave out all that stands on a page."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Leave out all that stands on a page."""
    page = next(page for page in pdf.pages if page.label == "3")
    page.Contents = pdf.make_stream(b"")

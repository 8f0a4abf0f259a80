"""Take out the second page of the first chapter."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Take out the second page of the first chapter."""
    del pdf.pages[next(i for i, page in enumerate(pdf.pages) if page.label == "2")]

"""Take out the language."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Take out the language."""
    del pdf.Root["/Lang"]

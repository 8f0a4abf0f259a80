"""Take out the title."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Take out the title."""
    del pdf.docinfo["/Title"]

"""Take out the tags."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Take out the tags."""
    del pdf.Root["/StructTreeRoot"]

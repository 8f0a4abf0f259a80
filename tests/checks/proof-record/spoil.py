"""Take out what the file tells of its sources."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Take out what the file tells of its sources."""
    del pdf.Root["/PieceInfo"]

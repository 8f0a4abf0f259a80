"""Say in the file's information where it was made."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Say in the file's information where it was made."""
    pdf.docinfo["/Subject"] = pikepdf.String("file:///home/ada/book/handbook.yaml")

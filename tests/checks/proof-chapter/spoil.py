"""Take out the page of the second chapter."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Take out the page of the second chapter."""
    place = pikepdf.NameTree(pdf.Root.Names.Dests)["b"][0].objgen
    del pdf.pages[next(i for i, page in enumerate(pdf.pages) if page.obj.objgen == place)]

"""Take out the page of the first chapter's last heading."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Take out the page of the first chapter's last heading."""
    place = pikepdf.NameTree(pdf.Root.Names.Dests)["a#last-steps"][0].objgen
    del pdf.pages[next(i for i, page in enumerate(pdf.pages) if page.obj.objgen == place)]

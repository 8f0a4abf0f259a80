"""Lead a link to a place that does not exist."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Lead a link to a place that does not exist."""
    links = (link for page in pdf.pages for link in page.obj.get("/Annots", []) if "/Dest" in link)
    next(links).Dest = pikepdf.String("nowhere")

"""Every link leads somewhere a reader can go."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pikepdf

from publisher.model import Handbook, Problem
from publisher.proof.names import destination_names

_ALLOWED = ("http:", "https:", "mailto:", "tel:")


def lost_links(pdf: pikepdf.Pdf, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each link without a target in the file, or to a file of this machine."""
    names = destination_names(pdf)
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") != pikepdf.Name.Link:
                continue
            where = f"on page {page.label}"
            if "/Dest" in annotation:
                target = unquote(str(annotation.Dest))
                if target not in names:
                    yield Problem("proof-link", f"a link {where} to {target!r} leads nowhere")
            elif "/A" in annotation and "/URI" in annotation.A:
                address = str(annotation.A.URI)
                if not address.lower().startswith(_ALLOWED):
                    yield Problem("proof-link", f"a link {where} leads to {address!r}")
            else:
                yield Problem("proof-link", f"a link {where} leads nowhere")

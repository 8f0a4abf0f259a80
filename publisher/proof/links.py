"""Every link leads somewhere a reader can go."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pikepdf

from publisher.model import Handbook, Problem
from publisher.proof.names import destination_names
from publisher.proof.printed import Printed

_ALLOWED = ("http:", "https:", "mailto:", "tel:")


def lost_links(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each link without a target in the file, or to a file of this machine."""
    names = destination_names(printed.pdf)
    for index, page in enumerate(printed.pdf.pages):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") != pikepdf.Name.Link:
                continue
            message = _fault(annotation, names, f"on page {printed.labels[index]}")
            if message:
                height = max(float(annotation.Rect[1]), float(annotation.Rect[3]))
                yield Problem("proof-link", message, *printed.where(index, height))


def _fault(annotation: pikepdf.Object, names: set[str], where: str) -> str:
    """What is wrong with a link, empty when nothing is."""
    if "/Dest" in annotation:
        target = unquote(str(annotation.Dest))
        return "" if target in names else f"a link {where} to {target!r} leads nowhere"
    if "/A" in annotation and "/URI" in annotation.A:
        address = str(annotation.A.URI)
        allowed = address.lower().startswith(_ALLOWED)
        return "" if allowed else f"a link {where} leads to {address!r}"
    return f"a link {where} leads nowhere"

"""The file can be read aloud: it is tagged, has a language and a title."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from publisher.model import Handbook, Problem
from publisher.proof.printed import Printed


def untagged(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each thing a screen reader needs that the file lacks."""
    pdf = printed.pdf
    marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
    if not marked or "/StructTreeRoot" not in pdf.Root:
        yield Problem("proof-tags", "the PDF is not tagged")
    if not str(pdf.Root.get("/Lang", "")):
        yield Problem("proof-language", "the PDF names no language")
    if not str(pdf.docinfo.get("/Title", "")):
        yield Problem("proof-title", "the PDF has no title")

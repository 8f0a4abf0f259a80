"""What can be done to a leaf before its place in the book is known: once, when it is laid out."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from publisher.link.folding import fold
from publisher.link.page_numbers import take_out_marks
from publisher.model import Leaf


def prepared(leaf: Leaf) -> Leaf:
    """The leaf ready to be linked: fonts that are embedded once for the whole book are taken out,
    elements of its structure that say nothing are, too, and the others have names that are unique
    in the book. Its page numbers are found."""
    with pikepdf.open(io.BytesIO(leaf.pdf)) as pdf:
        _take_out_fonts(pdf, {f"/{font.resource}" for font in leaf.fonts})
        fold(pdf.Root.StructTreeRoot)
        _Identifiers(leaf.section.anchor).give(pdf)
        numbers, numerals = take_out_marks(pdf)
        target = io.BytesIO()
        pdf.save(target, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return replace(leaf, pdf=target.getvalue(), page_numbers=numbers, numerals=numerals)


def _take_out_fonts(pdf: Pdf, names: set[str]) -> None:
    """Leave of fonts what is the same in every leaf."""
    for name, font in pdf.pages[0].resources.get("/Font", Dictionary()).items():
        if name in names:
            descendant = font.DescendantFonts[0]
            for key in ("/FontFile2", "/FontFile3"):
                if key in descendant.FontDescriptor:
                    del descendant.FontDescriptor[key]
            del descendant["/W"]
            del font["/ToUnicode"]


class _Identifiers:
    """Identifiers of structure elements (ISO 32000-1, 14.7.2) that no other leaf has.

    Header cells are named within their leaf only, by WeasyPrint; notes have to have a name, too
    (ISO 14289-1, 7.9).
    """

    def __init__(self, anchor: str) -> None:
        self._prefix = hashlib.sha256(anchor.encode()).hexdigest()[:12]
        self._found: dict[str, Object] = {}

    def give(self, pdf: Pdf) -> None:
        """Rename the elements of a leaf, and list them in its tree of identifiers."""
        root = pdf.Root.StructTreeRoot
        pending = [element for document in root.K for element in document.K]
        while pending:
            element = pending.pop()
            kind = element.get("/S")
            if kind == Name.Note:
                element.ID = String(f"note-{len(self._found)}")
            if "/ID" in element:
                element.ID = self._unique(element.ID)
                self._found[str(element.ID)] = element
            if kind == Name.TR:
                _give_scope(element)
            if kind == Name.TD and "/A" in element and "/Headers" in element.A:
                element.A.Headers = Array([self._unique(name) for name in element.A.Headers])
            kids = element.get("/K")
            if isinstance(kids, Array):
                pending.extend(kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid)
        names = [
            entry for name in sorted(self._found) for entry in (String(name), self._found[name])
        ]
        root.IDTree = Dictionary(Names=Array(names))

    def _unique(self, name: Object) -> String:
        return String(f"{self._prefix}-{name!s}")


def _give_scope(row: Object) -> None:
    """Say of each header cell in a row whether it heads the row or a column.

    A header heads its row when other cells of that row name it as theirs.
    """
    cells = [cell for cell in row.K if isinstance(cell, Dictionary)]
    named = {
        str(name)
        for cell in cells
        if "/A" in cell and "/Headers" in cell.A
        for name in cell.A.Headers
    }
    for cell in cells:
        if cell.get("/S") == Name.TH and "/A" in cell:
            heads_row = "/ID" in cell and str(cell.ID) in named
            cell.A.Scope = Name.Row if heads_row else Name.Column

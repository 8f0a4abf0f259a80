"""One structure tree for the whole book, from the trees of its leaves.

Source: ISO 32000-1, 14.7 (logical structure): /StructParents of pages and /StructParent of
annotations are keys of the parent tree, and element identifiers are unique in the file.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


class StructureTree:
    """Gathers the structure of leaves, in reading order, into one tree."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array())
        )
        self._parents = Array()
        self._identifiers: dict[str, Object] = {}
        self._next_key = 0
        self._leaf_count = 0

    def add_leaf(self, source: Pdf, pages: list[Object], language: str = "") -> None:
        """Take over the structure of a leaf whose `pages` are already in the book.

        `language` is that of the leaf where it is not the book's. Annotations that were removed
        from the pages before lose their entry.
        """
        self._leaf_count += 1
        # The copy finds the pages where they are only because they were copied before it.
        copied = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        parents = dict(_pairs(copied.ParentTree.Nums))
        for page in pages:
            page.StructParents = self._add_parent(parents[int(page.StructParents)])
            for annotation in page.get("/Annots", Array()):
                if "/StructParent" in annotation:
                    annotation.StructParent = self._add_parent(
                        parents[int(annotation.StructParent)]
                    )
        for document in copied.K:
            for element in document.K:
                element.P = self._document
                if language:
                    element.Lang = String(language)
                self._document.K.append(element)
                self._rename_identifiers(element)

    def write(self) -> None:
        """Put the tree into the file and mark the file as tagged."""
        self._root.K = Array([self._document])
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=self._parents))
        self._root.ParentTreeNextKey = self._next_key
        if self._identifiers:
            names = Array()
            for identifier in sorted(self._identifiers):
                names.append(String(identifier))
                names.append(self._identifiers[identifier])
            self._root.IDTree = self._pdf.make_indirect(Dictionary(Names=names))
        self._pdf.Root.StructTreeRoot = self._root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _add_parent(self, parent: Object) -> int:
        key = self._next_key
        self._parents.append(key)
        self._parents.append(parent)
        self._next_key += 1
        return key

    def _rename_identifiers(self, element: Object) -> None:
        """Header cells are named within their leaf only: put the leaf's number before the name.

        Notes have to have a name, too (ISO 14289-1, 7.9).
        """
        pending = [element]
        while pending:
            current = pending.pop()
            if current.get("/S") == Name.Note:
                current.ID = String(f"note-{len(self._identifiers)}")
            if "/ID" in current:
                name = self._identifier(current.ID)
                current.ID = String(name)
                self._identifiers[name] = current
            if current.get("/S") == Name.TR:
                _give_scope(current)
            if current.get("/S") == Name.TD and "/A" in current and "/Headers" in current.A:
                named = [String(self._identifier(header)) for header in current.A.Headers]
                current.A.Headers = Array(named)
            kids = current.get("/K")
            if isinstance(kids, Array):
                pending.extend(kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid)

    def _identifier(self, name: Object) -> str:
        return f"{self._leaf_count:04d}-{name!s}"


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


def _pairs(numbers: Object) -> list[tuple[int, Object]]:
    return [(int(numbers[i]), numbers[i + 1]) for i in range(0, len(numbers), 2)]

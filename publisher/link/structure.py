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

    def add_leaf(self, source: Pdf, pages: list[Object], language: str = "") -> None:
        """Take over the structure of a leaf whose `pages` are already in the book.

        `language` is that of the leaf where it is not the book's. Annotations that were removed
        from the pages before lose their entry.
        """
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
        names = copied.IDTree.Names
        self._identifiers |= {
            str(names[index]): names[index + 1] for index in range(0, len(names), 2)
        }
        for document in copied.K:
            for element in document.K:
                element.P = self._document
                if language:
                    element.Lang = String(language)
                self._document.K.append(element)

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


def _pairs(numbers: Object) -> list[tuple[int, Object]]:
    return [(int(numbers[i]), numbers[i + 1]) for i in range(0, len(numbers), 2)]

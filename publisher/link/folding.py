"""Structure elements that say nothing are folded into those that hold them.

WeasyPrint has a Span for each piece of each line: a paragraph falls into as many parts for those
who have it read to them, and the file is the larger for it. The text of a Span or a NonStruct that
says nothing of itself is as well its parent's (ISO 32000-1, 14.7.4: content items).
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object

_FOLDED = (Name.Span, Name.NonStruct)
_PLAIN = frozenset({"/Type", "/S", "/P", "/K", "/Pg"})

_Id = tuple[int, int]


def fold(root: Object) -> None:
    """Fold what can be in the structure tree of a leaf, its parent tree included."""
    into: dict[_Id, Object] = {}
    for document in root.K:
        for element in document.K:
            _fold_within(element, into)
    numbers = root.ParentTree.Nums
    for index in range(1, len(numbers), 2):
        if isinstance(numbers[index], Array):  # a page's, by the numbers of its content
            numbers[index] = Array([_holder(parent, into) for parent in numbers[index]])


def _holder(element: Object, into: dict[_Id, Object]) -> Object:
    """The element that holds the content of one that was folded, or that itself."""
    while isinstance(element, Dictionary) and element.objgen in into:
        element = into[element.objgen]
    return element


def _fold_within(element: Object, into: dict[_Id, Object]) -> None:
    kids: list[object] = []
    has_changed = False
    for kid in _kids(element):
        if not (isinstance(kid, Dictionary) and "/S" in kid):
            kids.append(kid)
            continue
        _fold_within(kid, into)
        content = _content(kid, element)
        if content is None:
            kids.append(kid)
        else:
            kids += content
            into[kid.objgen] = element
            has_changed = True
    if has_changed:
        element.K = Array(kids)


def _content(kid: Object, element: Object) -> list[object] | None:
    """What a kid gives the element that holds it instead of itself; None where it is to stay."""
    if kid.S not in _FOLDED or not _PLAIN.issuperset(kid.keys()):
        return None
    items = list(_kids(kid))
    if any(isinstance(item, Dictionary) and "/MCID" not in item for item in items):
        return None
    page = kid.get("/Pg")
    if page is None or ("/Pg" in element and element.Pg.objgen == page.objgen):
        return items
    return [
        item if isinstance(item, Dictionary) else Dictionary(Type=Name.MCR, Pg=page, MCID=item)
        for item in items
    ]


def _kids(element: Object) -> Iterator[object]:
    kids = element.get("/K")
    if isinstance(kids, Array):
        yield from kids
    elif kids is not None:
        yield kids

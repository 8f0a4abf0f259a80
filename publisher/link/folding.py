"""Structure elements that say nothing are folded into those that hold them.

WeasyPrint has a Span for each piece of each line: a paragraph falls into as many parts for those
who have it read to them, and the file is the larger for it. The text of a Span or a NonStruct that
says nothing of itself is as well its parent's (ISO 32000-1, 14.7.4: content items). Grouping
elements have no content of their own (14.8.4.2): in these, neighbours become one.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object

_FOLDED = (Name.Span, Name.NonStruct)
# What may hold content: 14.8.4.3 to 14.8.4.5, but for lists, tables and their rows
_HOLDERS = frozenset(
    f"/{name}"
    for name in (
        *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "Span"),
        *("Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Ruby", "Warichu", "Figure", "Formula", "Form"),
    )
)
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
    holds_content = str(element.S) in _HOLDERS
    has_changed = False
    neighbour: Object | None = None  # the last kid, where it says nothing
    for kid in _kids(element):
        if not (isinstance(kid, Dictionary) and "/S" in kid):
            kids.append(kid)
            neighbour = None
            continue
        _fold_within(kid, into)
        holder = element if holds_content else neighbour
        content = _content(kid, holder) if _says_nothing(kid) else None
        if content is None:
            kids.append(kid)
            neighbour = kid if _says_nothing(kid) else None
            continue
        assert holder is not None  # or there were no content
        into[kid.objgen] = holder
        has_changed = True
        if holds_content:
            kids += content
        else:
            holder.K = Array([*_kids(holder), *content])
    if has_changed:
        element.K = Array(kids)


def _says_nothing(element: Object) -> bool:
    return (
        element.S in _FOLDED
        and _PLAIN.issuperset(element.keys())
        and not any(isinstance(kid, Dictionary) and "/MCID" not in kid for kid in _kids(element))
    )


def _content(kid: Object, holder: Object | None) -> list[object] | None:
    """What a kid that says nothing gives the element that holds its content instead of it."""
    if holder is None:
        return None
    items = list(_kids(kid))
    page = kid.get("/Pg")
    if page is None or ("/Pg" in holder and holder.Pg.objgen == page.objgen):
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

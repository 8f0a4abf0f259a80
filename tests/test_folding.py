"""The structure tree has no element that says nothing, and holds all content as before."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from publisher.editions import SCREEN
from publisher.link import prepared
from publisher.manuscript import prepare
from publisher.model import Leaf
from publisher.typefaces.shelf import Shelf
from publisher.typeset import typeset
from tests.books import make_book

TEXT = """
# Head

Words with **bold** and [a link](https://example.org) in them, so many that they fill some lines.
Words with **bold** and *slant* in them, so many that they fill some lines.

- One
- Two[^1]

| Who | What |
| --- | --- |
| A | B |

[^1]: A note.
"""


@pytest.fixture(scope="module")
def leaf(tmp_path_factory: pytest.TempPathFactory) -> Leaf:
    folder = tmp_path_factory.mktemp("folding")
    long = TEXT + "\nMore words, over two pages. " * 400
    files = {"handbook.yaml": "title: T\nchapters: [a.md]\n", "a.md": long}
    manuscript = prepare(make_book(folder, files), SCREEN)
    return typeset(manuscript.body[0], manuscript.handbook, Shelf())


def elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def kids(element: Any) -> list[Any]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def contents(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Page and number of each piece of marked content, in the order of the structure tree."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    return list(_in_order(pdf.Root.StructTreeRoot.K[0], pages))


def _in_order(element: Any, pages: dict[Any, int]) -> Iterator[tuple[int, int]]:
    for kid in kids(element):
        if not isinstance(kid, pikepdf.Dictionary):
            yield pages[element.Pg.objgen], int(kid)
        elif "/S" in kid:
            yield from _in_order(kid, pages)
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen], int(kid.MCID)


def test_content_stays_in_its_order(leaf: Leaf) -> None:
    with (
        pikepdf.open(io.BytesIO(leaf.pdf)) as before,
        pikepdf.open(io.BytesIO(prepared(leaf).pdf)) as after,
    ):
        assert contents(after) == contents(before)
        assert len(contents(before)) > 30
        assert len({page for page, _number in contents(after)}) > 1


def test_the_parent_tree_names_the_element_that_holds_the_content(leaf: Leaf) -> None:
    with pikepdf.open(io.BytesIO(prepared(leaf).pdf)) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = root.ParentTree.Nums
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        pages = {page.obj.objgen: page for page in pdf.pages}
        checked = 0
        for element in elements(root.K[0]):
            for kid in kids(element):
                page = element.get("/Pg")
                if isinstance(kid, pikepdf.Dictionary):
                    if "/MCID" not in kid:
                        continue
                    page, kid = kid.Pg, kid.MCID
                holder = parents[int(pages[page.objgen].obj.StructParents)][int(kid)]
                assert holder.objgen == element.objgen
                checked += 1
        assert checked > 30


def test_grouping_elements_hold_no_content(leaf: Leaf) -> None:
    grouping = {"/Document", "/Art", "/Div", "/Sect", "/Part", "/L", "/LI", "/Table", "/TR"}
    with pikepdf.open(io.BytesIO(prepared(leaf).pdf)) as pdf:
        for element in elements(pdf.Root.StructTreeRoot.K[0]):
            if str(element.S) in grouping:
                assert all("/S" in kid for kid in kids(element) if kid != []), element.S


def test_no_span_is_left_that_says_nothing_and_all_else_is(leaf: Leaf) -> None:
    counts = []
    for pdf in (leaf.pdf, prepared(leaf).pdf):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            root = opened.Root.StructTreeRoot.K[0]
            counts.append(Counter(str(element.S) for element in elements(root)))
    before, after = counts
    assert before["/Span"] > 30
    assert after["/Span"] < before["/Span"] / 10
    meant = set(before) - {"/Span", "/NonStruct"}
    assert {name: after[name] for name in meant} == {name: before[name] for name in meant}
    assert {"/P", "/LI", "/TD", "/Link"} <= meant

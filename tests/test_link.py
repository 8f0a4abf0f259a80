"""The linked file: numbers, labels, contents, outline, destinations, structure, metadata."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from publisher.editions import PRINT, SCREEN
from publisher.link.pagination import paginate, roman
from publisher.model import Leaf, Role, Section
from tests.books import outline, page_labels, page_texts
from tests.conftest import build_at


def leaf(role: Role, pages: int) -> Leaf:
    return Leaf(Section(role, "", "", role.value), b"", pages, (), ())


BOOK = [
    leaf(Role.COVER, 1),
    leaf(Role.IMPRINT, 1),
    leaf(Role.CONTENTS, 1),
    leaf(Role.PART, 1),
    leaf(Role.CHAPTER, 3),
    leaf(Role.CHAPTER, 2),
    leaf(Role.BACK_COVER, 1),
]


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 40, 90, 400, 2026)] == [
        "i", "iv", "ix", "xiv", "xl", "xc", "cd", "mmxxvi",
    ]  # fmt: skip


def test_a_screen_edition_has_no_blanks() -> None:
    pagination = paginate(BOOK, SCREEN)
    assert [place.first_page for place in pagination.placements] == [0, 1, 2, 3, 4, 7, 9]
    assert pagination.labels == ("i", "ii", "iii", "1", "2", "3", "4", "5", "6", "7")


def test_in_a_duplex_edition_parts_and_chapters_start_on_a_recto() -> None:
    pagination = paginate(BOOK, PRINT)
    placed = dict(zip([entry.section.role for entry in BOOK], pagination.placements, strict=True))
    assert all(
        place.first_page % 2 == 0
        for entry, place in zip(BOOK, pagination.placements, strict=True)
        if entry.section.role in (Role.PART, Role.CHAPTER)
    )
    assert pagination.roman_count == 4  # a blank after the contents, so that page 1 is a recto
    assert pagination.labels[4] == "1"
    assert len(pagination.labels) % 2 == 0
    assert placed[Role.BACK_COVER].first_page == len(pagination.labels) - 1


@pytest.mark.parametrize("edition", [SCREEN, PRINT])
def test_body_numbers_do_not_depend_on_front_matter(edition: Any) -> None:
    whole, body = paginate(BOOK, edition), paginate(BOOK[3:], edition)
    numbers = [whole.labels[place.first_page] for place in whole.placements[3:]]
    assert numbers == [body.labels[place.first_page] for place in body.placements]


def test_labels_are_roman_then_arabic_without_a_gap(screen: Path) -> None:
    labels = page_labels(screen)
    first = labels.index("1")
    assert labels[:first] == [roman(number) for number in range(1, first + 1)]
    assert labels[first:] == [str(number) for number in range(1, len(labels) - first + 1)]


@pytest.mark.parametrize("edition", ["screen", "print_edition"])
def test_printed_folios_are_the_labels(request: pytest.FixtureRequest, edition: str) -> None:
    path: Path = request.getfixturevalue(edition)
    texts, labels = page_texts(path), page_labels(path)
    with_folio = [
        (text.split()[-1], label)
        for text, label in zip(texts, labels, strict=True)
        if "Every shift ends" in text or text.startswith("Contents")
    ]
    assert len(with_folio) >= 5
    assert all(folio == label for folio, label in with_folio)


def test_folios_are_mirrored_in_print(print_edition: Path) -> None:
    sides = {}
    with pikepdf.open(print_edition) as pdf:
        for page in pdf.pages:
            content = page.obj.Contents
            streams = content if isinstance(content, pikepdf.Array) else [content]
            last = streams[len(streams) - 1].read_bytes().decode("latin-1")
            if found := re.search(r"\n([\d.]+) [\d.]+ Td", last):
                sides[page.label] = float(found[1]) > float(page.mediabox[2]) / 2
    assert sides["1"]
    assert all(
        on_the_right == (int(label) % 2 == 1)
        for label, on_the_right in sides.items()
        if label.isdigit()
    )
    assert set(sides.values()) == {True, False}


def test_folios_are_artifacts(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        page = next(page for page in pdf.pages if page.label == "1")
        content = b"".join(stream.read_bytes() for stream in page.obj.Contents)
    assert b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC" in content


def test_contents_give_the_page_on_which_each_heading_stands(print_edition: Path) -> None:
    texts, labels = page_texts(print_edition), page_labels(print_edition)
    contents = next(text for text in texts if text.startswith("Contents"))
    headings = ["Welcome", "First shifts", "Tools at hand", "Second year", "Applications"]
    for heading in headings:
        found = re.search(rf"{heading}[ .]+(\d+)", contents)
        assert found is not None, heading
        assert heading in texts[labels.index(found[1])]


def test_the_outline_nests_headings_under_chapters_under_parts(screen: Path) -> None:
    entries = outline(screen)
    texts = page_texts(screen)
    assert [(depth, title) for depth, title, _page in entries] == [
        (0, "Contents"),
        (0, "Welcome"),
        (0, "Stages"),
        (1, "First shifts"),
        (2, "Tools at hand"),
        (2, "Signs of readiness"),
        (1, "Second year"),
        (2, "Deep water"),
        (0, "Places"),
        (1, "Applications"),
        (2, "Signs of readiness"),
    ]
    assert all(title in texts[page] for _depth, title, page in entries)


def test_the_same_heading_in_two_chapters_has_two_destinations(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        first = names["path/first#signs-of-readiness"][0].objgen
        second = names["tracks/apps#signs-of-readiness"][0].objgen
    assert first != second


def test_every_link_inside_leads_to_a_page_of_the_file_and_says_so(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        pages = {page.obj.objgen: page.label for page in pdf.pages}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        inside = [
            link for page in pdf.pages for link in page.obj.get("/Annots", []) if "/Dest" in link
        ]
        assert len(inside) > 10
        for link in inside:
            label = pages[names[str(link.Dest)][0].objgen]
            assert str(link.Contents) == f"Page {label}"


def test_no_private_address_is_left_in_the_file(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        addresses = {
            str(link.A.URI)
            for page in pdf.pages
            for link in page.obj.get("/Annots", [])
            if "/A" in link
        }
    assert addresses == {"https://example.org/library"}


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def test_one_structure_tree_holds_all_chapters_in_order(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        root = pdf.Root.StructTreeRoot
        assert bool(pdf.Root.MarkInfo.Marked)
        assert len(root.K) == 1
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        headings = [
            pages[element.Pg.objgen] for element in _elements(root) if element.S == pikepdf.Name.H1
        ]
    assert headings == sorted(headings)
    assert len(headings) == 8  # cover, contents, two parts, four chapters


def test_the_parent_tree_leads_from_each_page_and_annotation_to_its_elements(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(keys)) == len(keys)
        for page, key in zip(pdf.pages, keys, strict=True):
            assert all(element.Pg.objgen == page.obj.objgen for element in parents[key])
            for link in page.obj.get("/Annots", []):
                element = parents[int(link.StructParent)]
                objects = [
                    kid.Obj.objgen
                    for kid in element.K
                    if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
                ]
                assert link.objgen in objects


def test_header_cells_have_a_scope_and_a_name_of_their_own(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        root = pdf.Root.StructTreeRoot
        headers = [element for element in _elements(root) if element.S == pikepdf.Name.TH]
        identifiers = [str(element.ID) for element in headers]
        assert len(headers) >= 6
        assert len(set(identifiers)) == len(identifiers)
        assert {str(element.A.Scope) for element in headers} == {"/Column", "/Row"}
        cells = [element for element in _elements(root) if element.S == pikepdf.Name.TD]
        named = {str(name) for cell in cells for name in cell.A.get("/Headers", [])}
        assert named <= set(identifiers)
        assert named


def test_metadata_says_what_the_book_says(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        assert str(pdf.docinfo.Title) == "Night Watch: A tiny handbook"
        assert str(pdf.docinfo.Author) == "Ada Example; Sam Example"
        assert str(pdf.docinfo.Subject) == "What to do at night."
        assert str(pdf.docinfo.Keywords) == "handover, runbook"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260301000000")
        assert str(pdf.Root.Lang) == "en-GB"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Night Watch: A tiny handbook"
            assert xmp["dc:creator"] == ["Ada Example", "Sam Example"]
            assert "en-GB" in xmp["dc:language"]


def test_the_date_can_be_given_from_outside(
    small_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime.datetime(2030, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    with pikepdf.open(build_at(small_book, name="dated.pdf").path) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20300506070809")


def test_two_builds_give_the_same_bytes(small_book: Path, screen: Path) -> None:
    again = build_at(small_book, "screen", "again.pdf").path
    assert again.read_bytes() == screen.read_bytes()


def test_the_file_is_sound_and_its_fonts_are_embedded_subsets(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        assert pdf.check_pdf_syntax() == []
        fonts = {
            str(font.BaseFont): font.DescendantFonts[0].FontDescriptor
            for page in pdf.pages
            for font in (page.resources.get("/Font") or pikepdf.Dictionary()).values()
        }
    assert fonts
    for name, descriptor in fonts.items():
        assert re.match(r"/[A-Z]{6}\+Source-", name)
        assert "/FontFile2" in descriptor

"""The handbook that ships: whole, without a warning, and with every fact of its outline."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publisher.build import Built
from publisher.load import load
from publisher.model import Handbook, Kind
from tests.books import outline, page_labels, page_texts

FOOT = 54.0  # the height in points of what stands under the text
ROOT = Path(__file__).resolve().parent.parent / "handbook"


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    loaded, problems = load(ROOT)
    assert problems == ()
    return loaded


@pytest.fixture(scope="module")
def text(shipped: Built) -> str:
    """All words of the book; words that were hyphenated at a line's end are whole again."""
    joined = " ".join(page_texts(shipped.path))
    return joined.replace("\u2010 ", "")


def test_it_builds_without_a_warning(shipped: Built) -> None:
    assert shipped.problems == ()


def test_it_earns_its_paper(shipped: Built) -> None:
    assert 60 <= shipped.page_count <= 120


def test_only_the_last_pages_of_chapters_are_more_than_half_empty(
    shipped: Built, handbook: Handbook
) -> None:
    """Pages of text; those before a landscape sheet, and worksheets, are as full as they can be."""
    with pikepdf.open(shipped.path) as pdf:
        index_of = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        openers = [part.anchor for part in handbook.parts if part.number]
        openers += [chapter.anchor for chapter in handbook.chapters]
        starts = {index_of[names[anchor][0].objgen] for anchor in openers} | {len(pdf.pages) - 1}
        upright = [page.mediabox[3] > page.mediabox[2] for page in pdf.pages]
    document = pypdfium2.PdfDocument(shipped.path)
    empty = []
    try:
        for index, page in enumerate(document):
            text = page.get_textpage()
            heights = [text.get_rect(number) for number in range(text.count_rects())]
            in_text = [foot for _left, foot, _right, _head in heights if foot > FOOT]
            is_last = index + 1 in starts or not all(upright[index : index + 2])
            if in_text and min(in_text) > page.get_height() / 2 and not is_last:
                empty.append(index)
    finally:
        document.close()
    front = page_labels(shipped.path).index("1")
    assert [index for index in empty if index >= front] == []


@pytest.mark.parametrize(
    "words",
    [
        "manage and resolve issues",
        "production environment",
        "run smoothly and do not stop",
        "software engineering",
        "systems administration",
        "customer service",
        "bachelor’s degree",
        "computer science",
        "information technology",
        "Programming",
        "Systems architecture",
        "Network management",
        "problem-solving",
        "deal with customers",
        "4 years",
        "1–2 years",
        "2–3 years",
        "7–9 years",
        "Entry-level IT support",
        "Junior Production Support Engineer",
        "Application Support Specialist",
        "Infrastructure Support Engineer",
        "Application-level issues",
        "Backend infrastructure",
        "$60,000–$80,000",
        "$70,000–$90,000",
        "$60,340",
        "$73,340",
        "$96,800",
        "run smoothly",
        "hardware",
        "performing",
        "relied upon",
        "management or to a specialised technical role",
        "ITIL",
        "service management",
        "communication",
        "teamwork",
        "leadership",
        "Association for Computing Machinery",
        "Stack Overflow",
        "meet peers",
        "thought leader",
        "LinkedIn",
        "skills and what you have achieved",
    ],
)
def test_every_fact_of_the_outline_has_its_place(text: str, words: str) -> None:
    assert words.casefold() in text.casefold()


def test_each_kind_of_chapter_is_there(handbook: Handbook) -> None:
    kinds = [chapter.kind for chapter in handbook.chapters]
    assert kinds.count(Kind.STAGE) == 8
    assert kinds.count(Kind.TRACK) == 2
    assert kinds.count(Kind.WORKSHEET) == 5
    assert kinds.count(Kind.GLOSSARY) == kinds.count(Kind.INDEX) == 1
    assert sum(len(chapter.terms) for chapter in handbook.chapters) >= 40
    groups = {chapter.strategy.group for chapter in handbook.chapters if chapter.strategy}
    assert groups == {"growth", "networking", "brand"}


def test_every_chapter_and_heading_is_in_the_outline_on_its_page(
    shipped: Built, handbook: Handbook
) -> None:
    expected = ["Contents"]
    for part in handbook.parts:
        expected += [part.title] if part.number else []
        for chapter in part.chapters:
            expected.append(chapter.title)
            expected += [heading.text for heading in chapter.headings]
    assert [title for _depth, title, _page in outline(shipped.path)] == expected


def test_every_line_of_the_contents_has_the_number_of_its_page(
    shipped: Built, handbook: Handbook
) -> None:
    labels = page_labels(shipped.path)
    with pikepdf.open(shipped.path) as pdf:
        index = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        place = {name: labels[index[names[name][0].objgen]] for name in names}
    contents = " ".join(
        text
        for text, label in zip(page_texts(shipped.path), labels, strict=True)
        if not label.isdigit()
    )
    position = contents.index("Contents")
    first = next(heading for chapter in handbook.chapters for heading in chapter.headings)
    has_headings = first.text in contents  # where they fit on two pages
    counts = Counter(heading.text for chapter in handbook.chapters for heading in chapter.headings)
    count = 0
    for chapter in handbook.chapters:
        lines = [(chapter.title, chapter.anchor)]
        lines += [
            (heading.text, heading.anchor)
            for heading in chapter.headings
            if heading.level == 2 and counts[heading.text] < 4  # what all chapters have is left out
        ]
        for words, anchor in lines if has_headings else lines[:1]:
            found = re.compile(rf"{re.escape(words)}[ .]+(\d+)").search(contents, position)
            assert found is not None, words
            assert (
                found[1] == place[anchor.replace("#", "%23") if anchor not in place else anchor]
            ), words
            position = found.end()
            count += 1
    assert count > (60 if has_headings else 14)


def test_no_glyph_comes_from_a_font_of_this_machine(shipped: Built) -> None:
    with pikepdf.open(shipped.path) as pdf:
        fonts = {
            str(font.BaseFont)
            for page in pdf.pages
            for font in (page.resources.get("/Font") or pikepdf.Dictionary()).values()
        }
    assert fonts
    assert all(re.match(r"/[A-Z]{6}\+Source-(Serif-4|Sans-3|Code-Pro)", name) for name in fonts)

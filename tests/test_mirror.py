"""In print, text stands at the spine and notes at the outer edge, on rectos and on versos."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publisher.model import Area
from tests import geometry
from tests.books import PNG, make_book
from tests.conftest import build_at
from tests.geometry import MILLIMETRE

COLUMN = geometry.token("note-column")
WIDE = f"|{' w |' * 7}\n|{' - |' * 7}\n" + f"|{' responsibilities |' * 7}\n" * 2
TURNED = f"|{' t |' * 14}\n|{' - |' * 14}\n" + f"|{' tunnelled |' * 14}\n" * 2
SENTENCE = {
    "en": "Every shift ends with a handover that a stranger could work from. ",
    "ar": "تنتهي كل مناوبة بتسليم يستطيع الغريب أن يعمل منه بلا سؤال. ",
}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="99"><title>t</title></svg>'


def book(folder: Path, language: str) -> Path:
    sentence = SENTENCE[language]
    pieces = "\n\n".join(
        f"Filler{n}: {sentence * 6}A call.[^{n}]\n\n"
        f":::margin\nNote{n} {sentence}\n:::\n\nBeside{n}: {sentence * 5}\n\n"
        f"[Link{n}](#the-end)\n\n{WIDE}\n"
        f"```text\ncode{n}\n```\n\n> [!TIP]\n> Tip{n}: {sentence}\n\n- [ ] Item{n}: {sentence}\n\n"
        f"[^{n}]: Foot{n} {sentence}\n"
        for n in range(12)
    )
    chapter = f"# A\n\n{pieces}\n\n![x](x.svg)\n\n{TURNED}\n\n## The end\n\nDone: {sentence}\n"
    settings = f"title: B\nlanguage: {language}\nchapters: [a.md, w.md]\n"
    sheet = f"---\ntitle: W\nkind: worksheet\n---\n\nSheet: {sentence * 60}\n"
    files: dict[str, str | bytes] = {"handbook.yaml": settings, "a.md": chapter, "w.md": sheet}
    return make_book(folder / "book", {**files, "x.svg": DRAWING, "y.png": PNG})


@dataclass(frozen=True)
class Line:
    """A line of text on a page, or a piece of one. `spine` and `outer` are how far it is from what
    is inside the margins, on the side of the spine and on the other."""

    page: int
    is_recto: bool
    words: str
    area: Area
    spine: float
    outer: float


def lines(path: Path) -> Iterator[Line]:
    with pikepdf.open(path) as pdf:
        areas = [[float(n) for n in page.obj.get("/ArtBox", page.mediabox)] for page in pdf.pages]
    document = pypdfium2.PdfDocument(path)
    for index, page in enumerate(document):
        content = areas[index]
        margins = content[0], page.get_width() - content[2]
        if page.get_width() > page.get_height() or min(margins) < 1:
            continue
        is_recto = margins[0] > margins[1]
        text = page.get_textpage()
        for number in range(text.count_rects()):
            left, foot, right, head = text.get_rect(number)
            words = text.get_text_bounded(left - 1, foot - 1, right + 1, head + 1)
            gaps = left - content[0], content[2] - right
            yield Line(
                index,
                is_recto,
                words,
                Area(left, foot, right, head),
                *(gaps if is_recto else reversed(gaps)),
            )
    document.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The book in a language as an edition of it, each of them built once."""

    @cache
    def build(language: str, edition: str) -> Path:
        root = book(tmp_path_factory.mktemp(language), language)
        return build_at(root, edition, strict=True).path

    return build


@pytest.mark.parametrize("language", ["en", "ar"])
def test_text_stands_at_the_spine_and_notes_at_the_outer_edge(
    built: Callable[[str, str], Path], language: str
) -> None:
    found = list(lines(built(language, "print")))
    for word in ("Filler", "Beside", "Tip", "code", "Item", "Foot", "Link"):
        named = [line for line in found if word in line.words]
        assert {line.is_recto for line in named} == {True, False}, word
        assert all(line.outer > COLUMN - 1 for line in named), word
        assert all(line.spine > -1 for line in named), word
    notes = [line for line in found if "Note" in line.words]
    assert {line.is_recto for line in notes} == {True, False}
    inside = geometry.RIGHT - geometry.LEFT
    for line in notes:
        assert line.outer > -1
        assert line.spine > inside - COLUMN + 10, line
    # Wide tables go from one margin to the other, worksheets too
    for side in (True, False):
        cells = [
            line for line in found if "responsibilities" in line.words and line.is_recto is side
        ]
        assert min(line.spine for line in cells) < 30
        assert min(line.outer for line in cells) < 30
        sheet = [line for line in found if line.page > max(n.page for n in notes) + 2]
        full = [line for line in sheet if line.is_recto is side]
        assert min(line.spine for line in full) < 5
        assert min(line.outer for line in full) < 30


# On paper a link within the book tells its page
_REFERENCE = re.compile(r"\(p\.\s*\d+\)")


def _pages(path: Path) -> list[list[str]]:
    """The words of each page of the chapter, whatever their order and their place."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    found = [_REFERENCE.sub("", text).split() for text in texts]
    return [
        sorted(word for word in words if not word.isdigit())  # the worksheet's numbers differ
        for words in found
        if "handover" in words
    ]


def test_no_page_breaks_elsewhere_for_it(built: Callable[[str, str], Path]) -> None:
    assert _pages(built("en", "screen")) == _pages(built("en", "print"))


def test_links_and_grounds_go_with_the_text(built: Callable[[str, str], Path]) -> None:
    path = built("en", "print")
    document = pypdfium2.PdfDocument(path)
    codes = 0
    for line in (found for found in lines(path) if re.search(r"code\d", found.words)):
        grounds = [
            found.get_bounds()
            for found in document[line.page].get_objects()
            if found.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
        ]
        around = [
            (left, right)
            for left, foot, right, head in grounds
            if foot < line.area.foot and head > line.area.head and right - left < 130 * MILLIMETRE
        ]
        assert any(abs(line.area.left - left - 9) < 2 for left, _right in around), line
        codes += 1
    assert codes == 12
    document.close()
    links = [line for line in lines(path) if re.search(r"Link\d", line.words)]
    with pikepdf.open(path) as pdf:
        for line in links:
            rectangles = [
                [float(n) for n in annotation.Rect] for annotation in pdf.pages[line.page].Annots
            ]
            assert any(
                abs(left - line.area.left) < 2 and abs(right - line.area.right) < 2
                for left, _foot, right, _head in rectangles
            ), line
    assert len(links) == 12


def test_on_a_screen_the_column_is_on_one_side(built: Callable[[str, str], Path]) -> None:
    path = built("en", "screen")
    named = [line for line in lines(path) if re.search(r"(Filler|Beside|Foot)\d", line.words)]
    assert {round(line.area.left) for line in named if "Foot" not in line.words} == {
        round(geometry.LEFT)
    }
    assert max(line.area.right for line in named) < geometry.TEXT_RIGHT + 1

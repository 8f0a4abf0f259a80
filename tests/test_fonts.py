"""Each typeface stands once in the finished file, cut down to what the book prints."""

from __future__ import annotations

import io
import os
from collections import defaultdict
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from publisher.cache.store import Store
from publisher.model import MachineError
from publisher.typefaces.catalogue import SERIF
from publisher.typefaces.instances import axes_of, instance, subset
from publisher.typefaces.shelf import Shelf
from tests.books import make_book, page_texts
from tests.conftest import build_at

SERIF_FILE = SERIF.faces[0].path


def embedded(path: Path) -> dict[str, set[bytes]]:
    """The font files of each font in a PDF, by the font's name."""
    found: dict[str, set[bytes]] = defaultdict(set)
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                is_opentype = "/FontFile3" in descriptor
                file = descriptor.FontFile3 if is_opentype else descriptor.FontFile2
                found[str(font.BaseFont)].add(file.read_bytes())
    return found


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose chapters have each letters that no other has."""
    folder = tmp_path_factory.mktemp("letters")
    book = make_book(
        folder / "book",
        {
            "handbook.yaml": "title: T\nchapters: [a.md, b.md, c.md]\n",
            "a.md": "# One\n\nAbcde ÆØ fi **bold** *slanted* `code`\n",
            "b.md": "# Two\n\nXyz éèç **strong** fluent\n",
            "c.md": "---\nlang: zh-Hans\n---\n# 三\n\n值班工程师。\n",
        },
    )
    return build_at(book, "screen", "letters.pdf").path


def test_each_font_is_embedded_once(letters: Path) -> None:
    files = embedded(letters)
    assert len(files) > 4
    assert {name: len(found) for name, found in files.items()} == dict.fromkeys(files, 1)


def test_it_has_the_glyphs_of_all_chapters_and_no_others(letters: Path) -> None:
    (serif,) = [found for name, found in embedded(letters).items() if name.endswith("Serif-4,")]
    with TTFont(io.BytesIO(*serif)) as font:
        drawn = [name for name in font.getGlyphOrder() if font["glyf"][name].numberOfContours]
    assert 20 < len(drawn) < 80


def test_its_text_is_found(letters: Path) -> None:
    text = " ".join(page_texts(letters))
    for words in ("Abcde ÆØ fi bold slanted code", "Xyz éèç strong fluent", "值班工程师。"):
        assert words in text


def test_an_instance_is_static_and_has_the_glyphs_of_the_font() -> None:
    assert SERIF_FILE is not None
    whole = SERIF_FILE.read_bytes()
    assert set(axes_of(whole)) == {"wght", "opsz"}
    bold = instance(whole, {"wght": 600, "opsz": 99})  # beyond the axis: at its end
    assert axes_of(bold) == {}
    with TTFont(io.BytesIO(bold)) as static, TTFont(io.BytesIO(whole)) as variable:
        assert static.getGlyphOrder() == variable.getGlyphOrder()
        assert static.getBestCmap() == variable.getBestCmap()
    assert instance(bold, {"wght": 400}) == bold
    assert instance(whole, {"wght": 400}) != instance(whole, {"wght": 600})


def test_a_subset_keeps_the_numbers_of_its_glyphs() -> None:
    assert SERIF_FILE is not None
    static = instance(SERIF_FILE.read_bytes(), {})
    with TTFont(io.BytesIO(static)) as font:
        number = font.getGlyphID(font.getBestCmap()[ord("g")])
        outline = font["glyf"][font.getGlyphName(number)].getCoordinates(font["glyf"])[0]
    with TTFont(io.BytesIO(subset(static, 0, [number]))) as cut:
        assert cut["maxp"].numGlyphs == number + 1
        assert cut["glyf"][cut.getGlyphName(number)].getCoordinates(cut["glyf"])[0] == outline
        assert [n for n in cut.getGlyphOrder() if cut["glyf"][n].numberOfContours] == [
            cut.getGlyphName(number)
        ]


def test_a_typeface_that_is_gone_is_told() -> None:
    shelf = Shelf()
    digest = shelf.put(os.urandom(99))
    assert shelf.has(digest)
    with pytest.raises(MachineError, match="could not be kept"):
        shelf.get("0" * 64)


def test_a_file_that_is_not_what_was_put_is_not_taken(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("typefaces", "0" * 64, b"another file")
    shelf = Shelf(store)
    assert not shelf.has("0" * 64)
    with pytest.raises(MachineError):
        shelf.get("0" * 64)


def test_a_font_that_draws_nothing_harms_nothing(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\nWords `\u200b` and more.\n"}
    built = build_at(make_book(tmp_path / "book", files), "screen", "nothing.pdf")
    assert "Words" in " ".join(page_texts(built.path))

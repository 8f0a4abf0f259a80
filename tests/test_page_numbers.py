"""Page numbers in the text: set by the linker, true, and with room of their own length."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from publisher.laying_out import Layout
from publisher.model import Section
from tests.books import make_book, page_labels, page_texts
from tests.conftest import build_at

LINE = "Every shift ends with a handover that a stranger could work from. "
SETTINGS = """
    title: Night Watch
    date: 2026-03-01
    chapters: [welcome.md, long.md, end.md]
    """
WELCOME = """
    # Welcome

    Turn to [the long one](long.md), to [its end](long.md#the-last) or to
    [the very end](end.md).

    ## Of [long ones](long.md)

    Nothing.
    """


def make(folder: Path, paragraphs: int) -> Path:
    body = f"{LINE * 40}\n\n" * paragraphs
    return make_book(
        folder,
        {
            "handbook.yaml": SETTINGS,
            "welcome.md": WELCOME,
            "long.md": f"# The long one\n\n{body}\n## The last\n\nDone.\n",
            "end.md": "# The end\n\nBack to [the start](welcome.md).\n",
        },
    )


def page_of(path: Path, words: str) -> str:
    """The label of the last page with these words."""
    texts = page_texts(path)
    return page_labels(path)[max(at for at, text in enumerate(texts) if words in text)]


def contents(path: Path) -> str:
    return next(text for text in page_texts(path) if text.startswith("Contents"))


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The anchors of the sections that a build lays out."""
    told: list[str] = []
    original = Layout.leaves

    def leaves(self: Layout, sections: list[Section], *rest: object) -> object:
        missing = [s for s in sections if self._kept.find(s) is None]
        told.extend(section.anchor for section in missing)
        return original(self, sections, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Layout, "leaves", leaves)
    return told


def test_the_contents_tell_the_pages_that_chapters_stand_on(tmp_path: Path) -> None:
    built = build_at(make(tmp_path / "book", 24), "screen", "book.pdf")
    last = page_of(built.path, "The last")
    assert len(last) == 2
    assert f"The long one 2 The last {last}" in re.sub(r" +", " ", contents(built.path))


def test_a_shift_of_pages_lays_out_no_contents(tmp_path: Path, laid_out: list[str]) -> None:
    book = make(tmp_path / "book", 24)
    before = contents(build_at(book, "screen", "book.pdf").path)
    laid_out.clear()
    welcome = book / "welcome.md"
    welcome.write_text(f"{welcome.read_text('utf-8')}\n{LINE * 99}\n", "utf-8")
    after = contents(build_at(book, "screen", "book.pdf").path)
    assert laid_out == ["welcome"]
    assert after != before
    assert "The long one 4" in after


def test_on_paper_links_tell_their_pages(tmp_path: Path) -> None:
    built = build_at(make(tmp_path / "book", 24), "print", "book.pdf")
    text = next(text for text in page_texts(built.path) if "Turn to" in text)
    last, end = page_of(built.path, "The last"), page_of(built.path, "Back to")
    assert f"the long one (p. 3), to its end (p. {last}) or to the very end (p. {end})." in text
    assert "Of long ones Nothing" in text, "headings stay as they are"


def test_on_screens_links_tell_none(tmp_path: Path) -> None:
    built = build_at(make(tmp_path / "book", 3), "screen", "book.pdf")
    assert "(p." not in " ".join(page_texts(built.path))


def test_room_is_as_wide_as_the_number(tmp_path: Path) -> None:
    """No gap is left before a short one, and none is drawn over what stands before it."""
    built = build_at(make(tmp_path / "book", 3), "print", "book.pdf")
    shifts = re.findall(rb"\[(-?[\d.]+) <[0-9a-f]+>\] TJ", _drawn(built.path))
    assert shifts
    assert set(map(float, shifts)) == {0.0}


def _drawn(path: Path) -> bytes:
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
        return b"".join(page.obj.Contents.read_bytes() for page in pdf.pages)


@pytest.mark.parametrize("language", ["pl", "ja", "de"])
def test_references_are_in_the_language_of_the_book(tmp_path: Path, language: str) -> None:
    book = make(tmp_path / "book", 3)
    settings = book / "handbook.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\nlanguage: {language}\n", "utf-8")
    text = " ".join(page_texts(build_at(book, "print", "book.pdf").path))
    told = {"pl": "(s. 3)", "ja": "ページ", "de": "(S. 3)"}[language]
    assert told in text


def test_nothing_tells_where_numbers_were_marked(tmp_path: Path) -> None:
    built = build_at(make(tmp_path / "book", 3), "print", "book.pdf")
    assert b"page-number" not in _drawn(built.path)


@pytest.mark.parametrize(("language", "words"), [("hi", "यह पुस्तक"), ("th", "หนังสือเล่มนี้")])
def test_figures_do_without_latin_letters(tmp_path: Path, language: str, words: str) -> None:
    """Of a language with a script of its own, the typeface may have figures and no letters."""
    book = make_book(
        tmp_path / "book",
        {
            "handbook.yaml": f"""
                title: {words}
                language: {language}
                date: 2026-03-01
                chapters: [one.md, two.md]
                """,
            "one.md": f"# {words}\n\n[{words}](two.md) {words}\n",
            "two.md": f"# {words} {words}\n\n{words}\n",
        },
    )
    texts = page_texts(build_at(book, "print").path)
    first = next(text for text in texts if text.count("(") == 1)
    assert re.search(r"\(p\.\s3\)", first)

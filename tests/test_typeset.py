"""Sections laid out: footnotes, what may be fetched, what the engine complains of."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest
from weasyprint.urls import URLFetchingError

from publisher.editions import SCREEN
from publisher.load import load
from publisher.model import Handbook, HandbookError, Role, Section, Severity
from publisher.render import Sections
from publisher.typeset import typeset
from publisher.typeset.resources import BookFetcher
from tests.books import make_book, page_texts


def section(body: str, style: str = "") -> Section:
    html = f'<html lang="en"><head><title>T</title><style>{style}</style></head><body>{body}</body>'
    return Section(Role.CHAPTER, "T", html + "</html>", "t", "t.md")


def handbook_in(folder: Path) -> Handbook:
    return load(make_book(folder, {"t.md": "# T"}))[0]


def test_a_footnote_stands_on_the_page_of_its_call(tmp_path: Path) -> None:
    paragraphs = "\n\n".join(
        f"Paragraph {number} says a little more than fits in one line of this page, and its word"
        f" marked{number} has a note.[^{number}] It then goes on for a while, as paragraphs do."
        for number in range(60)
    )
    notes = "\n".join(f"[^{number}]: note{number} is here." for number in range(60))
    book = make_book(tmp_path, {"a.md": f"# A\n\n{paragraphs}\n\n{notes}\n"})
    handbook, _problems = load(book)
    rendered = next(iter(Sections(handbook, SCREEN).body()))
    assert rendered.section is not None
    leaf = typeset(rendered.section, handbook)
    assert leaf.problems == ()
    texts = page_texts(leaf.pdf)
    assert len(texts) > 3
    for number in range(60):
        calls = [i for i, text in enumerate(texts) if f"marked{number} " in text]
        bodies = [i for i, text in enumerate(texts) if f"note{number} is" in text]
        assert calls == bodies, number
        assert len(bodies) == 1


def test_footnotes_are_numbered_from_one_in_each_chapter(tmp_path: Path) -> None:
    chapter = "# {0}\n\nOne.[^a] Two.[^b] One again.[^a]\n\n[^a]: first\n[^b]: second\n"
    book = make_book(tmp_path, {"a.md": chapter.format("A"), "b.md": chapter.format("B")})
    handbook, _problems = load(book)
    for rendered in Sections(handbook, SCREEN).body():
        assert rendered.section is not None
        (text,) = page_texts(typeset(rendered.section, handbook).pdf)
        assert "One.1 Two.2 One again.1" in text
        assert text.count("first") == 1
        assert "1. first 2. second" in text


def test_complaints_of_the_engine_are_warnings_with_the_chapters_name(tmp_path: Path) -> None:
    leaf = typeset(section("<p>x</p>", "p { colour: red }"), handbook_in(tmp_path))
    (problem,) = leaf.problems
    assert problem.severity is Severity.WARNING
    assert problem.path == "t.md"
    assert "colour" in problem.message


def test_an_image_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"broken.png": b"this is no image"})
    leaf = typeset(section('<img src="asset:broken.png" alt="Broken">'), handbook_in(book))
    assert [problem.severity for problem in leaf.problems] == [Severity.WARNING]
    assert leaf.problems[0].code == "image-unreadable"
    assert "broken.png" in leaf.problems[0].message


def test_a_failure_of_the_engine_names_the_chapter(tmp_path: Path) -> None:
    failing = section("<ul><li>x</ul>", "li::marker { content: 'x' }")
    with pytest.raises(HandbookError) as caught:
        typeset(failing, handbook_in(tmp_path))
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("typeset-failed", "t.md")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "http://127.0.0.1/x.png",
        "file:///etc/passwd",
        "asset:../secret.txt",
        "asset:%2e%2e/secret.txt",
        "asset:link.txt",
        "style:../publish.py",
        "font:no-such-face/normal",
    ],
)
def test_what_is_not_the_books_is_not_fetched(tmp_path: Path, address: str) -> None:
    make_book(tmp_path, {"secret.txt": "secret", "book/a.txt": "a"})
    (tmp_path / "book/link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises((ValueError, KeyError, URLFetchingError)):
        BookFetcher(tmp_path / "book").fetch(address)


def test_what_is_the_books_is_fetched(tmp_path: Path) -> None:
    make_book(tmp_path, {"a b/c.txt": "hello"})
    assert BookFetcher(tmp_path).fetch("asset:a%20b/c.txt").read() == b"hello"


def test_a_chapter_never_imports_the_engine_before_it_is_needed() -> None:
    import subprocess

    code = "import sys, publisher.build; print('weasyprint' in sys.modules)"
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_line_before_emphasis_is_not_broken_early(tmp_path: Path) -> None:
    words = (
        "Companies usually expect a person to be performing at the next level *consistently for"
        " several months* before formalizing a promotion."
    )
    handbook, _problems = load(make_book(tmp_path, {"a.md": f"# A\n\n{words}\n"}))
    rendered = next(iter(Sections(handbook, SCREEN).body()))
    assert rendered.section is not None
    document = pypdfium2.PdfDocument(typeset(rendered.section, handbook).pdf)
    lines = document[0].get_textpage().get_text_range().splitlines()
    document.close()
    assert next(line for line in lines if line.startswith("Compan")).count(" ") > 5

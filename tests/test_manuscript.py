"""What can be told of a book without laying it out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from publisher.manuscript import examine
from publisher.model import HandbookError, Severity
from tests.books import make_book
from tests.conftest import build_at
from tests.test_build import BROKEN_BOOK

ROOT = Path(__file__).resolve().parent.parent


def test_a_sound_book_has_no_problems(small_book: Path) -> None:
    assert examine(small_book) == ()


def test_a_check_tells_what_stops_a_build(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", BROKEN_BOOK)
    with pytest.raises(HandbookError) as caught:
        build_at(book)
    assert {found.path for found in caught.value.problems} > {"good.md", "layouts/own.html.j2"}
    assert examine(book) == caught.value.problems


def test_problems_of_all_stages_stand_in_reading_order(tmp_path: Path) -> None:
    files = {
        "handbook.yaml": "title: T\nchapters: [b.md, a.md]\n",
        "a.md": "---\nunknown: 1\n---\n# A\n",
        "b.md": "# B\n\n```timeline\n```\n\n[x](no.md)\n",
    }
    found = [(problem.code, problem.path) for problem in examine(make_book(tmp_path, files))]
    assert found == [("component-empty", "b.md"), ("link-broken", "b.md"), ("yaml-unknown", "a.md")]


def test_an_empty_folder_is_told_as_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in examine(tmp_path)] == ["book-empty"]


def test_strict_makes_errors_of_warnings(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"a.md": "# A\n\n[x](no.md)\n"})
    assert [problem.severity for problem in examine(book)] == [Severity.WARNING]
    assert [problem.severity for problem in examine(book, strict=True)] == [Severity.ERROR]


def test_nothing_that_lays_out_or_writes_pdf_is_loaded(small_book: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from publisher.manuscript import examine;"
        " examine(Path(sys.argv[1])); print({'weasyprint', 'pikepdf'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, small_book],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("layout", ["track", "stage"])
def test_a_layout_of_the_publisher_that_does_not_fit_is_told_where_it_is_asked_for(
    tmp_path: Path, layout: str
) -> None:
    files = {
        "handbook.yaml": "title: T\nchapters: [a.md]\n",
        "a.md": f"---\nsummary: S\nlayout: {layout}\n---\n# A\n",
    }
    (problem,) = examine(make_book(tmp_path, files))
    assert (problem.code, problem.path, problem.line) == ("layout-failed", "a.md", 3)


def test_a_line_of_the_books_own_layout_is_blamed_before_the_publishers(tmp_path: Path) -> None:
    files = {
        "handbook.yaml": "title: T\nchapters: [a.md]\n",
        "a.md": "# A\n",
        "layouts/cover.html.j2": "{% set book = none %}\n{% extends 'base.html.j2' %}\n",
    }
    (problem,) = examine(make_book(tmp_path, files))
    assert problem.path == "layouts/cover.html.j2"

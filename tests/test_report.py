"""Problems as people and programs are told them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.load import load
from publisher.model import Problem, Severity
from publisher.report import as_data, as_folded_text, as_text, counted, counts, in_reading_order
from tests.books import make_book

WARNING, NOTE = Severity.WARNING, Severity.NOTE


def warnings(count: int, code: str = "image-remote", path: str = "a.md") -> list[Problem]:
    return [Problem(code, "x", path, line, "h", WARNING) for line in range(1, count + 1)]


def test_a_problem_is_told_with_its_place_and_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = tmp_path / "book"
    problems = [
        Problem("link-broken", "nothing is at 'x'", "a/b.md", 7, "Did you mean y?"),
        Problem("encoding", "this is not UTF-8 text", "a.md", severity=NOTE),
        Problem("book-empty", "no chapter was found"),
    ]
    assert list(as_text(problems, book, book)) == [
        "book/a/b.md:7: error link-broken nothing is at 'x'",
        "  Did you mean y?",
        "book/a.md: note encoding this is not UTF-8 text",
        "  Save the file as UTF-8.",
        "book: error book-empty no chapter was found",
        "  Name a folder with .md files.",
    ]


def test_data_has_the_same_and_no_path_of_the_machine() -> None:
    told = as_data([Problem("book-empty", "no chapter was found")], ".")
    assert told == [
        {
            "code": "book-empty",
            "severity": "error",
            "path": ".",
            "line": None,
            "message": "no chapter was found",
            "hint": "Name a folder with .md files.",
        }
    ]


def test_many_of_a_kind_in_a_file_are_folded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = list(as_folded_text([*warnings(42), *warnings(2, path="b.md")], tmp_path))
    assert told[:2] == ["a.md:1: warning image-remote x", "  h"]
    assert told[8:] == [
        "a.md:5: warning image-remote x",
        "  h",
        "  … and 37 more like this in that file; `publish.py check` lists all",
        "b.md:1: warning image-remote x",
        "  h",
        "b.md:2: warning image-remote x",
        "  h",
    ]


def test_six_of_a_kind_are_shown_and_not_the_words_that_one_is_missing(tmp_path: Path) -> None:
    assert len(list(as_folded_text(warnings(6), tmp_path))) == 12


def test_errors_are_never_folded(tmp_path: Path) -> None:
    errors = [problem.weighed(strict=True) for problem in warnings(42)]
    assert len(list(as_folded_text([*errors, *warnings(42)], tmp_path))) == 84 + 11


def test_what_no_command_lists_again_is_not_folded(tmp_path: Path) -> None:
    assert len(list(as_folded_text(warnings(42, "typeset"), tmp_path))) == 84


def test_strict_makes_errors_of_warnings_only() -> None:
    problems = [Problem("x", "x", severity=severity) for severity in Severity]
    weighed = [problem.weighed(strict=True).severity for problem in problems]
    assert weighed == [Severity.ERROR, Severity.ERROR, Severity.NOTE]
    assert [problem.weighed(strict=False) for problem in problems] == problems


@pytest.mark.parametrize(
    ("severities", "words"),
    [
        ([], "nothing found"),
        ([Severity.ERROR], "1 error"),
        ([NOTE, WARNING, NOTE, WARNING], "2 warnings, 2 notes"),
    ],
)
def test_problems_are_counted(severities: list[Severity], words: str) -> None:
    problems = [Problem("x", "x", severity=severity) for severity in severities]
    assert counted(problems) == words
    assert sum(counts(problems).values()) == len(problems)
    assert list(counts(problems)) == ["errors", "warnings", "notes"]


def test_problems_stand_in_reading_order_then_by_line(tmp_path: Path) -> None:
    files = {"handbook.yaml": "title: T\nchapters: [b.md, a.md]\n", "a.md": "# A", "b.md": "# B"}
    handbook, _ = load(make_book(tmp_path, files))
    places = [("a.md", 2), (None, None), ("b.md", 9), ("b.md", None), ("handbook.yaml", 2)]
    problems = [Problem("x", "x", path, line) for path, line in places]
    told = [(found.path, found.line) for found in in_reading_order(problems, handbook)]
    assert told == [("handbook.yaml", 2), ("b.md", None), ("b.md", 9), ("a.md", 2), (None, None)]

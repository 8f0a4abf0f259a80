"""Front matter in the languages and states in which authors leave it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.load import load
from publisher.model import Chapter, Problem, Severity
from tests.books import make_book

SETTINGS = {"handbook.yaml": "title: Book\nchapters: [a.md]\n"}


def read(folder: Path, text: str, *, lenient: bool = True) -> tuple[Chapter, tuple[Problem, ...]]:
    handbook, problems = load(make_book(folder, {"a.md": text, **({} if lenient else SETTINGS)}))
    return handbook.chapters[0], problems


def texts(chapter: Chapter) -> list[str]:
    return [token.content for token in chapter.tokens if token.content]


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: T\nsummary: S\n---\n",
        "---\ntitle: T\nsummary: S\n...\n",
        "+++\ntitle = 'T'\nsummary = \"S\"\n+++\n",
        '{\n  "title": "T",\n\t"summary": "S"\n}\n',
    ],
    ids=["YAML", "YAML dots", "TOML", "JSON"],
)
@pytest.mark.parametrize("lenient", [True, False], ids=["folder", "book"])
def test_front_matter_comes_in_three_languages(tmp_path: Path, matter: str, lenient: bool) -> None:
    chapter, problems = read(tmp_path, f"{matter}\ntext\n\n## H\n", lenient=lenient)
    assert problems == ()
    assert (chapter.title, chapter.summary, texts(chapter)) == ("T", "S", ["text", "H"])
    assert chapter.title_line == 2
    assert chapter.place(chapter.headings[0].index).line == matter.count("\n") + 4


@pytest.mark.parametrize("lenient", [True, False], ids=["folder", "book"])
def test_toml_that_cannot_be_read_has_its_line_and_the_text_is_printed(
    tmp_path: Path, lenient: bool
) -> None:
    chapter, [problem] = read(tmp_path, "+++\na = 1\nb = \n+++\n# T\n\ntext\n", lenient=lenient)
    assert (problem.code, problem.path, problem.line) == ("matter-syntax", "a.md", 3)
    assert problem.severity is (Severity.WARNING if lenient else Severity.ERROR)
    assert (chapter.title, texts(chapter)) == ("T", ["text"])


def test_a_wrong_value_in_toml_has_its_line(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "+++\ntitle = 'T'\nkind = 'odd'\n+++\n", lenient=False)
    assert [(problem.code, problem.line) for problem in problems] == [("yaml-value", 3)]


def test_the_title_is_saved_from_yaml_that_cannot_be_read(tmp_path: Path) -> None:
    chapter, [problem] = read(tmp_path, '---\ntitle: "On call"\nx: a: b\n---\ntext\n')
    assert (problem.code, problem.line, problem.severity) == ("yaml-syntax", 3, Severity.WARNING)
    assert (chapter.title, texts(chapter)) == ("On call", ["text"])


def test_a_name_may_come_twice_in_a_folder_that_others_read(tmp_path: Path) -> None:
    chapter, problems = read(tmp_path, "---\ntitle: T\ntags: a\ntags: b\n---\n")
    assert (chapter.title, problems) == ("T", ())


def test_prose_between_two_rules_is_prose(tmp_path: Path) -> None:
    chapter, problems = read(tmp_path, "---\n\nThis is prose\n\n---\n\nmore\n")
    assert problems == ()
    assert texts(chapter)[0] == "This is prose"


def test_a_block_in_braces_that_is_no_json_is_text(tmp_path: Path) -> None:
    chapter, problems = read(tmp_path, "{\nx\n}\n")
    assert problems == ()
    assert texts(chapter) == ["{\nx\n}"]


@pytest.mark.parametrize(
    ("matter", "title"),
    [
        ("title: 2024", "2024"),
        ("title: 2024-01-02", "2024-01-02"),
        ("title: [a]", "Heading"),
        ("title: true", "Heading"),
        ("title: ''", "Heading"),
        ("sidebar_label: Label", "Heading"),
    ],
)
def test_a_title_is_a_word_a_number_or_a_date(tmp_path: Path, matter: str, title: str) -> None:
    chapter, problems = read(tmp_path, f"---\n{matter}\n---\n# Heading\n")
    assert problems == ()
    assert chapter.title == title


@pytest.mark.parametrize("label", ["sidebar_label", "linkTitle", "nav_title"])
def test_a_label_names_a_chapter_without_a_title(tmp_path: Path, label: str) -> None:
    assert read(tmp_path, f"---\n{label}: Label\n---\ntext\n")[0].title == "Label"

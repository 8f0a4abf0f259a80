"""Values declared in handbook.yaml and written into chapters."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.load import load
from publisher.model import Chapter, Problem
from tests.books import make_book

VALUES = """
    title: Book
    chapters: [a.md]
    values:
      team: Night shift
      year: 2026
      share: 1.50
      start: 2026-11-24
      open: true
      site: https://example.com/x
      größe: 3
      desk:
        phone: "+44 1234"
        e-mail: desk@example.com
    """


def read(folder: Path, text: str, settings: str = VALUES) -> tuple[Chapter, tuple[Problem, ...]]:
    """The chapter of a book with these settings, and the problems of its sources."""
    handbook, problems = load(make_book(folder, {"handbook.yaml": settings, "a.md": text}))
    return handbook.chapters[0], problems


def printed(chapter: Chapter) -> list[str]:
    return [
        "".join(child.content for child in token.children) if token.children else token.content
        for token in chapter.tokens
        if token.content
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The {{ team }} of {{year}}.", "The Night shift of 2026."),
        ("{{ share }} {{ start }} {{ open }}", "1.50 2026-11-24 true"),
        ("{{ größe }}", "3"),
        ("{{ desk.phone }}, {{ desk.e-mail }}", "+44 1234, desk@example.com"),
        ("`{{ team }}`", "Night shift"),
        ("```\n{{ team }}\n```", "Night shift\n"),
        ("\\{{ team }} is {{ team }}", "{{ team }} is Night shift"),
        ("`\\{{ team }}`", "{{ team }}"),
        ("```\n\\{{ team }}\n```", "{{ team }}\n"),
    ],
)
def test_a_value_is_written_where_its_name_stands(tmp_path: Path, written: str, shown: str) -> None:
    chapter, problems = read(tmp_path, f"# A\n\n{written}\n")
    assert problems == ()
    assert printed(chapter) == [shown]


def test_a_value_is_written_into_links_titles_and_summaries(tmp_path: Path) -> None:
    text = "---\ntitle: {{ team }}, {{ year }}\nsummary: Of the {{ team }}\n---\n[x]({{ site }})\n"
    chapter, problems = read(tmp_path, text)
    assert problems == ()
    assert (chapter.title, chapter.summary) == ("Night shift, 2026", "Of the Night shift")
    assert chapter.tokens[1].children is not None
    assert chapter.tokens[1].children[0].attrs["href"] == "https://example.com/x"


def test_a_value_is_written_into_what_is_brought_in(tmp_path: Path) -> None:
    make_book(tmp_path, {"p.md": "By {{ team }}, {{ tema }}\n"})
    chapter, [problem] = read(tmp_path, "# A\n\n{{#include p.md}}\n")
    assert printed(chapter) == ["By Night shift, tema"]
    assert (problem.path, problem.line) == ("p.md", 1)


def test_an_unknown_name_is_an_error_with_its_line_and_the_nearest_name(tmp_path: Path) -> None:
    text = "---\nsummary: by {{ tem }}\n---\n# A\n\nx\n{{ desk.fone }}\n\n```\n{{ nobody }}\n```\n"
    _, problems = read(tmp_path, text)
    assert [(problem.code, problem.line, problem.hint) for problem in problems][:2] == [
        ("value-unknown", 2, "Did you mean team?"),
        ("value-unknown", 7, "Did you mean desk.phone?"),
    ]
    assert (problems[2].line, problems[2].hint.startswith("Declared are: desk.e-mail")) == (
        10,
        True,
    )


@pytest.mark.parametrize(
    "written", ["{{ .Values.x }}", "{{ f(x) }}", "{{ x | upper }}", '{{ "x" }}', "{{< x >}}"]
)
def test_what_is_no_plain_name_is_not_ours(tmp_path: Path, written: str) -> None:
    chapter, problems = read(tmp_path, f"# A\n\n```\n{written}\n```\n")
    assert problems == ()
    assert printed(chapter) == [f"{written}\n"]


def test_a_book_without_values_writes_none(tmp_path: Path) -> None:
    settings = "title: Book\nchapters: [a.md]\n"
    chapter, problems = read(tmp_path, "# A\n\n```\n{{ team }} \\{{ team }}\n```\n", settings)
    assert problems == ()
    assert printed(chapter) == ["{{ team }} \\{{ team }}\n"]


def test_values_in_a_value_are_not_looked_up_again(tmp_path: Path) -> None:
    settings = "title: Book\nchapters: [a.md]\nvalues:\n  a: '{{ b }}'\n  b: x\n"
    chapter, problems = read(tmp_path, "# A\n\n```\n{{ a }}\n```\n", settings)
    assert problems == ()
    assert printed(chapter) == ["{{ b }}\n"]


@pytest.mark.parametrize(
    ("declared", "line", "message"),
    [
        ("  a: x\n  b: [1, 2]\n", 5, "`values.b`: should be text, a number"),
        ("  a:\n", 4, "`values.a`: should be text, a number"),
        ("  a: |\n    x\n    y\n", 4, "`values.a`: should be one line"),
        ("  a b: x\n", 4, "`values.a b`: should be a name of letters"),
        ("  1: x\n", 4, "`values.1`: should be a name of letters"),
        ("  d:\n    a: x\n    b: []\n", 6, "`values.d.b`: should be text"),
        ("  - a\n", 3, "`values`: input should be a valid dictionary"),
    ],
)
def test_a_value_that_cannot_be_written_in_a_line_is_told_with_its_line(
    tmp_path: Path, declared: str, line: int, message: str
) -> None:
    settings = f"title: Book\nchapters: [a.md]\nvalues:\n{declared}"
    _, problems = read(tmp_path, "# A\n", settings)
    assert [(problem.code, problem.line) for problem in problems] == [("yaml-value", line)]
    assert problems[0].message.startswith(message)

"""Files of the book brought into chapters: what is printed, and the lines that problems name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from publisher.check import check
from publisher.load import load
from publisher.model import Chapter, Problem, Severity
from tests.books import make_book

SETTINGS = {"handbook.yaml": "title: Book\nchapters: [a.md]\n"}


def read(
    folder: Path, files: Mapping[str, str | bytes], settings: Mapping[str, str] = SETTINGS
) -> tuple[Chapter, tuple[Problem, ...]]:
    """The first chapter of a book, and what is wrong with the book's sources."""
    handbook, problems = load(make_book(folder, {**settings, **files}))
    return handbook.chapters[0], problems


def text(chapter: Chapter) -> list[str]:
    """What a chapter prints, block by block."""
    return [token.content for token in chapter.tokens if token.content]


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str | None, int | None]]:
    return [(problem.code, problem.path, problem.line) for problem in problems]


PART = "one\ntwo\n\n<!-- ANCHOR: use -->\nthree\n<!-- ANCHOR_END: use -->\n\nfour"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("{{#include part.md:5}}", ["three"]),
        ("{{#include part.md:1:2}}", ["one\ntwo"]),
        ("{{ #include part.md::2 }}", ["one\ntwo"]),
        ("{{#include part.md:8:}}", ["four"]),
        ("{{#include part.md:use}}", ["three"]),
        ("{{#rustdoc_include part.md:use}}", ["three"]),
        (
            "Before {{#include part.md:1}}, {{#include part.md:5}} after",
            ["Before one, three after"],
        ),
        ("Before {{#include part.md:1:2}} after", ["Before one\ntwo after"]),
        ("```\n{{#include part.md:1:2}}\n```", ["one\ntwo\n"]),
        ("{{#playground part.md editable}}", [PART + "\n"]),
        ("\\{{#include part.md}}", ["{{#include part.md}}"]),
        ("```\n\\{{#include part.md}}\n```", ["{{#include part.md}}\n"]),
        ("`\\{{#include part.md}}`", ["`\\{{#include part.md}}`"]),
    ],
)
def test_an_include_brings_in_a_file_or_a_part_of_it(
    tmp_path: Path, written: str, printed: list[str]
) -> None:
    chapter, problems = read(tmp_path, {"a.md": f"# A\n\n{written}\n", "part.md": PART})
    assert problems == ()
    shown = [
        "".join(child.content for child in token.children) if token.children else token.content
        for token in chapter.tokens
        if token.content
    ]
    plain = [entry.strip("`").lstrip("\\") if "`" in entry else entry for entry in printed]
    assert [entry.replace("\n", "") for entry in shown] == [
        entry.replace("\n", "") for entry in plain
    ]


def test_includes_nest_and_start_from_the_file_that_they_are_in(tmp_path: Path) -> None:
    chapter, problems = read(
        tmp_path,
        {
            "a.md": "# A\n\n{{#include parts/one.md}}\n",
            "parts/one.md": "---\ntitle: One\n---\nFirst.\n\n{{#include more/two words.md}}\n",
            "parts/more/two words.md": "{{#include ../../last.md}}",
            "last.md": "Last.\n",
        },
    )
    assert problems == ()
    assert text(chapter) == ["First.", "Last."]


def test_every_line_keeps_the_place_where_it_is_written(tmp_path: Path) -> None:
    book = make_book(
        tmp_path,
        {
            **SETTINGS,
            "a.md": "---\ntitle: A\n---\n[x](1.md)\n\n{{#include p.md}}\n\n[x](8.md)\n",
            "p.md": "---\ntitle: P\n---\n\n[x](5.md)\n\n{{#include q.md}}\n[x](8.md)\n",
            "q.md": b"\n[x](2.md)\n\n## H\n",
        },
    )
    handbook, problems = load(book)
    assert problems == ()
    assert places(check(handbook)) == [
        ("link-broken", "a.md", 4),
        ("link-broken", "p.md", 5),
        ("link-broken", "q.md", 2),
        ("link-broken", "p.md", 8),
        ("link-broken", "a.md", 8),
    ]
    [heading] = handbook.chapters[0].headings
    place = handbook.chapters[0].place(heading.index)
    assert (place.path, place.line) == ("q.md", 4)


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("text {{#include gone.md}}", "include-missing", 3),
        ("\n\n{{#include sub}}", "include-missing", 5),
        ("{{#include ../secret.md}}", "include-outside", 3),
        ("{{#include /etc/hostname}}", "include-outside", 3),
        ("{{#include out.md}}", "include-outside", 3),
        ("{{#include sub/b.md:nothing}}", "include-part", 3),
        ("{{#include sub/b.md:7:9}}", "include-part", 3),
    ],
)
@pytest.mark.parametrize("settings", [SETTINGS, {}], ids=["book", "folder"])
def test_what_cannot_be_brought_in_is_told_and_left_out(
    tmp_path: Path, written: str, code: str, line: int, settings: dict[str, str]
) -> None:
    make_book(tmp_path, {"secret.md": "SECRET\n"})
    (tmp_path / "book").mkdir()
    (tmp_path / "book/out.md").symlink_to(tmp_path / "secret.md")
    files = {"a.md": f"# A\n\n{written}\n\nend\n", "sub/b.md": "# B\n"}
    chapter, problems = read(tmp_path / "book", files, settings)
    found = [problem for problem in problems if problem.code.startswith("include")]
    assert places(tuple(found)) == [(code, "a.md", line)]
    assert found[0].severity is (Severity.ERROR if settings else Severity.WARNING)
    assert "{{" not in str(text(chapter)) and "SECRET" not in str(text(chapter))
    assert text(chapter)[-1] == "end"
    assert str(tmp_path) not in str(problems)


@pytest.mark.parametrize("settings", [SETTINGS, {}], ids=["book", "folder"])
def test_a_circle_is_an_error_that_names_it(tmp_path: Path, settings: dict[str, str]) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n\n{{#include p/b.md}}\n\n{{#include p/b.md}}\n",
        "p/b.md": b"\n{{#include c.md}}\n",
        "p/c.md": "{{#include ../a.md}}\nend\n",
    }
    chapter, problems = read(tmp_path, files, settings)
    assert places(problems) == [("include-circle", "p/c.md", 1)] * 2
    assert problems[0].severity is Severity.ERROR
    assert "a.md → p/b.md → p/c.md → a.md" in problems[0].message
    assert text(chapter) == ["end", "end"]


def test_a_file_that_is_only_brought_in_is_no_chapter(tmp_path: Path) -> None:
    files = {
        "b.md": "# B\n\n{{#include a.md}}\n",
        "a.md": "text\n{{#include parts/c.md}}\n",
        "parts/c.md": "more\n",
        "parts/d.md": "# D\n\n\\{{#include e.md}}\n",
        "e.md": "# E\n",
    }
    handbook, problems = load(make_book(tmp_path, files))
    assert problems == ()
    assert [str(chapter.path) for chapter in handbook.chapters] == ["b.md", "e.md", "parts/d.md"]


def test_a_title_may_be_brought_in(tmp_path: Path) -> None:
    chapter, _ = read(tmp_path, {"a.md": "{{#include p.md}}\n", "p.md": b"\n\n\n# Title\n"})
    assert (chapter.title, chapter.title_line) == ("Title", 1)

"""Whole builds: what is wrong is told all at once, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from publisher.model import HandbookError, Severity
from tests.books import make_book, page_texts
from tests.conftest import SMALL_BOOK, build_at

BROKEN_BOOK: dict[str, str | bytes] = {
    "handbook.yaml": """
        title: Broken
        language: 7
        parts:
          - title: One
            chapters:
              - good.md
              - gone.md
              - typed.md
              - yaml.md
              - layout.md
              - template.md
        """,
    "good.md": """
        # Good

        A picture: ![a map](images/map.png)
        """,
    "typed.md": """
        ---
        title: Typed
        kind: stage
        years: four
        ---
        # Typed
        """,
    "yaml.md": """
        ---
        title: "unclosed
        ---
        # Yaml
        """,
    "layout.md": """
        ---
        title: Layout
        layout: chaptr
        ---
        # Layout
        """,
    "template.md": """
        ---
        title: Template
        layout: own
        ---
        # Template
        """,
    "layouts/own.html.j2": """
        {% extends "chapter.html.j2" %}
        {% block facts %}
        {{ chapter.title }} {{ mentor_name }}
        {% endblock %}
        """,
}


def problems_of(root: Path) -> list[tuple[str | None, int | None, str]]:
    with pytest.raises(HandbookError) as caught:
        build_at(root)
    return [(found.path, found.line, found.code) for found in caught.value.problems]


def test_all_that_is_wrong_is_told_in_one_run_with_file_and_line(tmp_path: Path) -> None:
    found = problems_of(make_book(tmp_path / "book", BROKEN_BOOK))
    assert sorted(found, key=str) == sorted(
        [
            ("handbook.yaml", 2, "yaml-value"),
            ("handbook.yaml", 7, "chapter-missing"),
            ("typed.md", 4, "yaml-value"),
            ("yaml.md", 2, "yaml-syntax"),
            ("good.md", 3, "image-missing"),
            ("layout.md", 3, "layout-unknown"),
            ("layouts/own.html.j2", 3, "template-undefined"),
        ],
        key=str,
    )


def test_a_book_with_errors_leaves_the_old_pdf_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "book.pdf"
    target.write_bytes(b"the last build")
    problems_of(make_book(tmp_path / "book", BROKEN_BOOK))
    assert target.read_bytes() == b"the last build"
    assert {file.name for file in tmp_path.iterdir()} == {"book", "book.pdf"}


def test_a_broken_handbook_yaml_does_not_hide_what_is_wrong_with_chapters(tmp_path: Path) -> None:
    files = {**BROKEN_BOOK, "handbook.yaml": "title: [unclosed\n"}
    found = problems_of(make_book(tmp_path / "book", files))
    assert ("handbook.yaml", 1, "yaml-syntax") in found
    assert ("good.md", 3, "image-missing") in found
    assert ("typed.md", 4, "yaml-value") in found


def test_an_error_in_the_contents_layout_is_found_before_anything_is_laid_out(
    tmp_path: Path,
) -> None:
    files = {**SMALL_BOOK, "layouts/contents.html.j2": "\n{{ nothing_of_this_name }}\n"}
    found = problems_of(make_book(tmp_path / "book", files))
    assert found == [("layouts/contents.html.j2", 1, "template-undefined")]


def test_a_template_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    files = {**SMALL_BOOK, "layouts/stage.html.j2": "<p>\n{% if %}\n"}
    found = problems_of(make_book(tmp_path / "book", files))
    assert found == [("layouts/stage.html.j2", 2, "template-syntax")]


def test_warnings_do_not_stop_a_build_but_strict_does(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"a.md": "# A\n\n![](https://example.org/x.png)\n"})
    built = build_at(book)
    assert {found.code for found in built.problems} == {"image-remote", "image-alternative"}
    assert all(found.severity is Severity.WARNING for found in built.problems)
    with pytest.raises(HandbookError):
        build_at(book, strict=True)


def test_a_folder_of_markdown_needs_no_settings(tmp_path: Path) -> None:
    chapters = {f"{number}-chapter.md": f"# Chapter {number}\n\nWords.\n" for number in (10, 9, 2)}
    book = make_book(tmp_path / "book", {"README.md": "# My team\n\nHello.\n", **chapters})
    built = build_at(book)
    text = " ".join(page_texts(built.path))
    assert built.problems == ()
    places = [text.rindex(title) for title in ("Hello", "Chapter 2", "Chapter 9", "Chapter 10")]
    assert places == sorted(places)
    assert page_texts(built.path)[0].count("My team") == 1


def test_the_result_tells_pages_and_bytes(small_book: Path) -> None:
    built = build_at(small_book, name="counted.pdf")
    assert built.size == built.path.stat().st_size
    assert built.page_count == len(page_texts(built.path))


def test_a_book_can_be_built_from_a_folder_with_spaces_and_unicode(tmp_path: Path) -> None:
    book = make_book(tmp_path / "mein Büchlein", SMALL_BOOK)
    book = Path(shutil.move(book, tmp_path / "noch ein Büchlein"))
    assert build_at(book).problems == ()


def test_chapters_with_names_in_any_script_are_linked(tmp_path: Path) -> None:
    book = make_book(
        tmp_path / "book",
        {
            "README.md": "# Start\n\n[Über](Über%20uns.md#größe) and [here](<Über uns.md>)\n",
            "Über uns.md": "# Über uns\n\n## Größe\n\nBack to [start](README.md).\n",
        },
    )
    assert build_at(book).problems == ()


def test_names_of_files_that_are_no_text_do_not_stop_a_build(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"a.md": "# A\n\nSee [b](caf%E9.md).\n"})
    try:
        Path(os.fsdecode(os.fsencode(book) + b"/caf\xe9.md")).write_text("# B\n\nWords.\n")
    except OSError:
        pytest.skip("this file system wants names to be text")
    assert any("Words." in text for text in page_texts(build_at(book).path))

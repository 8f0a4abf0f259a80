"""Chapters as HTML: addresses, footnotes, tables, callouts, raw HTML, layouts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.editions import PRINT, SCREEN
from publisher.load import load
from publisher.model import Role
from publisher.render import Sections
from tests.books import PNG, make_book


def render(tmp_path: Path, body: str, **others: str | bytes) -> str:
    """The prose of a chapter with this body, in a folder with these other files."""
    files: dict[str, str | bytes] = {
        "a.md": f"# A\n\n{body}\n",
        **{name.replace("__", "."): t for name, t in others.items()},
    }
    handbook, _problems = load(make_book(tmp_path, files))
    section = next(iter(Sections(handbook, SCREEN).body())).section
    assert section is not None
    return section.html.partition('<div class="prose">')[2].partition("</article>")[0]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[x](b.md)", '<a class="internal" href="book:b">x</a>'),
        ("[x](b.md#two-words)", '<a class="internal" href="book:b%23two-words">x</a>'),
        ("[x](https://e.org/?a=1&b=2)", 'href="https://e.org/?a=1&amp;b=2">x</a>'),
        ("[x](missing.md)", '<a class="unlinked">x</a>'),
        ("[x](javascript:alert)", '<a class="unlinked">x</a>'),
        ("![a cat](my%20cat.png)", '<img src="asset:my%20cat.png" alt="a cat">'),
        ("![](my%20cat.png)", 'alt="My cat">'),
        ("![a dog](dog.png)", '<span class="unprinted-words">a dog</span>'),
        ("![x](https://e.org/x.png)", '<span class="unprinted-words">x</span>'),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ('"quoted"', "“quoted”"),
        ("a <host-name> b", "a &lt;host-name&gt; b"),
    ],
)
def test_inline_markdown(tmp_path: Path, markdown: str, html: str) -> None:
    rendered = render(tmp_path, markdown, b__md="# B\n\n## Two words\n", **{"my cat__png": PNG})
    assert html in rendered


def test_a_paragraph_that_is_an_image_is_a_figure_with_its_title_below(tmp_path: Path) -> None:
    html = render(tmp_path, '![a cat](cat.png "The cat")', cat__png=PNG)
    assert "<figure" in html
    assert '<img src="asset:cat.png" alt="a cat"><figcaption>The cat</figcaption></figure>' in html


def test_tables_know_their_alignment(tmp_path: Path) -> None:
    html = render(tmp_path, "| a | b |\n| --- | ---: |\n| 1 | 2 |")
    assert '<table class="table short"' in html
    assert '<td class="align-right">2</td>' in html


def test_task_lists_have_boxes(tmp_path: Path) -> None:
    html = render(tmp_path, "- [ ] open\n- [x] done")
    assert '<ul class="tasks">' in html
    assert '<li class="task"' in html
    assert '<li class="task task-done"' in html


@pytest.mark.parametrize("markdown", ["> [!TIP]\n> Rest.", "!!! tip\n    Rest."])
def test_alerts_and_admonitions_are_callouts(tmp_path: Path, markdown: str) -> None:
    html = render(tmp_path, markdown)
    assert '<aside class="callout callout-tip">' in html
    assert '<p class="callout-title">Tip</p>' in html
    assert "Rest." in html


def test_raw_html_is_kept_by_allowlist(tmp_path: Path) -> None:
    html = render(
        tmp_path,
        "<picture><source srcset='dark.png'><img src='/cat.png' alt='cat'></picture>\n\n"
        "<div class='x' onclick='run()'>\n\n*inside*\n\n</div>\n\n<script>alert(1)</script>\n\n"
        "<iframe src='https://e.org'></iframe>\n\n<kbd>Esc</kbd>",
        cat__png=PNG,
    )
    assert '<img src="asset:cat.png" alt="cat">' in html
    assert "<em>inside</em>" in html
    assert "<kbd>Esc</kbd>" in html
    for gone in ("onclick", "script", "alert", "iframe", "dark.png"):
        assert gone not in html


def test_ids_in_raw_html_are_the_chapters_own_and_can_be_linked(tmp_path: Path) -> None:
    html = render(tmp_path, '<a name="here"></a>\n\n[go](#here) and <a href="#here">go</a>')
    assert 'id="a#here"' in html
    assert html.count('href="book:a%23here"') == 2


def test_a_component_is_drawn_and_survives_raw_html_in_its_chapter(tmp_path: Path) -> None:
    files = {
        "handbook.yaml": "title: T\nchapters: [a.md, s.md]\n",
        "a.md": "# A\n\n<b>bold</b>\n\n```timeline\ncaption: <The> path\n```\n",
        "s.md": "---\nkind: stage\nyears: 3\n---\n# Stage\n",
    }
    handbook, _problems = load(make_book(tmp_path, files))
    rendered = next(iter(Sections(handbook, SCREEN).body()))
    assert rendered.problems == ()
    assert rendered.section is not None
    assert '<figure class="timeline wide">' in rendered.section.html
    assert "&lt;The&gt; path" in rendered.section.html
    assert "3 years" in rendered.section.html


@pytest.mark.parametrize(
    ("fence", "code", "line"),
    [
        ("```timeline\n```", "component-empty", 3),
        ("```timeline\ncaption: 7\n```", "yaml-value", 4),
        ('```timeline\ncaption: "open\n```', "yaml-syntax", 4),
        ("```tracks\n\ncolour: red\n```", "yaml-unknown", 5),
    ],
)
def test_a_component_that_cannot_be_drawn_is_told_with_its_line(
    tmp_path: Path, fence: str, code: str, line: int
) -> None:
    files = {"handbook.yaml": "title: T\nchapters: [a.md]\n", "a.md": f"# A\n\n{fence}\n"}
    handbook, _problems = load(make_book(tmp_path, files))
    problems = next(iter(Sections(handbook, SCREEN).body())).problems
    assert [(found.code, found.path, found.line) for found in problems][:1] == [
        (code, "a.md", line)
    ]


def test_a_component_with_a_name_that_means_nothing_is_drawn_and_told(tmp_path: Path) -> None:
    files = {
        "handbook.yaml": "title: T\nchapters: [a.md]\n",
        "a.md": "# A\n\n```plan\ndata: days\ncolour: red\n```\n",
        "data/days.yaml": "columns: [Learn]\npaper: blue\n"
        "periods: [{from: 1, until: 30, items: [[Names]]}]\n",
    }
    handbook, _problems = load(make_book(tmp_path, files))
    rendered = next(iter(Sections(handbook, SCREEN).body()))
    assert [(found.code, found.path, found.line) for found in rendered.problems] == [
        ("yaml-unknown", "a.md", 5),
        ("yaml-unknown", "data/days.yaml", 2),
    ]
    assert rendered.section is not None
    assert "Names" in rendered.section.html


def test_in_a_folder_of_another_tool_a_fence_of_that_name_is_code(tmp_path: Path) -> None:
    html = render(tmp_path, "```timeline\n2020 : start\n```")
    assert "2020 : start" in html


def test_a_layout_of_the_book_comes_before_the_publishers(tmp_path: Path) -> None:
    files = {
        "handbook.yaml": "title: T\nchapters: [a.md]\n",
        "a.md": "# A\n",
        "layouts/cover.html.j2": "<p>my own cover of {{ book.title }}</p>",
    }
    handbook, _problems = load(make_book(tmp_path, files))
    cover = next(iter(Sections(handbook, SCREEN).front_matter())).section
    assert cover is not None
    assert cover.html == "<p>my own cover of T</p>"


def test_the_html_holds_no_path_of_this_machine(small_book: Path) -> None:
    handbook, _problems = load(small_book)
    for edition in (SCREEN, PRINT):
        sections = Sections(handbook, edition)
        for rendered in (*sections.front_matter(), *sections.body(), *sections.back_matter()):
            assert rendered.section is not None
            assert str(small_book) not in rendered.section.html
            assert "file:" not in rendered.section.html


def test_titles_with_markup_characters_print_as_written(tmp_path: Path) -> None:
    files = {
        "handbook.yaml": "title: R&D <team>\nchapters: [a.md]\n",
        "a.md": "---\ntitle: '{{ 1 + 1 }} & <b>'\n---\n",
    }
    handbook, _problems = load(make_book(tmp_path, files))
    section = next(iter(Sections(handbook, SCREEN).body())).section
    assert section is not None
    assert section.role is Role.CHAPTER
    assert "{{ 1 + 1 }} &amp; &lt;b&gt;" in section.html
    assert "R&amp;D &lt;team&gt;" in section.html


@pytest.mark.parametrize("tag", ["<img src=my_cat.png>", '<img alt="" src="my_cat.png"/>'])
def test_an_image_in_html_without_words_is_named_after_its_file(tmp_path: Path, tag: str) -> None:
    html = render(tmp_path, f"See {tag} here.", my_cat__png=PNG)
    assert 'alt="My cat"' in html
    assert html.count("alt=") == 1


def test_a_formula_keeps_its_size_beside_html(tmp_path: Path) -> None:
    html = render(tmp_path, '<div style="color: red">x</div>\n\nSo $\\frac{a}{b}$.\n')
    assert re.search(r'<img class="maths"[^>]*style="width: [\d.]+em; height: [\d.]+em; vert', html)
    assert "red" not in html

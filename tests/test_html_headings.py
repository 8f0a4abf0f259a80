"""Headings written as HTML are headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.load import load
from publisher.references import Fate, Resolver
from tests.books import make_book


@pytest.mark.parametrize(
    "written",
    [
        '<h1 align="center">The <b>guide</b></h1>\n\ntext\n',
        '<h1 align="center">\n\n  The guide\n</h1>\n\ntext\n',
        '<p align="center">\n  <img src="x.png" alt="x">\n</p>\n<h1>\n  The guide\n</h1>\n\ntext\n',
        '<div align="center">\n<h1>The *guide*</h1>\n<p>text</p>\n</div>\n',
        "<H1>The `guide`</H1>\ntext\n",
    ],
)
def test_a_heading_in_html_is_the_title(tmp_path: Path, written: str) -> None:
    handbook, problems = load(make_book(tmp_path, {"a.md": written}))
    [chapter] = handbook.chapters
    assert problems == ()
    assert (chapter.title, chapter.has_title) == ("The guide", True)
    said = " ".join(token.content for token in chapter.tokens)
    assert "guide" not in said
    assert "text" in said


def test_headings_in_html_have_lines_and_are_targets_of_links(tmp_path: Path) -> None:
    text = '# A\n\n<div>\n<h2 id="own">One</h2>\nmore\n<h3>Two words</h3>\n</div>\n\n## Three\n'
    handbook, _ = load(make_book(tmp_path, {"a.md": text}))
    [chapter] = handbook.chapters
    found = [(h.level, h.text, chapter.place(h.index).line) for h in chapter.headings]
    assert found == [(2, "One", 4), (3, "Two words", 6), (2, "Three", 9)]
    for target in ("#own", "#two-words"):
        assert Resolver(handbook).link(chapter, target).fate is Fate.INSIDE


@pytest.mark.parametrize("text", ["<h2>never closed\n\ntext\n", "`<h2>x</h2>`\n", "<hr>\n"])
def test_what_is_no_heading_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    handbook, _ = load(make_book(tmp_path, {"a.md": text}))
    assert handbook.chapters[0].headings == ()
    assert handbook.chapters[0].tokens

"""Each component is shown by a folder in tests/components/: a tiny book, and its HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.components import COMPONENTS
from publisher.components.component import Setting
from publisher.components.path import path_of
from publisher.language import words_in
from publisher.load import load
from publisher.markdown.fences import read_fence
from publisher.model import Handbook
from publisher.render.chapter_html import ComponentCall
from publisher.render.components import component_html
from publisher.render.layouts import Layouts

FIXTURES = Path(__file__).resolve().parent / "components"
NAMES = sorted((*COMPONENTS, "path"))


def test_every_component_has_a_fixture_and_no_other_thing_has() -> None:
    assert sorted(folder.name for folder in FIXTURES.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_what_is_drawn_of_a_book_is_as_expected(name: str, request: pytest.FixtureRequest) -> None:
    handbook, problems = load(FIXTURES / name / "book")
    assert not problems
    drawn = "\n".join(paths(handbook) if name == "path" else calls(handbook, name))
    assert drawn.strip()
    expected = FIXTURES / name / "expected.html"
    if request.config.getoption("refresh"):
        expected.write_text(drawn, encoding="utf-8")
    assert drawn == expected.read_text(encoding="utf-8")


def calls(handbook: Handbook, name: str) -> list[str]:
    """What is drawn for each call of the component in the book, in reading order."""
    layouts = Layouts(handbook)
    words = words_in(handbook.language, handbook.words)
    drawn = []
    for chapter in handbook.chapters:
        for token in chapter.tokens:
            if token.type != "fence":
                continue
            call = ComponentCall(read_fence(token.info).language, token.content, chapter.place(0))
            assert call.name == name
            html, problems = component_html(call, Setting(handbook, chapter, words), layouts)
            assert not problems
            drawn.append(html)
    return drawn


def paths(handbook: Handbook) -> list[str]:
    """The path as the opener of each chapter shows it."""
    layouts = Layouts(handbook)
    words = words_in(handbook.language, handbook.words)
    return [
        layouts.render("components/path", {"path": path, "words": words})
        for chapter in handbook.chapters
        if (path := path_of(handbook, chapter, words))
    ]

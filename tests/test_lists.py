"""Lists have the numbers that their authors gave them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.render.lists import numbered_lists
from tests.books import make_book, page_texts
from tests.conftest import build_at

TEXT = """
    # A

    3. three
    4. four

    Between.

    5. five

    <ol type="a" start="2"><li>bee</li><li value="6">eff</li></ol>
    """


def test_numbers_go_on_as_they_are_written(tmp_path: Path) -> None:
    root = make_book(tmp_path / "book", {"a.md": TEXT})
    text = " ".join(page_texts(build_at(root).path))
    assert "3. 4. 5. b. f." in text  # a viewer finds the markers after the items


@pytest.mark.parametrize(
    "html", ["<ol>", "<ul>", '<ol start="x">', '<ol start="99999999999">', '<li id="a">', "<link>"]
)
def test_what_says_no_number_is_left_as_it_is(html: str) -> None:
    assert numbered_lists(html) == html

"""A figure is written once: changed in front matter or data, it moves wherever it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.editions import SCREEN
from publisher.manuscript import prepare
from tests.books import make_book, page_texts
from tests.conftest import build_at

BOOK = {
    "handbook.yaml": """
        title: T
        chapters: [junior.md, apps.md, all.md, back.md]
        """,
    "data/wages.yaml": """
        source: BLS
        place: USA
        date: May 2024
        year: 2024
        currency: USD
        occupations:
          - {key: users, title: User support, median: 60340}
        """,
    "junior.md": """
        ---
        kind: stage
        label: Junior engineer
        years: 2-3
        ---
        # The junior years

        Text.
        """,
    "apps.md": """
        ---
        kind: track
        focus: Logs
        skills: [SQL]
        salary: {low: 61000, high: 80000, currency: USD, period: year, source: outline}
        benchmarks: [users]
        ---
        # Applications

        ```salaries
        ```
        """,
    "all.md": """
        # All of it

        ```timeline
        ```

        ```tracks
        ```

        ```wages
        ```
        """,
    "back.md": "---\nkind: index\n---\n# Index\n",
}


def chapters_with(words: str, root: Path) -> list[str]:
    """The first words of the pages that print these words."""
    pages = page_texts(build_at(root).path)
    return [page.split()[0] for page in pages if words in page]


@pytest.mark.parametrize(
    ("file", "written", "changed", "before", "after", "pages"),
    [
        ("apps.md", "61000", "62000", "$61,000", "$62,000", ["Applications", "All", "Index"]),
        ("junior.md", "2-3", "2-4", "2–3 years", "2–4 years", ["The", "All", "Index"]),
        ("data/wages.yaml", "60340", "60500", "$60,340", "$60,500", ["Applications", "All"]),
    ],
    ids=["salary", "years", "wage"],
)
def test_a_number_changes_chart_table_and_index_alike(
    tmp_path: Path, file: str, written: str, changed: str, before: str, after: str, pages: list[str]
) -> None:
    root = make_book(tmp_path / "book", BOOK)
    assert chapters_with(before, root) == pages
    source = root / file
    source.write_text(source.read_text(encoding="utf-8").replace(written, changed))
    assert chapters_with(after, root) == pages
    assert chapters_with(before, root) == []


def test_a_bar_moves_with_its_number(tmp_path: Path) -> None:
    root = make_book(tmp_path, BOOK)

    def bar() -> str:
        manuscript = prepare(root, SCREEN)
        [html] = [section.html for section in manuscript.body if section.source == "apps.md"]
        found = re.search(r'class="salaries-bar" style="([^"]+)"', html)
        assert found is not None
        return found[1]

    before = bar()
    source = root / "apps.md"
    source.write_text(source.read_text(encoding="utf-8").replace("61000", "70000"))
    assert bar() != before

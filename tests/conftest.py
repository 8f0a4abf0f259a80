"""Books that several tests read. They are built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.build import Built, build
from publisher.editions import EDITIONS
from tests.books import make_book


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh",
        action="store_true",
        help="write what tests/checks/ and tests/components/ expect anew",
    )


SENTENCE = "Every shift ends with a handover that a stranger could work from. "

SMALL_BOOK: dict[str, str | bytes] = {
    "handbook.yaml": """
        title: Night Watch
        subtitle: A tiny handbook
        organisation: Example Ltd
        authors: [Ada Example, Sam Example]
        language: en-GB
        edition: Second edition
        date: 2026-03-01
        keywords: [handover, runbook]
        description: What to do at night.
        chapters: [welcome.md]
        parts:
          - title: Stages
            summary: From first shift to lead.
            chapters: [path/first.md, path/second.md]
          - title: Places
            chapters: [tracks/apps.md]
        """,
    "welcome.md": """
        # Welcome

        Read [the first stage](path/first.md), then
        [its signs](path/first.md#signs-of-readiness).

        ```timeline
        caption: The whole path.
        ```
        """,
    "path/first.md": f"""
        ---
        title: First shifts
        kind: stage
        years: 1-2
        label: First
        summary: What the first shifts bring.
        ---
        # First shifts

        {SENTENCE * 10}Notes are kept.[^notes] {SENTENCE * 4}

        ## Tools at hand

        {SENTENCE * 30}

        {SENTENCE * 30}

        {SENTENCE * 30}

        ## Signs of readiness

        Back to [the welcome](../welcome.md), on to [tools](#tools-at-hand), out to
        [the library](https://example.org/library).

        | Sign | Count |
        | --- | ---: |
        | Handover | 3 |

        [^notes]: In the log, not in the head.
        """,
    "path/second.md": f"""
        ---
        title: Second year
        kind: stage
        years: 2
        ---
        # Second year

        {SENTENCE * 12}

        ### Deep water

        {SENTENCE * 5}
        """,
    "tracks/apps.md": """
        ---
        title: Applications
        kind: track
        focus: What people use
        skills: [Logs, Queries]
        salary:
          low: 60000
          high: 80000
          currency: USD
          period: year
          source: a survey
        ---
        # Applications

        ## Signs of readiness

        - [ ] One
        - [x] Two

        ```tracks
        caption: Side by side.
        ```
        """,
}


def build_at(
    root: Path, edition: str = "screen", name: str = "book.pdf", *, strict: bool = False
) -> Built:
    """Build the book in a folder to a file beside it."""
    target = root.parent / name
    return build(root, EDITIONS[edition], lambda _handbook: target, strict=strict)


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small book with a part of everything."""
    return make_book(tmp_path_factory.mktemp("small") / "book", SMALL_BOOK)


@pytest.fixture(scope="session")
def screen(small_book: Path) -> Path:
    """The small book's screen edition."""
    return build_at(small_book, "screen", "screen.pdf").path


@pytest.fixture(scope="session")
def print_edition(small_book: Path) -> Path:
    """The small book's print edition."""
    return build_at(small_book, "print", "print.pdf").path


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The screen edition of the handbook that ships with the publisher, warnings as errors."""
    root = Path(__file__).resolve().parent.parent / "handbook"
    target = tmp_path_factory.mktemp("shipped") / "handbook.pdf"
    return build(root, EDITIONS["screen"], lambda _handbook: target, strict=True)

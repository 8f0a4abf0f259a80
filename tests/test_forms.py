"""Plans, checklists, fields to write in, and the page that is signed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from publisher.build import Built
from publisher.model import HandbookError
from tests.books import make_book, page_texts
from tests.conftest import build_at

PLAN = """
    columns: [Learn, Do]
    periods:
      - from: 1
        until: 30
        items: [[The service map, The severity policy], [Shadow 2 shifts]]
      - from: 31
        until: 60
        items: [[Log search], [Take a shift]]
    """
GOAL_SHEET = "\n".join(
    f"  - label: Field {number}\n    hint: What stands here, in a few words\n    lines: {lines}"
    for number, lines in enumerate((2, 1, 2, 1, 1, 1, 1, 2, 3, 1), start=1)
)


def form(folder: Path, fence: str, kind: str = "worksheet", **files: str) -> Built:
    """A book of one chapter that has this fence, built."""
    paper = files.pop("paper", "A4")
    settings = (
        "title: T\nlanguage: en-GB\nedition: First edition\ndate: 2026-11-24\n"
        f"paper: {paper}\nchapters: [a.md]\n"
    )
    chapter = f"---\nkind: {kind}\n---\n# Sheet\n\n{fence}\n"
    named = {f"data/{name}.yaml": text for name, text in files.items()}
    return build_at(
        make_book(folder / "book", {"handbook.yaml": settings, "a.md": chapter, **named})
    )


def sheets(built: Built) -> list[str]:
    """The texts of the chapter's pages."""
    texts = page_texts(built.path)
    first = next(index for index, text in enumerate(texts) if "Sheet" in text and "Name" in text)
    return texts[first:-1]


def test_a_plan_prints_its_periods_items_and_where_to_date_them(tmp_path: Path) -> None:
    [page] = sheets(form(tmp_path, "```plan\ndata: days\n```", days=PLAN))
    said = ("Days 1–30", "Days 31–60", "Learn", "Done on", "The severity policy", "Take a shift")
    assert all(words in page for words in said)


@pytest.mark.parametrize(
    ("written", "instead", "line", "says"),
    [
        ("until: 60", "until: 20", 7, "`until`: day 20 is before day 31"),
        (
            "[[Log search], [Take a shift]]",
            "[[Log search]]",
            8,
            "should be 2 lists, one for each of `columns`, not 1",
        ),
        ("from: 31", "from: first", 6, "valid integer"),
    ],
)
def test_what_is_wrong_with_a_plan_is_told_at_its_line(
    tmp_path: Path, written: str, instead: str, line: int, says: str
) -> None:
    with pytest.raises(HandbookError) as raised:
        form(tmp_path, "```plan\ndata: days\n```", days=PLAN.replace(written, instead))
    found = raised.value.problems[0]
    assert (found.path, found.line) == ("data/days.yaml", line)
    assert says in found.message


def test_a_checklist_has_columns_for_initials_where_it_asks_for_them(tmp_path: Path) -> None:
    listed = "title: The first week\nitems: [My accounts work, I know whom to ask]\n"
    plain, signed = (
        sheets(form(tmp_path / name, f"```checklist\n{listed}{more}```"))
        for name, more in (("plain", ""), ("signed", "initials: true\n"))
    )
    assert all(
        "The first week" in page and "I know whom to ask" in page for [page] in (plain, signed)
    )
    assert "Mentee" not in plain[0]
    assert "Mentee" in signed[0]


def test_a_checklist_is_not_parted_from_its_title(tmp_path: Path) -> None:
    items = ", ".join(f"Thing {number}" for number in range(12))
    lead = "A sentence that fills the page down to where the list would begin. " * 8
    fence = f"```checklist\ntitle: The list\ninitials: true\nitems: [{items}]\n```"
    pages = sheets(form(tmp_path, f"{lead}\n\n" * 8 + fence))
    [page] = [text for text in pages if "The list" in text]
    assert "Thing 0" in page
    assert "Thing 11" in page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_goal_sheet_of_ten_fields_fits_a_page(tmp_path: Path, paper: str) -> None:
    built = form(tmp_path, f"One goal.\n\n```write-in\nfields:\n{GOAL_SHEET}\n```", paper=paper)
    [page] = sheets(built)
    assert all(f"Field {number}" in page for number in range(1, 11))


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("{label: A, lines: 2, box: 40}", "should have `lines` or a `box` alone"),
        ("{label: A, lines: 99}", "less than or equal to 25"),
        ("{hint: A}", "`fields[1].label` is required"),
    ],
)
def test_a_field_that_cannot_be_drawn_is_told(tmp_path: Path, field: str, says: str) -> None:
    with pytest.raises(HandbookError) as raised:
        form(tmp_path, f"```write-in\nfields:\n  - {field}\n```")
    found = raised.value.problems[0]
    assert (found.path, found.line) == ("a.md", 8)
    assert says in found.message


def test_lines_to_write_on_are_eight_millimetres_apart(tmp_path: Path) -> None:
    built = form(tmp_path, "```write-in\nfields:\n  - {label: A, lines: 5}\n```")
    with pikepdf.open(built.path) as pdf:
        page = next(page for page in pdf.pages if page.label == "1")
        heights = _ruled(page)
    steps = {round(below - above, 1) for above, below in pairwise(heights)}
    assert len(heights) == 5
    assert steps == {22.7}


def _ruled(page: pikepdf.Page) -> list[float]:
    """The depths in points of the rules of 120 to 140 mm; each is drawn with two edges."""
    heights: list[float] = []
    start = (0.0, 0.0)
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = instruction.operator, list(instruction.operands)
        if str(operator) == "m":
            start = (float(operands[0]) * 0.75, float(operands[1]) * 0.75)
        elif str(operator) == "l" and 340 < start[0] - float(operands[0]) * 0.75 < 397:
            heights.append(start[1])
    return heights[::2]


def test_what_is_signed_says_which_edition_it_belongs_to(tmp_path: Path) -> None:
    fence = "```sign-off\nstatement: We have talked about this page.\nroles: [Mentee, Manager]\n```"
    [page] = sheets(form(tmp_path, fence))
    said = ("We have talked", "Mentee", "Manager", "Signature", "First edition, 24 November 2026")
    assert all(words in page for words in said)

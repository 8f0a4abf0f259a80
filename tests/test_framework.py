"""Frameworks of skills: what is wrong with one, the matrix, and what changes at the next stage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from publisher.components import COMPONENTS
from publisher.components.component import NothingToDrawError, Setting, WrongDataError
from publisher.components.matrix import (
    LEAST_TEXT_WIDTH,
    LEVEL_WIDTH,
    MARGINS,
    PAPER_LENGTHS,
    SKILL_COLUMN,
    column_groups,
    columns_on,
)
from publisher.language import words_in
from publisher.load import load
from publisher.model import Handbook, HandbookError
from tests.books import make_book, page_texts
from tests.conftest import build_at

ROOT = Path(__file__).resolve().parent.parent
LABELS = ["Junior", "Engineer", "Senior", "Lead", "Reliability", "Manager"]
BRANCHES = {"Reliability", "Manager"}
FRAMEWORK = """
    title: Levels by stage
    scale:
      - {level: 1, name: Follow, means: Works to instructions}
      - {level: 2, name: Apply, means: Owns ordinary work}
      - {level: 3, name: Lead, means: Answers for others}
    stages: [Junior, Engineer, Senior, Lead, Manager]
    skills:
      - name: Incidents
        code: USUP
        levels: {Junior: 1, Engineer: 2, Senior: 2, Lead: 3, Manager: 3}
        at: {1: Records tickets, 2: Owns an incident, 3: Leads a major one}
      - name: Changes
        levels: {Engineer: 2, Senior: 3, Lead: 2, Manager: "2-3"}
        at: {1: Watches, 2: Plans a change, 3: Settles the rules}
    """


def framework_book(folder: Path, framework: str = FRAMEWORK, **settings: str) -> Path:
    """A book with a chapter for each stage in their order, then one with matrix and shapes."""
    files = {
        f"{label.lower()}.md": (
            f"---\nkind: stage\nlabel: {label}\nbranch: {str(label in BRANCHES).lower()}\n---\n"
            f"# {label}\n\nWork.\n"
        )
        for label in LABELS
    }
    files["junior.md"] += "\n```next-stage\n```\n"
    files["z.md"] = (
        "# Z\n\nText.\n\n```shapes\ndata: competencies\n```\n\n"
        "## The matrix\n\n```matrix\ncaption: All skills.\n```\n"
    )
    more = "".join(f"{name}: {value}\n" for name, value in settings.items())
    return make_book(
        folder,
        {
            "handbook.yaml": f"title: T\nlanguage: en\n{more}chapters: [{', '.join(files)}]\n",
            "data/competencies.yaml": framework,
            **files,
        },
    )


def drawn(handbook: Handbook, name: str, chapter: int, **options: Any) -> Mapping[str, Any]:
    """What a component's template is given in the chapter of this index."""
    component = COMPONENTS[name]
    setting = Setting(handbook, handbook.chapters[chapter], words_in("en"))
    return component.context(setting, component.options(**options))


def changes(handbook: Handbook, label: str) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    given = drawn(handbook, "next-stage", LABELS.index(label))
    return [
        (change.low, change.high, [(rise.name, rise.low, rise.high) for rise in change.rises])
        for change in given["changes"]
    ]


# What is wrong with a framework


@pytest.mark.parametrize(
    ("written", "instead", "code", "line", "says"),
    [
        ("Lead, Manager]", "Lead, Boss]", "stage-unknown", 6, "no stage of the path"),
        ("Junior: 1,", "Junor: 1,", "stage-unknown", 10, "Did you mean Junior?"),
        ("Lead: 3, Manager: 3", "Lead: 4, Manager: 3", "yaml-value", 10, "level 4 for 'Lead'"),
        ('"2-3"', '"3-2"', "yaml-value", 13, "a level such as 3, or a range"),
        ('"2-3"', "some", "yaml-value", 13, "a level such as 3, or a range"),
        ("2: Plans a change, ", "", "yaml-missing", 13, "what level 2 looks like"),
        ("title: Levels by stage", "credit: x", "yaml-missing", 1, "`title` is required"),
    ],
)
def test_what_is_wrong_with_a_framework_is_told_at_its_line(
    tmp_path: Path, written: str, instead: str, code: str, line: int, says: str
) -> None:
    assert written in FRAMEWORK
    handbook, _ = load(framework_book(tmp_path, FRAMEWORK.replace(written, instead, 1)))
    with pytest.raises(WrongDataError) as raised:
        drawn(handbook, "matrix", -1)
    found = raised.value.problems[0]
    assert (found.code, found.path, found.line) == (code, "data/competencies.yaml", line)
    assert says in f"{found.message} {found.hint}"


def test_levels_without_a_text_do_for_shapes(tmp_path: Path) -> None:
    plain = re.sub(r"\n +at: .*", "", FRAMEWORK)
    handbook, _ = load(framework_book(tmp_path, plain))
    assert len(drawn(handbook, "shapes", -1)["shapes"]) == 5
    with pytest.raises(WrongDataError):
        drawn(handbook, "matrix", -1)


# The matrix


def test_the_page_that_columns_are_counted_by_is_that_of_the_stylesheets() -> None:
    tokens = (ROOT / "styles/tokens.css").read_text()
    assert f"--outer: {MARGINS / 2:g}mm;" in tokens
    styles = (ROOT / "styles/components/matrix.css").read_text()
    assert f".matrix-skill {{ width: {SKILL_COLUMN:g}mm }}" in styles
    assert f"width: {LEVEL_WIDTH:g}mm" in styles
    assert LEAST_TEXT_WIDTH == 36
    assert PAPER_LENGTHS == {"A4": 297, "Letter": 279.4}


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(6, 4, [3, 3]), (7, 3, [3, 2, 2]), (4, 4, [4]), (5, 4, [3, 2]), (3, 1, [1, 1, 1])],
)
def test_columns_are_split_evenly(count: int, most: int, sizes: list[int]) -> None:
    groups = column_groups(count, most)
    assert [len(group) for group in groups] == sizes
    assert [column for group in groups for column in group] == list(range(count))


def test_a_page_takes_as_many_columns_as_leave_room_for_words() -> None:
    assert (columns_on("A4"), columns_on("Letter")) == (4, 3)


def test_a_level_that_stays_is_said_to(tmp_path: Path) -> None:
    handbook, _ = load(framework_book(tmp_path))
    first, second = drawn(handbook, "matrix", -1)["sheets"]
    assert [label for label, _anchor in first.stages] == ["Junior", "Engineer", "Senior"]
    assert [label for label, _anchor in second.stages] == ["Lead", "Manager"]
    incidents, changed = first.rows
    assert [cell.is_as_before for cell in incidents.cells] == [False, False, True]
    assert incidents.cells[1].texts == ("Owns an incident",)
    assert incidents.cells[2].texts == ()
    assert changed.cells[0] is None
    manager = second.rows[1].cells[1]
    assert (manager.level, manager.texts) == ("2–3", ("Settles the rules",))
    assert (manager.firm, manager.reach) == (66.67, 33.33)


# What changes


def test_the_skills_that_rise_are_told_with_what_they_ask(tmp_path: Path) -> None:
    handbook, _ = load(framework_book(tmp_path))
    assert changes(handbook, "Junior") == [
        ("Junior", "Engineer", [("Incidents", "1", "2"), ("Changes", "", "2")])
    ]
    assert changes(handbook, "Senior") == [("Senior", "Lead", [("Incidents", "2", "3")])]


def test_a_branch_without_levels_is_passed_over(tmp_path: Path) -> None:
    handbook, _ = load(framework_book(tmp_path))
    assert changes(handbook, "Lead") == [("Lead", "Manager", [("Changes", "2", "2–3")])]


@pytest.mark.parametrize("label", ["Reliability", "Manager"])
def test_nothing_follows_a_branch(tmp_path: Path, label: str) -> None:
    handbook, _ = load(framework_book(tmp_path))
    with pytest.raises(NothingToDrawError):
        changes(handbook, label)


# In print


def test_the_matrix_is_a_spread_on_landscape_pages_and_holds_every_level_and_text(
    tmp_path: Path,
) -> None:
    framework_book(tmp_path / "book", edition="X")
    path = build_at(tmp_path / "book", "print").path
    texts = page_texts(path)
    sheets = [index for index, text in enumerate(texts) if "All skills. Sheet" in text]
    with pikepdf.open(path) as pdf:
        labels = [page.label for page in pdf.pages]
        for index in sheets:
            _, _, width, height = map(float, pdf.pages[index].mediabox)
            assert width > height
    first, second = sheets
    assert second == first + 1
    assert int(labels[first]) % 2 == 0, "the first is not on a left-hand page"
    assert "The matrix" in texts[first], "its heading is left behind"
    both = f"{texts[first]} {texts[second]}"
    for text in ("Records tickets", "Owns an incident", "Leads a major one", "as before", "2–3"):
        assert text in both
    for index in sheets:
        assert all(name in texts[index] for name in ("Incidents", "USUP", "Changes", "1 Follow"))


@pytest.mark.parametrize("paragraphs", [1, 8])
def test_a_page_is_blank_before_the_spread_only_where_it_must_be(
    tmp_path: Path, paragraphs: int
) -> None:
    book = framework_book(tmp_path / "book")
    chapter = book / "z.md"
    text = "A sentence about the night shift and what it leaves behind. " * 9
    chapter.write_text(chapter.read_text().replace("Text.\n", f"{text}\n\n" * paragraphs))
    texts = page_texts(build_at(book, "print").path)
    first = next(index for index, found in enumerate(texts) if "Sheet 1 of 2" in found)
    start = next(index for index, found in enumerate(texts) if found.startswith("Z "))
    blanks = [index for index in range(start, first) if not texts[index]]
    assert len(blanks) == (first - start - len(blanks) + 1) % 2
    assert "Sheet 1 of 2" in next(
        found
        for found in page_texts(build_at(book).path)
        if "Sheet 1 of 2" in found and "Incidents" in found
    )


def test_a_changed_level_changes_the_matrix_the_shapes_and_what_changes(tmp_path: Path) -> None:
    seen = []
    for level in (2, 3):
        framework = FRAMEWORK.replace("Engineer: 2, Senior: 2", f"Engineer: {level}, Senior: 3")
        handbook, _ = load(framework_book(tmp_path / str(level), framework))
        cell = drawn(handbook, "matrix", -1)["sheets"][0].rows[0].cells[1]
        shape = drawn(handbook, "shapes", -1)["shapes"][1]
        seen.append((cell.level, shape.says, shape.radar.shape, changes(handbook, "Junior")[0][2]))
    for before, after in pairwise(seen):
        assert all(one != other for one, other in zip(before, after, strict=True))
    assert seen[1][0] == "3"
    assert "Incidents 3" in seen[1][1]


def test_an_error_in_the_data_stops_the_build_at_its_line(tmp_path: Path) -> None:
    framework_book(tmp_path / "book", FRAMEWORK.replace("Lead: 3", "Lead: 9"))
    with pytest.raises(HandbookError) as raised:
        build_at(tmp_path / "book")
    found = [problem for problem in raised.value.problems if "level 9" in problem.message]
    assert [problem.path for problem in found] == ["data/competencies.yaml"]


def test_a_table_is_not_parted_from_its_caption(tmp_path: Path) -> None:
    book = framework_book(tmp_path / "book")
    chapter = book / "junior.md"
    lines = "Work.\\\n" * 30  # down to where the caption would be the last line of its page
    chapter.write_text(chapter.read_text().replace("Work.\n", f"{lines}End.\n"))
    [page] = [text for text in page_texts(build_at(book).path) if "From Junior to" in text]
    assert "Owns an incident" in page

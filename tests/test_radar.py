"""Radars: where their axes, rings and shapes lie, and how they are told to those who do not see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from publisher.components.radar import Point, outline, place, radar
from tests.books import make_book, page_texts
from tests.conftest import build_at
from tests.test_framework import FRAMEWORK, LABELS, framework_book

CENTRE = Point(20, 20)


def test_the_first_axis_points_up_and_the_others_follow_the_clock() -> None:
    assert [place(CENTRE, 10, index, 4) for index in range(4)] == [
        Point(20, 10),
        Point(30, 20),
        Point(20, 30),
        Point(10, 20),
    ]


def test_an_outline_has_a_corner_on_each_axis() -> None:
    assert outline(CENTRE, [10, 5, 0, 10]) == "20,10 25,20 20,20 10,20"


def test_rings_are_as_far_apart_as_levels() -> None:
    drawn = radar(["a", "b", "c", "d"], [1, 2, 0, 4], 4, size=(40, 40), radius=16, gap=2)
    assert [ring.outline.split()[0] for ring in drawn.rings] == ["20,16", "20,12", "20,8", "20,4"]
    assert drawn.shape == "20,16 28,20 20,20 4,20"


def test_labels_stand_outside_and_turn_to_their_axis() -> None:
    drawn = radar(["a", "b", "c", "d"], [1, 1, 1, 1], 1, size=(40, 40), radius=10, gap=2)
    assert [axis.side for axis in drawn.axes] == ["middle", "left", "middle", "right"]
    assert [axis.lift for axis in drawn.axes] == [100, 50, 0, 50]
    assert [axis.label_place for axis in drawn.axes] == [
        Point(20, 8),
        Point(32, 20),
        Point(20, 32),
        Point(8, 20),
    ]


def figures(path: Path) -> Iterator[str]:
    """The alternatives of all figures in a file, in reading order."""
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        pending = [pdf.Root.StructTreeRoot]
        while pending:
            element = pending.pop(0)
            if element.get("/S") == "/Figure":
                yield str(element.Alt)
            kids: Any = element.get("/K", [])
            kids = kids if isinstance(kids, pikepdf.Array) else [kids]
            pending[:0] = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]


def test_each_shape_is_a_figure_that_tells_its_levels(tmp_path: Path) -> None:
    path = build_at(framework_book(tmp_path / "book")).path
    assert list(figures(path)) == [
        "Junior: Incidents 1, Changes –",
        "Engineer: Incidents 2, Changes 2",
        "Senior: Incidents 2, Changes 3",
        "Lead: Incidents 3, Changes 2",
        "Manager: Incidents 3, Changes 2–3",
    ]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_self_assessment_is_a_page_of_rows_and_a_page_of_two_radars(
    tmp_path: Path, paper: str
) -> None:
    book = framework_book(tmp_path / "book", paper=paper)
    sheet = "---\nkind: worksheet\n---\n# Rate\n\n```self-assessment\nstage: Senior\n```\n"
    make_book(book, {"z.md": sheet})
    path = build_at(book).path
    rows, drawings = (text for text in page_texts(path) if "Incidents" in text and "Mentor" in text)
    assert "Owns an incident" in rows
    assert rows.count("1 2 3") == 4  # two skills, for each of the two
    assert all(word in drawings for word in ("Mentee", "Date", "expected at Senior"))
    assert drawings.count("Changes") == 2
    assert list(figures(path)) == ["Senior: Incidents 2, Changes 3"] * 2


@pytest.mark.parametrize("edition", ["screen", "print"])
def test_sheets_and_drawings_keep_to_the_page_from_the_right_too(
    tmp_path: Path, edition: str
) -> None:
    names = {"Incidents": "الحوادث", "Changes": "التغييرات", "Levels by stage": "المستويات"}
    names |= {label: f"مرحلة {number}" for number, label in enumerate(LABELS, start=1)}
    framework = FRAMEWORK
    for word, arabic in names.items():
        framework = framework.replace(word, arabic)
    settings = "title: دليل\nlanguage: ar\nchapters: [a.md]\n"
    fences = "\n".join(
        f"```{name}\n{options}\n```\n"
        for name, options in (
            ("shapes", "data: levels"),
            ("self-assessment", f"data: levels\nstage: {names['Senior']}"),
            ("write-in", "fields:\n  - {label: الهدف, lines: 3}"),
            ("checklist", "items: [الأول, الثاني]\ninitials: true"),
            ("sign-off", "statement: تحدثنا عن هذه الصفحة.\nroles: [المتدرب]"),
        )
    )
    files = {"handbook.yaml": settings, "data/levels.yaml": framework}
    chapter = f"---\nkind: worksheet\n---\n# ورقة\n\n{fences}"
    built = build_at(make_book(tmp_path / "book", {**files, "a.md": chapter}), edition)
    assert not [problem for problem in built.problems if problem.code.startswith("proof")]

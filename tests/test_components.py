"""What components compute from the front matter of all chapters."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from publisher.components import COMPONENTS
from publisher.components.component import NothingToDrawError, Setting
from publisher.components.path import path_of
from publisher.components.salaries import SalaryBar
from publisher.components.scale import Scale, scale
from publisher.components.timeline import Timeline, timeline
from publisher.language import words_in
from publisher.load import load
from publisher.model import Handbook
from publisher.places import LAYOUTS
from tests.books import make_book

ENGLISH_WORDS = words_in("en-GB")


def staged(folder: Path, *years: str) -> Handbook:
    """A book with a stage for each of these years, named a, b, c …"""
    files = {
        f"{name}.md": f"---\nkind: stage\nyears: {written}\nlabel: {name.upper()}\n---\n"
        for name, written in zip("abcdef", years, strict=False)
    }
    names = ", ".join(files)
    return load(make_book(folder, {"handbook.yaml": f"title: T\nchapters: [{names}]", **files}))[0]


def track(
    low: int, high: int, *benchmarks: int, currency: str = "USD", period: str = "year"
) -> str:
    """A chapter on a track with this salary."""
    figures = ", ".join(
        f"{{label: Median, amount: {amount}, year: 2024, source: BLS}}" for amount in benchmarks
    )
    return (
        "---\nkind: track\nfocus: Logs\nskills: [SQL, Shell]\n"
        f"salary: {{low: {low}, high: {high}, currency: {currency}, period: {period}, source: X}}\n"
        f"benchmarks: [{figures}]\n---\n"
    )


def tracks_of(folder: Path, *texts: str) -> Handbook:
    """A book with these tracks, named a, b, c …"""
    files = {f"{name}.md": text for name, text in zip("abcdef", texts, strict=False)}
    files["z.md"] = "# All tracks\n\nText.\n"
    names = ", ".join(files)
    return load(make_book(folder, {"handbook.yaml": f"title: T\nchapters: [{names}]", **files}))[0]


def reach(drawn: Timeline) -> list[tuple[float, float]]:
    return [(bar.reach_start, bar.reach_length) for bar in drawn.bars]


def firm(drawn: Timeline) -> list[tuple[float, float]]:
    return [(bar.firm_start, bar.firm_length) for bar in drawn.bars]


def drawn_in(handbook: Handbook, name: str, chapter: int = 0) -> Mapping[str, Any]:
    """What a component's template is given in the chapter of this index."""
    component = COMPONENTS[name]
    setting = Setting(handbook, handbook.chapters[chapter], ENGLISH_WORDS)
    return component.context(setting, component.options())


def bars_of(handbook: Handbook) -> tuple[SalaryBar, ...]:
    """The salary bars of all tracks, as the chapter after them draws them."""
    bars: tuple[SalaryBar, ...] = drawn_in(handbook, "salaries", -1)["bars"]
    return bars


# The timeline


def test_bars_reach_over_all_years_in_which_a_stage_may_fall(tmp_path: Path) -> None:
    drawn = timeline(staged(tmp_path, "4", "1-2", "2-3"), ENGLISH_WORDS)
    ninth = 100 / 9
    assert reach(drawn) == [
        pytest.approx((0, 4 * ninth), abs=0.001),
        pytest.approx((4 * ninth, 2 * ninth), abs=0.001),
        pytest.approx((5 * ninth, 4 * ninth), abs=0.001),
    ]
    assert [bar.period for bar in drawn.bars] == ["0–4", "4–6", "5–9"]


def test_the_firm_part_of_a_bar_covers_the_years_that_belong_to_it_at_any_pace(
    tmp_path: Path,
) -> None:
    drawn = timeline(staged(tmp_path, "4", "1-2", "2-3"), ENGLISH_WORDS)
    ninth = 100 / 9
    assert firm(drawn) == [
        pytest.approx((0, 4 * ninth), abs=0.001),
        pytest.approx((4 * ninth, 1 * ninth), abs=0.001),
        pytest.approx((6 * ninth, 1 * ninth), abs=0.001),
    ]


def test_a_stage_that_may_be_over_before_it_begins_elsewhere_has_no_firm_part(
    tmp_path: Path,
) -> None:
    drawn = timeline(staged(tmp_path, "1-3", "1"), ENGLISH_WORDS)
    assert reach(drawn) == [(0, 75), (25, 75)]
    assert firm(drawn) == [(0, 25), (75, 0)]


def test_the_whole_path_is_told_in_years(tmp_path: Path) -> None:
    drawn = timeline(staged(tmp_path, "4", "1-2", "2-3"), ENGLISH_WORDS)
    assert drawn.total == "7–9 years"
    assert [bar.duration for bar in drawn.bars] == ["4 years", "1–2 years", "2–3 years"]


def test_marks_stand_at_full_years_and_reach_beyond_a_path_that_ends_within_one(
    tmp_path: Path,
) -> None:
    drawn = timeline(staged(tmp_path, "1", "0.5-2.5"), ENGLISH_WORDS)
    assert drawn.marks == ((0, 0), (1, 25), (2, 50), (3, 75), (4, 100))
    assert reach(drawn) == [(0, 25), (25, 62.5)]


def test_bars_have_the_label_and_the_anchor_of_their_chapter(tmp_path: Path) -> None:
    drawn = timeline(staged(tmp_path, "4", "1"), ENGLISH_WORDS)
    assert [(bar.label, bar.anchor) for bar in drawn.bars] == [("A", "a"), ("B", "b")]


# The tracks


@pytest.mark.parametrize(
    "amounts",
    [
        [60000, 80000],
        [60000, 80000, 60340, 96800],
        [75000, 95000],
        [15, 25],
        [1, 2],
        [50000],
        [0, 100],
        [7, 1234567],
    ],
)
def test_a_scale_holds_all_amounts_between_its_ends_in_even_steps(amounts: list[int]) -> None:
    marks = scale(amounts).marks
    assert marks[0] < min(amounts) or marks[0] == min(amounts) == 0
    assert max(amounts) < marks[-1]
    steps = {after - before for before, after in pairwise(marks)}
    assert len(steps) == 1
    assert str(steps.pop()).rstrip("0") in ("1", "2", "5")
    assert 3 <= len(marks) <= 12


def test_a_place_on_a_scale_is_in_percent_of_it() -> None:
    drawn = Scale((50000, 60000, 70000))
    assert [drawn.at(amount) for amount in (50000, 55000, 70000)] == [0, 25, 100]


def test_salary_bars_of_all_tracks_stand_on_one_scale(tmp_path: Path) -> None:
    handbook = tracks_of(tmp_path, track(60000, 80000, 70000), track(70000, 95000))
    drawn = drawn_in(handbook, "salaries", -1)
    first, second = bars_of(handbook)
    assert second.start == first.ticks[0].at
    assert first.start + first.length == pytest.approx(second.start + first.length / 2)
    assert drawn["period"] == "year"
    assert drawn["marks"][0] == (0, "$50,000")
    assert drawn["marks"][-1] == (100, "$100,000")


def test_a_track_draws_its_own_salary_only(tmp_path: Path) -> None:
    handbook = tracks_of(tmp_path, track(60000, 80000), track(70000, 95000))
    drawn = drawn_in(handbook, "salaries", 1)
    assert [bar.range for bar in drawn["bars"]] == ["$70,000–$95,000"]


def test_the_scale_reaches_to_benchmarks_beyond_all_salaries(tmp_path: Path) -> None:
    [bar] = bars_of(tracks_of(tmp_path, track(60000, 80000, 30000, 120000)))
    low, high = bar.ticks
    assert 0 < low.at < bar.start < bar.start + bar.length < high.at < 100
    assert (low.amount, high.amount) == ("$30,000", "$120,000")
    assert (low.number, high.number) == (1, 2)


def test_a_column_tells_what_its_chapter_says(tmp_path: Path) -> None:
    [column] = drawn_in(tracks_of(tmp_path, track(60000, 80000)), "tracks")["tracks"]
    assert (column.title, column.anchor, column.focus) == ("A", "a", "Logs")
    assert [skill.name for skill in column.skills] == ["SQL", "Shell"]
    assert column.range == "$60,000–$80,000"


def test_skills_say_how_they_are_learned_and_shown(tmp_path: Path) -> None:
    written = track(1, 2).replace(
        "[SQL, Shell]", "[{name: SQL, learned: By reading, shown: By counting}, Shell]"
    )
    first, second = drawn_in(tracks_of(tmp_path, written), "skills")["skills"]
    assert (first.name, first.learned, first.shown) == ("SQL", "By reading", "By counting")
    assert (second.name, second.learned) == ("Shell", "")


# Wages

WAGES = """
    source: BLS
    place: USA
    date: May 2024
    year: 2024
    currency: USD
    outlook_period: 2024–34
    occupations:
      - {key: users, title: User support, code: 15-1232, median: 60340, low: 38780, high: 98010,
         outlook: -4, openings: 50500}
      - {key: network, title: Network support, median: 73340, outlook: 2}
    """


def test_a_track_takes_its_benchmarks_from_the_books_wages(tmp_path: Path) -> None:
    named = track(60000, 80000).replace("benchmarks: []", "benchmarks: [users]")
    make_book(tmp_path, {"data/wages.yaml": WAGES})
    [bar] = bars_of(tracks_of(tmp_path, named))
    assert [(tick.benchmark.label, tick.amount) for tick in bar.ticks] == [
        ("User support, median, USA", "$60,340")
    ]
    changed = WAGES.replace("60340", "61000")
    make_book(tmp_path, {"data/wages.yaml": changed})
    [bar] = bars_of(tracks_of(tmp_path, named))
    assert bar.ticks[0].amount == "$61,000"


def test_the_wages_are_printed_as_the_language_writes_figures(tmp_path: Path) -> None:
    make_book(tmp_path, {"data/wages.yaml": WAGES})
    users, network = drawn_in(tracks_of(tmp_path, track(1, 2)), "wages")["rows"]
    assert (users.median, users.tenths, users.outlook, users.openings) == (
        "$60,340",
        "$38,780–$98,010",
        "4% fewer",
        "50,500",
    )
    assert (network.tenths, network.outlook, network.openings) == ("", "2% more", "")


# The path


def stages_of(folder: Path, *matters: str) -> Handbook:
    """A book with a stage for each of these lines of front matter, and a chapter for the second."""
    files = {
        f"{name}.md": f"---\nkind: stage\nlabel: {name.upper()}\n{matter}\n---\n"
        for name, matter in zip("abcdef", matters, strict=False)
    }
    files["z.md"] = "---\nstages: [B]\n---\n# Z\n"
    names = ", ".join(files)
    return load(make_book(folder, {"handbook.yaml": f"title: T\nchapters: [{names}]", **files}))[0]


def test_the_path_shows_the_place_of_a_stage_and_ends_in_its_branches(tmp_path: Path) -> None:
    handbook = stages_of(tmp_path, "years: 4", "years: 1-2", "branch: true", "branch: true")
    path = path_of(handbook, handbook.chapters[1], ENGLISH_WORDS)
    assert path is not None
    assert [(step.label, step.is_here) for step in path.steps] == [("A", False), ("B", True)]
    assert [step.label for step in path.branches] == ["C", "D"]
    assert path.is_stage


def test_the_path_shows_the_stages_that_another_chapter_serves(tmp_path: Path) -> None:
    handbook = stages_of(tmp_path, "years: 4", "years: 1-2")
    path = path_of(handbook, handbook.chapters[-1], ENGLISH_WORDS)
    assert path is not None
    assert [(step.label, step.is_useful) for step in path.steps] == [("A", False), ("B", True)]
    assert not path.is_stage


def test_a_chapter_without_a_place_on_the_path_has_no_path(tmp_path: Path) -> None:
    handbook = tracks_of(tmp_path, track(1, 2))
    assert path_of(handbook, handbook.chapters[0], ENGLISH_WORDS) is None


def test_stages_without_a_length_follow_the_others_on_the_timeline(tmp_path: Path) -> None:
    drawn = timeline(stages_of(tmp_path, "years: 4", "years: 1-2", "branch: false"), ENGLISH_WORDS)
    assert [bar.label for bar in drawn.bars] == ["A", "B"]
    assert [stage.label for stage in drawn.later] == ["C"]


# Nothing to draw


def test_every_component_is_called_by_its_name_and_has_a_template_of_it() -> None:
    assert all(component.name == name for name, component in COMPONENTS.items())
    for name in COMPONENTS:
        assert (LAYOUTS / "components" / f"{name}.html.j2").is_file(), name


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("timeline", "no chapter is of the kind `stage`"),
        ("tracks", "no chapter is of the kind `track`"),
        ("salaries", "no chapter is of the kind `track`"),
        ("skills", "this chapter is not of the kind `track`"),
        ("wages", "the book has no data/wages.yaml"),
        ("matrix", "the book has no data/competencies.yaml"),
        ("next-stage", "this chapter is not of the kind `stage`"),
        ("shapes", "the book has no data/competencies.yaml"),
    ],
)
def test_a_book_without_such_chapters_has_nothing_to_draw(
    tmp_path: Path, name: str, message: str
) -> None:
    handbook, _ = load(make_book(tmp_path, {"a.md": "# A\n"}))
    with pytest.raises(NothingToDrawError, match=message):
        drawn_in(handbook, name)


@pytest.mark.parametrize(
    "other", [track(1, 2, currency="EUR"), track(1, 2, period="month")], ids=["currency", "period"]
)
def test_salaries_that_cannot_be_compared_are_not_drawn(tmp_path: Path, other: str) -> None:
    handbook = tracks_of(tmp_path, track(1, 2), other)
    with pytest.raises(NothingToDrawError, match="differ in currency or period"):
        bars_of(handbook)

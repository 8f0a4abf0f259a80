"""What components compute from the front matter of all chapters."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from publisher.components import COMPONENTS
from publisher.components.component import NothingToDrawError
from publisher.components.timeline import Timeline, timeline
from publisher.components.tracks import Scale, TrackCard, scale
from publisher.language import words_in
from publisher.load import load
from publisher.model import Handbook
from tests.books import make_book

ENGLISH_WORDS = words_in("en-GB")


def path_of(folder: Path, *years: str) -> Handbook:
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
    names = ", ".join(files)
    return load(make_book(folder, {"handbook.yaml": f"title: T\nchapters: [{names}]", **files}))[0]


def reach(drawn: Timeline) -> list[tuple[float, float]]:
    return [(bar.reach_start, bar.reach_length) for bar in drawn.bars]


def firm(drawn: Timeline) -> list[tuple[float, float]]:
    return [(bar.firm_start, bar.firm_length) for bar in drawn.bars]


def cards_of(handbook: Handbook) -> list[TrackCard]:
    cards = COMPONENTS["tracks"].context(handbook, ENGLISH_WORDS)["tracks"]
    assert isinstance(cards, list)
    return cards


# The timeline


def test_bars_reach_over_all_years_in_which_a_stage_may_fall(tmp_path: Path) -> None:
    drawn = timeline(path_of(tmp_path, "4", "1-2", "2-3"), ENGLISH_WORDS)
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
    drawn = timeline(path_of(tmp_path, "4", "1-2", "2-3"), ENGLISH_WORDS)
    ninth = 100 / 9
    assert firm(drawn) == [
        pytest.approx((0, 4 * ninth), abs=0.001),
        pytest.approx((4 * ninth, 1 * ninth), abs=0.001),
        pytest.approx((6 * ninth, 1 * ninth), abs=0.001),
    ]


def test_a_stage_that_may_be_over_before_it_begins_elsewhere_has_no_firm_part(
    tmp_path: Path,
) -> None:
    drawn = timeline(path_of(tmp_path, "1-3", "1"), ENGLISH_WORDS)
    assert reach(drawn) == [(0, 75), (25, 75)]
    assert firm(drawn) == [(0, 25), (75, 0)]


def test_the_whole_path_is_told_in_years(tmp_path: Path) -> None:
    drawn = timeline(path_of(tmp_path, "4", "1-2", "2-3"), ENGLISH_WORDS)
    assert drawn.total == "7–9 years"
    assert [bar.duration for bar in drawn.bars] == ["4 years", "1–2 years", "2–3 years"]


def test_marks_stand_at_full_years_and_reach_beyond_a_path_that_ends_within_one(
    tmp_path: Path,
) -> None:
    drawn = timeline(path_of(tmp_path, "1", "0.5-2.5"), ENGLISH_WORDS)
    assert drawn.marks == ((0, 0), (1, 25), (2, 50), (3, 75), (4, 100))
    assert reach(drawn) == [(0, 25), (25, 62.5)]


def test_bars_have_the_label_and_the_anchor_of_their_chapter(tmp_path: Path) -> None:
    drawn = timeline(path_of(tmp_path, "4", "1"), ENGLISH_WORDS)
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
    drawn = COMPONENTS["tracks"].context(handbook, ENGLISH_WORDS)
    first, second = cards_of(handbook)
    assert second.start == first.ticks[0].at
    assert first.start + first.length == pytest.approx(second.start + first.length / 2)
    assert drawn["period"] == "year"
    assert drawn["marks"][0] == (0, "$50,000")
    assert drawn["marks"][-1] == (100, "$100,000")


def test_the_scale_reaches_to_benchmarks_beyond_all_salaries(tmp_path: Path) -> None:
    [card] = cards_of(tracks_of(tmp_path, track(60000, 80000, 30000, 120000)))
    low, high = card.ticks
    assert 0 < low.at < card.start < card.start + card.length < high.at < 100
    assert (low.amount, high.amount) == ("$30,000", "$120,000")


def test_a_card_tells_what_its_chapter_says(tmp_path: Path) -> None:
    [card] = cards_of(tracks_of(tmp_path, track(60000, 80000)))
    assert (card.title, card.anchor, card.focus, card.skills) == (
        "A",
        "a",
        "Logs",
        ("SQL", "Shell"),
    )
    assert card.salary_range == "$60,000–$80,000"


# Nothing to draw


def test_every_component_is_called_by_its_name() -> None:
    assert set(COMPONENTS) == {"timeline", "tracks"}
    assert all(component.name == name for name, component in COMPONENTS.items())


@pytest.mark.parametrize(("name", "kind"), [("timeline", "stage"), ("tracks", "track")])
def test_a_book_without_such_chapters_has_nothing_to_draw(
    tmp_path: Path, name: str, kind: str
) -> None:
    handbook, _ = load(make_book(tmp_path, {"a.md": "# A\n"}))
    with pytest.raises(NothingToDrawError, match=f"no chapter is of the kind `{kind}`"):
        COMPONENTS[name].context(handbook, ENGLISH_WORDS)


@pytest.mark.parametrize(
    "other", [track(1, 2, currency="EUR"), track(1, 2, period="month")], ids=["currency", "period"]
)
def test_salaries_that_cannot_be_compared_are_not_drawn(tmp_path: Path, other: str) -> None:
    handbook = tracks_of(tmp_path, track(1, 2), other)
    with pytest.raises(NothingToDrawError, match="differ in currency or period"):
        COMPONENTS["tracks"].context(handbook, ENGLISH_WORDS)

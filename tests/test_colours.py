"""Colours that can be read, and told apart where they are printed in grey."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from publisher.colours import contrast, from_lch, luminance, palette, to_lch
from publisher.model import PART_COLOURS, Part

TOKENS = (Path(__file__).resolve().parent.parent / "styles/tokens.css").read_text()
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS))
WASH = COLOURS["wash"]
LEGIBLE = 4.5
APART_IN_GREY = 10.0  # of lightness: about as far as two neighbours on a scale of ten greys

# Of all hues, pale and dark, grey, and the corners of the cube
ACCENTS = [
    *(
        f"#{red:02x}{green:02x}{blue:02x}"
        for red, green, blue in itertools.product((0, 96, 168, 255), repeat=3)
    ),
    "#12506b",
    "#e87722",
    "#fffde7",
]


def assert_legible_and_apart(parts: list[str]) -> None:
    for part in parts:
        assert contrast(part, "#ffffff") >= LEGIBLE
        assert contrast(part, WASH) >= LEGIBLE
    deep, middle, light = (to_lch(part)[0] for part in parts)
    assert middle - deep >= APART_IN_GREY
    assert light - middle >= APART_IN_GREY


def test_the_part_colours_can_be_read_and_told_apart_in_grey() -> None:
    names = [name for name in COLOURS if re.fullmatch(r"part-\d", name)]
    assert len(names) == PART_COLOURS == 3
    assert_legible_and_apart([COLOURS[name] for name in names])


@pytest.mark.parametrize("name", ["ink", "quiet", "accent"])
def test_the_other_colours_of_text_can_be_read(name: str) -> None:
    assert contrast(COLOURS[name], WASH) >= LEGIBLE


def test_the_cover_can_be_read() -> None:
    for name in ("ground-ink", "ground-quiet"):
        assert contrast(COLOURS[name], COLOURS["ground"]) >= LEGIBLE


@pytest.mark.parametrize("accent", ACCENTS)
def test_any_accent_gives_colours_that_can_be_read(accent: str) -> None:
    made = palette(accent)
    assert_legible_and_apart(list(made.parts))
    assert contrast(made.accent, WASH) >= LEGIBLE
    assert contrast(made.cover_ink, made.cover_ground) >= LEGIBLE
    assert contrast(made.cover_quiet, made.cover_ground) >= LEGIBLE


@pytest.mark.parametrize("accent", ["#12506b", "#7a1f3d", "#2c5c1e"])
def test_an_accent_that_can_be_read_is_kept_and_its_family_has_its_hue(accent: str) -> None:
    made = palette(accent)
    assert made.accent == made.cover_ground == accent
    hue = to_lch(accent)[2]
    for part in made.parts:
        assert abs((to_lch(part)[2] - hue + 180) % 360 - 180) < 6


def test_lightness_and_contrast_are_those_of_their_specifications() -> None:
    assert to_lch("#ffffff")[0] == pytest.approx(100, abs=0.01)
    assert to_lch("#777777")[0] == pytest.approx(50.03, abs=0.01)
    lightness, chroma, hue = to_lch("#ff0000")  # as CSS Color 4 gives it under D65
    assert (lightness, chroma, hue) == pytest.approx((53.24, 104.55, 40.0), abs=0.05)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert luminance("#808080") == pytest.approx(0.2159, abs=0.0001)
    assert from_lch(*to_lch("#12506b")) == "#12506b"


def test_parts_take_the_colours_in_turn() -> None:
    taken = [Part("", (), number).colour for number in range(1, 8)]
    assert taken == [1, 2, 3, 1, 2, 3, 1]

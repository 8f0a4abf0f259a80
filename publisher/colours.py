"""Colours of a book from its accent: one family of hue in three lightnesses, all legible.

Colours are #rrggbb in sRGB (IEC 61966-2-1). Lightness, chroma and hue are those of CIELAB (CIE
15:2018, 8.2.1) under D65; contrast is that of WCAG 2.2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# Lightness of the part colours in CIELAB: far enough apart to be told in grey, and the lightest of
# them still at 4.5:1 on the wash.
PART_LIGHTNESS = (24.0, 35.0, 46.0)
_LIGHTEST_TEXT = 46.0
_LIGHTEST_GROUND = 58.0  # for white ink; a lighter cover has dark ink
_QUIET_ON_DARK, _QUIET_ON_LIGHT = 88.0, 16.0  # of small print on the cover
_LEGIBLE = 4.5
_MOST_CHROMA = 60.0  # more of it shouts in text
_WHITE, _INK = "#ffffff", "#1b1f24"
_D65 = (0.95047, 1.0, 1.08883)
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_TO_RGB = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)


@dataclass(frozen=True)
class Palette:
    """The colours of a book: for rules and links, for its parts in turn, and of its cover."""

    accent: str
    parts: tuple[str, str, str]
    cover_ground: str
    cover_ink: str
    cover_quiet: str


def palette(accent: str) -> Palette:
    """The colours that follow from an accent, however pale: text in them can be read on white."""
    lightness, chroma, hue = to_lch(accent)
    chroma = min(chroma, _MOST_CHROMA)
    text = accent.lower() if lightness <= _LIGHTEST_TEXT else from_lch(_LIGHTEST_TEXT, chroma, hue)
    deep, middle, light = (from_lch(part, chroma, hue) for part in PART_LIGHTNESS)
    if lightness <= _LIGHTEST_GROUND:
        ground, ink = accent.lower(), _WHITE
        quiet = from_lch(_QUIET_ON_DARK, min(chroma, 12.0), hue)
        while contrast(ground, quiet) < _LEGIBLE:
            lightness -= 1
            ground = from_lch(lightness, to_lch(accent)[1], hue)
    else:
        ground, ink = accent.lower(), _INK
        quiet = from_lch(_QUIET_ON_LIGHT, min(chroma, 20.0), hue)
        quiet = quiet if contrast(ground, quiet) >= _LEGIBLE else ink
    return Palette(text, (deep, middle, light), ground, ink, quiet)


def luminance(colour: str) -> float:
    """Relative luminance, from 0 for black to 1 for white (WCAG 2.2)."""
    return _times(_TO_XYZ, _linear(colour))[1]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def to_lch(colour: str) -> tuple[float, float, float]:
    """Lightness from 0 to 100, chroma, and hue in degrees."""
    x, y, z = (
        _compressed(value / white)
        for value, white in zip(_times(_TO_XYZ, _linear(colour)), _D65, strict=True)
    )
    a, b = 500 * (x - y), 200 * (y - z)
    return 116 * y - 16, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_lch(lightness: float, chroma: float, hue: float) -> str:
    """The colour of this lightness and hue, with as much of the chroma as sRGB can show."""
    while True:
        channels = _channels(lightness, chroma, hue)
        if chroma <= 0 or all(-0.0005 <= channel <= 1.0005 for channel in channels):
            return "#" + "".join(f"{round(255 * _encoded(channel)):02x}" for channel in channels)
        chroma = max(chroma - 1, 0)


def _channels(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    y = (lightness + 16) / 116
    x = y + chroma * math.cos(math.radians(hue)) / 500
    z = y - chroma * math.sin(math.radians(hue)) / 200
    xyz = tuple(white * _expanded(value) for value, white in zip((x, y, z), _D65, strict=True))
    return _times(_TO_RGB, xyz)


def _linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def _encoded(channel: float) -> float:
    channel = min(max(channel, 0.0), 1.0)
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _compressed(value: float) -> float:
    return value ** (1 / 3) if value > (6 / 29) ** 3 else value * 841 / 108 + 4 / 29


def _expanded(value: float) -> float:
    return value**3 if value > 6 / 29 else (value - 4 / 29) * 108 / 841


def _times(
    matrix: tuple[tuple[float, float, float], ...], vector: tuple[float, ...]
) -> tuple[float, float, float]:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z

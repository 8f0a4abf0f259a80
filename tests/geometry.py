"""Where things stand on a page, read from the tokens of the style sheets. All in points."""

from __future__ import annotations

import re
from pathlib import Path

_POINTS = {"mm": 72 / 25.4, "pt": 1.0}
_TOKENS = (Path(__file__).resolve().parent.parent / "styles/tokens.css").read_text(encoding="utf-8")

MILLIMETRE = _POINTS["mm"]
PAGE_WIDTH, PAGE_HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE  # A4, which the tokens are for


def token(name: str) -> float:
    """A length that the style sheets have a token for, on A4."""
    found = re.search(rf"--{name}: ([\d.]+)(mm|pt);", _TOKENS.partition(".paper-Letter")[0])
    assert found, name
    return float(found[1]) * _POINTS[found[2]]


# What is inside the margins, as on a recto in print and on every page on a screen.
LEFT = token("inner")
RIGHT = PAGE_WIDTH - token("outer")
FOOT = token("foot")
HEAD = PAGE_HEIGHT - token("head")
TEXT_RIGHT = RIGHT - token("note-column")
LINES = int((HEAD - FOOT) / token("line"))

"""Formulae in TeX's notation, set as drawings with STIX Two Math."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache

_SIZE = 100.0  # drawn large, for the sake of rounding; the page scales it to its own type
_INK = "#1b1f24"


@dataclass(frozen=True)
class Formula:
    """A formula as an SVG drawing; `width`, `height` and `depth` (how far it reaches below the
    baseline) are in ems of the text around it."""

    svg: str
    width: float
    height: float
    depth: float

    @property
    def address(self) -> str:
        """The drawing as a `data:` address."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"


@lru_cache(maxsize=4096)
def formula(tex: str, *, displayed: bool) -> Formula | None:
    """The drawing of a formula; None when it cannot be read, or uses a command nobody knows."""
    # Imported here: it costs a third of a second, and few books have maths.
    from latex2mathml.converter import convert
    from ziamath.config import config
    from ziamath.zmath import Latex

    try:
        if "<mi>\\" in convert(tex):
            return None
        config.svg2 = False
        drawn = Latex(tex, size=_SIZE, inline=not displayed, color=_INK)
        svg = drawn.svg()
        width, height = drawn.getsize()
        depth = -drawn.getyofst()
    except Exception:  # whatever a parser of TeX dies of, the formula can be shown as written
        return None
    return Formula(svg, *(round(value / _SIZE, 4) for value in (width, height, depth)))

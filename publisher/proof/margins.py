"""Nothing runs off the paper, and nothing but running heads and the page's number stands in the
margins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publisher.model import Area, Handbook, Problem
from publisher.proof.items import Item, Kind
from publisher.proof.letters import is_reordered, letters
from publisher.proof.printed import Printed, PrintedPage

_TOLERANCE = 1.0
_TOLERANCE_OF_IMAGES = 3.0
_TOLERANCE_OF_LINES = 0.5  # of their height: accents of a first line, descenders of a last
_POINTS_PER_MILLIMETRE = 72 / 25.4
_SHOWN = 40
# The vowel marks of Arabic and Hebrew, which some typefaces draw by themselves.
_ACCENTS = "".join(map(chr, (*range(0x591, 0x5C8), *range(0x610, 0x61B), *range(0x64B, 0x660))))
_HINT = "Shorten what cannot be broken: a long word, a wide table, a large image."


def out_of_bounds(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each block of which text or an image is outside the paper or the margins."""
    for page in printed.pages:
        told: dict[tuple[str | None, int | None], Problem] = {}
        furniture = _known_furniture(printed, page)
        for item in page.items:
            if item.kind is Kind.DRAWING:
                continue
            if item.kind is Kind.TEXT and not item.text.strip(_ACCENTS):
                continue  # it does not reach out of the margins, or only with a mark above a letter
            what = f"{item.text.strip()[:_SHOWN]!r}" if item.kind is Kind.TEXT else "an image"
            where = printed.where(page.index, item.area.head)
            if reach := _reach(item.area, page.paper, _TOLERANCE):
                message = f"{what} on page {page.label} reaches {reach} the paper"
                if where not in told or told[where].code != "proof-paper":
                    told[where] = Problem("proof-paper", message, *where, _HINT)
            elif side := _zone(item, page.content):
                message = f"{what} stands in the {side} of page {page.label}"
                if not _is_among(item.text, furniture):
                    told.setdefault(where, Problem("proof-margin", message, *where, _HINT))
            elif reach := _reach(item.area, page.content, _vertical_tolerance(item)):
                message = f"{what} on page {page.label} reaches {reach} what is inside the margins"
                told.setdefault(where, Problem("proof-margin", message, *where, _HINT))
        yield from told.values()


def _vertical_tolerance(item: Item) -> float:
    height = item.area.head - item.area.foot
    lines = _TOLERANCE_OF_LINES * height if item.kind is Kind.TEXT else 0
    return max(lines, _TOLERANCE_OF_IMAGES)


def _zone(item: Item, content: Area) -> str:
    """Whether a text stands in the head or the foot of its page; empty when it does not."""
    if item.kind is not Kind.TEXT:
        return ""
    if item.area.foot >= content.head - _TOLERANCE:
        return "head"
    return "foot" if item.area.head <= content.foot + _TOLERANCE else ""


def _known_furniture(printed: Printed, page: PrintedPage) -> list[str] | None:
    """The letters of what may stand in the head and foot of a page; None when it is not known.

    Where pages are missing the others have labels that are not theirs.
    """
    if printed.record is None or len(printed.record.keys) != len(printed.pages):
        return None
    section = printed.section(page.index)
    parts = (other.title for other in printed.record.sections if other.path is None)
    titles = (printed.record.title, section.title if section else "", page.label, *parts)
    return [letters(title) for title in titles]


def _is_among(text: str, furniture: list[str] | None) -> bool:
    """Whether a text is part of a running head or the page's label."""
    said = letters(text)
    if furniture is None or any(said in known for known in furniture):
        return True
    return is_reordered(text) and any(not Counter(said) - Counter(known) for known in furniture)


def _reach(area: Area, bounds: Area, below: float) -> str:
    """How far an area reaches out of bounds, empty when it does not."""
    beyond = {
        "left": bounds.left - area.left,
        "right": area.right - bounds.right,
        "above": area.head - bounds.head,
        "below": bounds.foot - area.foot,
    }
    tolerances = {"left": _TOLERANCE, "right": _TOLERANCE, "above": below, "below": below}
    side = max(beyond, key=lambda name: beyond[name] - tolerances[name])
    if beyond[side] <= tolerances[side]:
        return ""
    where = {"left": "to the left of", "right": "to the right of"}.get(side, side)
    return f"{beyond[side] / _POINTS_PER_MILLIMETRE:.1f} mm {where}"

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
# The vowel marks of Arabic and Hebrew, which some typefaces draw by themselves.
_ACCENTS = "".join(map(chr, (*range(0x591, 0x5C8), *range(0x610, 0x61B), *range(0x64B, 0x660))))
_HINT = "Shorten what cannot be broken: a long word, a wide table, a large image."


def out_of_bounds(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each block of which text or an image is outside the paper or the margins."""
    for page in printed.pages:
        told: set[tuple[str, str | None, int | None]] = set()
        furniture: list[Item] = []
        for item in page.items:
            if item.kind is Kind.DRAWING:
                continue
            if item.kind is Kind.TEXT and not item.text.strip(_ACCENTS):
                continue  # it does not reach out of the margins, or only with a mark above a letter
            reach = _reach(item.area, page.paper, _TOLERANCE)
            code, bounds = "proof-paper", "the paper"
            if not reach:
                if item.kind is Kind.TEXT and _is_in_a_zone(item.area, page.content):
                    furniture.append(item)
                    continue
                reach = _reach(item.area, page.content, _vertical_tolerance(item))
                code, bounds = "proof-margin", "what is inside the margins"
            if not reach:
                continue
            what = f"{item.text.strip()[:40]!r}" if item.kind is Kind.TEXT else "an image"
            where = printed.where(page.index, item.area.head)
            if (code, *where) not in told:
                told.add((code, *where))
                message = f"{what} on page {page.label} reaches {reach} {bounds}"
                yield Problem(code, message, *where, _HINT)
        yield from _strangers(printed, page, furniture)


def _vertical_tolerance(item: Item) -> float:
    height = item.area.head - item.area.foot
    lines = _TOLERANCE_OF_LINES * height if item.kind is Kind.TEXT else 0
    return max(lines, _TOLERANCE_OF_IMAGES)


def _is_in_a_zone(area: Area, content: Area) -> bool:
    """Whether a text stands above or below what is inside the margins, and not beside it."""
    return area.foot >= content.head - _TOLERANCE or area.head <= content.foot + _TOLERANCE


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


def _strangers(printed: Printed, page: PrintedPage, furniture: list[Item]) -> Iterator[Problem]:
    """Text in the head or foot of a page that is neither a running head nor the page's label."""
    if printed.record is None:
        return
    section = printed.section(page.index)
    titles = (printed.record.title, section.title if section else "", page.label)
    known = [letters(title) for title in titles]
    told: set[tuple[str | None, int | None]] = set()
    for item in furniture:
        text = letters(item.text)
        if any(text in title for title in known):
            continue
        if is_reordered(item.text) and any(not Counter(text) - Counter(title) for title in known):
            continue
        where = printed.where(page.index, item.area.head)
        if where not in told:
            told.add(where)
            side = "foot" if item.area.head <= page.content.foot + _TOLERANCE else "head"
            message = f"{item.text.strip()[:40]!r} stands in the {side} of page {page.label}"
            yield Problem("proof-margin", message, *where, _HINT)

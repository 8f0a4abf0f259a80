"""No heading stands at the foot of a page with what it heads on the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publisher.model import Area, Handbook, Problem, Severity
from publisher.proof.items import Kind
from publisher.proof.letters import letters
from publisher.proof.printed import Printed, PrintedPage
from publisher.record import Mark, RecordedHeading, RecordedSection

_HINT = "Shorten the text above it, or set the heading elsewhere."


def stranded_headings(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A warning for each heading under which nothing stands on its page, footnotes left out."""
    for section in printed.record.sections if printed.record else ():
        for heading in section.headings:
            index = printed.indices.get(heading.mark.page)
            if index is None or not _goes_on_later(section, heading.mark):
                continue
            page = printed.pages[index]
            foot = _foot_of_text(section, heading.mark.page, page)
            if _is_last(printed, page, heading, foot):
                what = f"the heading {heading.text!r}"
                message = f"{what} stands alone at the foot of page {page.label}"
                place = section.place(heading.mark.index)
                yield Problem(
                    "proof-stranded", message, place.path, place.line, _HINT, Severity.WARNING
                )


def _goes_on_later(section: RecordedSection, mark: Mark) -> bool:
    """Whether the next block that is known of begins on a later page, or none is and the chapter
    has more pages."""
    following = [other for other in section.blocks if other.index > mark.index]
    if following:
        return min(following, key=lambda other: other.index).page > mark.page
    return mark.page < section.first + section.count - 1


def _foot_of_text(section: RecordedSection, recorded_page: int, page: PrintedPage) -> float:
    """The height at which text ends and footnotes begin."""
    return float(dict(section.notes).get(recorded_page, page.content.foot))


def _is_last(printed: Printed, page: PrintedPage, heading: RecordedHeading, foot: float) -> bool:
    """Whether there is nothing between a heading and the foot of the text but itself."""
    top = heading.mark.top + 1.0  # recorded in whole points
    for item in page.items:
        middle = (item.area.foot + item.area.head) / 2
        if item.kind is Kind.IMAGE and foot < middle < top:
            return False
    below = Area(page.content.left, foot, page.content.right, top)
    said = letters(printed.text_within(page.index, below))
    return Counter(said) == Counter(letters(heading.text))

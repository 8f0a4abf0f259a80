"""Every page is there, and none is empty but those that were left so on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.model import Handbook, Place, Problem, Severity
from publisher.proof.items import overlaps
from publisher.proof.printed import Printed


def unrecorded(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A note when the file has no record, so that less of it can be checked."""
    if printed.record is None:
        message = "the PDF does not tell what it was made from"
        hint = "Another program made or changed it; less of it can be checked."
        yield Problem("proof-record", message, None, None, hint, Severity.NOTE)


def missing_pages(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each page that was laid out and is not in the file."""
    record = printed.record
    if record is None or len(record.keys) == len(printed.pdf.pages):
        return
    for index, key in enumerate(record.keys):
        if key is None or index in printed.indices:
            continue
        section = next(s for s in record.sections if s.first <= index < s.first + s.count)
        place = section.place_at(index, 10_000) or Place("", 0)
        message = f"page {index - section.first + 1} of {section.title!r} is not in the PDF"
        yield Problem("proof-page", message, place.path or None, place.line or None)


def empty_pages(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each page with nothing inside its margins, blanks left out."""
    if printed.record is None:
        return
    wanted = {
        index
        for index, key in enumerate(printed.record.keys)
        if key is None and len(printed.record.keys) == len(printed.pages)
    }
    for page in printed.pages:
        if page.index in wanted:
            continue
        if not any(overlaps(item.area, page.content) for item in page.items):
            message = f"page {page.label} is empty"
            yield Problem("proof-empty", message, *printed.where(page.index))

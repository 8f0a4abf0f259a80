"""Every chapter and heading of the sources has its place in the file: nothing was cut short."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.model import Handbook, Problem
from publisher.proof.letters import lost_from
from publisher.proof.names import destination_names
from publisher.proof.printed import Printed


def lost_headings(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each chapter or heading that is not on any page."""
    names = destination_names(printed.pdf)
    if handbook is None:
        yield from _unprinted_headings(printed, names)
        return
    for chapter in handbook.chapters:
        path = str(chapter.path)
        if chapter.anchor not in names:
            message = f"the chapter {chapter.title!r} is not in the PDF"
            yield Problem("proof-chapter", message, path, chapter.title_line)
            continue
        for heading in chapter.headings:
            if heading.anchor not in names:
                message = f"the heading {heading.text!r} is not in the PDF"
                place = chapter.place(heading.index)
                yield Problem("proof-heading", message, place.path, place.line)


def _unprinted_headings(printed: Printed, names: set[str]) -> Iterator[Problem]:
    """Without the sources: the headings that the record has, and the pages do not."""
    for section in printed.record.sections if printed.record else ():
        for heading in section.headings:
            there = printed.indices.get(heading.mark.page)
            last = len(printed.pages)
            texts = (
                []
                if there is None
                else [page.text for page in printed.pages[there : min(there + 2, last)]]
            )
            if heading.anchor not in names or lost_from(heading.text, texts) is not None:
                place = section.place(heading.mark.index)
                message = f"the heading {heading.text!r} is not in the PDF"
                yield Problem("proof-heading", message, place.path, place.line)

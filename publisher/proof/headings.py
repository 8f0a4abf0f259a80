"""Every chapter and heading of the sources has its place in the file: nothing was cut short."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from publisher.model import Handbook, Problem
from publisher.proof.names import destination_names


def lost_headings(pdf: pikepdf.Pdf, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each chapter or heading that is not on any page."""
    names = destination_names(pdf)
    for chapter in handbook.chapters if handbook else ():
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

"""Layouts that chapters ask for."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from publisher.model import Chapter, Handbook, Problem
from publisher.places import LAYOUTS

LAYOUT_ENDING = ".html.j2"
OWN_LAYOUTS = "layouts"


def layout_folders(handbook: Handbook) -> tuple[Path, ...]:
    """Where layouts are looked for: the book's own first, then the publisher's."""
    own = (handbook.root / OWN_LAYOUTS,) if handbook.has_settings else ()
    return (*own, LAYOUTS)


def check_layouts(handbook: Handbook, chapter: Chapter) -> Iterator[Problem]:
    """A problem when the chapter names a layout that does not exist."""
    if chapter.layout is None:
        return
    names = {
        file.name.removesuffix(LAYOUT_ENDING)
        for folder in layout_folders(handbook)
        for file in folder.glob(f"*{LAYOUT_ENDING}")
    }
    if chapter.layout not in names:
        near = difflib.get_close_matches(chapter.layout, names, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(names))}."
        message = f"there is no layout {chapter.layout!r}"
        yield Problem("layout-unknown", message, str(chapter.path), chapter.layout_line, hint)

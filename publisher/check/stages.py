"""The stages that chapters say they are useful at."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from publisher.model import Chapter, Handbook, Problem


def check_stages(handbook: Handbook, chapter: Chapter) -> Iterator[Problem]:
    """A problem for each label under `stages` that no stage of the book has."""
    known = [other.stage.label for other in handbook.chapters if other.stage]
    for label in chapter.stages:
        if label not in known:
            near = difflib.get_close_matches(label, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
            message = f"no stage of the path is called {label!r}"
            yield Problem("stage-unknown", message, str(chapter.path), chapter.stages_line, hint)

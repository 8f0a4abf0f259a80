"""The problems of one build, gathered from all its stages."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.model import Handbook, HandbookError, Problem, Section
from publisher.render import Rendered
from publisher.report import has_errors, in_reading_order


class Gathering:
    """Every problem once, in reading order; `strict` makes errors of warnings.

    It passes work on to the stages piece by piece, so that what is wrong with one piece does not
    hide what is wrong with the next.
    """

    def __init__(self, handbook: Handbook, strict: bool) -> None:
        self._handbook = handbook
        self._strict = strict
        self._found: dict[Problem, None] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was found so far, by file in reading order and by line."""
        return in_reading_order(self._found, self._handbook)

    def add(self, problems: Iterable[Problem]) -> None:
        """Take in problems that a stage found."""
        for problem in problems:
            self._found[problem.weighed(strict=self._strict)] = None

    def sections(self, rendered: Iterable[Rendered]) -> list[Section]:
        """The sections that could be made."""
        made = []
        for result in rendered:
            self.add(result.problems)
            if result.section is not None:
                made.append(result.section)
        return made

    def stop_on_errors(self) -> None:
        """Raise HandbookError with all problems when one of them is an error."""
        if has_errors(self._found):
            raise HandbookError(self.problems)

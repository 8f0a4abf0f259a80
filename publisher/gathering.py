"""The problems of one build, gathered from all its stages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from publisher.model import Handbook, HandbookError, Leaf, Problem, Section, Severity
from publisher.render import Rendered
from publisher.typeset import typeset


class Gathering:
    """Every problem once, in the order in which they were found; `strict` makes errors of warnings.

    It passes work on to the stages piece by piece, so that what is wrong with one piece does not
    hide what is wrong with the next.
    """

    def __init__(self, handbook: Handbook, strict: bool) -> None:
        self._handbook = handbook
        self._strict = strict
        self._found: dict[Problem, None] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was found so far."""
        return tuple(self._found)

    def add(self, problems: Iterable[Problem]) -> None:
        """Take in problems that a stage found."""
        for problem in problems:
            is_heavier = self._strict and problem.severity is Severity.WARNING
            weighed = replace(problem, severity=Severity.ERROR) if is_heavier else problem
            self._found[weighed] = None

    def sections(self, rendered: Iterable[Rendered]) -> list[Section]:
        """The sections that could be made."""
        made = []
        for result in rendered:
            self.add(result.problems)
            if result.section is not None:
                made.append(result.section)
        return made

    def leaves(self, sections: Iterable[Section]) -> dict[str, Leaf]:
        """The leaves that could be laid out, by the anchors of their sections."""
        made = {}
        for section in sections:
            try:
                leaf = typeset(section, self._handbook)
            except HandbookError as error:
                self.add(error.problems)
                continue
            self.add(leaf.problems)
            made[section.anchor] = leaf
        return made

    def stop_on_errors(self) -> None:
        """Raise HandbookError with all problems when one of them is an error."""
        if any(problem.severity is Severity.ERROR for problem in self._found):
            raise HandbookError(self.problems)

"""The problems of one build, gathered from all its stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from publisher.kept_leaves import KeptLeaves
from publisher.model import Handbook, HandbookError, Leaf, Problem, Section
from publisher.render import Rendered
from publisher.report import has_errors, in_reading_order
from publisher.typeset import typeset

Progress = Callable[[Sequence[Section]], Iterable[Section]]


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

    def leaves(
        self, sections: Sequence[Section], kept: KeptLeaves, progress: Progress = iter
    ) -> dict[str, Leaf]:
        """The leaves that could be laid out, by the anchors of their sections, or that were `kept`.

        `progress` passes the sections on that are laid out.
        """
        found: dict[str, Leaf | HandbookError] = {}
        for section in sections:
            if (leaf := kept.find(section)) is not None:
                found[section.anchor] = leaf
        missing = [section for section in sections if section.anchor not in found]
        for section, result in lay_out(progress(missing), self._handbook):
            found[section.anchor] = result
            if isinstance(result, Leaf) and not has_errors(result.problems):
                kept.keep(result)
        made = {}
        for section in sections:  # in their order, whatever was kept: it shows in what is told
            result = found[section.anchor]
            self.add(result.problems)
            if isinstance(result, Leaf):
                made[section.anchor] = result
        return made

    def stop_on_errors(self) -> None:
        """Raise HandbookError with all problems when one of them is an error."""
        if has_errors(self._found):
            raise HandbookError(self.problems)


def lay_out(
    sections: Iterable[Section], handbook: Handbook
) -> Iterator[tuple[Section, Leaf | HandbookError]]:
    """Each section with its leaf, or with what made it fail."""
    for section in sections:
        try:
            yield section, typeset(section, handbook)
        except HandbookError as error:
            yield section, error

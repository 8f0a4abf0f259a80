"""The whole way of a book: load, check, render, typeset, link, proof, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publisher.check import check
from publisher.link import link, paginate
from publisher.load import load
from publisher.model import (
    Edition,
    Handbook,
    HandbookError,
    Leaf,
    Pagination,
    Problem,
    Role,
    Section,
    Severity,
)
from publisher.proof import proof
from publisher.render import ContentsEntry, Rendered, Sections
from publisher.typeset import require_engine, typeset
from publisher.write import write

_CONTENTS_DEPTH = 2

Progress = Callable[[Sequence[Section]], Iterable[Section]]


@dataclass(frozen=True)
class Built:
    """A finished file: where it is, its pages and bytes, and warnings."""

    path: Path
    page_count: int
    size: int
    problems: tuple[Problem, ...]


def build(
    root: Path,
    edition: Edition,
    target: Callable[[Handbook], Path],
    *,
    strict: bool = False,
    progress: Progress = iter,
) -> Built:
    """Make one edition of the book in the folder `root`.

    `target` names the file once the book is known; `progress` passes the sections on as they are
    laid out. With `strict`, warnings are errors. Raises HandbookError with all that was found when
    something is wrong with the book, MachineError when this machine lacks something; in both
    cases nothing was written.
    """
    handbook, found = load(root)
    sections = Sections(handbook, edition)
    gathered = _Problems(strict)
    gathered.add(found)
    gathered.add(check(handbook))
    front = gathered.sections(sections.front_matter())
    body = gathered.sections(sections.body())
    back = gathered.sections(sections.back_matter())
    specimen = gathered.sections([sections.folio_specimen(), sections.contents(())])[:1]
    gathered.stop_on_errors()

    require_engine()
    leaves = gathered.leaves(progress([*front, *body, *back, *specimen]), handbook.root)
    gathered.stop_on_errors()
    body_leaves = [leaves[section.anchor] for section in body]
    entries = tuple(contents_entries(handbook, body_leaves, paginate(body_leaves, edition)))
    contents = gathered.sections([sections.contents(entries)])
    leaves |= gathered.leaves(contents, handbook.root)
    gathered.stop_on_errors()

    in_order = [leaves[section.anchor] for section in (*front, *contents, *body, *back)]
    pagination = paginate(in_order, edition)
    pdf, found = link(handbook, in_order, pagination, leaves[specimen[0].anchor])
    gathered.add(found)
    gathered.add(proof(pdf, handbook))
    gathered.stop_on_errors()

    path = target(handbook)
    write(path, pdf)
    return Built(path, len(pagination.labels), len(pdf), gathered.found)


def contents_entries(
    handbook: Handbook, body: Sequence[Leaf], pagination: Pagination
) -> Iterator[ContentsEntry]:
    """The lines of the contents: parts, chapters, and the upper headings with their pages."""
    chapters = {chapter.anchor: chapter for chapter in handbook.chapters}
    parts = {part.anchor: part for part in handbook.parts}
    for leaf, placement in zip(body, pagination.placements, strict=True):
        anchor = leaf.section.anchor
        label = pagination.labels[placement.first_page]
        if leaf.section.role is Role.PART:
            yield ContentsEntry(0, leaf.section.title, anchor, label, parts[anchor].number)
            continue
        chapter = chapters[anchor]
        yield ContentsEntry(1, chapter.title, anchor, label, chapter.number)
        pages = {place.name: placement.first_page + place.page for place in leaf.anchors}
        for heading in chapter.headings:
            if heading.level <= _CONTENTS_DEPTH and heading.anchor in pages:
                heading_label = pagination.labels[pages[heading.anchor]]
                yield ContentsEntry(heading.level, heading.text, heading.anchor, heading_label)


class _Problems:
    """All problems of one build, each once, in the order they were found."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self._found: dict[Problem, None] = {}

    @property
    def found(self) -> tuple[Problem, ...]:
        return tuple(self._found)

    def add(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if self._strict:
                problem = replace(problem, severity=Severity.ERROR)
            self._found[problem] = None

    def sections(self, rendered: Iterable[Rendered]) -> list[Section]:
        """The sections that could be made; the problems of all are kept."""
        made = []
        for result in rendered:
            self.add(result.problems)
            if result.section is not None:
                made.append(result.section)
        return made

    def leaves(self, sections: Iterable[Section], root: Path) -> dict[str, Leaf]:
        """The leaves of sections by their anchors; the problems of all are kept."""
        made = {}
        for section in sections:
            try:
                leaf = typeset(section, root)
            except HandbookError as error:
                self.add(error.problems)
                continue
            self.add(leaf.problems)
            made[section.anchor] = leaf
        return made

    def stop_on_errors(self) -> None:
        if any(problem.severity is Severity.ERROR for problem in self._found):
            raise HandbookError(self.found)

"""The whole way of a book: load, check, render, typeset, link, proof, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.gathering import Progress, silently
from publisher.indexing import lay_out_indexes
from publisher.link import link, paginate
from publisher.manuscript import prepare
from publisher.model import Edition, Handbook, Problem
from publisher.proof import proof
from publisher.render import contents_entries, without_headings
from publisher.typeset import require_engine
from publisher.write import write

_CONTENTS_PAGES = 2  # above which the headings within chapters are left out


@dataclass(frozen=True)
class Built:
    """A finished file: where it is, its pages and bytes, warnings and notes."""

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
    jobs: int | None = None,
    progress: Progress = silently,
) -> Built:
    """Make one edition of the book in the folder `root`.

    `target` names the file once the book is known; `jobs` is how many processes lay it out, by
    default as many as there are cores; `progress` passes on what they make. With `strict`, warnings
    are errors. Raises HandbookError with all that was found when
    something is wrong with the book, MachineError when this machine lacks something; in both
    cases nothing was written.
    """
    manuscript = prepare(root, edition, strict=strict)  # load, check, render
    handbook, gathering = manuscript.handbook, manuscript.gathering
    front, body, back = manuscript.front, manuscript.body, manuscript.back
    gathering.stop_on_errors()

    require_engine()
    unnumbered = [*front, *manuscript.text, *back, *manuscript.specimen]
    leaves = gathering.leaves(unnumbered, 1, progress)
    gathering.stop_on_errors()
    leaves |= lay_out_indexes(manuscript, leaves, edition)
    gathering.stop_on_errors()
    body_leaves = [leaves[section.anchor] for section in body]
    entries = tuple(contents_entries(handbook, body_leaves, paginate(body_leaves, edition)))
    contents = gathering.sections([manuscript.make.contents(entries)])
    leaves |= gathering.leaves(contents)
    if any(leaves[section.anchor].page_count > _CONTENTS_PAGES for section in contents):
        contents = gathering.sections([manuscript.make.contents(without_headings(entries))])
        leaves |= gathering.leaves(contents)
    gathering.stop_on_errors()

    in_order = [leaves[section.anchor] for section in (*front, *contents, *body, *back)]
    pagination = paginate(in_order, edition)
    specimen = leaves[manuscript.specimen[0].anchor]
    pdf, found = link(handbook, in_order, pagination, specimen, gathering.shelf)
    gathering.add(found)
    gathering.add(_untold(proof(pdf, handbook), gathering.problems))
    gathering.stop_on_errors()

    path = target(handbook)
    write(path, pdf)
    return Built(path, len(pagination.labels), len(pdf), gathering.problems)


def _untold(found: Iterable[Problem], told: Iterable[Problem]) -> Iterator[Problem]:
    """What the proof found, but for missing glyphs of files whose characters are told already."""
    files = {problem.path for problem in told if problem.code == "glyph-missing"}
    for problem in found:
        if problem.code != "proof-glyph" or problem.path not in files:
            yield problem

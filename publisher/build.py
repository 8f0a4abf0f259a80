"""The whole way of a book: load, check, render, typeset, link, proof, write."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.cache.place import cache_folder
from publisher.cache.store import Store
from publisher.gathering import Progress
from publisher.indexing import lay_out_indexes
from publisher.kept_leaves import KeptLeaves
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
    """A finished file: where it is, the book's slug, its pages and bytes and their SHA-256,
    warnings and notes."""

    path: Path
    slug: str
    page_count: int
    size: int
    digest: str
    problems: tuple[Problem, ...]


def build(
    root: Path,
    edition: Edition,
    target: Callable[[Handbook], Path],
    *,
    strict: bool = False,
    progress: Progress = iter,
    fresh: bool = False,
) -> Built:
    """Make one edition of the book in the folder `root`.

    `target` names the file once the book is known; `progress` passes the sections on as they are
    laid out. With `strict`, warnings are errors; a `fresh` build takes nothing from the book's
    cache. Raises HandbookError with all that was found when
    something is wrong with the book, MachineError when this machine lacks something; in both
    cases nothing was written.
    """
    manuscript = prepare(root, edition, strict=strict)  # load, check, render
    handbook, gathering = manuscript.handbook, manuscript.gathering
    front, body, back = manuscript.front, manuscript.body, manuscript.back
    gathering.stop_on_errors()

    require_engine()
    store = Store(cache_folder(root), fresh=fresh)
    kept = KeptLeaves(handbook, store)
    unnumbered = [*front, *manuscript.text, *back, *manuscript.specimen]
    leaves = gathering.leaves(unnumbered, kept, progress)
    gathering.stop_on_errors()
    leaves |= lay_out_indexes(manuscript, leaves, edition, kept)
    gathering.stop_on_errors()
    body_leaves = [leaves[section.anchor] for section in body]
    entries = tuple(contents_entries(handbook, body_leaves, paginate(body_leaves, edition)))
    contents = gathering.sections([manuscript.make.contents(entries)])
    leaves |= gathering.leaves(contents, kept)
    if any(leaves[section.anchor].page_count > _CONTENTS_PAGES for section in contents):
        contents = gathering.sections([manuscript.make.contents(without_headings(entries))])
        leaves |= gathering.leaves(contents, kept)
    gathering.stop_on_errors()

    in_order = [leaves[section.anchor] for section in (*front, *contents, *body, *back)]
    pagination = paginate(in_order, edition)
    specimen = leaves[manuscript.specimen[0].anchor]
    pdf, found = link(handbook, in_order, pagination, specimen)
    gathering.add(found)
    gathering.add(_untold(proof(pdf, handbook), gathering.problems))
    gathering.stop_on_errors()

    path = target(handbook)
    write(path, pdf)
    store.prune()
    digest = hashlib.sha256(pdf).hexdigest()
    page_count = len(pagination.labels)
    return Built(path, handbook.slug, page_count, len(pdf), digest, gathering.problems)


def _untold(found: Iterable[Problem], told: Iterable[Problem]) -> Iterator[Problem]:
    """What the proof found, but for missing glyphs of files whose characters are told already."""
    files = {problem.path for problem in told if problem.code == "glyph-missing"}
    for problem in found:
        if problem.code != "proof-glyph" or problem.path not in files:
            yield problem

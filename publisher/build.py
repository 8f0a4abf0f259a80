"""The whole way of a book: load, check, render, typeset, link, proof, write."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.cache.place import cache_folder
from publisher.cache.store import Store
from publisher.garbage import set_aside, uncollected
from publisher.kept_leaves import KeptLeaves
from publisher.laying_out import Layout, Progress, shelf_for, silently
from publisher.link import link, paginate
from publisher.manuscript import Manuscript, prepare
from publisher.model import Edition, Handbook, Leaf, Problem
from publisher.proof import facts_from_bytes, proof
from publisher.render import contents_entries, fewest_lines, without_headings
from publisher.settling import settle
from publisher.typeset import require_engine
from publisher.write import write

_CONTENTS_PAGES = 2  # above which the headings within chapters are left out
_MOST_LINES = 70  # that a page of the contents can hold, of whatever paper


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
    fresh: bool = False,
    jobs: int | None = None,
    progress: Progress = silently,
) -> Built:
    """Make one edition of the book in the folder `root`.

    `target` names the file once the book is known; `jobs` is how many processes lay it out, by
    default as many as there are cores; `progress` passes on what they make. With `strict`, warnings
    are errors; a `fresh` build takes nothing from the book's cache. Raises HandbookError with all
    that was found when something is wrong with the book, MachineError when this machine lacks
    something; in both cases nothing was written.
    """
    store = Store(cache_folder(root), fresh=fresh)
    manuscript = prepare(root, edition, strict=strict, store=store)  # load, check, render
    handbook, gathering = manuscript.handbook, manuscript.gathering
    gathering.stop_on_errors()

    with uncollected():
        require_engine()
    with shelf_for(store) as shelf:
        layout = Layout(handbook, gathering, KeptLeaves(handbook, store, shelf), shelf)
        with set_aside():
            in_order, specimen = _leaves(manuscript, edition, layout, jobs, progress)
        pagination = paginate(in_order, edition)
        with uncollected():
            pdf, found = link(handbook, in_order, pagination, specimen, shelf)
    gathering.add(found)
    with uncollected():
        known = dict(fact for leaf in in_order for fact in facts_from_bytes(leaf.facts) or ())
        gathering.add(_untold(proof(pdf, handbook, known), gathering.problems))
    gathering.stop_on_errors()

    path = target(handbook)
    write(path, pdf)
    store.prune()
    digest = hashlib.sha256(pdf).hexdigest()
    page_count = len(pagination.labels)
    return Built(path, handbook.slug, page_count, len(pdf), digest, gathering.problems)


def _leaves(
    manuscript: Manuscript,
    edition: Edition,
    layout: Layout,
    jobs: int | None,
    progress: Progress,
) -> tuple[list[Leaf], Leaf]:
    """All leaves in the order of the book, and that which folios are set from."""
    gathering = manuscript.gathering
    front, body, back = manuscript.front, manuscript.body, manuscript.back
    unnumbered = [*front, *manuscript.text, *back, *manuscript.specimen]
    leaves = layout.leaves(unnumbered, jobs, progress)
    gathering.stop_on_errors()
    leaves = settle(manuscript, leaves, edition, layout, jobs, progress)
    gathering.stop_on_errors()
    body_leaves = [leaves[section.anchor] for section in body]
    entries = tuple(contents_entries(manuscript.handbook, body_leaves))
    figures = max(map(len, paginate(body_leaves, edition).labels), default=1)
    if fewest_lines(entries) > _CONTENTS_PAGES * _MOST_LINES:
        entries = without_headings(entries)
    contents = gathering.sections([manuscript.make.contents(entries, figures)])
    leaves |= layout.leaves(contents)
    gathering.stop_on_errors()
    if any(leaves[section.anchor].page_count > _CONTENTS_PAGES for section in contents):
        contents = gathering.sections(
            [manuscript.make.contents(without_headings(entries), figures)]
        )
        leaves |= layout.leaves(contents)
    gathering.stop_on_errors()
    in_order = [leaves[section.anchor] for section in (*front, *contents, *body, *back)]
    return in_order, leaves[manuscript.specimen[0].anchor]


def _untold(found: Iterable[Problem], told: Iterable[Problem]) -> Iterator[Problem]:
    """What the proof found, but for missing glyphs of files whose characters are told already."""
    files = {problem.path for problem in told if problem.code == "glyph-missing"}
    for problem in found:
        if problem.code != "proof-glyph" or problem.path not in files:
            yield problem

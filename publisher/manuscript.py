"""A book made ready for setting: loaded, checked and rendered, with all that was found on the way.

What `publish.py check` tells is what a build finds here; it needs no type setter.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publisher.cache.store import Keeper
from publisher.check import check
from publisher.editions import DEFAULT
from publisher.garbage import uncollected
from publisher.gathering import Gathering
from publisher.load import load
from publisher.model import Edition, Handbook, HandbookError, Problem, Role, Section
from publisher.references import Resolver
from publisher.render import Sections
from publisher.terms import Terms


@dataclass(frozen=True)
class Manuscript:
    """The sections of a book in one edition, but for the contents and what an index prints, which
    `make` makes once the pages have their numbers. `specimen` is the page that folios are set
    from."""

    handbook: Handbook
    gathering: Gathering
    make: Sections
    front: list[Section]
    body: list[Section]
    back: list[Section]
    specimen: list[Section]

    @property
    def text(self) -> list[Section]:
        """The body without its indexes."""
        return [section for section in self.body if section.role is not Role.INDEX]


def prepare(
    root: Path, edition: Edition, *, strict: bool = False, store: Keeper | None = None
) -> Manuscript:
    """The manuscript of the book in the folder `root`, whatever is wrong with it.

    `store` is as in `load`. Raises HandbookError when there is no chapter at all.
    """
    with uncollected():
        handbook, found = load(root, store)
        gathering = Gathering(handbook, strict)
        gathering.add(found)
        resolver, marked = Resolver(handbook), Terms(handbook).mark_all()
        gathering.add(check(handbook, resolver, marked))
        make = Sections(handbook, edition, resolver, marked)
        front = gathering.sections(make.front_matter())
        body = gathering.sections(make.body())
        back = gathering.sections(make.back_matter())
        specimen = gathering.sections([make.folio_specimen()])
        # So that the errors of its layout are shown with the others
        gathering.sections([make.contents(())])
        return Manuscript(handbook, gathering, make, front, body, back, specimen)


def examine(root: Path, *, strict: bool = False) -> tuple[Problem, ...]:
    """All that is wrong with the book in a folder, as far as it shows without laying it out."""
    try:
        return prepare(root, DEFAULT, strict=strict).gathering.problems
    except HandbookError as error:
        return tuple(problem.weighed(strict=strict) for problem in error.problems)

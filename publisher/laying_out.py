"""Leaves for sections: those that were kept, and the others laid out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from publisher.cache.store import Store
from publisher.garbage import uncollected
from publisher.gathering import Gathering
from publisher.kept_leaves import KeptLeaves
from publisher.model import Handbook, HandbookError, Leaf, Section
from publisher.report import has_errors
from publisher.typefaces.shelf import Shelf
from publisher.workers import Result, lay_out

Progress = Callable[[Iterator[Result], int], Iterable[Result]]


def silently(results: Iterator[Result], _count: int) -> Iterable[Result]:
    """The results as they come, and nothing shown of it."""
    return results


class Layout:
    """The leaves of one build: what goes wrong with one is gathered, and the others go on."""

    def __init__(
        self, handbook: Handbook, gathering: Gathering, kept: KeptLeaves, shelf: Shelf
    ) -> None:
        self._handbook = handbook
        self._gathering = gathering
        self._kept = kept
        self._shelf = shelf

    def leaves(
        self, sections: Sequence[Section], jobs: int | None = 1, progress: Progress = silently
    ) -> dict[str, Leaf]:
        """The leaves that were kept or could be laid out, by the anchors of their sections.

        `jobs` is how many processes may work at once, None for as many as there are cores;
        `progress` passes results on as they come, and is told how many there will be.
        """
        done: dict[str, Leaf | HandbookError] = {}
        with uncollected():
            for section in sections:
                if (leaf := self._kept.find(section)) is not None:
                    done[section.anchor] = leaf
        missing = [section for section in sections if section.anchor not in done]
        with closing(lay_out(missing, self._handbook, self._shelf, jobs)) as results:
            for section, result in progress(results, len(missing)):
                done[section.anchor] = result
                if isinstance(result, Leaf) and not has_errors(result.problems):
                    self._kept.keep(result)
        made = {}
        for (
            section
        ) in sections:  # in their order, whichever was done first: it shows in what is told
            result = done[section.anchor]
            self._gathering.add(result.problems)
            if isinstance(result, Leaf):
                made[section.anchor] = result
        return made


class _Copied:
    """What is kept in the cache, with a copy of its own: whatever becomes of the cache meanwhile,
    what was there is there."""

    def __init__(self, cache: Store, scratch: Store) -> None:
        self._cache = cache
        self._scratch = scratch

    def get(self, kind: str, key: str) -> bytes | None:
        """What is kept under a key."""
        content = self._scratch.get(kind, key)
        if content is None and (content := self._cache.get(kind, key)) is not None:
            self._scratch.put(kind, key, content)
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep content under a key."""
        self._scratch.put(kind, key, content)
        self._cache.put(kind, key, content)


@contextmanager
def shelf_for(store: Store) -> Iterator[Shelf]:
    """A shelf in the cache, and for the time of the `with` in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="handbook-", ignore_cleanup_errors=True) as scratch:
        yield Shelf(_Copied(store, Store(Path(scratch))))

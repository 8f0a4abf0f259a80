"""Leaves that were laid out before, and are taken from the cache while they are still true."""

from __future__ import annotations

from publisher.cache.keys import digest, leaf_key
from publisher.cache.leaves import leaf_from_bytes, leaf_to_bytes
from publisher.cache.store import Store
from publisher.markdown.characters import pieces
from publisher.model import Handbook, Leaf, Section
from publisher.typefaces.shelf import Shelf
from publisher.typeset.assets import Resources
from publisher.typeset.engine import engine_fingerprint

_KIND = "leaves"


class KeptLeaves:
    """The leaves of one book in a store, whose fonts are on the shelf."""

    def __init__(self, handbook: Handbook, store: Store, shelf: Shelf) -> None:
        self._handbook = handbook
        self._store = store
        self._shelf = shelf
        self._resources = Resources(handbook.root)
        self._digests: dict[str, str] = {}

    def find(self, section: Section) -> Leaf | None:
        """The leaf of a section, None where it must be laid out."""
        content = self._store.get(_KIND, self._key(section))
        if content is None:
            return None
        lines, _, rest = content.partition(b"\n")
        leaf = leaf_from_bytes(section, rest)
        if leaf is None:
            return None
        if any(self._digest(found.address) != found.digest for found in leaf.resources):
            return None
        if not all(self._shelf.has(font.file) for font in leaf.fonts):
            return None
        # Where its text stands shapes only the lines that problems tell
        has_lines = any(problem.line is not None for problem in leaf.problems)
        return None if has_lines and lines != self._lines(section) else leaf

    def keep(self, leaf: Leaf) -> None:
        """Put a leaf that was laid out into the store."""
        content = self._lines(leaf.section) + b"\n" + leaf_to_bytes(leaf)
        self._store.put(_KIND, self._key(leaf.section), content)

    def _key(self, section: Section) -> str:
        return leaf_key(section, self._handbook, engine_fingerprint())

    def _digest(self, address: str) -> str:
        """That of a file which a section names, asked for once a build."""
        if address not in self._digests:
            self._digests[address] = self._resources.digest(address)
        return self._digests[address]

    def _lines(self, section: Section) -> bytes:
        """A digest of where the text of a section is written."""
        return digest(
            [
                [(place.path, place.line, text) for place, text in pieces(chapter)]
                + [(run.start, run.place.path, run.place.line) for run in chapter.runs]
                for chapter in self._handbook.chapters
                if chapter.anchor == section.anchor or str(chapter.path) == section.source
            ]
        ).encode()

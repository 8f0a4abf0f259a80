"""Whole font files under the digest of their content: typeset puts them here, link takes them."""

from __future__ import annotations

import hashlib

from publisher.cache.store import Keeper
from publisher.model import MachineError

_KIND = "typefaces"


class _Memory:
    def __init__(self) -> None:
        self._contents: dict[tuple[str, str], bytes] = {}

    def get(self, kind: str, key: str) -> bytes | None:
        return self._contents.get((kind, key))

    def put(self, kind: str, key: str, content: bytes) -> None:
        self._contents[kind, key] = content


class Shelf:
    """The font files of a book, each once; in memory, where no other keeper is given."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self._keeper = keeper or _Memory()
        self._there: set[str] = set()

    def put(self, content: bytes) -> str:
        """Take in a font file. Gives its digest."""
        digest = hashlib.sha256(content).hexdigest()
        if not self.has(digest):
            self._keeper.put(_KIND, digest, content)
            self._there.add(digest)
        return digest

    def has(self, digest: str) -> bool:
        """Whether a file is there."""
        if digest not in self._there and self._kept(digest) is not None:
            self._there.add(digest)
        return digest in self._there

    def get(self, digest: str) -> bytes:
        """A font file. Raises MachineError when it is gone."""
        content = self._kept(digest)
        if content is None:
            raise MachineError(
                "a typeface that was set with could not be kept until it was embedded",
                "see that there is room on the disk, and build again",
            )
        return content

    def _kept(self, digest: str) -> bytes | None:
        """What is kept, where it is what was put: the keeper may come with anyone's book."""
        content = self._keeper.get(_KIND, digest)
        is_sound = content is not None and hashlib.sha256(content).hexdigest() == digest
        return content if is_sound else None

"""The files of the book that sections name, and which of them a section asked for."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from publisher.model import Resource


class Resources:
    """The files of the book in the folder `root`, by `asset:` address; it remembers the asked."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._asked_for: dict[str, str] = {}

    @property
    def asked_for(self) -> tuple[Resource, ...]:
        """The files that were read, or that could not be, each once."""
        return tuple(Resource(*found) for found in sorted(self._asked_for.items()))

    def read(self, address: str) -> tuple[Path, bytes]:
        """A file and its content. Raises ValueError or OSError where it cannot be had."""
        self._asked_for[address] = ""
        file = within(self._root, unquote(address.partition(":")[2]))
        content = file.read_bytes()
        # Its ending tells what it is taken for, and where it is a link, that may change too
        ending = f"{file.suffix}\n".encode("utf-8", "surrogateescape")
        self._asked_for[address] = hashlib.sha256(ending + content).hexdigest()
        return file, content

    def digest(self, address: str) -> str:
        """The digest of a file and its ending, empty where it cannot be had."""
        with suppress(OSError, RuntimeError, ValueError):
            self.read(address)
        return self._asked_for[address]


def within(folder: Path, name: str) -> Path:
    """The file of a name in a folder. Raises ValueError for one that is outside, also by a link."""
    file = (folder / name).resolve()
    if not file.is_relative_to(folder):
        raise ValueError(f"{name} is outside its folder")
    return file

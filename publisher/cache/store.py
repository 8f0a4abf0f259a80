"""Entries on the disk, each under a key that says all that shaped it. No failure is told: an entry
that cannot be read or written is one that is not there."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_FORMAT = b"handbook-publisher 1\n"
_DIGEST_SIZE = 32
_KEY = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = ".new-"
# O_NONBLOCK: a pipe in the place of an entry must not be waited for
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_TEMPORARY_AGE = 3600  # seconds after which what a build left half written is nobody's
LIMIT = 512 * 1024 * 1024  # bytes


class Keeper(Protocol):
    """Where bytes are kept by kind and key, as a store does."""

    def get(self, kind: str, key: str) -> bytes | None:
        """What is kept under a key; None where nothing is."""

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep content under a key."""


class Store:
    """Bytes by kind and key in a folder; with None for a folder nothing is kept.

    Keys are SHA-256 digests in hexadecimal. A `fresh` store is written and never read.
    """

    def __init__(self, folder: Path | None, *, fresh: bool = False) -> None:
        self._folder = folder
        self._fresh = fresh
        self._has_grown = False

    def get(self, kind: str, key: str) -> bytes | None:
        """What is kept under a key; None where nothing is, or where it is damaged."""
        path = self._path(kind, key)
        if path is None or self._fresh:
            return None
        try:
            content = _verified(_read(path), kind, key)
        except FileNotFoundError:
            return None
        except OSError:
            content = None
        if content is None:
            _remove(path)
            return None
        with suppress(OSError):
            os.utime(path, follow_symlinks=False)  # what is used goes last
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep content under a key, in place of what was there."""
        path = self._path(kind, key)
        if path is None:
            return
        temporary = path.parent / f"{_TEMPORARY}{os.urandom(12).hex()}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as file:
                file.write(_FORMAT)
                file.write(_digest(kind, key, content))
                file.write(content)
            temporary.replace(path)
            self._has_grown = True
        except OSError:
            _remove(temporary)

    def prune(self, limit: int = LIMIT) -> None:
        """Take out what was used longest ago until all is within `limit` bytes.

        Nothing is done where nothing was put since the last time.
        """
        if self._folder is None or not self._has_grown:
            return
        self._has_grown = False
        entries = []
        for path, status in _files(self._folder):
            if not path.name.startswith(_TEMPORARY):
                entries.append((status.st_mtime_ns, status.st_size, path))
            elif time.time() - status.st_mtime > _TEMPORARY_AGE:
                _remove(path)
        total = sum(size for _used, size, _path in entries)
        for _used, size, path in sorted(entries):
            if total <= limit:
                break
            _remove(path)
            total -= size

    def _path(self, kind: str, key: str) -> Path | None:
        """The file of an entry, None where a link might lead it out of the store's folder."""
        if not _KEY.fullmatch(key):
            raise ValueError(f"no key: {key!r}")
        if self._folder is None:
            return None
        path = self._folder / kind / key[:2] / key
        has_links = any(map(os.path.islink, (path.parent, path.parent.parent)))
        return None if has_links else path


def _read(path: Path) -> bytes:
    """The content of a plain file. Raises OSError for all else."""
    handle = os.open(path, _READING)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LIMIT:
            raise OSError(f"no entry: {path}")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(handle)


def _verified(whole: bytes, kind: str, key: str) -> bytes | None:
    start = len(_FORMAT) + _DIGEST_SIZE
    digest, content = whole[len(_FORMAT) : start], whole[start:]
    is_sound = whole.startswith(_FORMAT) and digest == _digest(kind, key, content)
    return content if is_sound else None


def _digest(kind: str, key: str, content: bytes) -> bytes:
    """That of an entry with its place, so that one that was moved is a damaged one."""
    digest = hashlib.sha256(f"{kind}/{key}\n".encode())
    digest.update(content)
    return digest.digest()


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The entries and temporary files: nothing that anyone else has put into the folder."""
    for kind in _folders(folder):
        for first in _folders(kind):
            try:
                found = list(os.scandir(first))
            except OSError:
                continue
            for entry in found:
                is_own = _KEY.fullmatch(entry.name) or entry.name.startswith(_TEMPORARY)
                with suppress(OSError):
                    if is_own and entry.is_file(follow_symlinks=False):
                        yield Path(entry.path), entry.stat(follow_symlinks=False)


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()

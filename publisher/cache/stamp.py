"""Stamps: what a finished file was made from. While it all still holds, nothing need be made.

Only the standard library is used, and of it no more than is needed, dataclasses not among it: a
build in which nothing changed costs what it imports.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from publisher.cache.packages import installed_packages
from publisher.cache.place import cache_folder
from publisher.cache.store import Store

_KIND = "stamps"
_WARNING = "warning"
_READ_UP_TO = 4_000_000  # bytes; of what is longer, size and times must do
_MOST_FILES = 20_000  # a folder with more is no book alone: to look at all of it costs too much
_DAY = 86_400 * 10**9
_TOP = Path(__file__).resolve().parent.parent.parent
_PROGRAM = ("publish.py", "publisher", "layouts", "styles")
_VARIABLES = (
    *("SOURCE_DATE_EPOCH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "PANGO_LANGUAGE"),
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS"),
    *("FC_LANG", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"),
    *("HB_OPTIONS", "HB_SHAPER_LIST", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH"),
)


class Outcome(NamedTuple):
    """What a build made: the book's slug, the file's pages, its bytes and their SHA-256, and what
    was told, each problem as its fields."""

    slug: str
    page_count: int
    size: int
    digest: str
    problems: tuple[dict[str, Any], ...]


class Stamps:
    """The stamps of a book's editions. The book is looked at when this is made, which must be
    before it is read: what changes while it is built is then not taken for what was built.

    `editions` are the names of all there are.
    """

    def __init__(self, root: Path, editions: Collection[str]) -> None:
        self._root = root.resolve()
        folder = cache_folder(root)
        self._store = Store(folder)
        self._editions = editions
        self._files = _files_of(self._root, folder) if folder else None
        self._repository = _repository(self._root)
        self._program = _digest([*_own_files(), *installed_packages(), sys.version])

    def find(self, edition: str, target: Callable[[str], Path], *, strict: bool) -> Outcome | None:
        """What a build of an edition would make, where it is at its place already, and what it
        would tell; None where that is not known, or where a `strict` build would tell of errors.

        `target` gives the place for the book's slug.
        """
        stamp = self._read(edition)
        if stamp is None or self._files is None:
            return None
        try:
            outcome = Outcome(**stamp["outcome"])
            holds = (
                _is_sound(outcome)
                and not (strict and _WARNING in (told["severity"] for told in outcome.problems))
                and stamp["sources"] == self._sources(self._outputs())
                and stamp["program"] == self._program
                and stamp["variables"] == _variables()
                and all(_state(path) == state for path, state in stamp["machine"].items())
                and _content_digest(target(outcome.slug)) == outcome.digest
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return outcome if holds else None

    def keep(self, edition: str, target: Path, outcome: Outcome, machine: Iterable[str]) -> None:
        """Put the stamp of what was made at `target`. `machine` are the files and folders of this
        machine that had part in it."""
        if self._files is None or self._looks_around(outcome):
            return
        output = self._inner(target)
        stamp = {
            "sources": self._sources({*self._outputs(), output}),
            "program": self._program,
            "variables": _variables(),
            "machine": {path: _state(path) for path in machine},
            "output": output,
            "outcome": outcome._asdict(),
        }
        self._store.put(_KIND, _key(edition), json.dumps(stamp).encode())

    def _read(self, edition: str) -> dict[str, Any] | None:
        content = self._store.get(_KIND, _key(edition))
        try:
            stamp = json.loads(content) if content else None
        except (ValueError, RecursionError):
            return None
        return stamp if isinstance(stamp, dict) else None

    def _outputs(self) -> set[str]:
        """The files that builds have put into the book: they are no sources."""
        stamps = map(self._read, self._editions)
        return {str(stamp.get("output")) for stamp in stamps if stamp}

    def _sources(self, outputs: Collection[str]) -> str:
        files = self._files or {}
        inner = sorted(item for item in files.items() if item[0] not in outputs)
        return _digest([inner, self._repository])

    def _looks_around(self, outcome: Outcome) -> bool:
        """Whether what is told of links may hang on files of the repository around the book."""
        has_links = any(told["code"].startswith("link") for told in outcome.problems)
        return has_links and self._repository > 0

    def _inner(self, target: Path) -> str:
        """The path of a file from the book's folder, empty where it is not in it."""
        path = target.resolve()
        is_inner = path.is_relative_to(self._root)
        return path.relative_to(self._root).as_posix() if is_inner else ""


def _repository(root: Path) -> int:
    """How many folders above a book its repository begins; 0 where it is one itself, or in none."""
    folders = enumerate((root, *root.parents))
    return next((above for above, folder in folders if os.path.lexists(folder / ".git")), 0)


def _is_sound(outcome: Outcome) -> bool:
    """Whether what was read is what `keep` writes: it may come with anyone's book."""
    return (
        isinstance(outcome.digest, str)
        and os.path.basename(outcome.slug) == outcome.slug  # noqa: PTH119
        and all(isinstance(number, int) for number in (outcome.page_count, outcome.size))
        and all(map(_is_problem, outcome.problems))
    )


def _is_problem(told: Any) -> bool:
    return (
        told.keys() == {"code", "message", "path", "line", "hint", "severity"}
        and all(isinstance(told[name], str) for name in ("code", "message", "hint"))
        and isinstance(told["path"], str | None)
        and isinstance(told["line"], int | None)
        and told["severity"] in (_WARNING, "note")
    )


def _files_of(root: Path, cache: Path) -> dict[str, str] | None:
    """All below a book's folder but its history and its cache; None where that is too much.

    What links lead to is looked at too, wherever it is: a book's layouts may lie elsewhere.
    """
    found: dict[str, str] = {}
    waiting = [(str(root), "")]
    seen = set()
    skipped = os.fspath(cache)
    while waiting:
        folder, inner = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = list(listed)
        except OSError:
            found[inner] = "closed"
            continue
        if not entries:
            found[inner] = "empty"
        for entry in entries:
            if entry.name == ".git" or entry.path == skipped:
                continue
            name = inner + entry.name
            try:
                status = entry.stat()
                link = os.readlink(entry.path) if entry.is_symlink() else ""  # noqa: PTH115
            except OSError:
                found[name] = "astray"
                continue
            if stat.S_ISDIR(status.st_mode):
                if link:
                    found[name] = link
                place = (status.st_dev, status.st_ino)
                if place not in seen:
                    seen.add(place)
                    waiting.append((entry.path, f"{name}/"))
            elif stat.S_ISREG(status.st_mode):
                # A book that gives no date has that of its newest file
                found[name] = f"{status.st_mtime_ns // _DAY} {link} {_file(entry.path, status)}"
            else:
                found[name] = "special"
        if len(found) > _MOST_FILES:
            return None
    return found


def _file(path: str, status: os.stat_result) -> str:
    if status.st_size > _READ_UP_TO:
        return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
    return _content_digest(path)


def _content_digest(path: str | Path) -> str:
    """The digest of a plain file; empty where it cannot be read."""
    try:
        if not os.path.isfile(path):  # noqa: PTH113 -- a pipe must not be waited for
            return ""
        with open(path, "rb") as file:  # noqa: PTH123 -- there are hundreds
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""


def _own_files() -> Iterator[str]:
    """The publisher's own files, with their sizes and times."""
    for name in _PROGRAM:
        yield f"{name} {_state(os.fspath(_TOP / name))}"
        for folder, folders, names in os.walk(_TOP / name):
            folders[:] = sorted(inner for inner in folders if inner != "__pycache__")
            for file in sorted(names):
                path = f"{folder}/{file}"
                yield f"{path} {_state(path)}"


def _state(path: str) -> list[int]:
    """The size and the time of a file or a folder; empty where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return []
    # The size of a folder says nothing, and differs between file systems
    size = 0 if stat.S_ISDIR(status.st_mode) else status.st_size
    return [size, status.st_mtime_ns]


def _variables() -> Mapping[str, str]:
    return {name: os.environ[name] for name in _VARIABLES if name in os.environ}


def _key(edition: str) -> str:
    return hashlib.sha256(edition.encode()).hexdigest()


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()

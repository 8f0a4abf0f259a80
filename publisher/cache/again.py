"""A command that was given before, word for word: while what it made still stands, it need not be
read again. What reads commands takes half the time of a build in which nothing changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from publisher.cache.place import cache_folder
from publisher.cache.stamp import Outcome, Stamps
from publisher.cache.store import Store

_KIND = "commands"


def remember(arguments: Sequence[str], book: Path, made: Sequence[tuple[str, Path]]) -> None:
    """Keep what a command made of a book: editions, and where they went."""
    values = [[edition, os.path.abspath(path)] for edition, path in made]  # noqa: PTH100
    Store(cache_folder(book)).put(_KIND, _key(arguments, book), json.dumps(values).encode())


def made_before(
    arguments: Sequence[str], default_book: Path, editions: Collection[str]
) -> list[tuple[Path, Outcome]] | None:
    """Where each edition is that a command would make, and what it is; None where something would
    have to be made, or would be told of it.

    `editions` are the names of all there are.
    """
    for book in _books(arguments, default_book):
        content = Store(cache_folder(book, make=False)).get(_KIND, _key(arguments, book))
        if content is None:
            continue
        stamps = Stamps(book, editions)
        found = []
        try:
            for edition, path in json.loads(content):
                target = Path(path)
                outcome = stamps.find(edition, _always(target), strict=False)
                if outcome is None or outcome.problems:
                    return None
                found.append((target, outcome))
        except (ValueError, TypeError, RecursionError):
            return None
        return found
    return None


def _always(target: Path) -> Callable[[str], Path]:
    return lambda _slug: target


def _books(arguments: Sequence[str], default_book: Path) -> Iterator[Path]:
    """The folders that a command may mean by its book."""
    yield from (Path(one) for one in arguments[1:] if os.path.isdir(one))  # noqa: PTH112
    yield default_book


def _key(arguments: Sequence[str], book: Path) -> str:
    """That of a command given in this folder for a book."""
    command = [os.getcwd(), os.path.realpath(book), *arguments]  # noqa: PTH109
    return hashlib.sha256(json.dumps(command).encode()).hexdigest()

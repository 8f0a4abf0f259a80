"""Where the cache of a book lies: in the book, or in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

NAME = "handbook-publisher"
IN_BOOK = f".cache/{NAME}"

# https://bford.info/cachedir/: backups leave out a folder that has this file
_TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache: deleting it is always safe.\n"


def cache_folder(root: Path, *, make: bool = True) -> Path | None:
    """The folder for what is kept of the book in `root`, made when it is not there; None is given
    instead where it is not to be made.

    It is `.cache/handbook-publisher/` in the book, or where that cannot be written or is a link,
    one for this book in the user's cache folder. None where that is not to be had either.
    """
    is_there = _made if make else Path.is_dir
    with suppress(OSError, RuntimeError):
        root = root.resolve()
        own = root / IN_BOOK
        if not any(map(os.path.islink, (own, own.parent))) and is_there(own):
            return own
        machine = _machine_cache_folder()
        name = hashlib.sha256(os.fsencode(root)).hexdigest()[:32]
        if machine and is_there(machine / "books" / name):
            return machine / "books" / name
    return None


def _machine_cache_folder() -> Path | None:
    """The folder for what is kept on this machine for all books; it may not be there yet.

    None where the environment tells of no home.
    """
    named, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
    if os.path.isabs(named):  # noqa: PTH117 -- others are to be ignored, says the specification
        return Path(named, NAME)
    if not os.path.isabs(home):  # noqa: PTH117
        return None
    return Path(home, "Library/Caches" if sys.platform == "darwin" else ".cache", NAME)


def _made(folder: Path) -> bool:
    """Whether there is such a folder now that can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            return False
        for name, content in ((".gitignore", "*\n"), (_TAG, _SIGNATURE)):
            if not os.path.lexists(folder / name):
                (folder / name).write_text(content, encoding="utf-8")
    except OSError:
        return False
    return True

"""One worker: a process that lays out the sections it is given until there are no more."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable
from multiprocessing.connection import Connection

from publisher.model import Handbook, HandbookError, Leaf, Section
from publisher.typefaces.shelf import Shelf
from publisher.workers.making import make_leaf

_PR_SET_PDEATHSIG = 1  # Linux: prctl(2)


def work(
    section: Section,
    handbook: Handbook,
    shelf: Shelf,
    pipe: Connection,
    scratch: str,
    parent: int,
    strangers: Iterable[Connection],
) -> None:
    """Lay out a section, then those that come through the pipe, and send each result back.

    Ends when the pipe is closed at its other end. Temporary files go to the folder `scratch`, which
    is the parent's to remove. `parent` is its process id, and `strangers` are its ends of pipes,
    which a fork copies.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _end_with(parent)
    for stranger in strangers:  # held here, none would be seen to close when the parent ends
        stranger.close()
    tempfile.tempdir = scratch
    try:
        while True:
            pipe.send(outcome(section, handbook, shelf))
            section = pipe.recv()
    except (EOFError, OSError):  # nobody is there any more
        return


def outcome(section: Section, handbook: Handbook, shelf: Shelf) -> Leaf | Exception:
    """The leaf, or the error that there is instead of it, as it can be sent to another process."""
    try:
        return make_leaf(section, handbook, shelf)
    except HandbookError as error:
        return error
    except Exception as error:
        error.add_note(f"Laying out {section.title!r}:\n{traceback.format_exc()}")
        return _sendable(error)


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever an exception's own state makes of it
        plain = RuntimeError(f"{type(error).__name__}: {error}")
        plain.add_note("\n".join(error.__notes__))
        return plain
    return error


def _end_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, however that comes about."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it could be asked for
        os._exit(1)

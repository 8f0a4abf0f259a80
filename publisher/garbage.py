"""When Python looks for garbage: not where what is made is kept, or it would go through all of it
again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside the `with`, no garbage is looked for."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def set_aside() -> Iterator[None]:
    """Inside the `with`, what there was before it is not gone through for garbage: neither here nor
    in processes that are forked, whose memory then stays shared."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()

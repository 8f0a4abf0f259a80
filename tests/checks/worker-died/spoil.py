"""The process that lays out one chapter is killed, as by a system that is out of memory."""

import os
import signal

import pytest

from publisher.model import Handbook, Leaf, Section
from publisher.typefaces.shelf import Shelf


def spoil(patch: pytest.MonkeyPatch) -> None:
    """Have the layout of the second chapter kill its process."""
    from publisher.workers import worker

    make_leaf = worker.make_leaf

    def dies(section: Section, handbook: Handbook, shelf: Shelf) -> Leaf:
        if section.title == "Heavy":
            os.kill(os.getpid(), signal.SIGKILL)
        return make_leaf(section, handbook, shelf)

    patch.setattr(worker, "make_leaf", dies)

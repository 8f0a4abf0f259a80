"""The process that lays out one chapter is killed, as by a system that is out of memory."""

import os
import signal

import pytest

from publisher.model import Handbook, Leaf, Section


def spoil(patch: pytest.MonkeyPatch) -> None:
    """Have the layout of the second chapter kill its process."""
    from publisher.typeset import worker

    typeset = worker.typeset

    def dies(section: Section, handbook: Handbook) -> Leaf:
        if section.title == "Heavy":
            os.kill(os.getpid(), signal.SIGKILL)
        return typeset(section, handbook)

    patch.setattr(worker, "typeset", dies)

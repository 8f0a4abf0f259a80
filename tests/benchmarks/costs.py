"""What a process costs, from its start to its end, with all the processes that it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_BYTES_IN_MAXRSS = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU (user and system) and of the clock, the bytes of the largest process in
    memory, and the bytes and pages of the file that was made."""

    cpu: float
    wall: float
    memory: int
    size: int
    pages: int


class FailedError(Exception):
    """A command that is measured failed; it says what the command said."""


def run(command: Sequence[str | Path], folder: Path, made: Path) -> Cost:
    """Run a command in a folder and tell what it cost. Raises FailedError.

    A process is at least as large in memory as the one that starts it, so this one stays small:
    it imports nothing of the publisher, and pages are counted in another.
    """
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise FailedError(f"{' '.join(map(str, command))}: {process.returncode}\n{words}")
    return Cost(
        usage.ru_utime + usage.ru_stime,
        wall,
        usage.ru_maxrss * _BYTES_IN_MAXRSS,
        made.stat().st_size,
        _page_count(made),
    )


def medians(costs: Sequence[Cost]) -> Cost:
    """The middle of what was measured several times, each figure by itself."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        round(median(cost.memory for cost in costs)),
        round(median(cost.size for cost in costs)),
        round(median(cost.pages for cost in costs)),
    )


def _page_count(file: Path) -> int:
    count = "import pikepdf, sys; print(len(pikepdf.open(sys.argv[1]).pages))"
    counted = subprocess.run(
        [sys.executable, "-c", count, file], capture_output=True, text=True, check=True
    )
    return int(counted.stdout)

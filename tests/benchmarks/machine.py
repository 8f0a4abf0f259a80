"""The size of the machine that measures, without its name."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

_ASK = """
import weasyprint
from weasyprint.text.ffi import pango
number = pango.pango_version()
print(weasyprint.__version__, f"{number // 10000}.{number // 100 % 100}.{number % 100}")
"""


def core_count() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def machine() -> str:
    """Cores, memory, and the versions of what sets the type, in a line."""
    asked = [sys.executable, "-c", _ASK]  # not here: see costs.run
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    cores = core_count()
    return ", ".join(
        [
            "1 core" if cores == 1 else f"{cores} cores",
            f"{_memory() / 2**30:.0f} GiB of memory",
            f"Python {platform.python_version()}",
            f"WeasyPrint {said[0]}",
            f"Pango {said[1]}",
        ]
    )


def _memory() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")

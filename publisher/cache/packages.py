"""Which Python packages are installed: in another version they make another file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

_ENDINGS = (".dist-info", ".egg-info", ".pth")


def installed_packages() -> Iterator[str]:
    """Each folder that is imported from, and the packages installed there by name and version."""
    for folder in sys.path:
        try:
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208
        except OSError:
            names = []
        yield folder
        yield from (name for name in names if name.endswith(_ENDINGS))

"""Where the publisher's own files lie, and how places are told to people."""

from __future__ import annotations

import os
from pathlib import Path

_TOP = Path(__file__).resolve().parent.parent

LAYOUTS = _TOP / "layouts"
STYLES = _TOP / "styles"


def shown_path(path: Path) -> str:
    """A path as short as it can be said: from the current folder where it lies in it."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 -- a link is shown as itself
    current = Path.cwd()
    return str(path.relative_to(current)) if path.is_relative_to(current) else str(path)


def relative_path(path: Path) -> str:
    """A path from the current folder, wherever it lies: nothing of the machine stands in it."""
    return Path(os.path.relpath(path.resolve())).as_posix()

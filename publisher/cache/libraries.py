"""The native libraries that this process has loaded: they shape what is made, whatever they say
of their versions."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_REPLACED = " (deleted)"


def loaded_libraries() -> tuple[str, ...] | None:
    """The files that are loaded, in a fixed order; None where that cannot be told, or where one of
    them was replaced meanwhile."""
    if sys.platform == "darwin":
        return tuple(sorted(_loaded_on_macos()))
    try:
        lines = _MAPS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    files = {line[line.index("/") :] for line in lines if "/" in line and "[" not in line}
    libraries = {file for file in files if ".so" in file.rpartition("/")[2]}
    if any(file.endswith(_REPLACED) for file in libraries):
        return None
    return tuple(sorted(libraries))


def _loaded_on_macos() -> set[str]:
    system = ctypes.CDLL(None)
    system._dyld_get_image_name.restype = ctypes.c_char_p
    names = (system._dyld_get_image_name(index) for index in range(system._dyld_image_count()))
    # Those of the system lie in one cache, not in files, and change with the system alone
    return {path for name in names if name and Path(path := name.decode()).exists()}

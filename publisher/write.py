"""The finished file onto the disk, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from publisher.model import MachineError


def write(target: Path, content: bytes) -> None:
    """Put `content` at `target`. Whatever goes wrong, the file that was there stays as it was.

    Raises MachineError when the place cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise MachineError(
            f"{target} cannot be written: {error.strerror}",
            "free the place, or name another one with -o PATH",
        ) from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

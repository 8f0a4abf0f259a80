"""Text files as authors leave them: any line ends, with or without a byte order mark."""

from __future__ import annotations

from pathlib import Path

from publisher.model import Problem


def read_text(file: Path, path: str) -> tuple[str, list[Problem]]:
    """A file's text without byte order mark and with \\n at its line ends."""
    raw = file.read_bytes()
    problems = []
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "Save the file as UTF-8."
        problems.append(Problem("encoding", "this is not UTF-8 text", path, line, hint))
        text = raw.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems

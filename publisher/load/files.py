"""Text files as authors leave them: any line ends, with or without a byte order mark."""

from __future__ import annotations

import codecs
from pathlib import Path

from publisher.model import Problem, Severity

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_WINDOWS = "windows-1252"  # what stands between UTF-8 letters was most often pasted from there


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode(_WINDOWS, errors="replace"), error.end


codecs.register_error(_WINDOWS, _as_windows)


def read_text(file: Path, path: str, *, lenient: bool = False) -> tuple[str, list[Problem]]:
    """A file's text without byte order mark and with \\n at its line ends.

    It is UTF-8, or what its byte order mark says. Bytes that are neither are read as Windows
    writes Western languages, and are a problem: a warning where `lenient`.
    """
    raw = file.read_bytes()
    mark = next((mark for mark in _MARKS if raw.startswith(mark)), b"")
    encoding = _MARKS.get(mark, "utf-8")
    raw = raw.removeprefix(mark)
    problems = []
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, errors="replace")
        line = _with_line_feeds(before).count("\n") + 1
        severity = Severity.WARNING if lenient else Severity.ERROR
        hint = "Save the file as UTF-8."
        problems.append(Problem("encoding", "this is not UTF-8 text", path, line, hint, severity))
        text = raw.decode(encoding, errors=_WINDOWS if encoding == "utf-8" else "replace")
    return _with_line_feeds(text), problems


def is_inside(root: Path, file: Path) -> bool:
    """Whether a file lies in the folder `root`, links of the file system followed."""
    try:
        return file.resolve().is_relative_to(root)
    except (OSError, RuntimeError, ValueError):  # a link to itself, or no name for a file
        return False


def is_file(file: Path) -> bool:
    """Whether there is such a file; a name that no file can have is none."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")

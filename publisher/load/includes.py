"""`{{#include part.md}}`: files of the book brought into a chapter's text, as mdBook does.

https://rust-lang.github.io/mdBook/format/mdbook.html#including-files
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from publisher.load.files import is_file, is_inside, read_text
from publisher.load.matter_block import split
from publisher.load.source import Line, lines_of
from publisher.model import Place, Problem, Severity

INCLUDE = re.compile(
    r"(?<!\\)\{\{\s*#(include|rustdoc_include|playground|playpen)\s+([^{}]+?)\s*\}\}"
)
_ANY_ANCHOR = re.compile(r"ANCHOR(?:_END)?:\s*[\w-]+")
_NAMED_ANCHOR = re.compile(r"\bANCHOR:\s*([\w-]+)")
_PARTS = re.compile(r"(?P<from>\d*)(?::(?P<to>\d*))?")


def bring_in(
    lines: Sequence[Line], root: Path, *, lenient: bool
) -> tuple[list[Line], list[Problem]]:
    """A chapter's lines with its includes brought in, and what is wrong with these.

    What cannot be brought in is left out: an error, or a warning where `lenient`; a file that
    brings in itself is an error always.
    """
    inclusion = _Inclusion(root, Severity.WARNING if lenient else Severity.ERROR)
    path = lines[0].place.path if lines else ""
    return list(inclusion.expand(lines, (path,))), inclusion.problems


def included_paths(text: str, path: str) -> Iterator[str]:
    """The files, from the book folder, that the file `path` with this text brings in."""
    for found in INCLUDE.finditer(text):
        name, _part = _file_and_part(found)
        yield _path_from(path, name)


class _Inclusion:
    def __init__(self, root: Path, severity: Severity) -> None:
        self.problems: list[Problem] = []
        self._root = root
        self._severity = severity

    def expand(self, lines: Sequence[Line], chain: tuple[str, ...]) -> Iterator[Line]:
        """The lines with all includes brought in; `chain` are the files that we are in."""
        for line in lines:
            if "{{" not in line.text:
                yield line
                continue
            brought: list[Line] = [Line("", line.place)]
            end = 0
            for found in INCLUDE.finditer(line.text):
                brought = _joined(brought, [Line(line.text[end : found.start()], line.place)])
                brought = _joined(brought, list(self._content(found, line.place, chain)))
                end = found.end()
            yield from _joined(brought, [Line(line.text[end:], line.place)])

    def _content(
        self, found: re.Match[str], place: Place, chain: tuple[str, ...]
    ) -> Iterator[Line]:
        name, part = _file_and_part(found)
        path = _path_from(chain[-1], name)
        file = self._root / path
        if path in chain:
            circle = " → ".join((*chain[chain.index(path) :], path))
            hint = "Take one of these includes out."
            message = f"files that include one another: {circle}"
            self.problems.append(Problem("include-circle", message, place.path, place.line, hint))
            return
        if path.startswith("../") or not is_inside(self._root, file):
            hint = "Copy the file into the book folder."
            self._report("include-outside", f"{name!r} lies outside the book folder", place, hint)
            return
        if not is_file(file):
            hint = _beside(file) or "Correct the path: it starts from the folder of this file."
            self._report("include-missing", f"there is no file {name!r} to include", place, hint)
            return
        text, problems = read_text(file, path, lenient=self._severity is Severity.WARNING)
        self.problems += [problem for problem in problems if problem not in self.problems]
        lines = _part_of(text, path, part)
        if lines is None:
            hint = _parts_in(text)
            self._report("include-part", f"{name!r} has no part {part!r}", place, hint)
            return
        code = found[1] in ("playground", "playpen")
        if code:
            yield Line("```rust", place)
        yield from self.expand(lines, (*chain, path))
        if code:
            yield Line("```", place)

    def _report(self, code: str, message: str, place: Place, hint: str) -> None:
        self.problems.append(Problem(code, message, place.path, place.line, hint, self._severity))


def _file_and_part(found: re.Match[str]) -> tuple[str, str]:
    """The file that an include names, and which part of it: `2:10`, an anchor, or all of it."""
    written = found[2].split()[0] if found[1] in ("playground", "playpen") else found[2]
    name, _, part = written.partition(":")
    return name.strip(), part.strip()


def _path_from(path: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _beside(file: Path) -> str:
    """The file of a like name in the same folder, as a question; empty when there is none."""
    names = {other.stem: other.name for other in file.parent.glob("[!.]*") if other.is_file()}
    near = difflib.get_close_matches(file.stem, names, n=1)
    return f"Did you mean {names[near[0]]}?" if near else ""


def _parts_in(text: str) -> str:
    """Which parts a file has, as a sentence."""
    count = len(text.splitlines())
    lines = f"{count} lines" if count != 1 else "1 line"
    anchors = ", ".join(dict.fromkeys(_NAMED_ANCHOR.findall(text)))
    return f"It has {lines} and {f'these anchors: {anchors}' if anchors else 'no ANCHOR'}."


def _joined(before: list[Line], after: list[Line]) -> list[Line]:
    """Lines that go on where the last one ends; a line's place is that of its first words."""
    if not after:
        return before
    last, first = before[-1], after[0]
    place = last.place if last.text.strip() or not first.text.strip() else first.place
    return [*before[:-1], Line(last.text + first.text, place), *after[1:]]


def _part_of(text: str, path: str, part: str) -> list[Line] | None:
    """The lines of a file that an include asks for, None when it has no such part.

    Front matter is never among them, but its lines count.
    """
    _matter, body, first_line = split(text, lenient=True)
    lines = lines_of(body, path, first_line)
    if not part:
        return lines
    numbers = _PARTS.fullmatch(part)
    if numbers is None:
        return _anchored(lines, part)
    start = int(numbers["from"] or 1)
    if numbers["to"] is None:
        end = start
    else:
        end = int(numbers["to"]) if numbers["to"] else len(lines) + first_line
    chosen = [line for line in lines if start <= line.place.line <= end]
    return chosen or None


def _anchored(lines: list[Line], name: str) -> list[Line] | None:
    """The lines between the comments `ANCHOR: name` and `ANCHOR_END: name`."""
    begins = _mark("ANCHOR", name)
    ends = _mark("ANCHOR_END", name)
    start = next((i for i, line in enumerate(lines) if begins(line.text)), None)
    if start is None:
        return None
    end = next((i for i in range(start, len(lines)) if ends(lines[i].text)), len(lines))
    return [line for line in lines[start:end] if not _ANY_ANCHOR.search(line.text)]


def _mark(word: str, name: str) -> Callable[[str], object]:
    return re.compile(rf"\b{word}:\s*{re.escape(name)}(?![\w-])").search

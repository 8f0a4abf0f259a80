"""What is measured: the same book made in each of the ways that the figures compare."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.benchmarks.books import chapter_files, edit_paragraph, lengthen, make_book
from tests.benchmarks.costs import Cost, run
from tests.benchmarks.pandoc_typst import typst_command

_TOP = Path(__file__).resolve().parent.parent.parent
_CHAPTERS_FOR_A_PAGE = 0.214

PLAIN = "plain"
COLD_ONE = "cold-1"
COLD = "cold"
EDITED = "edited"
SHIFTED = "shifted"
UNCHANGED = "unchanged"
TYPST = "typst"

LABELS = {
    PLAIN: "one plain WeasyPrint document",
    COLD_ONE: "cold, one job",
    COLD: "cold, all jobs",
    EDITED: "one paragraph edited",
    SHIFTED: "an edit that shifts all later pages",
    UNCHANGED: "nothing changed",
    TYPST: "pandoc → typst",
}


@dataclass(frozen=True)
class Measure:
    """A way to make the book: what is done to the book before, and the command that is timed."""

    key: str
    prepare: Callable[[], object]
    command: list[str | Path]
    made: Path


@dataclass(frozen=True)
class Workbench:
    """A folder with a book of about so many pages. `jobs` are all that this machine can run.

    What is built is in `work`; a copy of it, made after a first build, is put back before each
    measure, so that an edit is always new to the cache.
    """

    folder: Path
    pages: int
    jobs: int

    @property
    def book(self) -> Path:
        """The book's folder."""
        return self.folder / "work" / "book"

    @property
    def pdf(self) -> Path:
        """The file that this publisher makes."""
        return self.folder / "work" / "book.pdf"

    @cached_property
    def measures(self) -> list[Measure]:
        """All measures that can be taken on this machine, in the order of a round."""
        chapters = chapter_files(self.book)
        plain, typst = self.folder / "plain.pdf", self.folder / "typst.pdf"
        html = self.folder / "plain" / "plain.html"
        weasyprint = [sys.executable, "-m", "weasyprint", "--pdf-tags", "--dpi", "300"]
        last = len(chapters)
        measures = [
            Measure(PLAIN, _nothing, [*weasyprint, html, plain], plain),
            self._build(COLD_ONE, _nothing, "--fresh", "-j", "1"),
            self._build(COLD, _nothing, "--fresh", "-j", str(self.jobs)),
            self._build(EDITED, lambda: edit_paragraph(self.book, 1 + last // 2)),
            self._build(SHIFTED, lambda: lengthen(self.book, 1)),
            self._build(UNCHANGED, _nothing),
        ]
        if command := typst_command(chapters, typst):
            measures.append(Measure(TYPST, _nothing, [*command], typst))
        return measures

    def set_up(self) -> None:
        """Make the book and its plain document, and build it once for the cache."""
        make_book(self.book, max(1, round(self.pages * _CHAPTERS_FOR_A_PAGE)))
        folder = self.folder / "plain"
        plain = [sys.executable, "-m", "tests.benchmarks.plain", str(self.book), str(folder)]
        subprocess.run(plain, cwd=_TOP, check=True)
        run(self._command(), _TOP, self.pdf)
        shutil.copytree(self.book.parent, self.folder / "state")

    def round(self) -> Iterator[tuple[str, Cost]]:
        """Each measure once: its key and what it cost. Raises FailedError."""
        for measure in self.measures:
            shutil.rmtree(self.book.parent)
            shutil.copytree(self.folder / "state", self.book.parent)
            measure.prepare()
            yield measure.key, run(measure.command, _TOP, measure.made)

    def _build(self, key: str, prepare: Callable[[], object], *options: str) -> Measure:
        return Measure(key, prepare, [*self._command(), *options], self.pdf)

    def _command(self) -> list[str | Path]:
        return [sys.executable, _TOP / "publish.py", "build", self.book, "-o", self.pdf]


def _nothing() -> None:
    pass

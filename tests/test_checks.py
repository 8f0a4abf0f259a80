"""Each code is proved by a folder in tests/checks/: a tiny book, and what is told of it."""

from __future__ import annotations

import re
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from publish import main
from publisher.build import build
from publisher.codes import CODES
from publisher.editions import SCREEN
from publisher.typefaces.system import system_fonts

CHECKS = Path(__file__).resolve().parent / "checks"
SHARED = CHECKS / "shared-book"
FOLDERS = sorted(path for path in CHECKS.iterdir() if path.is_dir() and path != SHARED)
SEVERITIES = {code.name: code.severity for code in CODES}
STAGES = {code.name: code.stage for code in CODES}
PROBLEM = re.compile(r"(\S+?)(:\d+)?: (error|warning|note) (\S+) \S.*")

SUBSET_TAG = re.compile(r"\b[A-Z]{6}\+")  # of a font's name: it changes with the glyphs


@pytest.fixture(scope="session")
def shared_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(SHARED, tmp_path_factory.mktemp("shared") / "book.pdf")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Makes this a machine that has the fonts of a fonts.conf only, until the test ends."""

    def become(configuration: Path) -> None:
        monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))
        system_fonts.cache_clear()

    yield become
    system_fonts.cache_clear()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_told_of_a_book_is_as_expected(
    folder: Path,
    shared_pdf: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    machine: Callable[[Path], None],
) -> None:
    here = Path(shutil.copytree(folder, tmp_path / "here", symlinks=True))
    if (here / "fonts.conf").exists():
        machine(here / "fonts.conf")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        told = _told(STAGES.get(folder.name, "check"), shared_pdf, patch)
    told = SUBSET_TAG.sub("", told)
    expected = folder / "expected.txt"
    if request.config.getoption("refresh"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")
    weights = {found[3] for found in PROBLEM.finditer(told) if found[4] == folder.name}
    assert SEVERITIES.get(folder.name) in weights, "not as the table has it"


def _told(stage: str, shared_pdf: Path, patch: pytest.MonkeyPatch) -> str:
    """What the command that finds problems of a stage prints about ./book or ./book.pdf."""
    book, pdf = Path("book"), Path("book.pdf")
    if stage in ("load", "check", "render"):
        return CliRunner().invoke(main, ["check", str(book)]).output
    if stage != "proof":
        if Path("spoil.py").exists():  # the publisher, where no book can do it
            runpy.run_path("spoil.py")["spoil"](patch)
        return CliRunner().invoke(main, ["build", str(book), "-j", "2", "-o", str(pdf)]).stderr
    if book.exists():
        _built(book, pdf)
    if Path("spoil.py").exists():
        if not book.exists():
            shutil.copytree(SHARED, book)
            shutil.copy(shared_pdf, pdf)
        with pikepdf.open(pdf, allow_overwriting_input=True) as opened:
            runpy.run_path("spoil.py")["spoil"](opened)
            opened.save()
    held_against = ["--book", str(book)] if book.exists() else []
    return CliRunner().invoke(main, ["proof", str(pdf), *held_against]).output


def _built(book: Path, pdf: Path) -> Path:
    return build(book, SCREEN, lambda _handbook: pdf).path


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_problem_has_a_place_and_a_hint(folder: Path) -> None:
    lines = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    problems = [i for i, line in enumerate(lines) if PROBLEM.fullmatch(line)]
    assert problems
    assert [lines[i] for i in problems if not lines[i + 1].startswith("  ")] == []


def test_every_code_has_its_folder() -> None:
    assert {folder.name for folder in FOLDERS} == set(STAGES)

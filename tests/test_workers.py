"""Parallel layout: the same bytes, what becomes of a worker that dies, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publisher.build import build
from publisher.cache.store import Store
from publisher.editions import SCREEN
from publisher.manuscript import Manuscript, prepare
from publisher.model import Handbook, HandbookError, Leaf, Section
from publisher.typefaces.shelf import Shelf
from publisher.workers import pool
from publisher.workers.making import make_leaf
from publisher.workers.pool import Result, cores, lay_out
from tests.books import make_book
from tests.conftest import SENTENCE

ROOT = Path(__file__).resolve().parent.parent
BOOK: dict[str, str | bytes] = {
    "handbook.yaml": "title: Three\ndate: 2026-03-01\nchapters: [short.md, long.md, middle.md]\n",
    "short.md": "# Short\n\nWords.\n",
    "long.md": f"# Long\n\n{SENTENCE * 60}\n",
    "middle.md": f"# Middle\n\n{SENTENCE * 30}\n",
}
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs fork and /proc")


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    return prepare(make_book(tmp_path / "book", BOOK), SCREEN)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A shelf that processes share."""
    return Shelf(Store(tmp_path / "shelf"))


def replace_layout(
    monkeypatch: pytest.MonkeyPatch, does: Callable[[Section, Handbook, Shelf], Leaf]
) -> None:
    """Have the workers that are forked from now on do this instead."""
    monkeypatch.setattr("publisher.workers.worker.make_leaf", does)


def titles(results: Iterator[Result]) -> dict[str, Leaf | HandbookError]:
    return {section.title: made for section, made in results}


def test_any_number_of_jobs_gives_the_same_bytes(small_book: Path, tmp_path: Path) -> None:
    target = tmp_path / "book.pdf"
    made = []
    for jobs in (1, 2, 5):
        built = build(small_book, SCREEN, lambda _handbook: target, jobs=jobs)
        made.append((built, target.read_bytes()))
    assert made == made[:1] * 3


def test_leaves_do_not_depend_on_what_was_laid_out_before(small_book: Path) -> None:
    manuscript = prepare(small_book, SCREEN)
    sections = [*manuscript.front, *manuscript.text]
    forth = [make_leaf(section, manuscript.handbook, Shelf()) for section in sections]
    back = [make_leaf(section, manuscript.handbook, Shelf()) for section in reversed(sections)]
    assert forth == back[::-1]


def test_workers_that_cannot_be_forked_give_the_same_leaves(
    manuscript: Manuscript, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = titles(lay_out(manuscript.body, manuscript.handbook, shelf, 1))
    monkeypatch.setattr(pool, "_can_fork", lambda: False)
    monkeypatch.setattr(pool, "_LITTLE", 0)
    assert titles(lay_out(manuscript.body, manuscript.handbook, shelf, 2)) == alone


@on_linux
def test_the_longest_are_begun_first_each_in_a_process_of_its_own(
    manuscript: Manuscript, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = tmp_path / "log"

    def logged(section: Section, handbook: Handbook, shelf: Shelf) -> Leaf:
        with log.open("a") as file:
            file.write(f"{section.title} {os.getpid()}\n")
        return make_leaf(section, handbook, shelf)

    replace_layout(monkeypatch, logged)
    monkeypatch.setattr(pool, "_MOST_PAGES", 1)
    found = titles(lay_out(manuscript.body, manuscript.handbook, shelf, 2))
    assert all(isinstance(made, Leaf) for made in found.values())
    lines = [line.split() for line in log.read_text().splitlines()]
    assert {title for title, _process in lines[:2]} == {"Long", "Middle"}
    assert lines[2][0] == "Short"
    processes = {int(process) for _title, process in lines}
    assert len(processes) == 3
    assert os.getpid() not in processes


@on_linux
@pytest.mark.parametrize(
    ("die", "how"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "was ended by signal 9 (Killed)"),
        (lambda: os._exit(7), "ended with status 7"),
    ],
)
@pytest.mark.parametrize("jobs", [2, 3])
def test_a_worker_that_dies_fails_its_chapter_by_name_and_no_other(
    manuscript: Manuscript,
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    die: Callable[[], None],
    how: str,
    jobs: int,
) -> None:
    def dying(section: Section, handbook: Handbook, shelf: Shelf) -> Leaf:
        if section.title == "Long":
            die()
        return make_leaf(section, handbook, shelf)

    replace_layout(monkeypatch, dying)
    found = titles(lay_out(manuscript.body, manuscript.handbook, shelf, jobs))
    failed = found.pop("Long")
    assert isinstance(failed, HandbookError)
    (problem,) = failed.problems
    assert (problem.code, problem.path, problem.line) == ("worker-died", "long.md", 1)
    assert problem.message == f"'Long' could not be laid out: its process {how}"
    assert ("-j 1" in problem.hint) is ("Killed" in how)
    assert set(found) == {"Short", "Middle"}
    assert all(isinstance(made, Leaf) for made in found.values())


class StubbornError(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)


@on_linux
@pytest.mark.parametrize(
    ("error", "kind"), [(KeyError("gone"), KeyError), (StubbornError("a", "b"), RuntimeError)]
)
def test_what_nobody_thought_of_comes_back_with_its_traceback(
    manuscript: Manuscript,
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    kind: type[Exception],
) -> None:
    def failing(_section: Section, _handbook: Handbook, _shelf: Shelf) -> Leaf:
        raise error

    replace_layout(monkeypatch, failing)
    with pytest.raises(kind) as caught:
        titles(lay_out(manuscript.body, manuscript.handbook, shelf, 2))
    (note,) = caught.value.__notes__
    assert "Traceback" in note
    assert "in failing" in note


def test_cores_heed_a_container(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(8)), raising=False)
    quota = tmp_path / "cpu.max"
    monkeypatch.setattr(pool, "_QUOTA", quota)
    assert cores() == 8
    for text, count in (("max 100000", 8), ("150000 100000", 2), ("10000 100000", 1)):
        quota.write_text(f"{text}\n")
        assert cores() == count


def session_of(leader: int) -> set[int]:
    """The processes of a session that have not ended."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, _parent, _group, session = (
                    (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                )
            except OSError:  # it has ended meanwhile
                continue
            if int(session) == leader and state not in "ZX":
                found.add(int(folder.name))
    return found


def until(holds: Callable[[], bool]) -> None:
    for _attempt in range(3000):
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError("waited for a minute")


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Callable[[int], subprocess.Popen[str]]]:
    """Starts a build of a book that takes a while; gives it when it lays out in all its jobs."""
    chapters: dict[str, str | bytes] = {
        f"{number}.md": f"# Chapter {number}\n\n" + f"{SENTENCE * 40}\n\n" * 20
        for number in range(1, 7)
    }
    book = make_book(tmp_path / "book", chapters)
    (tmp_path / "scratch").mkdir()
    (tmp_path / "book.pdf").write_bytes(b"the last build")
    started: list[subprocess.Popen[str]] = []

    def start(jobs: int) -> subprocess.Popen[str]:
        command = [sys.executable, "publish.py", "build", str(book), "-j", str(jobs)]
        process = subprocess.Popen(
            [*command, "-o", str(tmp_path / "book.pdf")],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(tmp_path / "scratch")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        at_work = 1 if jobs == 1 else jobs + 1
        until(lambda: len(session_of(process.pid)) == at_work)
        until(lambda: any((tmp_path / "scratch").rglob("weasyprint-*")))
        return process

    yield start
    for process in started:
        for member in session_of(process.pid):
            os.kill(member, signal.SIGKILL)
        process.communicate()


@on_linux
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("interrupt", [os.kill, os.killpg])
def test_an_interrupt_leaves_no_process_and_no_file(
    begun: Callable[[int], subprocess.Popen[str]],
    tmp_path: Path,
    jobs: int,
    interrupt: Callable[[int, int], None],
) -> None:
    process = begun(jobs)
    interrupt(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert session_of(process.pid) == set()
    assert (process.returncode, output, errors) == (130, "", "stopped\n")
    assert list((tmp_path / "scratch").iterdir()) == []
    assert (tmp_path / "book.pdf").read_bytes() == b"the last build"
    assert {path.name for path in tmp_path.iterdir()} == {"book", "book.pdf", "scratch"}


@on_linux
def test_workers_end_with_a_parent_that_is_killed(
    begun: Callable[[int], subprocess.Popen[str]],
) -> None:
    process = begun(2)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    until(lambda: session_of(process.pid) == set())

"""Sections laid out side by side, in as many processes as there are cores.

Workers are forked once the parent has imported and read what all of them need, so that it is paid
for once. The parent runs no thread: it waits for the pipes of its workers, and a pipe that closes
tells who died, and over which section.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.garbage import uncollected
from publisher.model import Handbook, HandbookError, Leaf, MachineError, Problem, Section
from publisher.typefaces.shelf import Shelf
from publisher.typeset.fonts import faces_of
from publisher.workers.making import make_leaf

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

__all__ = ["Result", "cores", "lay_out"]

Result = tuple[Section, "Leaf | HandbookError"]

# A worker keeps about 0.1 MB of each page it has laid out; past so many, a new one takes its place.
_MOST_PAGES = 300
# Characters of HTML, about 20 pages: less is laid out sooner than a worker that cannot be forked
# has imported what it needs.
_LITTLE = 100_000
_QUOTA = Path("/sys/fs/cgroup/cpu.max")  # a container's microseconds in each period
_LANGUAGE = re.compile(r'\slang="([^"]+)"')


def lay_out(
    sections: Sequence[Section], handbook: Handbook, shelf: Shelf, jobs: int | None = None
) -> Generator[Result]:
    """Each section with its leaf, or with what is wrong with it, in the order they are done.

    `jobs` is how many processes may work at once; by default, all cores. A section whose process
    dies fails by name. Close the generator when it is not read to its end, so that no process is
    left. Raises what a section fails of when that is no HandbookError, and MachineError when no
    process can be started.
    """
    jobs = min(jobs or cores(), len(sections))
    is_little = sum(len(section.html) for section in sections) <= _LITTLE
    if jobs > 1 and (_can_fork() or not is_little):
        yield from _in_workers(sections, handbook, shelf, jobs)
        return
    for section in sections:
        outcome: Leaf | HandbookError
        try:
            with uncollected() if is_little else nullcontext():
                outcome = make_leaf(section, handbook, shelf)
        except HandbookError as error:
            outcome = error
        yield section, outcome


def cores() -> int:
    """How many processor cores this process may use, a container's limit included."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    count = len(affinity(0)) if affinity else os.cpu_count() or 1
    try:
        quota, period = _QUOTA.read_text(encoding="ascii").split()
        count = min(count, -(-int(quota) // int(period)))
    except (OSError, ValueError):  # no such file, or "max": no limit
        pass
    return max(count, 1)


def warm(sections: Sequence[Section], handbook: Handbook) -> None:
    """Import and read here what each worker needs, so that those that are forked have it.

    Nothing that calls Pango or fontconfig, which may start threads: these do not survive a fork.
    """
    import pyphen

    from publisher.typeset.styles import stylesheet

    faces_of("", handbook)  # reads the catalogue of typefaces
    for language in {found for section in sections for found in _LANGUAGE.findall(section.html)}:
        if dictionary := pyphen.language_fallback(language):
            pyphen.Pyphen(lang=dictionary)  # keeps what it read
    for addresses in {section.stylesheets for section in sections}:
        stylesheet(addresses)


@dataclass
class _Worker:
    """A process, the parent's end of the pipe to it, what it lays out, the pages it has made."""

    process: BaseProcess
    pipe: Connection
    section: Section
    page_count: int = 0


def _in_workers(
    sections: Sequence[Section], handbook: Handbook, shelf: Shelf, jobs: int
) -> Generator[Result]:
    from multiprocessing.connection import wait

    # The longest first, so that none of them is begun when all else is done
    waiting = sorted(sections, key=lambda section: len(section.html))
    workers: list[_Worker] = []
    context = _context()
    if context.get_start_method() == "fork":
        warm(sections, handbook)
    # What a worker that is killed leaves behind goes with the folder
    with tempfile.TemporaryDirectory(prefix="handbook-", ignore_cleanup_errors=True) as scratch:
        try:
            while waiting or workers:
                while waiting and len(workers) < jobs:
                    _start(workers, waiting.pop(), handbook, shelf, scratch, context)
                ready = wait([worker.pipe for worker in workers])
                for worker in [worker for worker in workers if worker.pipe in ready]:
                    section, outcome = worker.section, _received(worker)
                    if isinstance(outcome, Leaf):
                        outcome = replace(outcome, section=section)  # not the copy of it
                        worker.page_count += outcome.page_count
                    if outcome is None:
                        _dismiss(workers, worker)
                        outcome = _death(worker.process.exitcode or 0, section, handbook)
                    elif not (waiting and worker.page_count < _MOST_PAGES):
                        _dismiss(workers, worker)
                    elif not _given(worker, waiting[-1]):
                        _dismiss(workers, worker)  # it died between two sections: of neither
                    else:
                        waiting.pop()
                    if not isinstance(outcome, Leaf | HandbookError):
                        raise outcome
                    yield section, outcome
        finally:
            for worker in workers:
                worker.process.kill()
            for worker in list(workers):
                _dismiss(workers, worker)


def _start(
    workers: list[_Worker],
    section: Section,
    handbook: Handbook,
    shelf: Shelf,
    scratch: str,
    context: ForkContext | SpawnContext,
) -> None:
    """Add a worker that begins with a section."""
    from publisher.workers.worker import work

    ours, theirs = context.Pipe()
    forks = context.get_start_method() == "fork"
    strangers = [ours, *(worker.pipe for worker in workers)] if forks else []
    arguments = (section, handbook, shelf, theirs, scratch, os.getpid(), strangers)
    process = context.Process(target=work, args=arguments, daemon=True)
    with _interrupts_held():  # so that no process is started and not known of
        try:
            process.start()
        except OSError as error:
            raise MachineError(
                f"no process could be started ({error.strerror})",
                "close other programs, or build with `-j 1`",
            ) from error
        finally:
            theirs.close()
        workers.append(_Worker(process, ours, section))


def _received(worker: _Worker) -> Leaf | Exception | None:
    """What a worker sends, None when it has died."""
    try:
        outcome: Leaf | Exception = worker.pipe.recv()
    except (EOFError, OSError):
        return None
    return outcome


def _given(worker: _Worker, section: Section) -> bool:
    """Whether a worker could be sent its next section."""
    try:
        worker.pipe.send(section)
    except OSError:
        return False
    worker.section = section
    return True


def _dismiss(workers: list[_Worker], worker: _Worker) -> None:
    """Close the pipe, which ends the worker, and wait for that."""
    worker.pipe.close()
    worker.process.join()
    workers.remove(worker)


def _death(status: int, section: Section, handbook: Handbook) -> HandbookError:
    hint = "Take out half of the text, then half of the rest, to find what it fails on."
    if status < 0:
        how = f"was ended by signal {-status} ({signal.strsignal(-status)})"
        if -status == signal.SIGKILL:
            hint = "When the machine ran out of memory, build with `-j 1`, or split the chapter."
    else:
        how = f"ended with status {status}"
    message = f"{section.title!r} could not be laid out: its process {how}"
    chapters = (found for found in handbook.chapters if found.anchor == section.anchor)
    line = next((chapter.title_line for chapter in chapters), None)
    return HandbookError((Problem("worker-died", message, section.source, line, hint),))


def _can_fork() -> bool:
    """Whether a fork of this process is sound: macOS' libraries do not survive one, and of threads
    only the one that forks does."""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208


def _context() -> ForkContext | SpawnContext:
    import multiprocessing

    if _can_fork():
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Interrupts that come inside the `with` arrive at its end; a process started in it begins
    with them held."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

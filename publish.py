#!/usr/bin/env python3
"""The handbook publisher's commands: build a folder of Markdown, check it, proof what was built."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

# Nothing heavy here: a build in which nothing changed costs what is imported.
from publisher.cache.again import made_before, remember
from publisher.cache.stamp import Outcome, Stamps
from publisher.editions import DEFAULT, EDITIONS, Edition
from publisher.places import relative_path, shown_path

HERE = Path(__file__).resolve().parent
BOOK = HERE / "handbook"
# What the command says, where this file is run and not imported
ARGUMENTS = sys.argv[1:] if __name__ == "__main__" else []


def _lack(package: str | None) -> NoReturn:
    print(f"error: the Python package {package} is not installed", file=sys.stderr)
    print("  Run `make setup` here, then .venv/bin/python publish.py …", file=sys.stderr)
    sys.exit(3)


def _result(path: Path, outcome: Outcome, seconds: float) -> str:
    size = outcome.size / 1000
    shown = f"{size / 1000:.1f} MB" if size >= 1000 else f"{size:.0f} kB"
    return f"{shown_path(path)}  {_pages(outcome.page_count)}  {shown}  {seconds:.1f} s"


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _end_where_all_is_made() -> None:
    """End here when the same command was given before and all that it made still stands."""
    before = made_before(ARGUMENTS, BOOK, EDITIONS) if ARGUMENTS[:1] == ["build"] else None
    if before:
        try:
            print("\n".join(_result(path, outcome, 0.0) for path, outcome in before), flush=True)
        except BrokenPipeError:  # who reads has seen enough
            sys.stdout = None
        sys.exit(0)


try:
    _end_where_all_is_made()
    import click

    from publisher.garbage import uncollected
except ModuleNotFoundError as missing:
    _lack(missing.name)
except KeyboardInterrupt:
    sys.exit(130)

if TYPE_CHECKING:
    from publisher.model import Problem
    from publisher.workers import Result

ALL_EDITIONS = "all"
DEBUG = "HANDBOOK_DEBUG"

_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_file = click.Path(exists=True, dir_okay=False, readable=False, path_type=Path)
_book = click.argument("book", type=_folder, default=BOOK)
_strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell what was found.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Publish a folder of Markdown chapters as a printable PDF handbook."""


@main.command("build")
@_book
@click.option(
    "-e",
    "--edition",
    "names",
    multiple=True,
    type=click.Choice([*EDITIONS, ALL_EDITIONS]),
    help=f"Edition to make; may be given more than once.  [default: {DEFAULT.name}]",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="File to write, or folder when it ends in / or several editions are made.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many chapters to lay out at once.  [default: one for each core]",
)
@_strict
@click.option("--fresh", is_flag=True, help="Lay everything out anew, as if it were never built.")
def build_command(
    book: Path,
    names: tuple[str, ...],
    output: str | None,
    jobs: int | None,
    strict: bool,
    fresh: bool,
) -> None:
    """Make the PDF of BOOK, a folder of Markdown chapters with or without a handbook.yaml.

    Without BOOK, the handbook beside this program is built. Problems go to standard error;
    when one of them is an error, nothing is written and the PDF of the last build stays.
    What did not change since then is taken from .cache/ in the book, which may be deleted.

    \b
    Exit status: 0 done, 1 the book has errors, 2 wrong usage, 3 this machine lacks something,
    130 stopped with Ctrl-C.
    """
    editions = _editions(names)
    shown: dict[Problem, None] = {}
    with _reported():
        stamps = Stamps(book, EDITIONS)
        made = []
        for edition in editions:
            started = time.monotonic()
            target = partial(_target, edition=edition, output=output, edition_count=len(editions))
            outcome = None if fresh else stamps.find(edition.name, target, strict=strict)
            if outcome is None:
                outcome = _build(book, edition, target, stamps, shown, strict, fresh, jobs)
            if outcome.problems:
                from publisher.report import from_data

                _show_problems(from_data(outcome.problems), book, shown)
            path = target(outcome.slug)
            made.append((edition.name, path))
            click.echo(_result(path, outcome, time.monotonic() - started))
        if ARGUMENTS and not fresh:
            remember(ARGUMENTS, book, made)
        if shown:
            from publisher.report import counted

            click.echo(counted(shown), err=True)


def _build(
    book: Path,
    edition: Edition,
    target: Callable[[str], Path],
    stamps: Stamps,
    shown: dict[Problem, None],
    strict: bool,
    fresh: bool,
    jobs: int | None,
) -> Outcome:
    """Build an edition and put its stamp; what stops it is shown, and ends the command."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # tidy up first
    with uncollected():
        from publisher.build import build
    from publisher.cache.libraries import loaded_libraries
    from publisher.model import HandbookError
    from publisher.report import counted, fields_of
    from publisher.typefaces.system import font_places, system_fonts

    try:
        built = build(
            book,
            edition,
            lambda handbook: target(handbook.slug),
            strict=strict,
            fresh=fresh,
            jobs=jobs,
            progress=_progress,
        )
    except HandbookError as error:
        _show_problems(error.problems, book, shown)
        click.echo(f"{counted(error.problems)}: nothing was written", err=True)
        sys.exit(1)
    problems = tuple(map(fields_of, built.problems))
    outcome = Outcome(built.slug, built.page_count, built.size, built.digest, problems)
    libraries = loaded_libraries()
    if libraries is not None:
        fonts = {str(font.file) for font in system_fonts() or ()}
        stamps.keep(edition.name, built.path, outcome, {*libraries, *font_places(), *fonts})
    return outcome


@main.command("check")
@_book
@_format
@_strict
def check_command(book: Path, form: str, strict: bool) -> None:
    """Tell what is wrong with BOOK, a folder of Markdown chapters, without making a PDF.

    Without BOOK, the handbook beside this program is checked. All problems go to standard
    output; docs/problems.md lists their codes.

    \b
    Exit status: 0 no errors, 1 the book has errors, 2 wrong usage, 3 this machine lacks something.
    """
    with _reported():
        from publisher import report
        from publisher.manuscript import examine

        problems = examine(book, strict=strict)
        has_errors = report.has_errors(problems)
        if form == "json":
            _echo_json(
                {
                    "book": relative_path(book),
                    "problems": report.as_data(problems, "."),
                    "counts": report.counts(problems),
                }
            )
        else:
            _echo_lines(report.as_text(problems, book, book))
            click.echo(report.counted(problems))
    sys.exit(has_errors)


@main.command("proof")
@click.argument("files", metavar="PDF...", type=_file, nargs=-1, required=True)
@click.option("--book", type=_folder, help="The folder that the PDFs were built from.")
@_format
@_strict
def proof_command(files: tuple[Path, ...], book: Path | None, form: str, strict: bool) -> None:
    """Read finished PDFs as a reader's program does, and tell what is wrong with them.

    With --book, each is held against its sources, and what was lost is named by file and line.
    All that is found goes to standard output; docs/problems.md lists the codes.

    \b
    Exit status: 0 no errors, 1 a PDF has errors, 2 wrong usage, 3 this machine lacks something.
    """
    found: list[Problem] = []
    data = []
    with _reported():
        from publisher import report
        from publisher.load import load
        from publisher.model import HandbookError
        from publisher.proof.files import proof_file

        try:
            handbook = load(book)[0] if book else None
        except HandbookError as error:
            _echo_lines(report.as_text(error.problems, book, book or Path()), err=True)
            sys.exit(1)
        for file in files:
            proofed = proof_file(file, handbook)
            problems = [problem.weighed(strict=strict) for problem in proofed.problems]
            if handbook:
                problems = list(report.in_reading_order(problems, handbook))
            found += problems
            name = relative_path(file)
            data.append(
                {
                    "file": name,
                    "pages": proofed.page_count,
                    "problems": report.as_data(problems, name),
                    "counts": report.counts(problems),
                }
            )
            if form == "text":
                _echo_lines(report.as_text(problems, book, file))
                pages = f"  {_pages(proofed.page_count)}" if proofed.page_count else ""
                click.echo(f"{shown_path(file)}{pages}  {report.counted(problems)}")
        if form == "json":
            _echo_json({"files": data, "counts": report.counts(found)})
        has_errors = report.has_errors(found)
    sys.exit(has_errors)


def _editions(names: tuple[str, ...]) -> list[Edition]:
    if ALL_EDITIONS in names:
        return list(EDITIONS.values())
    return [EDITIONS[name] for name in dict.fromkeys(names)] or [DEFAULT]


def _target(slug: str, *, edition: Edition, output: str | None, edition_count: int) -> Path:
    """The file an edition goes to."""
    name = slug if edition is DEFAULT else f"{slug}-{edition.name}"
    if output is None:
        return Path("dist", f"{name}.pdf")
    if output.endswith("/") or edition_count > 1 or Path(output).is_dir():
        return Path(output, f"{name}.pdf")
    return Path(output)


def _progress(results: Iterator[Result], count: int) -> Iterator[Result]:
    """Pass results on, with a bar that names each on a terminal, and with nothing elsewhere."""
    if not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(
        results,
        length=count,
        file=sys.stderr,
        label="Laying out",
        item_show_func=lambda result: result[0].title if result else None,
    ) as bar:
        yield from bar


def _show_problems(problems: Iterable[Problem], book: Path, shown: dict[Problem, None]) -> None:
    """Print problems that were not printed before."""
    from publisher.report import as_folded_text

    fresh = [problem for problem in problems if problem not in shown]
    shown.update(dict.fromkeys(fresh))
    _echo_lines(as_folded_text(fresh, book), err=True)


def _echo_lines(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:  # a file's name may hold bytes that are no text
        click.echo(line.encode("utf-8", "backslashreplace").decode(), err=err)


def _echo_json(data: dict[str, Any]) -> None:
    _echo_lines([json.dumps(data, ensure_ascii=False, indent=2)])


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what stops a command into words and an exit status."""
    try:
        yield
    except ModuleNotFoundError as error:
        _lack(error.name)
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:  # who reads has seen enough: click ends quietly
        raise
    except Exception as error:
        from publisher.model import MachineError

        if isinstance(error, MachineError):
            click.echo(f"error: {error.lacking}", err=True)
            click.echo(f"  To mend it, {error.remedy}.", err=True)
            sys.exit(3)
        if os.environ.get(DEBUG):
            raise
        click.echo(f"error: the publisher failed: {type(error).__name__}: {error}", err=True)
        click.echo(f"  No file was changed. {DEBUG}=1 in the environment shows where.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()

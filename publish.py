#!/usr/bin/env python3
"""The handbook publisher's commands: `publish.py build` makes a PDF of a folder of Markdown."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

try:
    import click

    from publisher.build import Built, build
    from publisher.editions import DEFAULT, EDITIONS
    from publisher.model import (
        Edition,
        Handbook,
        HandbookError,
        MachineError,
        Problem,
        Section,
        Severity,
    )
except ModuleNotFoundError as missing:
    print(f"error: the Python package {missing.name} is not installed", file=sys.stderr)
    print("  Run `make setup` here, then .venv/bin/python publish.py …", file=sys.stderr)
    sys.exit(3)

HERE = Path(__file__).resolve().parent
ALL_EDITIONS = "all"
DEBUG = "HANDBOOK_DEBUG"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Publish a folder of Markdown chapters as a printable PDF handbook."""


@main.command("build")
@click.argument(
    "book",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=HERE / "handbook",
)
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
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def build_command(book: Path, names: tuple[str, ...], output: str | None, strict: bool) -> None:
    """Make the PDF of BOOK, a folder of Markdown chapters with or without a handbook.yaml.

    Without BOOK, the handbook beside this program is built. Problems go to standard error;
    when one of them is an error, nothing is written and the PDF of the last build stays.

    \b
    Exit status: 0 done, 1 the book has errors, 2 wrong usage, 3 this machine lacks something.
    """
    editions = _editions(names)
    shown: set[Problem] = set()
    for edition in editions:
        started = time.monotonic()
        with _reported(book, shown):
            built = build(
                book,
                edition,
                partial(_target, edition=edition, output=output, edition_count=len(editions)),
                strict=strict,
                progress=_progress,
            )
            _show_problems(built.problems, book, shown)
            click.echo(_result(built, time.monotonic() - started))


def _editions(names: tuple[str, ...]) -> list[Edition]:
    if ALL_EDITIONS in names:
        return list(EDITIONS.values())
    return [EDITIONS[name] for name in dict.fromkeys(names)] or [DEFAULT]


def _target(
    handbook: Handbook, *, edition: Edition, output: str | None, edition_count: int
) -> Path:
    """The file an edition goes to."""
    name = handbook.slug if edition is DEFAULT else f"{handbook.slug}-{edition.name}"
    if output is None:
        return Path("dist", f"{name}.pdf")
    if output.endswith("/") or edition_count > 1 or Path(output).is_dir():
        return Path(output, f"{name}.pdf")
    return Path(output)


def _progress(sections: Sequence[Section]) -> Iterator[Section]:
    """Pass sections on, with a bar that names each on a terminal, and with nothing elsewhere."""
    if not sys.stderr.isatty():
        yield from sections
        return
    with click.progressbar(
        sections,
        file=sys.stderr,
        label="Laying out",
        item_show_func=lambda section: section.title if section else None,
    ) as bar:
        yield from bar


def _result(built: Built, seconds: float) -> str:
    size = built.size / 1000
    shown = f"{size / 1000:.1f} MB" if size >= 1000 else f"{size:.0f} kB"
    pages = "page" if built.page_count == 1 else "pages"
    return f"{_shown_path(built.path)}  {built.page_count} {pages}  {shown}  {seconds:.1f} s"


@contextmanager
def _reported(book: Path, shown: set[Problem]) -> Iterator[None]:
    """Turn what stops a build into words and an exit status."""
    try:
        yield
    except HandbookError as error:
        _show_problems(error.problems, book, shown)
        errors = sum(problem.severity is Severity.ERROR for problem in error.problems)
        count = f"{errors} error" if errors == 1 else f"{errors} errors"
        click.echo(f"{count}: nothing was written", err=True)
        sys.exit(1)
    except MachineError as error:
        click.echo(f"error: {error.lacking}", err=True)
        click.echo(f"  To mend it, {error.remedy}.", err=True)
        sys.exit(3)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        click.echo(f"error: the publisher failed: {type(error).__name__}: {error}", err=True)
        click.echo(f"  Nothing was written. {DEBUG}=1 in the environment shows where.", err=True)
        sys.exit(1)


def _show_problems(problems: tuple[Problem, ...], book: Path, shown: set[Problem]) -> None:
    """Print problems that were not printed before: file and line, what is wrong, and a hint."""
    for problem in problems:
        if problem in shown:
            continue
        shown.add(problem)
        place = _shown_path(book / problem.path) if problem.path else _shown_path(book)
        line = f":{problem.line}" if problem.line else ""
        text = f"{place}{line}: {problem.severity} {problem.code} {problem.message}"
        click.echo(text, err=True)
        if problem.hint:
            click.echo(f"  {problem.hint}", err=True)


def _shown_path(path: Path) -> str:
    """A path as short as it can be said: from the current folder where it lies in it."""
    path = path.resolve()
    current = Path.cwd()
    return str(path.relative_to(current)) if path.is_relative_to(current) else str(path)


if __name__ == "__main__":
    main()

"""Measures what a build costs, and writes it down: docs/benchmark.md, its plot, the README's table.

`python -m tests.benchmarks --help` tells how to measure less of it. In one round each measure is
taken once, so that a machine that slows down for a while does so for all.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.costs import Cost, FailedError, medians
from tests.benchmarks.figures import (
    Results,
    absent,
    costs_table,
    goals_table,
    summary_table,
    verdicts,
)
from tests.benchmarks.machine import core_count, machine
from tests.benchmarks.measures import LABELS, Workbench
from tests.benchmarks.plot import plot

TOP = Path(__file__).resolve().parent.parent.parent
_PAGES = (25, 100, 400)
_ROUNDS = 3
_ROUNDS_OF_LONG_BOOKS = 2
_LONG = 200  # pages
_BETWEEN_MARKS = re.compile(r"(?<=<!-- benchmark -->\n).*?(?=<!-- /benchmark -->)", re.DOTALL)
_HOW = """
Each figure is that of a whole process with all that it starts: CPU is user and system time, memory
that of the largest process. The measures are taken in turn, {rounds}; the figures are medians.
The plain document is the same HTML and styles, tagged, with contents by `target-counter`, laid out
by `python -m weasyprint`; making the HTML is not counted there, and is counted here. Edits begin
from a finished build with its cache. `make bench` makes the books, measures and writes this page.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write. Gives the exit status: 1 when something could not be measured."""
    chosen = _parser().parse_args(arguments)
    results: dict[int, dict[str, Cost]] = {}
    rounds: dict[int, int] = {}
    here = machine()
    print(here, flush=True)
    try:
        for pages in chosen.pages:
            rounds[pages] = chosen.rounds or (_ROUNDS_OF_LONG_BOOKS if pages >= _LONG else _ROUNDS)
            results[pages] = _measured(pages, rounds[pages])
            print("\n".join(["", *costs_table(results[pages]), ""]), flush=True)
    except FailedError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join([*goals_table(results), "", *verdicts(results), *absent(results)]))
    if tuple(chosen.pages) == _PAGES:
        write_down(results, rounds, here, TOP)
        print("written: docs/benchmark.md, docs/benchmark.svg, README.md")
    return 0


def page(results: Results, rounds: dict[int, int], here: str) -> str:
    """The page of all figures, in Markdown."""
    taken = ", ".join(f"{_often(number)} at {pages} pages" for pages, number in rounds.items())
    lines = [
        "# What a build costs",
        "",
        f"Measured on {here}.",
        _HOW.format(rounds=taken),
        "![The plot of CPU seconds against pages](benchmark.svg)",
        "",
        "## Against what is to be met",
        "",
        "In bold: what is missed. The limits are for two cores.",
        "",
        *goals_table(results),
        "",
        *absent(results),
    ]
    for pages, costs in results.items():
        lines += ["", f"## {pages} pages", "", *costs_table(costs)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def quoted(readme: str, results: Results, here: str) -> str:
    """The README with the figures between its marks replaced."""
    said = "\n".join([*summary_table(results), "", f"On {here}."])
    return _BETWEEN_MARKS.sub(lambda _found: f"{said}\n", readme)


def _often(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def write_down(results: Results, rounds: dict[int, int], here: str, top: Path) -> None:
    """Write the page, the plot and the README's table."""
    docs, readme = top / "docs", top / "README.md"
    (docs / "benchmark.md").write_text(page(results, rounds, here), encoding="utf-8")
    (docs / "benchmark.svg").write_text(plot(results), encoding="utf-8")
    readme.write_text(quoted(readme.read_text("utf-8"), results, here), encoding="utf-8")


def _measured(pages: int, rounds: int) -> dict[str, Cost]:
    found: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="handbook-benchmark-") as folder:
        bench = Workbench(Path(folder).resolve(), pages, core_count())
        bench.set_up()
        for number in range(1, rounds + 1):
            for key, cost in bench.round():
                found.setdefault(key, []).append(cost)
                said = f"{cost.cpu:8.3f} s CPU {cost.wall:8.3f} s wall  {LABELS[key]}"
                print(f"{pages} pages, {number} of {rounds}: {said}", flush=True)
    return {key: medians(costs) for key, costs in found.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--pages",
        type=lambda text: [int(number) for number in text.split(",")],
        default=list(_PAGES),
        help="sizes of the books, such as 25,100; nothing is written but for all of the default's",
    )
    parser.add_argument("--rounds", type=int, default=0, help="how often each is measured")
    return parser


if __name__ == "__main__":
    sys.exit(main())

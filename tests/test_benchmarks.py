"""The benchmarks' own parts: books, edits, tables and the plot. Nothing is timed here."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from publisher.editions import DEFAULT
from publisher.manuscript import prepare
from tests.benchmarks.__main__ import page, quoted
from tests.benchmarks.books import chapter_files, edit_paragraph, lengthen, make_book
from tests.benchmarks.costs import Cost, FailedError, medians, run
from tests.benchmarks.figures import costs_table, goals_table, summary_table, verdicts
from tests.benchmarks.measures import COLD, COLD_ONE, EDITED, PLAIN, SHIFTED, UNCHANGED
from tests.benchmarks.plain import plain_html, write_plain
from tests.benchmarks.plot import plot

HERE = "2 cores, 8 GiB of memory"


def _costs(scale: float, edited: float) -> dict[str, Cost]:
    size, memory = 100_000, 400_000_000
    return {
        PLAIN: Cost(10 * scale, 10 * scale, memory, size, 100),
        COLD_ONE: Cost(8 * scale, 8 * scale, memory // 2, size, 100),
        COLD: Cost(8 * scale, 4 * scale, memory // 4, size + 9_000, 100),
        EDITED: Cost(edited, edited, memory, size, 100),
        SHIFTED: Cost(edited, edited, memory, size, 100),
        UNCHANGED: Cost(0.07, 0.07, 20_000_000, size, 100),
    }


RESULTS = {25: _costs(0.25, 1.0), 100: _costs(1, 1.5), 400: _costs(4, 2.5)}


def test_a_book_is_the_same_every_time_and_has_no_faults(tmp_path: Path) -> None:
    one, other = make_book(tmp_path / "one", 5), make_book(tmp_path / "other", 5)
    assert [file.read_bytes() for file in chapter_files(one)] == [
        file.read_bytes() for file in chapter_files(other)
    ]
    manuscript = prepare(one, DEFAULT)
    assert manuscript.gathering.problems == ()
    words = sum(len(file.read_text(encoding="utf-8").split()) for file in chapter_files(one))
    assert 5 * 1300 < words < 5 * 2000  # about five pages each
    titles = [chapter.title for chapter in manuscript.handbook.chapters]
    assert len(titles) == len(set(titles)) == 5


def test_an_edited_paragraph_has_one_other_word_of_the_same_length(tmp_path: Path) -> None:
    book = make_book(tmp_path, 3)
    before = [file.read_text(encoding="utf-8") for file in chapter_files(book)]
    edit_paragraph(book, 2)
    after = [file.read_text(encoding="utf-8") for file in chapter_files(book)]
    assert (before[0], before[2]) == (after[0], after[2])
    assert len(before[1]) == len(after[1])
    changed = [
        (old, new)
        for old, new in zip(before[1].split(), after[1].split(), strict=True)
        if old != new
    ]
    assert len(changed) == 1
    assert sorted(changed[0][0]) == sorted(changed[0][1])
    assert changed[0][0] in before[1].split("\n")[2]


def test_every_chapter_can_be_edited(tmp_path: Path) -> None:
    book = make_book(tmp_path, 86)
    before = [file.read_text(encoding="utf-8") for file in chapter_files(book)]
    for number in range(1, 87):
        edit_paragraph(book, number)
    after = [file.read_text(encoding="utf-8") for file in chapter_files(book)]
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_a_lengthened_chapter_has_more_than_a_page_more(tmp_path: Path) -> None:
    book = make_book(tmp_path, 2)
    first = chapter_files(book)[0]
    before = first.read_text(encoding="utf-8")
    lengthen(book, 1)
    after = first.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert len(after.split()) - len(before.split()) > 600


def test_the_plain_document_has_every_heading_in_its_contents(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", 2)
    html, _faces = plain_html(book)
    lines = html.count('class="plain-line"')
    assert lines == 2 * 7
    for address in html.split('class="plain-line"><a href="#')[1:]:
        assert f'id="{address.partition(chr(34))[0]}"' in html
    file = write_plain(book, tmp_path / "plain")
    written = file.read_text(encoding="utf-8")
    assert 'href="style:' not in written and 'href="font:' not in written
    assert "url('font:" not in (tmp_path / "plain" / "faces.css").read_text(encoding="utf-8")


def test_a_process_is_measured_with_those_that_it_starts(tmp_path: Path) -> None:
    inner = "sum(range(2_000_000)); b'x' * 200_000_000"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    make = "import pikepdf; p = pikepdf.new(); p.add_blank_page(); p.save('made.pdf')"
    made = tmp_path / "made.pdf"
    cost = run([sys.executable, "-c", f"{make}\n{outer}"], tmp_path, made)
    assert cost.memory > 200_000_000
    assert (cost.pages, cost.size) == (1, made.stat().st_size)


def test_a_command_that_fails_says_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such book"):
        run([sys.executable, "-c", "raise SystemExit('no such book')"], tmp_path, tmp_path)


def test_the_middle_of_each_figure_is_taken_by_itself() -> None:
    costs = [Cost(1, 9, 5, 7, 3), Cost(2, 8, 6, 7, 3), Cost(3, 1, 4, 7, 3)]
    assert medians(costs) == Cost(2, 8, 5, 7, 3)


def test_figures_are_held_against_their_limits() -> None:
    table = goals_table(RESULTS)
    assert table[2] == "| cold, all jobs: wall | 0.40 | 0.40 | 0.50 | 0.40 | 0.45 |"
    assert table[3] == "| one paragraph edited: CPU | 0.40 | 0.15 | 0.15 | **0.06** | 0.05 |"
    assert table[5] == "| nothing changed: CPU | 0.070 s | 0.070 s | 0.080 s | 0.070 s | 0.100 s |"
    said = list(verdicts(RESULTS))
    assert len(said) == 12
    assert [line for line in said if line.startswith("MISSED")] == [
        "MISSED      0.06 of     0.05  one paragraph edited: CPU, 400 pages",
    ]
    assert "| cold, all jobs | 100 | 8.00 | 0.800 | 4.00 | 0.400 | 100 | 0.25 | 109 | 1.09 |" in (
        costs_table(RESULTS[100])
    )


def test_the_page_and_the_readme_say_the_same_figures() -> None:
    written = page(RESULTS, {25: 3, 100: 3, 400: 2}, HERE)
    assert HERE in written
    assert "3 times at 100 pages, twice at 400 pages" in written
    assert "pandoc → typst is not installed here and was left out." in written
    readme = "Before\n<!-- benchmark -->\nformer\n<!-- /benchmark -->\nafter\n"
    once = quoted(readme, RESULTS, HERE)
    assert "\n".join(summary_table(RESULTS)) in once
    assert "former" not in once and once.startswith("Before\n") and once.endswith("-->\nafter\n")
    assert quoted(once, RESULTS, HERE) == once


def test_the_plot_names_every_line_and_none_overlaps() -> None:
    root = ElementTree.fromstring(plot(RESULTS))
    svg = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{svg}title") is not None
    description = root.find(f"{svg}desc")
    assert description is not None and "nothing changed 0.07 s" in (description.text or "")
    texts = root.findall(f"{svg}text")
    names = [text for text in texts if text.find(f"{svg}tspan") is not None]
    assert len(names) == 5  # CPU is the same with one job and with all
    heights = sorted(float(text.get("y", "0")) for text in names)
    assert all(b - a > 18 for a, b in pairwise(heights))
    assert len(root.findall(f"{svg}circle")) == 3 * 5

"""Tables fit the paper, and nothing in them is lost."""

from __future__ import annotations

import re
from pathlib import Path

import fontpkg
import pikepdf
import pytest

from publisher.render.cells import read_rows, text_width
from publisher.render.tables import _PAPERS, fit_tables
from tests.books import make_book, page_texts, words_outside
from tests.conftest import build_at

ROOT = Path(__file__).resolve().parent.parent


def table(rows: list[list[str]], header: bool = True) -> str:
    """A table's HTML."""
    lines = [
        "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"
        for index, row in enumerate(rows)
        for tag in ("th" if header and index == 0 else "td",)
    ]
    if not header:
        return f"<table><tbody>{''.join(lines)}</tbody></table>"
    return f"<table><thead>{lines[0]}</thead><tbody>{''.join(lines[1:])}</tbody></table>"


def markdown(rows: list[list[str]]) -> str:
    """A table's Markdown."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{number}" for number in range(count))


def classes(html: str, paper: str = "A4") -> set[str]:
    found = re.search(r'<table class="([^"]*)"', fit_tables(html, paper))
    assert found
    return set(found[1].split())


def test_estimates_of_widths_are_near_the_typeface() -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(fontpkg.path("Source Sans 3", style="normal"))
    widths, names = font["hmtx"], font.getBestCmap()
    for text in (
        "Responsibilities",
        "Level",
        "MAXIMUM_WIDTH",
        "2026-11-24",
        "an ordinary sentence",
    ):
        real = sum(widths[names[ord(c)]][0] for c in text) / font["head"].unitsPerEm
        # The variable font's own widths are those of its lightest weight, a little less.
        assert real * 0.95 <= text_width(text) <= real * 1.2, text


def test_the_page_that_tables_are_fitted_to_is_that_of_the_stylesheet() -> None:
    tokens = (ROOT / "styles/tokens.css").read_text()
    written = (ROOT / "publisher/render/tables.py").read_text()
    basis, letter = tokens.split(".paper-Letter")
    assert set(_PAPERS) == {"A4", "Letter"}
    for name, rules in (("A4", basis), ("Letter", letter)):
        lengths = dict(re.findall(r"--([\w-]+): ([\d.]+)(?:mm|pt);", basis + rules))
        paper = _PAPERS[name]
        assert f"({lengths['inner']} + {lengths['outer']}) * _MM" in written
        assert f"2 * {lengths['outer']} * _MM" in written
        assert paper.note_column == pytest.approx(float(lengths["note-column"]) * 72 / 25.4)
        text = paper.height - float(lengths["head"]) - float(lengths["foot"])
        assert paper.lines * float(lengths["line"]) == pytest.approx(text, abs=0.05)


@pytest.mark.parametrize(
    ("columns", "word", "expected"),
    [
        (2, "short", set()),
        (6, "responsibility", {"wide"}),
        (8, "responsibility", {"wide", "small"}),
        (9, "responsibility", {"wide", "smaller"}),
    ],
)
def test_a_wide_table_takes_more_room_and_then_smaller_type(
    columns: int, word: str, expected: set[str]
) -> None:
    html = table([[word] * columns] * 12)
    assert classes(html) == {"table"} | expected
    assert 'class="landscape"' not in fit_tables(html, "A4")


def test_a_table_of_long_text_takes_the_space_beside_the_column() -> None:
    assert classes(
        table([["Level", "What it means", "How"], ["1", "word " * 70, "word " * 70]])
    ) == {
        "table",
        "wide",
        "short",
    }


def test_a_table_too_wide_for_that_gets_a_landscape_page_with_its_heading() -> None:
    html = f'<p>before</p><h3 id="x">Head</h3>\n{table([["responsibility"] * 12] * 12)}<p>after</p>'
    assert '<p>before</p><div class="landscape"><h3 id="x">Head</h3>\n<table' in (
        fit_tables(html, "A4")
    )
    assert "</table></div><p>after</p>" in fit_tables(html, "A4")


def test_what_must_break_breaks_in_columns_of_set_widths() -> None:
    html = fit_tables(table([["address", "note"], [f"https://e.org/{'x' * 99}", "y"]]), "A4")
    assert "fixed" in classes(html)
    assert html.count("<col style=") == 2


def test_a_table_in_a_box_stays_in_it() -> None:
    html = f"<blockquote>{table([['responsibility'] * 11] * 12)}</blockquote>"
    assert classes(html) == {"table", "smaller", "fixed"}
    assert 'class="landscape"' not in fit_tables(html, "A4")


def test_cells_know_their_columns() -> None:
    html = (
        '<table><tr><th rowspan="2">a</th><th colspan="2">b</th></tr><tr><th>c</th><th>d</th></tr>'
        "<tr><td>e</td><td>f</td><td>g</td></tr></table>"
    )
    assert [[(cell.column, cell.columns) for cell in row] for row in read_rows(html)] == [
        [(0, 1), (1, 2)],
        [(1, 1), (2, 1)],
        [(0, 1), (1, 1), (2, 1)],
    ]


def test_a_table_in_html_becomes_what_one_in_markdown_is() -> None:
    html = (
        '<table class="own" id="i"><tbody><tr><th>a</th><th align="right">b</th></tr>'
        "<tr><th>c</th><td>d</td></tr></tbody></table>"
    )
    assert fit_tables(html, "A4") == (
        '<table class="table short own" id="i"><thead><tr><th scope="col">a</th>'
        '<th class="align-right" scope="col">b</th></tr></thead>'
        '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table>'
    )


def test_a_header_without_words_is_not_printed() -> None:
    assert "headless" in classes(table([["", ""], ["a", "b"]]))
    assert "headless" not in classes(table([["", "x"], ["a", "b"]]))


def test_a_header_that_fills_the_page_is_not_repeated() -> None:
    assert "header-once" in classes(table([["a", words("h", 400)], ["x", "y"]]))


CHAPTERS = {
    "tall-row": markdown([["A", "B"], ["label", words("w", 2000)], ["next", "last"]]),
    "rows": markdown([["Head", "B"], *([f"row{n}", f"cell{n}"] for n in range(200))]),
    "one-column": markdown([["Only"], *([f"only{n}"] for n in range(30))]),
    "thirty-columns": markdown(
        [[f"column{n}" for n in range(30)], *([f"v{r}x{n}" for n in range(30)] for r in range(9))]
    ),
    "thirty-in-a-list": "- item\n\n"
    + "\n".join(
        f"  {line}"
        for line in markdown([[f"k{n}" for n in range(30)], [f"l{n}" for n in range(30)]]).split(
            "\n"
        )
    ),
    "in-a-callout": "> [!NOTE]\n> told\n>\n"
    + "\n".join(
        f"> {line}"
        for line in markdown(
            [["A", "B"], *([f"n{n}", words(f"m{n}x", 20)] for n in range(40))]
        ).split("\n")
    ),
    "in-a-quotation": "\n".join(
        f"> {line}" for line in markdown([["A", "B"], ["quoted", words("q", 900)]]).split("\n")
    ),
    "tall-header": table([["a", words("h", 900)], ["x", words("b", 300)]]),
    "spans": '<table><tr><th colspan="2">Both</th></tr>'
    '<tr><td rowspan="90">span</td><td>y</td></tr>'
    + "".join(f"<tr><td>y{n}</td></tr>" for n in range(89))
    + f'<tr><td colspan="2">{words("c", 1500)}</td></tr></table>',
    "code": "<table><tr><td>label</td><td><pre>"
    + "\n".join(f"line{n} {'x' * 99}" for n in range(120))
    + "</pre></td></tr></table>",
    "list": "<table><tr><td>label</td><td><ul>"
    + "".join(f"<li>point{n}</li>" for n in range(150))
    + "</ul></td></tr></table>",
    "long-words": markdown(
        [["A", "B", "C"], ["x" * 120, f"https://e.org/{'a/b' * 40}", "漢字" * 60]]
    ),
    "nested": f"<table><tr><td>out</td><td>{table([[f's{n}', 't'] for n in range(90)])}"
    "</td></tr></table>",
}


@pytest.fixture(scope="module")
def tables_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which each chapter is a table that is hard to set."""
    files = {f"{name}.md": f"# {name}\n\ntext\n\n{body}\n" for name, body in CHAPTERS.items()}
    return build_at(make_book(tmp_path_factory.mktemp("tables") / "book", files)).path


def test_no_word_of_a_table_is_lost(tables_book: Path) -> None:
    text = " ".join(page_texts(tables_book))
    joined = "".join(text.split())
    for name, body in CHAPTERS.items():
        plain = re.sub(r"<[^>]*>|[|>\-]", " ", body)
        lost = [w for w in re.findall(r"[a-z]+\d+(?:x\d+)?\b", plain) if w not in joined]
        assert lost == [], name
    assert "x" * 20 in joined
    assert joined.count("漢字") >= 60


def test_no_table_runs_off_the_paper(tables_book: Path) -> None:
    assert words_outside(tables_book) == []


def test_a_header_is_repeated_on_each_page(tables_book: Path) -> None:
    pages = [text for text in page_texts(tables_book) if re.search(r"\brow\d+ cell", text)]
    assert len(pages) > 3
    assert all("Head B" in text for text in pages)


def test_a_label_stands_on_the_page_where_its_row_begins(tables_book: Path) -> None:
    [page] = [text for text in page_texts(tables_book) if "label w0 w1 " in text]
    assert "A B" in page


def test_the_widest_table_lies_on_a_landscape_page_and_the_rest_does_not(tables_book: Path) -> None:
    with pikepdf.open(tables_book) as pdf:
        shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
    texts = page_texts(tables_book)
    wide = [index for index, is_wide in enumerate(shapes) if is_wide]
    assert wide
    assert all("column" in texts[i] or "v1x" in texts[i] or "k1" in texts[i] for i in wide)


def test_text_after_a_landscape_page_stands_on_an_upright_one(tmp_path: Path) -> None:
    wide = markdown([[f"responsibility{n}" for n in range(12)], ["x"] * 12])
    text = f"# A\n\nbefore\n\n## Head of it\n\n{wide}\n\n{wide}\n\nafterwards\n"
    book = make_book(
        tmp_path / "book", {"a.md": text, "handbook.yaml": "title: T\npaper: Letter\n"}
    )
    path = build_at(book, "print").path
    texts = page_texts(path)
    with pikepdf.open(path) as pdf:
        sizes = [tuple(float(value) for value in page.mediabox[2:]) for page in pdf.pages]
        folios = [page.label for page in pdf.pages]
    [landscape] = [i for i, text in enumerate(texts) if "responsibility1 " in text]
    [after] = [i for i, text in enumerate(texts) if "afterwards" in text]
    assert sizes[landscape] == (792, 612)
    assert sizes[after] == sizes[0] == (612, 792)
    assert after == landscape + 1
    assert "Head of it" in texts[landscape]
    assert folios[landscape] in texts[landscape].split()
    assert words_outside(path) == []

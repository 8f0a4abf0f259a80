"""The page: its rhythm, its measure, its type, and how chapters and parts open."""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest

from publisher.build import Built
from publisher.editions import PRINT, SCREEN
from publisher.load import load
from publisher.render import Sections
from publisher.render.contents import ContentsEntry
from publisher.render.cover import cover_steps
from publisher.typefaces.catalogue import SANS, SERIF
from publisher.typeset import typeset
from tests.books import make_book, page_texts
from tests.conftest import build_at

HEAD = 67.5  # of the page's text, in points from the paper's head, as tokens.css has it
HALF = 7.5
TEXT = 10.5
LINES = {"A4": 48, "Letter": 44}
SENTENCES = (
    "Every shift ends with a handover that a stranger could work from. ",
    "Whoever is on call reads the log before the alert is closed, and writes down what was found. ",
    "A runbook that nobody has tried is a wish. ",
    "When the queue grows, look first at what was changed, and then at what has not been. ",
)


@dataclass(frozen=True)
class Line:
    """A line of text: its page from 0, its baseline in points from the paper's head, its left
    edge, its words and the name of the font of its first letter."""

    page: int
    baseline: float
    left: float
    words: str
    font: str


def lines_of(path: Path, size: float | None = TEXT, typeface: str = "Serif") -> Iterator[Line]:
    """The lines of a PDF that are set in a typeface at this size, or at any; they are put together
    by their baselines alone."""
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    left, foot = ctypes.c_double(), ctypes.c_double()
    matrix = pypdfium2.raw.FS_MATRIX()
    document = pypdfium2.PdfDocument(path)
    for index, page in enumerate(document):
        text = page.get_textpage()
        found: dict[float, list[tuple[float, str, str]]] = {}
        for number in range(text.count_chars()):
            pypdfium2.raw.FPDFText_GetFontInfo(text, number, name, 200, flags)
            pypdfium2.raw.FPDFText_GetMatrix(text, number, matrix)
            font = name.value.decode()
            printed = abs(pypdfium2.raw.FPDFText_GetFontSize(text, number) * matrix.d)
            if typeface not in font or (size is not None and abs(printed - size) > 0.05):
                continue
            pypdfium2.raw.FPDFText_GetCharOrigin(text, number, left, foot)
            letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text, number))
            baseline = round(page.get_height() - foot.value, 2)
            found.setdefault(baseline, []).append((left.value, letter, font))
        for baseline, letters in found.items():
            words = "".join(letter for _left, letter, _font in letters).strip()
            if words:
                yield Line(index, baseline, letters[0][0], words, letters[0][2])
    document.close()


def some_text(first: int, count: int) -> str:
    return "".join(SENTENCES[(first + number) % len(SENTENCES)] for number in range(count))


def text_alone(paper: str) -> dict[str, str | bytes]:
    """A book of all that stands in text but tables, figures and code."""
    pieces = []
    for number in range(18):
        pieces += [f"## Heading number {number} of the chapter"] if number % 3 == 0 else []
        pieces += ["### A smaller one"] if number % 4 == 1 else []
        pieces += ["#### Smaller still"] if number % 5 == 2 else []
        pieces.append(some_text(number, 2 + number % 4))
        if number % 5 == 0:
            pieces.append("Three things:\n\n" + f"- {some_text(number, 2)}\n" * 3)
        if number % 5 == 1:
            pieces.append(f"1. {some_text(number, 1)}\n\n2. {some_text(number, 2)}\n\n   More.")
        if number % 5 == 2:
            pieces.append(f"> {some_text(number, 2)}\n>\n> {some_text(number, 1)}")
        if number % 5 == 3:
            pieces.append(f"Term\n: {some_text(number, 2)}\n\n- [ ] {some_text(number, 1)}")
        if number % 5 == 4:
            pieces.append("With `code`, **weight**, *slope*, H~2~O and a call.[^1]\n\n---")
    body = "\n\n".join(pieces)
    return {
        "handbook.yaml": (
            f"title: T\nlanguage: en-GB\npaper: {paper}\n"
            "parts:\n  - title: P\n    chapters: [a.md]\n"
        ),
        "a.md": f"---\nsummary: What it gives.\n---\n# A\n\n{body}\n\n[^1]: {SENTENCES[0]}\n",
    }


@pytest.fixture(scope="module", params=list(LINES))
def text_book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_book(tmp_path_factory.mktemp("text") / "book", text_alone(request.param))
    return build_at(root, name=f"{request.param}.pdf").path


def test_all_lines_of_text_stand_on_one_grid(text_book: Path) -> None:
    lines = list(lines_of(text_book))
    assert len(lines) > 120
    assert len({line.page for line in lines}) > 3
    heights = [(line.baseline - HEAD) % HALF for line in lines]
    away = [
        (line.page, line.words[:40], round(height - heights[0], 2))
        for line, height in zip(lines, heights, strict=True)
        if abs((height - heights[0] + HALF / 2) % HALF - HALF / 2) > 0.05
    ]
    assert away == []


def test_the_page_is_a_whole_number_of_lines_high(text_book: Path) -> None:
    with pikepdf.open(text_book) as pdf:
        _left, foot, _right, head = (float(value) for value in pdf.pages[-2].obj.ArtBox)
    assert head - foot == pytest.approx(15 * LINES[text_book.stem], abs=0.05)


def test_a_full_line_has_60_to_75_characters(text_book: Path) -> None:
    lines = list(lines_of(text_book))
    edge = min(line.left for line in lines)
    full = [
        len(line.words)
        for line, after in itertools.pairwise(lines)
        if line.left == after.left == edge and 14.9 < after.baseline - line.baseline < 15.1
    ]
    assert len(full) > 40
    assert 60 <= median(full) <= 75


# The shipped book

HANDBOOK = Path(__file__).resolve().parent.parent / "handbook"
HYPHENED = "(\\w+)[\u2010\ufffe\x02]"
HYPHENS = ("\u2010", "\ufffe", "\x02")  # at the ends of lines, as programs read them


def test_hyphens_are_few_and_make_no_ladders(shipped: Built) -> None:
    lines = list(lines_of(shipped.path))
    hyphens = [line.words.endswith(HYPHENS) for line in lines]
    assert len(lines) > 800
    assert sum(hyphens) / len(lines) < 0.03
    assert not any(all(hyphens[start : start + 3]) for start in range(len(hyphens)))


def test_the_shipped_book_has_few_weights(shipped: Built) -> None:
    with pikepdf.open(shipped.path) as pdf:
        fonts = {
            str(font.BaseFont).partition("+")[2].rstrip(",").replace("-Display", "")
            for page in pdf.pages
            for font in (page.resources.get("/Font") or pikepdf.Dictionary()).values()
        }
    for family in ("Source-Serif-4", "Source-Sans-3"):
        weights = {name.removesuffix("-Italic") for name in fonts if name.startswith(family)}
        assert len(weights) <= 3, weights
    assert {"Source-Serif-4", "Source-Serif-4-Semi-Bold", "Source-Serif-4-Italic"} <= fonts


@pytest.mark.parametrize(
    ("family", "features"), [(SERIF, {"smcp", "onum", "tnum", "lnum"}), (SANS, {"smcp", "onum"})]
)
def test_the_typefaces_have_the_capitals_and_figures_that_are_asked_of_them(
    family: object, features: set[str]
) -> None:
    from fontTools.ttLib import TTFont

    path = family.faces[0].path  # type: ignore[attr-defined]
    table = TTFont(path)["GSUB"].table
    assert features <= {record.FeatureTag for record in table.FeatureList.FeatureRecord}


def test_headings_tables_and_captions_have_no_hyphens(shipped: Built) -> None:
    lines = list(lines_of(shipped.path, None, "Sans"))
    assert len(lines) > 400
    # A hyphen of the author's, as in part-time, reads like one that was put in.
    written = "".join(file.read_text("utf-8") for file in HANDBOOK.rglob("*.[my]*"))
    broken = [word for line in lines for word in re.findall(HYPHENED, line.words)]
    assert [word for word in broken if f"{word}-" not in written] == []


# Openers and furniture


def test_contents_of_25_chapters_take_two_pages_with_their_headings(small_book: Path) -> None:
    handbook, _problems = load(small_book)
    heading = ContentsEntry(2, "What a heading says", "a")
    chapter = ContentsEntry(1, "The title of a chapter", "a", 9, headings=(heading,) * 6)
    part = ContentsEntry(0, "The title of a part", "a", 1, 1)
    section = Sections(handbook, SCREEN).contents((part, *(chapter,) * 5) * 5).section
    assert section is not None
    leaf = typeset(section, handbook)
    assert leaf.page_count == 2
    words = " ".join(page_texts(leaf.pdf))
    assert words.count("The title of a chapter") == 25
    assert words.count("What a heading says") == 150


def test_contents_leave_out_headings_that_would_take_more_than_two_pages(tmp_path: Path) -> None:
    heading = "## A heading that is as long as four others of the same kind " + "and goes on " * 8
    files = {"a.md": f"# Alpha\n\n{heading}\n\nText.\n\n" + f"{heading}\n\nText.\n\n" * 110}
    path = build_at(make_book(tmp_path / "book", files)).path
    with pikepdf.open(path) as pdf:
        labels = [page.label for page in pdf.pages]
    contents = " ".join(page_texts(path)[2 : labels.index("1")])
    assert labels.index("1") == 3  # after the cover, the imprint and one page of contents
    assert "Alpha" in contents
    assert "A heading" not in contents


def test_a_part_opens_with_its_summary_and_that_of_each_chapter(screen: Path) -> None:
    [opener] = [text for text in page_texts(screen) if text.startswith("Part 1 Stages")][:1]
    assert opener.startswith(
        "Part 1 Stages From first shift to lead. 1 First shifts What the first shifts bring."
    )
    assert opener.endswith("2 Second year")


def test_the_title_takes_a_third_of_the_page_at_most(shipped: Built) -> None:
    with pikepdf.open(shipped.path) as pdf:
        height = float(pdf.pages[0].mediabox[3])
    titles = [line for line in lines_of(shipped.path, size=27) if line.page > 5]
    assert len(titles) > 10
    assert max(line.baseline for line in titles) < HEAD + height / 3


def test_running_heads_name_the_part_and_the_chapter(screen: Path) -> None:
    texts = page_texts(screen)
    # A page's running heads come last in its text, before its number.
    assert sum("Stages First shifts" in text[-30:] for text in texts) >= 2
    assert not any("Night Watch First" in text for text in texts)


def test_the_cover_has_a_step_for_each_stage(small_book: Path) -> None:
    handbook, _problems = load(small_book)
    steps = cover_steps(handbook)
    assert [step.height for step in steps] == [50, 100]
    assert sum(step.width for step in steps) == pytest.approx(100)


def test_the_ways_on_at_the_end_of_the_path_are_one_step(tmp_path: Path) -> None:
    matter = "kind: stage\nlabel: {0}\nbranch: {1}\n"
    names = {"Junior": "false", "Senior": "false", "Lead": "true", "Expert": "true"}
    files: dict[str, str | bytes] = {
        f"{name}.md": f"---\n{matter.format(name, branch)}---\n# {name}\n\nText.\n"
        for name, branch in names.items()
    }
    files["handbook.yaml"] = f"title: T\nchapters: [{', '.join(f'{name}.md' for name in names)}]\n"
    handbook, problems = load(make_book(tmp_path, files))
    assert problems == ()
    assert len(cover_steps(handbook)) == 3


def test_the_cover_of_the_print_edition_spares_toner(small_book: Path) -> None:
    handbook, _problems = load(small_book)
    make = Sections(handbook, PRINT)
    cover = next(make.front_matter()).section
    assert cover is not None
    assert "style:editions/print.css" in cover.stylesheets


TABLE = "| Head | of it |\n| --- | --- |\n" + "| Row | x |\n" * 14


@pytest.mark.parametrize(
    ("block", "begins", "needs"),
    [("Three:\n\n- Item\n- Item", "Three", "Item"), (TABLE, "Head", "Row")],
)
def test_a_list_stays_with_its_introduction_and_two_rows_with_the_head_of_a_table(
    tmp_path: Path, block: str, begins: str, needs: str
) -> None:
    # It begins lower and lower on its page, until it goes on to the next.
    starts = "\n\n---\n\n".join(
        "\n\n".join(["Filler."] * count) + f"\n\n{quotation}{block}"
        for count in range(25, 31)
        for quotation in ("", "> Filler\n\n")
    )
    handbook, _problems = load(make_book(tmp_path, {"a.md": f"# A\n\n---\n\n{starts}\n"}))
    section = next(iter(Sections(handbook, SCREEN).body())).section
    assert section is not None
    html = re.sub(r"<hr ?/?>", '<div style="break-before: page"></div>', section.html)
    texts = page_texts(typeset(replace(section, html=html), handbook).pdf)
    pages = [text for text in texts if begins in text]
    assert any("Filler" not in text for text in texts[2:])  # somewhere it did not fit
    for text in pages:
        assert text.count(needs) >= (2 if block is TABLE else 1), text


def test_long_words_of_titles_stay_on_the_paper(tmp_path: Path) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 3
    files: dict[str, str | bytes] = {
        "handbook.yaml": (
            f"title: {long}\nsubtitle: {long}\norganisation: {long}\ncontact: {long}\n"
            f"parts:\n  - title: {long}\n    summary: {long}\n    chapters: [a.md]\n"
        ),
        "a.md": f"---\nsummary: {long}\n---\n# {long}\n\n## {long}\n\nText.\n",
    }
    path = build_at(make_book(tmp_path / "book", files)).path  # its proof finds nothing
    assert "".join("".join(page_texts(path)).split()).count("Donaudampfschiff") > 10

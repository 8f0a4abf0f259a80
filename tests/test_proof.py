"""Preflight finds what is wrong with a finished file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from publisher.language import words_in
from publisher.load import load
from publisher.model import Area, Handbook, Severity
from publisher.proof import proof
from publisher.proof.blocks import printed_blocks
from publisher.proof.letters import PageText, lost_from
from tests import geometry
from tests.books import make_book
from tests.conftest import build_at
from tests.test_margin_notes import lines_with


def codes(pdf: bytes, handbook: Handbook) -> set[str]:
    return {problem.code for problem in proof(pdf, handbook)}


def changed(path: Path, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def first_link(pdf: pikepdf.Pdf, key: str) -> pikepdf.Object:
    return next(link for page in pdf.pages for link in page.obj.get("/Annots", []) if key in link)


def drop_a_page(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    lost = names["path/first#signs-of-readiness"][0].objgen
    assert lost != names["path/first"][0].objgen
    del pdf.pages[next(i for i, page in enumerate(pdf.pages) if page.obj.objgen == lost)]


def link_nowhere(pdf: pikepdf.Pdf) -> None:
    first_link(pdf, "/Dest").Dest = pikepdf.String("nowhere")


def link_to_this_machine(pdf: pikepdf.Pdf) -> None:
    first_link(pdf, "/A").A.URI = pikepdf.String("file:///home/ada/notes.md")


def take_out_a_font(pdf: pikepdf.Pdf) -> None:
    fonts = next(page.resources.Font for page in pdf.pages if "/Font" in page.resources)
    font = next(iter(fonts.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def take_out_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def take_out_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


@pytest.mark.parametrize("edition", ["screen", "print_edition"])
def test_a_good_file_has_no_problem(
    small_book: Path, edition: str, request: pytest.FixtureRequest
) -> None:
    content = request.getfixturevalue(edition).read_bytes()
    assert proof(content, load(small_book)[0]) == ()
    assert proof(content, None) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop_a_page, "proof-heading"),
        (link_nowhere, "proof-link"),
        (link_to_this_machine, "proof-link"),
        (take_out_a_font, "proof-font"),
        (take_out_tags, "proof-tags"),
        (take_out_language, "proof-language"),
    ],
)
def test_each_fault_is_found(
    small_book: Path, screen: Path, change: Callable[[pikepdf.Pdf], None], code: str
) -> None:
    assert code in codes(changed(screen, change), load(small_book)[0])


def test_a_chapter_that_is_not_in_the_file_is_named_with_file_and_line(
    small_book: Path, screen: Path
) -> None:
    handbook, _problems = load(small_book)
    part = handbook.parts[-1]
    lost = replace(part.chapters[0], anchor="tracks/lost")
    longer = replace(handbook, parts=(*handbook.parts, replace(part, chapters=(lost,))))
    (problem,) = proof(screen.read_bytes(), longer)
    assert (problem.code, problem.path, problem.line) == ("proof-chapter", "tracks/apps.md", 2)


# A book of its own words on every line, with one of everything that prints words.

WATCHES = ["dawn", "noon", "dusk", "midnight", "tide", "storm", "frost", "harvest", "market"]
MANY_WORDS: dict[str, str | bytes] = {
    "handbook.yaml": """
        title: Watch
        language: en-GB
        chapters: [words.md, last.md]
        """,
    "words.md": (
        "# Watches\n\n"
        + "\n\n".join(
            f"The {name} watch, number {number}, keeps a log of unmistakeable efficiency"
            f" and hands its {name} over to whoever waits for item {number * 7} of the list,"
            f" though nobody says when the {name} begins or how office affairs end.[^{number}]"
            for number, name in enumerate(WATCHES * 3, 1)
        )
        + "\n\n## Things kept\n\n"
        + "| Tool | Drawer |\n| --- | --- |\n| Lantern | Upper |\n| Whistle | Lower |\n\n"
        + "```sh\n"
        + "systemctl restart " + "averylongunitname-" * 9 + "\n```\n\n"
        + "Term\n: What the term means.\n\n> [!WARNING]\n> Wet paint.\n\n"
        + "<div><b>Bo</b>ld HTML</div>\n<!-- not a word -->\n\n"
        + "![unsaid](none.png)\n\nשלום לכל המשמרת, العمل في الفريق, 日本語の文章。\n\n"
        + "\n".join(f"[^{number}]: Note {number} of the {name}.\n"
                    for number, name in enumerate(WATCHES * 3, 1))
    ),
    "last.md": "# Last\n\nSaid and done.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def many_words(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handbook, Path]:
    root = make_book(tmp_path_factory.mktemp("words") / "book", MANY_WORDS)
    return load(root)[0], build_at(root).path


def text_left_out(path: Path, label: str, first: int, last: int) -> bytes:
    """The file without some of the texts that a page shows."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = next(page for page in pdf.pages if page.label == label)
        count, kept = 0, []
        for instruction in pikepdf.parse_content_stream(page):
            count += str(instruction.operator) == "TJ"
            if str(instruction.operator) != "TJ" or not first <= count <= last:
                kept.append(instruction)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))

    return changed(path, change)


def moved(path: Path, label: str, shift: tuple[float, float]) -> bytes:
    """The file with what stands on a page, but for its number, moved by so many points to the
    right and up."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = next(page for page in pdf.pages if page.label == label)
        page.Contents.insert(1, pdf.make_stream(b"1 0 0 1 %.1f %.1f cm\n" % shift))

    return changed(path, change)


def test_all_words_are_found_however_they_are_set(many_words: tuple[Handbook, Path]) -> None:
    handbook, path = many_words
    assert proof(path.read_bytes(), handbook) == ()
    assert proof(path.read_bytes(), None) == ()


def test_words_that_are_lost_are_told_with_page_and_line(
    many_words: tuple[Handbook, Path],
) -> None:
    handbook, path = many_words
    problems = proof(text_left_out(path, "1", 9, 10), handbook)
    assert {problem.code for problem in problems} == {"proof-text"}
    assert {problem.path for problem in problems} == {"words.md"}
    source = (handbook.root / "words.md").read_text(encoding="utf-8").splitlines()
    for problem in problems:
        said = re.match(r"'(\S+ \S+)", problem.message)
        assert said and said[1] in source[(problem.line or 0) - 1]
        assert problem.message.endswith(("on page 1", "on page 1 to 2"))


def test_a_page_that_is_missing_is_told_without_the_sources(
    many_words: tuple[Handbook, Path],
) -> None:
    _handbook, path = many_words

    def drop(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[next(i for i, page in enumerate(pdf.pages) if page.label == "2")]

    (problem,) = [p for p in proof(changed(path, drop), None) if p.code == "proof-page"]
    assert (problem.path, problem.message) == (
        "words.md",
        "page 2 of 'Watches' is not in the PDF",
    )
    assert problem.line is not None and problem.line > 10


@pytest.mark.parametrize(
    ("shift", "code", "said"),
    [
        (lambda _said: (510, 0), "proof-paper", "to the right of the paper"),
        (lambda _said: (-20, 0), "proof-margin", "to the left of what is inside the margins"),
        (lambda said: (0, geometry.FOOT - 5 - said.head), "proof-margin", "stands in the foot"),
        (lambda said: (0, geometry.HEAD + 1 - said.foot), "proof-margin", "stands in the head"),
    ],
)
def test_what_stands_outside_its_place_is_told_with_file_and_line(
    many_words: tuple[Handbook, Path],
    shift: Callable[[Area], tuple[float, float]],
    code: str,
    said: str,
) -> None:
    _handbook, path = many_words
    label = chapter_page(path, "last.md")
    [(_page, _words, place)] = lines_with(path, "^Said and done")
    problems = proof(moved(path, label, shift(place)), None)
    found = [
        (p.code, p.path, p.line)
        for p in problems
        if said in p.message and f"page {label}" in p.message
    ]
    assert found
    assert {(found_code, place) for found_code, place, _line in found} == {(code, "last.md")}
    assert {line for _code, _place, line in found} <= {1, 3}


def chapter_page(path: Path, name: str) -> str:
    """The label of the first page of a chapter."""
    with pikepdf.open(path) as pdf:
        place = pikepdf.NameTree(pdf.Root.Names.Dests)[name.removesuffix(".md")][0].objgen
        return next(page.label for page in pdf.pages if page.obj.objgen == place)


def test_glyphs_that_are_missing_are_counted_by_file(many_words: tuple[Handbook, Path]) -> None:
    _handbook, path = many_words

    def spoil(pdf: pikepdf.Pdf) -> None:
        page = next(page for page in pdf.pages if page.label == "1")
        page.contents_coalesce()
        content = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(re.sub(rb"\[<[0-9a-f]{4}", b"[<0000", content, count=6))

    (problem,) = [p for p in proof(changed(path, spoil), None) if p.code == "proof-glyph"]
    assert problem.path == "words.md"
    assert problem.message.startswith("6 characters print as boxes, the first on page 1")


def test_an_empty_page_is_told_and_blanks_of_pagination_are_not(
    small_book: Path, print_edition: Path
) -> None:
    def empty(pdf: pikepdf.Pdf) -> None:
        page = next(page for page in pdf.pages if page.label == "1")
        page.Contents = pdf.make_stream(b"")

    problems = proof(changed(print_edition, empty), load(small_book)[0])
    told = [(p.path, p.message) for p in problems if p.code == "proof-empty"]
    assert told == [("welcome.md", "page 1 is empty")]
    with pikepdf.open(print_edition) as pdf:
        assert any("/StructParents" not in page.obj for page in pdf.pages)  # there are blanks


def test_images_with_too_few_pixels_are_told_at_the_size_they_print(tmp_path: Path) -> None:
    def picture(width: int, height: int) -> bytes:
        target = io.BytesIO()
        Image.new("L", (width, height), 99).save(target, "PNG")
        return target.getvalue()

    images = {"small.png": picture(240, 120), "fine.png": picture(2000, 900)}
    text = "# A\n\nWords.\n\n![a square](small.png)\n\n![a field](fine.png)\n"
    built = build_at(make_book(tmp_path / "book", {"a.md": text, **images}))
    (problem,) = built.problems
    assert (problem.code, problem.path, problem.line) == ("proof-image", "a.md", 5)
    assert problem.severity is Severity.WARNING
    assert "with 96 dpi (240 × 120 pixels)" in problem.message
    assert problem.hint.endswith("375 pixels wide.")


PARTED = """
    {% extends "chapter.html.j2" %}
    {% block page %}<style>.prose h2 + p { break-before: page }</style>{{ super() }}{% endblock %}
    """


def test_a_heading_left_behind_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "handbook.yaml": "title: T\nlanguage: en-GB\nchapters: [a.md]\n",
        "layouts/parted.html.j2": PARTED,
        "a.md": "---\ntitle: A\nlayout: parted\n---\nWords.[^1]\n\n## Left behind\n\nMore.\n\n"
        "### Not left\n\n- An item\n\n[^1]: Footnotes do not count.\n",
    }
    built = build_at(make_book(tmp_path / "book", files))
    (problem,) = built.problems
    assert (problem.code, problem.path, problem.line) == ("proof-stranded", "a.md", 7)


def test_places_on_a_machine_are_found_wherever_they_stand(
    many_words: tuple[Handbook, Path],
) -> None:
    handbook, path = many_words

    def say(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Subject"] = pikepdf.String("file:///home/ada/book")

    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Note = pikepdf.String(str(handbook.root / "words.md"))

    assert [p.code for p in proof(changed(path, say), None)] == ["proof-path"]
    assert [p.code for p in proof(changed(path, hide), handbook)] == ["proof-path"]


def test_a_file_of_another_program_is_checked_as_far_as_it_goes() -> None:
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    problems = proof(target.getvalue(), None)
    assert [problem.code for problem in problems if problem.severity is Severity.NOTE] == [
        "proof-record"
    ]
    assert {problem.code for problem in problems} == {
        "proof-record", "proof-tags", "proof-language", "proof-title",
    }  # fmt: skip


# Text that is compared


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("An efficient office", ["An e\ufb03cient o\ufb03ce"]),
        ("co\u00adordinate performance", ["coordinate perform\ufffe\r\nance"]),
        ("Größe ½ x²", ["GRÖSSE 1⁄2 x2"]),
        ("Wrapped code_with_a_long_name", ["Wrapped code_wi\r\nth_a_lo\r\nng_name"]),
        ("Begun here and ended there", ["Begun here and en\ufffeBook\r\n7", "ded there\r\n8"]),
        ("日本語の文章です", ["日本語の\r\n文章です"]),
        ("في الفريق العمل", ["قيرفلا يف\r\nلمعلا"]),
        ("१२ विद्यार्थी", ["12 िवद्याथीर्"]),
        ("— …", [""]),
    ],
)
def test_text_is_found_as_it_is_set(text: str, pages: list[str]) -> None:
    assert lost_from(text, [PageText.of(page) for page in pages]) is None


@pytest.mark.parametrize(
    ("text", "pages", "lost"),
    [
        ("One two three", ["One three"], "One two three"),
        ("What stands on this page goes on", ["What stands on this page Book 7"], "goes on"),
        ("Here and there", ["there and Here"], "Here and there"),
        ("Here and there", ["Here\r\n1", "and\r\n2", "none\r\n3"], "Here and there"),
        ("שלום לכל המשמרת הראשונה", ["שלום"], "שלום לכל המשמרת הראשונה"),
    ],
)
def test_text_that_is_not_whole_is_lost(text: str, pages: list[str], lost: str) -> None:
    assert lost_from(text, [PageText.of(page) for page in pages]) == lost


def test_blocks_hold_what_is_meant_for_print(tmp_path: Path) -> None:
    text = """
        # Title

        Kept <b>bo</b>ld, ![unsaid](a.png) <span>said</span> &amp; <host-name>.<!-- unsaid -->

        ```timeline
        caption: unsaid
        ```

        <video src="x.mp4">unsaid</video>

        !!! note
            Body

        !!! note "Own words"
            Body

        ``` text
        code
        ```

        A sum $x^2$ ends.

        <svg>

        never closed
        """
    handbook, _problems = load(make_book(tmp_path, {"a.md": text}))
    blocks = printed_blocks(handbook.chapters[0], words_in("de", {}))
    said = [" ".join(block.text.split()) for block in blocks]
    assert said == [
        "Kept bold,", "said & <host-name>.", "Hinweis", "Body", "Own words", "Body", "code",
        "A sum", "ends.", "never closed",
    ]  # fmt: skip
    assert [block.index for block in blocks][:3] == [2, 2, 10]

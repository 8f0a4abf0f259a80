"""Characters that do not print as they were meant, told by file and line; typefaces of a book."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest

from publisher.check import check
from publisher.editions import SCREEN
from publisher.load import load
from publisher.model import Problem, Severity
from publisher.render import Sections
from publisher.typefaces import coverage
from publisher.typefaces.catalogue import EMOJI
from publisher.typefaces.scripts import is_east_asian_family
from publisher.typefaces.system import SystemFont, system_fonts
from publisher.typeset import typeset
from publisher.typeset.actual_text import words_to_tell
from tests.books import make_book, page_texts

needs_east_asian = pytest.mark.skipif(
    not any(is_east_asian_family(name) for font in system_fonts() or () for name in font.families),
    reason="no East Asian typeface is installed",
)
SETTINGS = "title: T\nchapters: [a.md]\n"


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without fonts."""
    monkeypatch.setattr(coverage, "system_fonts", lambda: ())


def found(folder: Path, files: dict[str, str | bytes]) -> list[Problem]:
    handbook, problems = load(make_book(folder, files))
    return [*problems, *check(handbook)]


def laid_out(folder: Path, text: str, settings: str = "") -> tuple[str, set[str], list[str]]:
    """The words of a chapter, the fonts of its first page, and the codes of its problems."""
    files: dict[str, str | bytes] = {"a.md": f"# A\n\n{text}\n"}
    if settings:
        files["handbook.yaml"] = settings
    handbook, _problems = load(make_book(folder, files))
    rendered = next(iter(Sections(handbook, SCREEN).body()))
    assert rendered.section is not None
    leaf = typeset(rendered.section, handbook)
    with pikepdf.open(io.BytesIO(leaf.pdf)) as pdf:
        fonts = {str(font.BaseFont)[8:] for font in pdf.pages[0].resources.Font.values()}
    return page_texts(leaf.pdf)[0], fonts, [problem.code for problem in leaf.problems]


@pytest.mark.usefixtures("bare_machine")
def test_a_missing_glyph_is_one_problem_for_each_character_and_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "---\ntitle: A\n---\n\nPlain.\n\n```\nx\n𓀀 𓀀 𒀀\n```\n\n𓀀\n",
        "b.md": "# B\n\n𓀀\n",
    }
    problems = found(tmp_path, files)
    assert [(p.code, p.path, p.line, p.severity) for p in problems] == [
        ("glyph-missing", "a.md", 9, Severity.WARNING),
        ("glyph-missing", "a.md", 9, Severity.WARNING),
        ("glyph-missing", "b.md", 3, Severity.WARNING),
    ]
    assert "U+13000 EGYPTIAN HIEROGLYPH A001, 3 times" in problems[0].message
    assert "fonts-noto-core" in problems[0].hint


@pytest.mark.usefixtures("bare_machine")
def test_many_missing_characters_of_a_script_are_told_together(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "handbook.yaml": SETTINGS,
        "a.md": "# A\n\n生产支持工程师手册\n\nかな\n",
    }
    problems = found(tmp_path, files)
    assert [(p.line, p.severity) for p in problems] == [(n, Severity.ERROR) for n in (3, 5, 5)]
    assert "9 characters (Han)" in problems[0].message
    assert all("apt-get install fonts-noto-cjk" in problem.hint for problem in problems)


def test_what_only_this_machine_holds_is_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.ttf"
    monkeypatch.setattr(coverage, "system_fonts", lambda: (SystemFont(("Runes",), path, 0),))
    monkeypatch.setattr(coverage, "_characters_or_none", lambda *_: frozenset({0x16A0}))
    (problem,) = found(tmp_path / "book", {"a.md": "# A\n\nᚠ and ᚠ\n"})
    assert (problem.code, problem.line, problem.severity) == ("font-system", 3, Severity.NOTE)
    assert "Runes" in problem.message


def test_controls_and_private_characters_are_warnings_and_not_printed(tmp_path: Path) -> None:
    text = "x\x01y \uf015 icon, a\ufeffb\u2028c"
    problems = found(tmp_path, {"a.md": f"# A\n\n{text}\n"})
    assert [(p.code, p.line) for p in problems] == [
        ("character-control", 3),
        ("character-private", 3),
    ]
    words, _fonts, codes = laid_out(tmp_path / "out", text)
    assert "xy icon, ab c" in words
    assert codes == []


def test_layout_tells_of_no_glyph_that_check_has_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    character = "\U00013000"
    if any(
        ord(character) in coverage._characters_or_none(font.file, font.number)
        for font in system_fonts() or ()
    ):
        pytest.skip("this machine has Egyptian hieroglyphs")
    assert laid_out(tmp_path / "told", character)[2] == []
    monkeypatch.setattr(coverage, "system_fonts", lambda: None)
    assert laid_out(tmp_path / "untold", character)[2] == ["glyph-missing"]


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Κάθε βάρδια τελειώνει", "Source-Serif-4,"),
        ("Каждая смена заканчивается", "Source-Serif-4,"),
        ("कोई अजनबी भी काम कर सके। टिप्पणियाँ", "Noto-Sans-Devanagari"),
        ("ทุกกะจบลงด้วยการส่งมอบงาน", "Noto-Sans-Thai"),
        ("תנו לכולם לקרוא", "Noto-Sans-Hebrew"),
        ("تنتهي كل نوبة بتسليم", "Amiri"),
        ("🔥 and 👩\u200d💻", "Noto-Emoji"),
        ("★ and ☒", "STIX-Two-Math"),
    ],
)
def test_scripts_print_in_their_typeface_and_come_back_out(
    tmp_path: Path, text: str, font: str
) -> None:
    words, fonts, codes = laid_out(tmp_path, text)
    assert font in fonts
    assert all(word in words for word in text.split())
    assert codes == []


def test_variable_typefaces_come_out_bold(tmp_path: Path) -> None:
    _words, fonts, _codes = laid_out(tmp_path, "**नमस्ते** **שלום** **สวัสดี** **مرحبا**")
    assert {
        "Noto-Sans-Devanagari-Semi-Bold",
        "Noto-Sans-Hebrew-Semi-Bold",
        "Noto-Sans-Thai-Semi-Bold",
        "Amiri-Bold",
    } <= fonts


@needs_east_asian
@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("zh-Hans", "每个班次结束时", "SC"),
        ("zh-Hant", "每個班次結束時", "TC"),
        ("ja", "すべてのシフトは", "JP"),
        ("ko", "모든 근무는", "KR"),
    ],
)
def test_east_asian_text_is_set_in_the_forms_of_its_language(
    tmp_path: Path, language: str, text: str, name: str
) -> None:
    settings = f"{SETTINGS}language: {language}\n"
    words, fonts, codes = laid_out(tmp_path, f"{text} *{text}*", settings)
    assert {f"Noto-Serif-CJK-{name}", f"Noto-Serif-CJK-{name}-Bold"} <= fonts
    assert text in words
    assert codes == []


def test_an_arabic_book_keeps_its_latin_words_in_the_text_faces(tmp_path: Path) -> None:
    _words, fonts, _codes = laid_out(tmp_path, "كل Latin", f"{SETTINGS}language: ar\n")
    assert {"Source-Serif-4,", "Amiri"} <= fonts


def test_words_are_told_where_glyphs_do_not_tell_them() -> None:
    assert words_to_tell("जिससे \u200bकोई") == "जिससे कोई"
    assert words_to_tell("Latin") == ""
    assert words_to_tell("تنتهي जि") == ""


def test_a_book_may_bring_its_typefaces(tmp_path: Path) -> None:
    assert EMOJI.faces[0].path is not None
    (tmp_path / "fonts").mkdir()
    shutil.copy(EMOJI.faces[0].path, tmp_path / "fonts/My Emoji.ttf")
    settings = f"{SETTINGS}fonts:\n  serif: Noto Sans Hebrew\n  files: fonts/My Emoji.ttf\n"
    words, fonts, _codes = laid_out(tmp_path, "שלום and words", settings)
    assert {"Noto-Sans-Hebrew", "Source-Serif-4,"} <= fonts
    assert "words" in words
    handbook, problems = load(tmp_path)
    assert [*problems, *check(handbook)] == []


def test_typefaces_and_files_that_are_not_there_are_told_with_their_lines(tmp_path: Path) -> None:
    settings = f"""{SETTINGS}fonts:
  serif: [Sorce Serif 4, Source Serif 4]
  mono:
    - Nowhere Mono
  files:
    - fonts/x.ttf
    - a.md
"""
    problems = found(tmp_path, {"handbook.yaml": settings, "a.md": "# A\n"})
    assert [(p.code, p.path, p.line, p.severity) for p in problems] == [
        ("font-file", "handbook.yaml", 8, Severity.ERROR),
        ("font-file", "handbook.yaml", 9, Severity.ERROR),
        ("font-unknown", "handbook.yaml", 4, Severity.WARNING),
        ("font-unknown", "handbook.yaml", 6, Severity.ERROR),
    ]
    assert "Source Serif 4" in problems[2].hint
    assert "pip install fontpkg-nowhere-mono" in problems[3].hint

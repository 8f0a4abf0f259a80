"""Typefaces: what the publisher's hold, and how a character's script is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.load import load
from publisher.typefaces.catalogue import FAMILIES, held_by_text_faces
from publisher.typefaces.coverage import Coverage, Holder
from publisher.typefaces.printable import printable
from publisher.typefaces.scripts import east_asian_families, region, script_of
from tests.books import make_book


def coverage(folder: Path) -> Coverage:
    return Coverage(load(make_book(folder, {"a.md": "# A"}))[0])


def test_every_face_is_there_and_addressed_by_a_name_of_its_own() -> None:
    for family in FAMILIES:
        assert len({face.name for face in family.faces}) == len(family.faces)
        for face in family.faces:
            assert face.path is not None, face
            assert face.path.is_file(), face


def test_what_is_never_looked_for_is_held_by_the_text_faces() -> None:
    never = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100), *map(ord, "‘’“”–—…•")]
    assert [chr(code) for code in never if code not in held_by_text_faces()] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ελληνικά",
        "Кириллица, їжак, ґанок",
        "Tiếng Việt",
        "العربية",
        "עברית",
        "देवनागरी।",
        "ไทย",
        "✓✗✘★☆→⇒⚠☎©☐☑☒①❶⏎➜❯⋮℃№𝑥ℝ",
        "✅❌🔥👍🏽👩\u200d💻🇬🇧1\ufe0f\u20e3",
        "┌─┬┐│├┼┤└┴┘█░▒▓",
    ],
)
def test_the_publishers_typefaces_hold_all_common_scripts(tmp_path: Path, text: str) -> None:
    book = coverage(tmp_path)
    assert [character for character in text if book.holder(character) is not Holder.OURS] == []


def test_a_character_that_nothing_holds_is_nobodys(tmp_path: Path) -> None:
    assert coverage(tmp_path).holder("\U0003fffd") in (Holder.NOBODY, Holder.UNKNOWN)


@pytest.mark.parametrize(
    ("character", "script"),
    [("漢", "Han"), ("か", "Kana"), ("한", "Hangul"), ("ش", "Arabic"), ("★", "signs")],
)
def test_scripts_have_their_names(character: str, script: str) -> None:
    assert script_of(character) == script


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("zh-Hans", "かな", "SC"),
        ("zh-Hant", "", "TC"),
        ("zh-TW", "", "TC"),
        ("zh-HK", "", "HK"),
        ("ja", "漢", "JP"),
        ("ko", "漢", "KR"),
        ("en", "漢字かな", "JP"),
        ("en", "한글", "KR"),
        ("en", "汉字", "SC"),
    ],
)
def test_east_asian_forms_are_those_of_the_language(language: str, text: str, name: str) -> None:
    assert region(language, text).name == name
    families = east_asian_families("serif", region(language, text))
    assert families[0] == f"Noto Serif CJK {name}"


def test_what_is_no_text_is_left_out_and_names_are_kept() -> None:
    html = '<p id="a\x01" data-title="x\x01y">a\x01b \uf015 c\ufeffd\u2028e</p>'
    assert printable(html, frozenset()) == '<p id="a\x01" data-title="xy">ab  cd e</p>'
    assert "\uf015" in printable(html, frozenset({0xF015}))

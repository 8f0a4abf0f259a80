"""The typefaces of a section: only those that it needs are declared, since each costs time.

Its stacks put the book's own choice first, then the publisher's text faces, then what stands in
where these lack a character. In a language with a script of its own that script's typeface comes
first, so that figures and punctuation match the letters, unless it has Latin letters too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import fontpkg

from publisher.model import FontChoice, Handbook
from publisher.typefaces.catalogue import (
    EMOJI,
    FAMILIES,
    MONO,
    SANS,
    SCRIPTS,
    SERIF,
    SIGNS,
    TEXT,
    Face,
    Family,
    held_by_text_faces,
)
from publisher.typefaces.families import book_files, characters_of, packages
from publisher.typefaces.instances import axes_of, has_pictures
from publisher.typefaces.scripts import (
    east_asian,
    east_asian_families,
    is_east_asian_language,
    region,
    script_of_language,
)

_DISPLAY = f"{SERIF.name} Display"
_TEXT_STACKS = {
    "serif": [SERIF.name, SANS.name, MONO.name],
    "sans": [SANS.name, SERIF.name, MONO.name],
    "mono": [MONO.name, SANS.name, SERIF.name],
    "display": [_DISPLAY, SERIF.name, SANS.name, MONO.name],
}
_GENERIC = {"serif": "serif", "sans": "sans-serif", "mono": "monospace", "display": "serif"}
# Before weight, size and address of a variable font: an instance of it.
STATIC = "static:"
_WEIGHTS = (400, 600)
# The sizes that a font with optical sizes is drawn for, in pixels: that of the text, of titles
_TEXT_SIZE, _DISPLAY_SIZE = 14, 40
_FIGURES = frozenset(map(ord, "0123456789ivxlcdm"))
# A chapter in another language than the book's says so itself.
_LANGUAGE = re.compile(r'<(?:html|article class="chapter)\b[^>]*\slang="([^"]*)"')


@dataclass(frozen=True)
class Faces:
    """The typefaces of a section as CSS: the `rules` that declare them, and the `stacks` that
    choose among them: --serif, --sans, --mono, --display for titles in the serif, and --figures for
    page numbers."""

    rules: str
    stacks: str


def faces_of(html: str, handbook: Handbook) -> Faces:
    """The faces that a section's HTML needs."""
    said = _LANGUAGE.findall(html)
    language = said[-1] if said else handbook.language
    characters = set(html)
    stand_ins = _stand_ins(characters, script_of_language(language))
    rules = [
        rule
        for font in book_files(handbook)
        for rule in _rules(font.family, f"asset:{quote(font.declared.path)}", font.path)
    ]
    rules += _packaged(handbook.typefaces.choices)
    rules += (
        rule
        for family in (*TEXT, *stand_ins)
        for face in family.faces
        for rule in _rules(family.name, _address(family, face), face.path, face.style)
    )
    title_face = SERIF.faces[0]
    title_address = _address(SERIF, title_face)
    rules += _rules(_DISPLAY, title_address, title_face.path, size=_DISPLAY_SIZE)
    stacks = "".join(
        f"  --{kind}: {_stack(kind, choices, stand_ins, characters, language)};\n"
        for kind, choices in (
            ("serif", handbook.typefaces.serif),
            ("sans", handbook.typefaces.sans),
            ("mono", handbook.typefaces.mono),
            ("display", handbook.typefaces.serif),
        )
    )
    stacks += f"  --figures: {_figures(handbook)};\n"
    return Faces("\n".join(rules), f":root {{\n{stacks}}}\n")


def font_file(name: str) -> Path:
    """The file of `family-slug/face`, of the publisher's, or of `family-slug/number`, of a font
    package. Raises KeyError for one that is not there."""
    for family in FAMILIES:
        for face in family.faces:
            if _address(family, face) == f"font:{name}" and face.path:
                return face.path
    slug, _, number = name.partition("/")
    for packaged, files in packages().items():
        if fontpkg.slugify(packaged) == slug and number.isdigit() and int(number) < len(files):
            return files[int(number)]
    raise KeyError(name)


def _stand_ins(characters: set[str], script: str | None) -> list[Family]:
    """The families that hold what the text faces lack: those of scripts, the most used first, then
    those of signs. The emoji's is there whenever it may be asked for, since a selector in the text
    chooses between an emoji and a sign of a text face."""
    lacking = {
        ord(character) for character in characters if east_asian(character) is None
    } - held_by_text_faces()
    letters = {code for code in lacking if unicodedata.category(chr(code))[0] in "LM"}
    own = [SCRIPTS[script]] if script and SCRIPTS[script].characters else []
    used = {family: len(letters & family.characters) for family in SCRIPTS.values()}
    others = [family for family in used if used[family] and family not in own]
    found = [*own, *sorted(others, key=lambda family: -used[family])]
    # Their signs too, such as the danda of Devanagari, which other scripts' typefaces also hold
    rest = lacking.difference(*(family.characters for family in found))
    for family in (*SIGNS, *SCRIPTS.values()):
        if family.characters & rest:
            found.append(family)
            rest -= family.characters
    if "\ufe0f" in characters or EMOJI.characters & lacking:
        found.append(EMOJI)
    return found


def _stack(
    kind: str,
    choices: Iterable[FontChoice],
    stand_ins: list[Family],
    characters: set[str],
    language: str,
) -> str:
    chosen = [choice.family for choice in choices]
    text = _TEXT_STACKS[kind]
    others = [family.name for family in stand_ins]
    script = script_of_language(language)
    own = [SCRIPTS[script].name] if script and not _sets_latin(SCRIPTS[script]) else []
    is_east_asian = is_east_asian_language(language)
    eastern: list[str] = []
    if is_east_asian or any(map(east_asian, characters)):
        eastern = east_asian_families(
            "serif" if kind == "display" else kind, region(language, characters)
        )
    if kind == "mono":
        # Code is mostly Latin, and must line up
        families = [*chosen, *text, *own, *others, *eastern]
    elif is_east_asian:
        families = [*chosen, *eastern, *text, *others]
    else:
        families = [*chosen, *own, *text, *others, *eastern]
    names = ", ".join(f"'{_quoted(name)}'" for name in dict.fromkeys(families))
    return f"{names}, {_GENERIC[kind]}"


def _sets_latin(family: Family) -> bool:
    return ord("a") in family.characters


def _figures(handbook: Handbook) -> str:
    """The stack of page numbers: the linker sets any of them from one font of outlines, so that a
    typeface without Latin letters, which roman numbers need, or with pictures does not do."""
    families = [
        choice.family
        for choice in handbook.typefaces.sans
        if characters_of(choice.family, handbook) >= _FIGURES
        and not _has_pictures(choice.family, handbook)
    ]
    return ", ".join(f"'{_quoted(name)}'" for name in (*families, SANS.name))


def _has_pictures(family: str, handbook: Handbook) -> bool:
    name = family.casefold()
    files = [font.path for font in book_files(handbook) if font.family.casefold() == name]
    return any(has_pictures(path.read_bytes()) for path in (*files, *packages().get(name, ())))


def _packaged(choices: Iterable[FontChoice]) -> list[str]:
    """Rules for the families that a font package brings, as the book names them."""
    return [
        rule
        for family in dict.fromkeys(choice.family for choice in choices)
        for number, file in enumerate(packages().get(family.casefold(), ()))
        for rule in _rules(family, f"font:{fontpkg.slugify(family)}/{number}", file)
    ]


def _address(family: Family, face: Face) -> str:
    return f"font:{fontpkg.slugify(family.name)}/{face.name}"


def _rules(
    family: str,
    address: str,
    file: Path | None,
    style: str | None = None,
    size: int = _TEXT_SIZE,
) -> list[str]:
    """The rules for one font file: one for each weight that a variable one is set in, drawn for a
    `size` in pixels."""
    slant = f" font-style: {style};" if style else ""
    name = f"font-family: '{_quoted(family)}';{slant}"
    if not (file and is_variable(file)):
        return [f"@font-face {{ {name} src: url('{address}'); }}"]
    return [
        f"@font-face {{ {name} font-weight: {weight};"
        f" src: url('{STATIC}{weight}:{size}:{address}'); }}"
        for weight in _WEIGHTS
    ]


@cache
def is_variable(file: Path) -> bool:
    """Whether a file is a font with a weight axis."""
    try:
        return "wght" in axes_of(file.read_bytes())
    except OSError:
        return False


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace("'", "\\'")

"""The typefaces that come with the publisher's Python packages, and the characters they hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True)
class Face:
    """One font file: the style and the weights that it sets, and the package that it lies in.

    A variable font sets all weights of its style.
    """

    package: str
    file: str
    style: str = "normal"

    @property
    def name(self) -> str:
        """The name of the face in addresses: its file's, without axes and ending."""
        return Path(self.file).stem.partition("[")[0]

    @property
    def path(self) -> Path | None:
        """Where the file is; None when its package is not installed."""
        spec = find_spec(self.package)
        folders = spec.submodule_search_locations if spec else None
        return Path(folders[0], self.file) if folders else None


@dataclass(frozen=True)
class Family:
    """A typeface in its styles; the first of its faces tells which characters it holds."""

    name: str
    faces: tuple[Face, ...]

    @property
    def characters(self) -> frozenset[int]:
        """The code points that it holds; none when its package is not installed."""
        path = self.faces[0].path
        return characters_in(path) if path else frozenset()


@cache
def characters_in(path: Path, number: int = 0) -> frozenset[int]:
    """The code points that a font file holds; `number` counts the fonts of a collection.

    Raises ValueError when the file is no font.
    """
    import uharfbuzz

    try:
        face = uharfbuzz.Face(path.read_bytes(), number)
    except OSError as error:
        raise ValueError(f"no font: {error}") from error
    if not face.glyph_count:
        raise ValueError(f"no font: {path}")
    return frozenset(face.unicodes)


def _noto(script: str) -> Family:
    return Family(f"Noto Sans {script}", (Face("manimgx_fonts", f"NotoSans{script}[wght].ttf"),))


def _source(name: str, package: str, file: str, axes: str) -> Family:
    upright = Face(package, f"files/{file}[{axes}].ttf")
    italic = Face(package, f"files/{file}-Italic[{axes}].ttf", "italic")
    return Family(name, (upright, italic))


SERIF = _source("Source Serif 4", "fontpkg_source_serif_4", "SourceSerif4", "opsz,wght")
SANS = _source("Source Sans 3", "fontpkg_source_sans_3", "SourceSans3", "wght")
MONO = _source("Source Code Pro", "fontpkg_source_code_pro", "SourceCodePro", "wght")
TEXT = (SERIF, SANS, MONO)

# The letters of Noto Sans Arabic are drawn in pieces that other letters share, so that a PDF's text
# cannot be searched or copied; Amiri has a glyph for each.
_AMIRI = Family(
    "Amiri",
    (
        Face("fontpkg_amiri", "files/Amiri-Regular.ttf"),
        Face("fontpkg_amiri", "files/Amiri-Bold.ttf"),
    ),
)

SCRIPTS = {
    "Arabic": _AMIRI,
    **{
        script: _noto(script)
        for script in (
            "Armenian",
            "Bengali",
            "Devanagari",
            "Ethiopic",
            "Georgian",
            "Gujarati",
            "Gurmukhi",
            "Hebrew",
            "Kannada",
            "Khmer",
            "Lao",
            "Malayalam",
            "Myanmar",
            "Oriya",
            "Sinhala",
            "Tamil",
            "Telugu",
            "Thai",
        )
    },
}

# What stands in for the text faces, in this order, where they lack a character. The name of the
# last but one is the publisher's own, so that a system's DejaVu Sans of other weights is not taken.
SIGNS = (
    Family(
        "Noto Sans",
        (
            Face("manimgx_fonts", "NotoSans[wght].ttf"),
            Face("manimgx_fonts", "NotoSans-Italic[wght].ttf", "italic"),
        ),
    ),
    _noto("Symbols"),
    Family("STIX Two Math", (Face("ziamath", "fonts/STIXTwoMath-Regular.ttf"),)),
    Family("DejaVu Sans Signs", (Face("ziafont", "fonts/DejaVuSans.ttf"),)),
    _noto("Arabic"),
)

EMOJI = Family("Noto Emoji", (Face("manimgx_fonts", "NotoEmoji[wght].ttf"),))

STAND_INS = (*SIGNS, *SCRIPTS.values(), EMOJI)
FAMILIES = (*TEXT, *STAND_INS)


@cache
def held_by_text_faces() -> frozenset[int]:
    """The code points that one of the text faces holds."""
    return frozenset().union(*(family.characters for family in TEXT))

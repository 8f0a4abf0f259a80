"""The typefaces that come with the publisher's Python packages, and the characters they hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

STYLES = ("normal", "italic")


@dataclass(frozen=True)
class Face:
    """One font file: its family and style, and the package and file that it lies in.

    A variable font holds all weights of its style.
    """

    family: str
    style: str
    package: str
    file: str

    @property
    def path(self) -> Path:
        """Where the file is. Raises KeyError when its package is not installed."""
        spec = find_spec(self.package)
        if spec is None or not spec.submodule_search_locations:
            raise KeyError(self.package)
        return Path(spec.submodule_search_locations[0], self.file)


def _noto(script: str) -> Face:
    file = f"NotoSans{script}[wght].ttf"
    return Face(f"Noto Sans {script}", "normal", "manimgx_fonts", file)


SERIF, SANS, MONO = "Source Serif 4", "Source Sans 3", "Source Code Pro"
# Names of the publisher's own, so that a system's copies of these with other weights, or an emoji
# typeface in colours, do not take their place.
SIGNS, EMOJI = "DejaVu Sans Signs", "Noto Emoji"

TEXT_FACES = tuple(
    Face(family, style, package, f"files/{file}{slant}[{axes}].ttf")
    for family, package, file, axes in (
        (SERIF, "fontpkg_source_serif_4", "SourceSerif4", "opsz,wght"),
        (SANS, "fontpkg_source_sans_3", "SourceSans3", "wght"),
        (MONO, "fontpkg_source_code_pro", "SourceCodePro", "wght"),
    )
    for style, slant in zip(STYLES, ("", "-Italic"), strict=True)
)

SCRIPT_FACES = {
    script: _noto(script)
    for script in (
        "Arabic",
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
}

EMOJI_FACE = Face(EMOJI, "normal", "manimgx_fonts", "NotoEmoji[wght].ttf")

# What stands in for the text faces, in this order, where they lack a character.
FALLBACK_FACES = (
    Face("Noto Sans", "normal", "manimgx_fonts", "NotoSans[wght].ttf"),
    Face("Noto Sans", "italic", "manimgx_fonts", "NotoSans-Italic[wght].ttf"),
    _noto("Symbols"),
    Face("STIX Two Math", "normal", "ziamath", "fonts/STIXTwoMath-Regular.ttf"),
    Face(SIGNS, "normal", "ziafont", "fonts/DejaVuSans.ttf"),
    *SCRIPT_FACES.values(),
)

FACES = (*TEXT_FACES, *FALLBACK_FACES, EMOJI_FACE)


@cache
def characters_in(path: Path, number: int = 0) -> frozenset[int]:
    """The code points that a font file holds; `number` counts the fonts of a collection.

    Raises ValueError when the file is no font.
    """
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True, fontNumber=number) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, KeyError, AssertionError) as error:
        raise ValueError(f"no font: {error}") from error


@cache
def held_by_text_faces() -> frozenset[int]:
    """The code points that one of the text faces holds."""
    return frozenset().union(
        *(characters_in(face.path) for face in TEXT_FACES if face.style == "normal")
    )

"""Scripts: what a character belongs to, which typefaces set it, which package brings these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Blocks of The Unicode Standard that only a Chinese, Japanese or Korean typeface sets in full
_EAST_ASIAN = (
    (0x1100, 0x11FF, "Hangul"),
    (0x2E80, 0x2FDF, "Han"),
    (0x2FF0, 0x303F, "Han"),
    (0x3040, 0x30FF, "Kana"),
    (0x3100, 0x312F, "Bopomofo"),
    (0x3130, 0x318F, "Hangul"),
    (0x3190, 0x319F, "Han"),
    (0x31A0, 0x31BF, "Bopomofo"),
    (0x31C0, 0x31EF, "Han"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3200, 0x4DBF, "Han"),
    (0x4E00, 0x9FFF, "Han"),
    (0xA960, 0xA97F, "Hangul"),
    (0xAC00, 0xD7FF, "Hangul"),
    (0xF900, 0xFAFF, "Han"),
    (0xFE10, 0xFE1F, "Han"),
    (0xFE30, 0xFE4F, "Han"),
    (0xFF00, 0xFFEF, "Han"),
    (0x1AFF0, 0x1B16F, "Kana"),
    (0x20000, 0x3FFFF, "Han"),
)

# The word that begins the names of a script's characters, where it is not the script's name
_BY_NAME = {"EGYPTIAN": "Egyptian hieroglyphs", "CJK": "Han"}
_NAMED_FIRST = re.compile(
    r"(?:OLD |NEW |MEETEI |TAI |PHAGS)?[A-Z-]+(?= .*\b(?:LETTER|SYLLABLE|SIGN))"
)


@dataclass(frozen=True)
class Region:
    """A region of East Asian typography: how Noto and Source Han name it, and its languages."""

    name: str
    languages: tuple[str, ...]


REGIONS = (
    Region("TC", ("zh-hant", "zh-tw", "yue-hant")),
    Region("HK", ("zh-hk", "zh-mo", "yue")),
    Region("SC", ("zh",)),
    Region("JP", ("ja",)),
    Region("KR", ("ko",)),
)
EAST_ASIAN_PREFIXES = ("Noto Serif", "Noto Sans", "Source Han Serif", "Source Han Sans")

_LANGUAGE_SCRIPTS = {
    "Arabic": ("ar", "fa", "ur", "ps", "ckb", "ug"),
    "Hebrew": ("he", "yi"),
    "Devanagari": ("hi", "mr", "ne", "sa"),
    "Bengali": ("bn", "as"),
    "Gurmukhi": ("pa",),
    "Gujarati": ("gu",),
    "Oriya": ("or",),
    "Tamil": ("ta",),
    "Telugu": ("te",),
    "Kannada": ("kn",),
    "Malayalam": ("ml",),
    "Sinhala": ("si",),
    "Thai": ("th",),
    "Lao": ("lo",),
    "Myanmar": ("my",),
    "Khmer": ("km",),
    "Georgian": ("ka",),
    "Armenian": ("hy",),
    "Ethiopic": ("am", "ti"),
}
_SCRIPT_OF_LANGUAGE = {
    language: script for script, languages in _LANGUAGE_SCRIPTS.items() for language in languages
}


def east_asian(character: str) -> str | None:
    """Han, Kana, Hangul or Bopomofo, when only an East Asian typeface sets the character."""
    code = ord(character)
    if code < _EAST_ASIAN[0][0]:
        return None
    return next((script for low, high, script in _EAST_ASIAN if low <= code <= high), None)


def script_of(character: str) -> str:
    """The script or the kind of sign that a character belongs to, as a name for messages."""
    if script := east_asian(character):
        return script
    name = unicodedata.name(character, "")
    first = name.partition(" ")[0]
    if first in _BY_NAME:
        return _BY_NAME[first]
    if unicodedata.category(character)[0] in "LM" and (match := _NAMED_FIRST.match(name)):
        return match[0].title()
    return "signs"


def script_of_language(language: str) -> str | None:
    """The script of a language tag, among those with a typeface of their own here."""
    return _SCRIPT_OF_LANGUAGE.get(language.lower().partition("-")[0])


def region(language: str, characters: Iterable[str]) -> Region:
    """Whose East Asian forms to use: those of the language, or what the characters suggest."""
    tag = language.lower()
    for candidate in REGIONS:
        if any(tag == known or tag.startswith(f"{known}-") for known in candidate.languages):
            return candidate
    scripts = {east_asian(character) for character in characters}
    name = "JP" if "Kana" in scripts else "KR" if "Hangul" in scripts else "SC"
    return next(candidate for candidate in REGIONS if candidate.name == name)


def is_east_asian_language(language: str) -> bool:
    """Whether a language is written with East Asian characters."""
    return language.lower().partition("-")[0] in ("zh", "yue", "ja", "ko")


def east_asian_families(kind: str, region: Region) -> list[str]:
    """Families to try for a region, best first; `kind` is serif, sans or mono.

    Another region's family comes last: it holds the characters, in the forms of its own.
    """
    others = [other.name for other in REGIONS if other.name != region.name]
    # No family of its own for code: its East Asian letters would be the sans's once more
    kinds = {"serif": ("Serif", "Sans"), "sans": ("Sans", "Serif"), "mono": ("Sans", "Sans Mono")}
    return [
        *(
            family
            for style in kinds[kind]
            for family in (
                f"Noto {style} CJK {region.name}",
                f"Noto {style} {region.name}",
                f"Source Han {style} {region.name}",
            )
        ),
        *(f"Noto {style} CJK {other}" for style in kinds[kind] for other in others),
    ]


def is_east_asian_family(family: str) -> bool:
    """Whether a family of this machine is one that East Asian text is set in."""
    regions = tuple(f" {region.name}" for region in REGIONS)
    return family.startswith(EAST_ASIAN_PREFIXES) and family.endswith(regions)


def remedy(script: str) -> str:
    """How to get a typeface for a script, as a sentence."""
    if script in ("Han", "Kana", "Hangul", "Bopomofo"):
        return (
            "Install Noto's East Asian typefaces: `apt-get install fonts-noto-cjk`,"
            " `dnf install google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts`, or"
            " `brew install font-noto-serif-cjk font-noto-sans-cjk`."
        )
    return (
        f"Install a typeface with {script}: `apt-get install fonts-noto-core`,"
        " `dnf install google-noto-fonts-all`, or put its file into the book and name it"
        " under `fonts: files:` in handbook.yaml."
    )

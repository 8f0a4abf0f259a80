"""Language tags (BCP 47): what they fall back to, which way they run, what Babel calls them."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

# Traditional characters are written where no script is named (CLDR, likely subtags).
_TRADITIONAL = ("TW", "HK", "MO")
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "no": "nb"}
_SCRIPTS_FROM_RIGHT = "adlm arab aran hebr mand mend nkoo rohg samr syrc thaa yezi"
_LANGUAGES_FROM_RIGHT = """aeb apc ar arc arz ary azb bal bqi ckb dv fa glk he khw ks lrc mzn nqo
    pnb prs ps sd skr syr ug ur yi"""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def normalised(tag: str) -> str | None:
    """A tag as BCP 47 writes it: `pt_br.UTF-8` is `pt-BR`. None for what is no language tag."""
    tag = re.split(r"[.@]", tag.strip())[0].replace("_", "-")
    if not _TAG.fullmatch(tag):
        return None
    language, *others = tag.split("-")
    return "-".join((language.lower(), *map(_cased, others)))


def fallbacks(tag: str) -> tuple[str, ...]:
    """A tag and what stands in for it, the nearest first: `zh-TW` is `zh-Hant`, then `zh`."""
    language, *others = (normalised(tag) or "en").split("-")
    language = _RENAMED.get(language, language)
    if language == "zh" and others[:1] and others[0] in _TRADITIONAL:
        others.insert(0, "Hant")
    return tuple("-".join((language, *others[:count])) for count in range(len(others), -1, -1))


def direction(tag: str) -> str:
    """Which way a language runs: `rtl` or `ltr`. A script in its tag decides."""
    language, *others = fallbacks(tag)[0].split("-")
    scripts = [subtag.lower() for subtag in others if len(subtag) == 4 and subtag.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _SCRIPTS_FROM_RIGHT.split() else "ltr"
    return "rtl" if language in _LANGUAGES_FROM_RIGHT.split() else "ltr"


@cache
def locale_of(tag: str) -> Locale:
    """Babel's data for a language; for one that it does not know, international English's.

    English without a region is international too: 24 November 2026.
    """
    for candidate in fallbacks(tag):
        name = "en-001" if candidate == "en" else candidate
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_001")


def _cased(subtag: str) -> str:
    """Scripts with a capital, regions in capitals, as is the custom (RFC 5646, 2.1.1)."""
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()

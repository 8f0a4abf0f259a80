"""The order of the alphabet: word by word, without case and accents, as a language has it.

The standard library has no collation by language, and the packages that do (PyICU, pyuca) bring a
C library or two megabytes of tables; the languages of this publisher need the few lines below.
What a language counts as a letter of its own follows CLDR's collation charts. Chinese characters
stand by their code points: their reading is not in them.
"""

from __future__ import annotations

import unicodedata

from publisher.language.tags import fallbacks

# Letters of their own, in order; each follows the one before the space, or the end of the alphabet.
_OWN_LETTERS = {
    "cs": ("c č", "r ř", "s š", "z ž"),
    "da": ("z æøå",),
    "es": ("n ñ",),
    "fi": ("z åäö",),
    "nb": ("z æøå",),
    "nn": ("z æøå",),
    "pl": ("a ą", "c ć", "e ę", "l ł", "n ń", "o ó", "s ś", "z źż"),
    "ru": ("е ё",),
    "sv": ("z åäö",),
    "uk": ("г ґ",),
}
# What no rule of Unicode takes apart.
_SPELT = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
_KANA_ROWS = "あかさたなはまやらわ"
_HIRAGANA = range(ord("ァ"), ord("ヶ") + 1)
_KATAKANA_TO_HIRAGANA = ord("ァ") - ord("ぁ")
_LAST = "\uffff"
_DIGITS = "0–9"

Key = tuple[str, str]


def sort_key(text: str, language: str) -> Key:
    """What a text is sorted by: its words folded, then as it is. Signs do not count."""
    own = _own_letters(language)
    words = "".join(
        own.get(character) or _folded(character)
        for character in unicodedata.normalize("NFC", text.casefold())
    )
    plain = "".join(
        c if c.isalnum() or c == _LAST else " " if c.isspace() or c in "-‐‑/" else "" for c in words
    )
    return " ".join(plain.split()), text


def letter(text: str, language: str) -> str:
    """The letter that a text stands under; empty for Chinese characters, `0–9` for figures."""
    key = sort_key(text, language)[0]
    if not key:
        return ""
    first = key[0]
    if first.isdecimal():
        return _DIGITS
    if "\u3041" <= first <= "\u3096":
        return max(row for row in _KANA_ROWS if row <= first or row == "あ")
    if unicodedata.category(first) == "Lo" and unicodedata.name(first, "").startswith("CJK"):
        return ""
    if key[1:2] == _LAST:
        lower = next((c for c in unicodedata.normalize("NFC", text.casefold()) if c.isalpha()), "")
        return lower.upper()
    return first.upper()


def _own_letters(language: str) -> dict[str, str]:
    letters: dict[str, str] = {}
    for row in _OWN_LETTERS.get(fallbacks(language)[-1], ()):
        before, own = row.split(" ")
        letters |= {
            character: before + _LAST * (position + 1) for position, character in enumerate(own)
        }
    return letters


def _folded(character: str) -> str:
    if character in _SPELT:
        return _SPELT[character]
    if ord(character) in _HIRAGANA:
        character = chr(ord(character) - _KATAKANA_TO_HIRAGANA)
    apart = unicodedata.normalize("NFKD", character)
    if unicodedata.name(apart[0], "").startswith("CYRILLIC"):
        return character  # й is a letter, and none with an accent
    return "".join(c for c in apart if not unicodedata.category(c).startswith("M"))

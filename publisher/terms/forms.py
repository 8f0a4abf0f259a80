"""What of a text is a term or a phrase: whole words, in the case and number that it may have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from publisher.language import ENGLISH
from publisher.language.tags import fallbacks

_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'’"
_QUOTATION_MARKS = '"“”„«»'
_SPACE = r"[\s\u200b]+"
# Scripts that put no space between words: in them a term may stand beside any letter. Katakana is
# not among them, since foreign words are written in it as a whole, one beside the other.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_KATAKANA = re.compile("[\u30a0-\u30fa\u30fc-\u30ff\uff66-\uff9f]")
# Korean words have particles at their ends.
_PARTICLES = re.compile(
    "(?:은|는|이|가|을|를|의|에|에서|에게|와|과|로|으로|도|만|나|이나|부터|까지)(?![\uac00-\ud7af])"
)


def term_pattern(form: str, language: str) -> str:
    """The regular expression of a term's form: as written, but that a word whose only capital is
    its first letter may have it or not. In English it may be a plural."""
    *before, last = re.split(r"(\s+)", form)
    lasts = [_word(last)]
    if fallbacks(language)[-1] == ENGLISH:
        lasts = [*(_word(plural) for plural in _plurals(last)), *lasts]
    return f"{''.join(map(_word, before))}(?:{'|'.join(lasts)})"


def phrase_pattern(phrase: str) -> str:
    """The regular expression of a phrase in any case."""
    words = "".join(map(_characters, re.split(r"(\s+)", phrase)))
    return f"(?i:{words})"


@dataclass(frozen=True)
class Found:
    """Where a text has what was looked for: its first character, the one after its last, and the
    number of the pattern, from 0."""

    start: int
    end: int
    number: int


class WholeWords:
    """Finds words of a text by patterns, of which those that come first are preferred.

    The patterns have no groups of their own that capture.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = tuple(patterns)
        self._any = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
        self._compiled: dict[int, re.Pattern[str]] = {}  # few are needed, and each takes long

    def find(self, text: str) -> Iterator[Found]:
        """What is found as whole words, from the left, none within another."""
        position = 0
        while begun := self._any.search(text, position):
            found = self._found_at(text, begun)
            if found is not None:
                yield found
            position = found.end if found is not None else begun.start() + 1

    def _found_at(self, text: str, begun: re.Match[str]) -> Found | None:
        start = begun.start()
        first = self._first_at(text, start) if len(self._patterns) > 1 else 0
        if _is_whole(text, start, begun.end()):
            return Found(start, begun.end(), first)
        for number in range(first + 1, len(self._patterns)):
            match = self._pattern(number).match(text, start)
            if match and _is_whole(text, start, match.end()):
                return Found(start, match.end(), number)
        return None

    def _first_at(self, text: str, start: int) -> int:
        """The number of the first pattern that matches at a place where one does."""
        found = self._which.match(text, start)
        return (found.lastindex or 1) - 1 if found else 0

    @cached_property
    def _which(self) -> re.Pattern[str]:
        # With groups, looking through a text would take several times as long.
        return re.compile("|".join(f"({pattern})" for pattern in self._patterns))

    def _pattern(self, number: int) -> re.Pattern[str]:
        if number not in self._compiled:
            self._compiled[number] = re.compile(self._patterns[number])
        return self._compiled[number]


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = text[start], text[end - 1]
    begins = not before or _parts(before, first)
    ends = not after or _parts(last, after) or _PARTICLES.match(text, end) is not None
    return begins and ends


def _parts(left: str, right: str) -> bool:
    """Whether one word may end with `left` and another begin with `right`."""
    if unicodedata.category(right).startswith("M"):
        return False
    if not (_is_of_word(left) and _is_of_word(right)):
        return True
    if _KATAKANA.match(left) or _KATAKANA.match(right):
        return not (_KATAKANA.match(left) and _KATAKANA.match(right))
    return bool(_UNSPACED.match(left) or _UNSPACED.match(right))


def _is_of_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in _HYPHENS + "_"


def _plurals(word: str) -> tuple[str, ...]:
    """What a word may be in the plural, in English."""
    if not word[-1].isalpha() or not word[-1].isascii():
        return ()
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies", f"{word}s"
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return (f"{word}es",)
    return (f"{word}es", f"{word}s") if word.endswith("o") else (f"{word}s",)


def _word(word: str) -> str:
    if len(word) > 1 and word[0].isalpha() and word[1:] == word[1:].lower():
        first = {word[0].lower(), word[0].upper()}
        if all(len(letter) == 1 for letter in first):
            return f"[{''.join(sorted(first))}]{_characters(word[1:])}"
    return _characters(word)


def _characters(text: str) -> str:
    return _SPACE if text.isspace() else "".join(map(_character, text))


def _character(character: str) -> str:
    for alike in (_HYPHENS, _APOSTROPHES, _QUOTATION_MARKS):
        if character in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(character)

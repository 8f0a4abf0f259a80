"""Text reduced to its letters and figures, so that sources and pages can be compared.

Between a source and a page there are hyphens at line ends, ligatures, white space of all kinds,
marks where code is wrapped, accents set apart from their letters. None of that is compared.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

# U+FFFE is what pdfium makes of a hyphen at the end of a line.
_BETWEEN_WORDS = re.compile("[\\s\u00ad\u2010\u2011\ufffe-]+")
_OTHER_FIGURES = re.compile(r"[^\D0-9]")
_ASCII_LETTERS = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
_FEWEST_LETTERS = 12
_LETTERS_FOR_ONE_LOST = 20
_LEAST_FOUND = 0.6
_LEAST_REORDERED = 0.03
_PIECE = 4
_FEWEST_PIECES = 4
# Scripts that are not printed in the order of their characters: right to left, or with vowels
# that are written before the consonant they follow.
_REORDERED = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def letters(text: str) -> str:
    """The letters and figures of a text, without accents, in one case, figures from 0 to 9."""
    if text.isascii():  # most texts are, and this takes a fifth of the time
        return text.translate(_ASCII_LETTERS)
    return "".join(filter(str.isalnum, _plain(text)))


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _OTHER_FIGURES.sub(lambda found: str(unicodedata.decimal(found[0])), plain)


def is_reordered(text: str) -> bool:
    """Whether the order of a text's characters on the page is not that in the source."""
    return _REORDERED.search(text) is not None


class PageText:
    """The text of a page, as a viewer finds it: the letters of its words in order."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    @classmethod
    def of(cls, text: str) -> PageText:
        """The text of a page from all its characters."""
        return cls(map(letters, _plain(_BETWEEN_WORDS.sub("\n", text)).split("\n")))

    @cached_property
    def letters(self) -> str:
        """The letters of the page from its first to its last."""
        return "".join(self.words)

    @cached_property
    def is_reordered(self) -> bool:
        """Whether a viewer finds the words of this page in another order, Latin ones too: one word
        of such a script does not make it do so."""
        return len(_REORDERED.findall(self.letters)) > _LEAST_REORDERED * len(self.letters)

    @cached_property
    def word_starts(self) -> tuple[int, ...]:
        """Where in the letters a word begins, or a line; the end of the page is one of them."""
        return tuple(accumulate(map(len, self.words), initial=0))


def lost_from(text: str, pages: Sequence[PageText]) -> str | None:
    """The first words of a text that are not on the pages, None when all of it is there.

    The text is on one of the pages, or it runs on from one to the next; it may be split there
    between words, and at the end of a line also inside one.
    """
    wanted = letters(text)
    if not wanted or any(wanted in page.letters for page in pages):
        return None
    if is_reordered(text) or any(page.is_reordered for page in pages):
        return None if _is_there_reordered(text, pages) else _words_from(text, 0)
    if any(_runs_on(wanted, pages[number:]) for number in range(len(pages) - 1)):
        return None
    known = max((_known_length(wanted, page.letters) for page in pages), default=0)
    return _words_from(text, known if known >= _FEWEST_LETTERS else 0)


def _is_there_reordered(text: str, pages: Sequence[PageText]) -> bool:
    """Whether the letters of a text are there, and most of its words, from either side.

    A viewer does not find all of them: in such scripts glyphs stand for parts of letters.
    """
    everything = "".join(page.letters for page in pages)
    wanted = letters(text)
    lacking = (Counter(wanted) - Counter(everything)).total()
    if lacking > max(1, len(wanted) // _LETTERS_FOR_ONE_LOST):
        return False
    there = _own_letters(everything)
    pieces = [piece for word in text.split() for piece in _pieces(word)]
    found = [p for p in pieces if p in there or p[::-1] in there or p in everything]
    return len(pieces) < _FEWEST_PIECES or len(found) >= _LEAST_FOUND * len(pieces)


def _pieces(word: str) -> list[str]:
    """A word that is printed in order as it is, others cut into pieces that are likely whole."""
    if not is_reordered(word):
        return [letters(word)] if letters(word) else []
    own = _own_letters(letters(word))
    cut = [own[start : start + _PIECE] for start in range(0, len(own), _PIECE)]
    return [piece for piece in cut if len(piece) > _PIECE // 2]


def _own_letters(plain: str) -> str:
    """The letters of reordered scripts. Without alef: viewers find its ligatures turned round."""
    return "".join(_REORDERED.findall(plain)).replace("\u0627", "")


def _runs_on(wanted: str, pages: Sequence[PageText]) -> bool:
    """Whether a text begins on the first page and goes on at a word of the following ones."""
    page, following = pages[0], pages[1:]
    for length in _lengths_at_the_end(wanted, page):
        rest = wanted[length:]
        if any(_begins_at_a_word(rest, later) for later in following[:1]):
            return True
        if len(following) > 1 and _runs_on(rest, following):
            return True
    return False


def _lengths_at_the_end(wanted: str, page: PageText) -> list[int]:
    """How much of a text may stand on a page before a break, from the most to the least."""
    text, starts = page.letters, page.word_starts
    found = {1 for end in starts if text[end - 1 : end] == wanted[0]}
    start = text.find(wanted[:2])
    while start >= 0:
        for end in starts[bisect_right(starts, start) :]:
            if not wanted.startswith(text[start:end]):
                break
            found.add(end - start)
        start = text.find(wanted[:2], start + 1)
    return sorted(found, reverse=True)


def _begins_at_a_word(rest: str, page: PageText) -> bool:
    text, starts = page.letters, page.word_starts
    start = text.find(rest)
    while start >= 0:
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] == start:
            return True
        start = text.find(rest, start + 1)
    return False


def _known_length(wanted: str, text: str) -> int:
    """How many letters of the beginning of a text are found."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in text:
            low = middle
        else:
            high = middle - 1
    return low


def _words_from(text: str, letter: int, count: int = 6) -> str:
    """The words of a text from the one that has a letter, counted from 0."""
    words = text.split()
    position = 0
    for number, word in enumerate(words):
        position += len(letters(word))
        if position > letter:
            chosen = words[number : number + count]
            return " ".join(chosen) + (" …" if number + count < len(words) else "")
    return " ".join(words[:count])

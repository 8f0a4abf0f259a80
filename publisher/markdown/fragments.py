"""What stands after # in a link, and the heading it means, in the spellings of several programs."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping

_USER_CONTENT = "user-content-"
_COUNTED = re.compile(r"[-_]1$")
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")  # Greek and Cyrillic ones too
_VARIANT_SELECTORS = re.compile("[\ufe0e\ufe0f\u200d]")
_LEADING_NUMBERS = re.compile(r"^(?:\d+-)+(?=\D)")


class Fragments:
    """The places of one chapter that a link may name; `names` gives each the place it leads to.

    `texts` gives the words of headings their places, for programs that make other names of them.
    A name is found as it is written, else in other case, else as another program makes it of the
    heading: kramdown and pandoc leave out the numbers before it, GitLab joins hyphens, MkDocs
    keeps ASCII alone, and some count a name that comes once.
    """

    def __init__(self, names: Mapping[str, str], texts: Mapping[str, str]) -> None:
        self._names = dict(names)
        self._like: tuple[dict[str, str], ...] = ({}, {}, {})
        for name, place in (*self._names.items(), *texts.items()):
            for like, key in zip(self._like, _likenesses(name), strict=True):
                if key:
                    like.setdefault(key, place)

    def find(self, fragment: str) -> str | None:
        """The place that a fragment leads to, None when there is none."""
        fragment = fragment.partition(":~:")[0].lstrip("#").removeprefix(_USER_CONTENT)
        if fragment in self._names:
            return self._names[fragment]
        for written in (fragment, _COUNTED.sub("", fragment)):
            keys = _likenesses(written) if written.isascii() else _likenesses(written)[:2]
            for like, key in zip(self._like, keys, strict=False):
                if key in like:
                    return like[key]
        return None

    def nearest(self, fragment: str, likeness: float) -> str:
        """The name most like a fragment that leads nowhere, empty when none is; `likeness` is how
        much of the two must be the same, from 0 to 1."""
        folded = {name.casefold(): name for name, place in self._names.items() if place}
        near = difflib.get_close_matches(fragment.casefold(), folded, n=1, cutoff=likeness)
        return folded[near[0]] if near else ""

    def holding(self, fragment: str) -> str:
        """The one name with all words of a fragment in it, empty when there are none or several."""
        words = set(key(fragment).split("-"))
        names = [name for name, place in self.places() if words <= set(name.split("-"))]
        return names[0] if len(names) == 1 else ""

    def places(self) -> Iterator[tuple[str, str]]:
        """The places below the chapter's title, each after the `key` of a name of its own."""
        return ((key, place) for key, place in self._like[1].items() if place)


def key(fragment: str) -> str:
    """A fragment without case, accents, signs and numbers: what its spellings have in common."""
    return _likenesses(fragment)[1]


def _likenesses(name: str) -> tuple[str, str, str]:
    """Three keys for a name: without case, without accents, signs and numbers, and in ASCII."""
    folded = unicodedata.normalize("NFC", name).casefold()
    plain = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
    plain = _VARIANT_SELECTORS.sub("", plain)
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in plain)
    words = _LEADING_NUMBERS.sub("", re.sub("-+", "-", words).strip("-"))
    ascii_words = "".join(c for c in words if c.isascii())
    has_letter = any(c.isalpha() for c in ascii_words)
    return folded, words, re.sub("-+", "-", ascii_words).strip("-") if has_letter else ""

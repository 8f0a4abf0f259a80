"""What stands after # in a link, and the heading it means, in the spellings of several programs."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping

_USER_CONTENT = "user-content-"
_COUNTED = re.compile(r"[-_]1$")
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")  # Greek and Cyrillic ones too
_VARIANT_SELECTORS = re.compile("[\ufe0e\ufe0f\u200d]")
_LEADING_NUMBERS = re.compile(r"^(?:\d+-)+(?=\D)")


class Fragments:
    """The places of one chapter that a link may name; `names` gives each the place it leads to.

    A name is found as it is written, else in other case, else as another program makes it of the
    heading: kramdown and pandoc leave out the numbers before it, GitLab joins hyphens, MkDocs
    keeps ASCII alone, and some count a name that comes once.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = dict(names)
        self._like: tuple[dict[str, str], ...] = ({}, {}, {})
        for name, place in self._names.items():
            for like, key in zip(self._like, _likenesses(name), strict=True):
                if key:
                    like.setdefault(key, place)

    def find(self, fragment: str) -> str | None:
        """The place that a fragment leads to, None when there is none."""
        fragment = fragment.partition(":~:")[0].removeprefix(_USER_CONTENT)
        if fragment in self._names:
            return self._names[fragment]
        for written in (fragment, _COUNTED.sub("", fragment)):
            keys = _likenesses(written) if written.isascii() else _likenesses(written)[:2]
            for like, key in zip(self._like, keys, strict=False):
                if key in like:
                    return like[key]
        return None

    def nearest(self, fragment: str) -> str:
        """The name most like a fragment that leads nowhere, empty when none is."""
        folded = {name.casefold(): name for name in self._names}
        near = difflib.get_close_matches(fragment.casefold(), folded, n=1, cutoff=0.5)
        return folded[near[0]] if near else ""


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

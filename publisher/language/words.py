"""The book's own words in its language, from words/<tag>.yaml, or from a file of the book."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from publisher.language.bidi import apart, from_left
from publisher.language.tags import fallbacks, locale_of

Phrase = str | Mapping[str, str]
"""A text with `{places}`, or its forms by the categories of Unicode's plural rules."""

_FOLDER = Path(__file__).parent / "words"
_PLACE = re.compile(r"\{([a-z]+)\}")
_CALLOUT = "callout-"
# Other names for the same callout, as MkDocs, Sphinx and Docusaurus have them. In English each is a
# title of its own.
_SAME_CALLOUTS = {
    "admonition": "note",
    "alert": "attention",
    "callout": "note",
    "check": "success",
    "cite": "quote",
    "done": "success",
    "expand": "details",
    "fail": "failure",
    "faq": "question",
    "help": "question",
    "missing": "failure",
    "notice": "note",
    "tldr": "summary",
}


@cache
def _packaged(tag: str) -> Mapping[str, Phrase]:
    """The words that come with the publisher for just this tag; empty when there are none."""
    file = _FOLDER / f"{tag}.yaml"
    if not file.is_file():
        return {}
    return _read(file.read_text(encoding="utf-8"))


def _read(text: str) -> dict[str, Phrase]:
    """The words in a file of the publisher's: YAML of one level or two, each text on its line,
    plain or as JSON quotes it. Reading these as YAML in general costs every start 25 ms."""
    read: dict[str, Phrase] = {}
    forms: dict[str, str] = {}
    for line in text.splitlines():
        key, _, written = line.partition(":")
        if not key.strip() or key.startswith("#"):
            continue
        written = written.strip()
        value = str(json.loads(written)) if written.startswith('"') else written
        if key.startswith(" "):
            forms[key.strip()] = value
        elif value:
            read[key] = value
        else:
            forms = {}
            read[key] = forms
    return read


ENGLISH = "en"
SCHEMA: Mapping[str, Phrase] = _packaged(ENGLISH)
"""Every key there is, with its words in English."""


@dataclass(frozen=True)
class Words:
    """The words of one language. `language` is its tag, also where its words are English."""

    language: str
    phrases: Mapping[str, Phrase]

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for `key` with these values in their places. Raises KeyError for no key."""
        return self._filled(key, "other", values)

    def counted(self, key: str, count: float, /, **values: object) -> str:
        """The words for `key` in the form that goes with a count."""
        return self._filled(key, str(locale_of(self.language).plural_form(count)), values)

    def callout(self, name: str) -> str | None:
        """The title of a callout of this name for which the author gave none."""
        name = name.lower().replace("_", "-").replace("seealso", "see-also")
        if fallbacks(self.language)[-1] != ENGLISH:
            name = _SAME_CALLOUTS.get(name, name)
        key = _CALLOUT + name
        return self(key) if key in self.phrases else None

    def _filled(self, key: str, category: str, values: Mapping[str, object]) -> str:
        phrase = self.phrases.get(key)
        if phrase is None:
            raise KeyError(f"the book has no words for {key!r}")
        text = phrase if isinstance(phrase, str) else phrase.get(category, phrase["other"])
        if phrase is SCHEMA.get(key):
            english = _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)
            return from_left(english, self.language)
        return _PLACE.sub(
            lambda found: apart(str(values.get(found[1], found[0])), self.language), text
        )


def words_in(language: str, own: Mapping[str, Mapping[str, Phrase]] | None = None) -> Words:
    """The words of a language: the book's own first, then the publisher's, then English.

    `own` are a book's phrases by language tag.
    """
    phrases: dict[str, Phrase] = dict(SCHEMA)
    for tag in reversed(fallbacks(language)):
        phrases |= _packaged(tag)
        phrases |= (own or {}).get(tag, {})
    return Words(language, phrases)


def is_spoken(language: str, own: Mapping[str, Mapping[str, Phrase]]) -> bool:
    """Whether there are words in this language, the publisher's or a book's `own`."""
    return any(_packaged(tag) or own.get(tag) for tag in fallbacks(language))


def places_in(phrase: Phrase) -> set[str]:
    """The names of the `{places}` in a phrase, in any of its forms."""
    forms = (phrase,) if isinstance(phrase, str) else phrase.values()
    return {name for form in forms for name in _PLACE.findall(form)}

"""Languages in which the book has no words of its own."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.language import SCHEMA, is_spoken
from publisher.language.tags import fallbacks
from publisher.model import Handbook, Place, Problem, Severity

_NAMED = 4  # of the words that are missing


def check_language(handbook: Handbook) -> Iterator[Problem]:
    """A warning for each language of the book for which there are no words, at its first place.

    Where the book brings words of a language that the publisher has not, but not all of them, a
    note names some that print in English.
    """
    places: dict[str, Place | None] = {handbook.language: handbook.language_place}
    for chapter in handbook.chapters:
        if chapter.language:
            written = Place(str(chapter.path), chapter.language_line or 1)
            places.setdefault(chapter.language, written)
    for language, place in places.items():
        path, line = (place.path, place.line) if place else (None, None)
        if not is_spoken(language, handbook.words):
            message = f"the book's own words are not known in {language!r} and print in English"
            hint = f"Write them into words/{language}.yaml; README.md tells how."
            yield Problem("language-words", message, path, line, hint, Severity.WARNING)
        elif missing := _missing(language, handbook):
            named = ", ".join(f"`{key}`" for key in missing[:_NAMED])
            more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
            message = f"these words are not known in {language!r} and print in English: "
            hint = f"Add those that your book prints to words/{language}.yaml."
            yield Problem(
                "language-words", f"{message}{named}{more}", path, line, hint, Severity.NOTE
            )


def _missing(language: str, handbook: Handbook) -> list[str]:
    """The keys that neither the book nor the publisher has in a language."""
    if is_spoken(language, {}):
        return []
    own = {key for tag in fallbacks(language) for key in handbook.words.get(tag, {})}
    return [key for key in SCHEMA if key not in own]

"""Characters that no typeface holds, and characters that cannot be printed at all."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.markdown.characters import pieces
from publisher.model import Chapter, Handbook, Place, Problem, Severity
from publisher.typefaces.coverage import Coverage, Holder
from publisher.typefaces.printable import is_control, is_private
from publisher.typefaces.scripts import remedy, script_of

_MOST_OF_A_SCRIPT = 5  # more characters of one script are told together
_EXAMPLES = 8
_PLAIN = re.compile(r"[ -~\s]*")


@dataclass
class Sighting:
    """How often a character stands in a file, and where first."""

    place: Place
    count: int = 0


def check_glyphs(coverage: Coverage, handbook: Handbook) -> Iterator[Problem]:
    """Problems for the characters of a book that do not print as their author meant them:
    one for each character and file, or for a script of which many are missing."""
    severity = Severity.ERROR if handbook.has_settings else Severity.WARNING
    for chapter in handbook.chapters:
        yield from _of_chapter(coverage, chapter, severity)
    words = (
        handbook.title,
        handbook.subtitle,
        handbook.organisation,
        *handbook.authors,
        handbook.edition,
        handbook.description,
        handbook.contact,
        *(text for part in handbook.parts for text in (part.title, part.summary)),
    )
    if handbook.has_settings:
        place = Place("handbook.yaml", 1)
        yield from _of_file(coverage, _sightings((place, text) for text in words), severity)


def _of_chapter(coverage: Coverage, chapter: Chapter, severity: Severity) -> Iterator[Problem]:
    by_file: dict[str, list[tuple[Place, str]]] = {}
    for place, text in pieces(chapter, but=_PLAIN):
        if not _PLAIN.fullmatch(text):
            by_file.setdefault(place.path, []).append((place, text))
    for found in by_file.values():
        yield from _of_file(coverage, _sightings(found), severity)


def _sightings(found: Iterable[tuple[Place, str]]) -> dict[str, Sighting]:
    sightings: dict[str, Sighting] = {}
    for place, text in found:
        for character, count in Counter(text).items():
            sighting = sightings.setdefault(character, Sighting(place))
            sighting.count += count
            if place.line < sighting.place.line:
                sighting.place = place
    return sightings


def _of_file(
    coverage: Coverage, sightings: dict[str, Sighting], severity: Severity
) -> Iterator[Problem]:
    missing: dict[str, Sighting] = {}
    strange: dict[str, Sighting] = {}
    for character, sighting in sightings.items():
        if is_control(character):
            yield _control(character, sighting)
        elif is_private(character) and ord(character) not in coverage.of_the_book:
            yield _private(character, sighting)
        elif not is_control(character):
            holder = coverage.holder(character)
            if holder is Holder.NOBODY:
                missing[character] = sighting
            elif holder is Holder.SYSTEM:
                strange[character] = sighting
    yield from told_by_script(missing, severity)
    if strange:
        yield _of_the_machine(coverage, strange)


def told_by_script(missing: dict[str, Sighting], severity: Severity) -> Iterator[Problem]:
    """The problems for the characters of a file that no typeface holds: one for each, or one for
    all of a script when there are many."""
    scripts: dict[str, dict[str, Sighting]] = {}
    for character, sighting in missing.items():
        scripts.setdefault(script_of(character), {})[character] = sighting
    for script, characters in scripts.items():
        yield from _of_script(script, characters, severity)


def _of_script(
    script: str, characters: dict[str, Sighting], severity: Severity
) -> Iterator[Problem]:
    if len(characters) <= _MOST_OF_A_SCRIPT:
        for character, sighting in characters.items():
            message = f"no typeface has {described(character)}{times(sighting.count)}"
            yield _glyph_missing(message, sighting.place, script, severity)
        return
    count = sum(sighting.count for sighting in characters.values())
    first = min(characters.values(), key=lambda sighting: sighting.place.line)
    message = (
        f"no typeface has {len(characters)} characters ({script}) that stand here"
        f"{times(count)}: {_examples(characters)}"
    )
    yield _glyph_missing(message, first.place, script, severity)


def described(character: str) -> str:
    """A character, its code point and its name in The Unicode Standard."""
    name = unicodedata.name(character, "")
    shown = f"{character} " if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X}{f' {name}' if name else ''}"


def times(count: int) -> str:
    """How often, in words that follow what is counted; nothing for once."""
    return f", {count:,} times" if count > 1 else ""


def _glyph_missing(message: str, place: Place, script: str, severity: Severity) -> Problem:
    return Problem("glyph-missing", message, place.path, place.line, remedy(script), severity)


def _examples(characters: Iterable[str]) -> str:
    listed = list(characters)
    return " ".join(listed[:_EXAMPLES]) + (" …" if len(listed) > _EXAMPLES else "")


def _control(character: str, sighting: Sighting) -> Problem:
    message = f"a control character, {described(character)}, is left out{times(sighting.count)}"
    place = sighting.place
    return Problem(
        "character-control", message, place.path, place.line, "Delete it.", Severity.WARNING
    )


def _private(character: str, sighting: Sighting) -> Problem:
    message = (
        f"U+{ord(character):04X}, a sign of one typeface's own, is left out{times(sighting.count)}"
    )
    hint = "Write a word or an emoji, or name the typeface's file under `fonts: files:`."
    place = sighting.place
    return Problem("character-private", message, place.path, place.line, hint, Severity.WARNING)


def _of_the_machine(coverage: Coverage, strange: dict[str, Sighting]) -> Problem:
    families = sorted({coverage.system_family(character) for character in strange})
    first = min(strange.values(), key=lambda sighting: sighting.place.line)
    verb = "is" if len(strange) == 1 else "are"
    message = f"{_examples(strange)} {verb} printed in this machine's {', '.join(families)}"
    hint = (
        "Another machine may print it otherwise: put a font file into the book, and name it under"
        " `fonts: files:` in handbook.yaml."
    )
    return Problem("font-system", message, first.place.path, first.place.line, hint, Severity.NOTE)

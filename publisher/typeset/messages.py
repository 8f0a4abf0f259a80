"""WeasyPrint's log becomes problems."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from publisher.check.glyphs import Sighting, told_by_script
from publisher.markdown.characters import pieces
from publisher.model import Handbook, Place, Problem, Section, Severity
from publisher.typefaces.coverage import Coverage, Holder

_MISSING_GLYPH = ".notdef glyph rendered"
_TOO_MANY_MISSING = "Too many glyphs missing"


@dataclass
class Messages:
    """What WeasyPrint said: its other records, and how often it lacked a glyph, by character."""

    records: list[logging.LogRecord] = field(default_factory=list)
    missing: Counter[str] = field(default_factory=Counter)


_ABOUT_STYLES = ("Ignored ", "Invalid ", "Unsupported ", "Parse error", "Expected ", "Unknown ")

_IMAGE = re.compile(r"Failed to (load image at|render SVG image) ")
_REMOTE_IMAGE = re.compile(r"Failed to load image at '?(https?:)?//")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages = Messages()

    def emit(self, record: logging.LogRecord) -> None:
        text = str(record.msg)
        # One record for each glyph, hundreds of thousands in some books: counted, not kept.
        if text.startswith(_MISSING_GLYPH) and isinstance(record.args, tuple):
            self.messages.missing[str(record.args[0])] += 1
        elif not text.startswith(_TOO_MANY_MISSING):
            self.messages.records.append(record)


@contextmanager
def collected_messages() -> Iterator[Messages]:
    """What WeasyPrint logs inside the `with`, printed nowhere."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    propagate, level = logger.propagate, logger.level
    logger.addHandler(collector)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
        logger.propagate, logger.level = propagate, level


def as_problems(messages: Messages, source: str | None, layout: str | None) -> tuple[Problem, ...]:
    """One problem for each different message, in the order they came.

    Complaints about styles are about the book's own `layout`, where the section was made with
    one: Markdown has none, and the publisher's are sound. The others are about its `source`. An
    image that cannot be drawn is a warning; one on the network is the check's to tell.
    """
    levels: dict[str, int] = {}
    for record in messages.records:
        text = " ".join(record.getMessage().split())
        if not _REMOTE_IMAGE.match(text):
            levels[text] = max(levels.get(text, 0), record.levelno)
    return tuple(_problem(text, level, source, layout) for text, level in levels.items())


def _problem(text: str, level: int, source: str | None, layout: str | None) -> Problem:
    if _IMAGE.match(text):
        return Problem("image-unreadable", text, source, severity=Severity.WARNING)
    path = (layout or source) if text.startswith(_ABOUT_STYLES) else (source or layout)
    severity = Severity.ERROR if level >= logging.ERROR else Severity.WARNING
    return Problem("typeset", text, path, severity=severity)


def missing_glyphs(
    messages: Messages, section: Section, handbook: Handbook, coverage: Coverage
) -> Iterator[Problem]:
    """The glyphs that were missing and of which `check` could not know: it told the others."""
    places: dict[str, Place] = {}
    for chapter in handbook.chapters:
        if str(chapter.path) == section.source and messages.missing:
            for place, text in pieces(chapter):
                for character in text:
                    places.setdefault(character, place)
    found = {}
    for character, count in messages.missing.items():
        if coverage.holder(character) is not Holder.NOBODY:
            place = places.get(character, Place(section.source or "", 1))
            found[character] = Sighting(place, count)
    severity = Severity.ERROR if handbook.has_settings else Severity.WARNING
    return told_by_script(found, severity)

"""Which typefaces hold a character: the book's, the publisher's, or only one of this machine."""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import cached_property
from pathlib import Path

from publisher.model import Handbook
from publisher.typefaces.catalogue import STAND_INS, characters_in, held_by_text_faces
from publisher.typefaces.families import book_files, declared_files
from publisher.typefaces.scripts import east_asian, is_east_asian_family
from publisher.typefaces.system import SystemFont, system_fonts

# No glyph is looked for: spaces and what only steers the text around it
_BASIC = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | set("\t\n‘’“”–—…•")


class Holder(Enum):
    """Who holds a character. UNKNOWN is said where the machine cannot be asked."""

    OURS = "ours"
    SYSTEM = "system"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


class Coverage:
    """Answers for one book, each character once."""

    def __init__(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self._own: frozenset[int] | None = None
        self._answers: dict[str, tuple[Holder, str]] = {}

    def holder(self, character: str) -> Holder:
        """Who holds a character."""
        return self._answer(character)[0]

    def system_family(self, character: str) -> str:
        """The family of this machine that holds a character, when only such a one does."""
        return self._answer(character)[1]

    @property
    def of_the_book(self) -> frozenset[int]:
        """The code points in the typefaces that handbook.yaml names and that lie in files."""
        if self._own is None:
            paths = {file.path for file in book_files(self._handbook)}
            paths |= {path for _family, path in declared_files(self._handbook)}
            self._own = frozenset().union(*map(_characters_or_none, sorted(paths)))
        return self._own

    def _answer(self, character: str) -> tuple[Holder, str]:
        if character in _BASIC or needs_no_glyph(character):
            return Holder.OURS, ""
        answer = self._answers.get(character)
        if answer is None:
            answer = self._answers[character] = self._look(character)
        return answer

    def _look(self, character: str) -> tuple[Holder, str]:
        code = ord(character)
        if code in held_by_text_faces() or code in self.of_the_book:
            return Holder.OURS, ""
        script = east_asian(character)
        if script is None and any(code in family.characters for family in STAND_INS):
            return Holder.OURS, ""
        fonts = self._system_fonts
        if fonts is None:
            return Holder.UNKNOWN, ""
        for font in fonts:
            if code in _characters_or_none(font.file, font.number):
                ours = any(map(is_east_asian_family, font.families))
                return (Holder.OURS if ours else Holder.SYSTEM), font.families[0]
        return Holder.NOBODY, ""

    @cached_property
    def _system_fonts(self) -> tuple[SystemFont, ...] | None:
        """The fonts of this machine, each once, those for East Asian text first."""
        fonts = system_fonts()
        if fonts is None:
            return None
        once: dict[tuple[Path, int], SystemFont] = {}
        for font in fonts:
            once.setdefault((font.file, font.number), font)

        def is_later(font: SystemFont) -> bool:
            return not any(map(is_east_asian_family, font.families))

        return tuple(sorted(once.values(), key=is_later))


def needs_no_glyph(character: str) -> bool:
    """Whether a character only steers the text around it: a joiner, a selector, a direction."""
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cf", "Zl", "Zp")
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
        or code in (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
    )


def _characters_or_none(path: Path, number: int = 0) -> frozenset[int]:
    try:
        return characters_in(path, number)
    except ValueError:
        return frozenset()

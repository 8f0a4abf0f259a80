"""The families that handbook.yaml may name: of the book's files, of packages, of the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from publisher.model import FontFile, Handbook
from publisher.typefaces.catalogue import FAMILIES, characters_in
from publisher.typefaces.system import system_fonts


@dataclass(frozen=True)
class BookFont:
    """A font file of the book that can be read: what handbook.yaml says, its place, its family."""

    declared: FontFile
    path: Path
    family: str


def book_files(handbook: Handbook) -> tuple[BookFont, ...]:
    """The font files of the book that are there and are fonts."""
    found = []
    for declared in handbook.typefaces.files:
        path = (handbook.root / declared.path).resolve()
        if path.is_relative_to(handbook.root) and (family := family_in(path)):
            found.append(BookFont(declared, path, family))
    return tuple(found)


def family_in(path: Path) -> str:
    """The name of the family in a font file; empty when there is no such file or it is no font."""
    return _family_in(path) if path.is_file() else ""


@cache
def _family_in(path: Path) -> str:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return str(font["name"].getBestFamilyName() or "")
    except (TTLibError, OSError, KeyError, AssertionError):
        return ""


def declared_files(handbook: Handbook) -> Iterator[tuple[str, Path]]:
    """The families that handbook.yaml names and a font package or the publisher brings,
    each with the files of its styles."""
    packaged = packages()
    for choice in handbook.typefaces.choices:
        for path in packaged.get(choice.family.casefold(), ()):
            yield choice.family, path


def _packaged_families() -> Iterable[Any]:
    """What fontpkg tells of families that are packages."""
    import fontpkg  # it reads what packages are installed

    found: Iterable[Any] = fontpkg.families().values()
    return found


@cache
def packages() -> dict[str, tuple[Path, ...]]:
    """The files of each family that a Python package brings, by the family's name in lower case."""
    found: dict[str, tuple[Path, ...]] = {}
    for family in FAMILIES:
        paths = [face.path for face in family.faces]
        found[family.name.casefold()] = tuple(path for path in paths if path)
    for packaged in _packaged_families():
        found.setdefault(packaged.name.casefold(), tuple(file.path for file in packaged.files))
    return found


def known_families(handbook: Handbook) -> dict[str, str]:
    """Every family that the book may name here, by its name in lower case."""
    names = [font.family for font in book_files(handbook)]
    names += [family.name for family in FAMILIES]
    names += [family.name for family in _packaged_families()]
    names += [name for font in system_fonts() or () for name in font.families]
    return {name.casefold(): name for name in reversed(names)}


def characters_of(family: str, handbook: Handbook) -> frozenset[int]:
    """The code points that a family holds here, wherever it is; none when it is nowhere."""
    name = family.casefold()
    found = [(font.path, 0) for font in book_files(handbook) if font.family.casefold() == name]
    found += [(path, 0) for path in packages().get(name, ())]
    if not found:
        found = [
            (font.file, font.number)
            for font in system_fonts() or ()
            if name in map(str.casefold, font.families)
        ]
    for path, number in found:
        with suppress(ValueError):
            return characters_in(path, number)
    return frozenset()

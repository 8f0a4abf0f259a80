"""Families and font files that handbook.yaml names and that are not there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from publisher.model import Handbook, Problem, Severity
from publisher.typefaces.families import family_in, known_families

_SETTINGS = "handbook.yaml"


def check_fonts(handbook: Handbook) -> Iterator[Problem]:
    """A problem for each font file that cannot be used and each family that is nowhere.

    A family that is unknown beside one that is known weighs less: the other is used.
    """
    for file in handbook.typefaces.files:
        if reason := _unusable(handbook.root, file.path):
            hint = "Name a .ttf, .otf, .woff or .woff2 file in the book folder."
            yield Problem("font-file", f"{file.path!r} {reason}", _SETTINGS, file.line, hint)
    typefaces = handbook.typefaces
    if not typefaces.choices:
        return
    known = known_families(handbook)
    for choices in (typefaces.serif, typefaces.sans, typefaces.mono):
        unknown = [choice for choice in choices if choice.family.casefold() not in known]
        severity = Severity.ERROR if len(unknown) == len(choices) else Severity.WARNING
        for choice in unknown:
            message = f"there is no typeface {choice.family!r} here"
            hint = _how_to_get(choice.family, known)
            yield Problem("font-unknown", message, _SETTINGS, choice.line, hint, severity)


def _unusable(root: Path, name: str) -> str:
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        return "lies outside the book folder"
    if not path.is_file():
        return "is not there"
    return "" if family_in(path) else "is no font file"


def _how_to_get(family: str, known: dict[str, str]) -> str:
    import fontpkg  # it reads what packages are installed

    near = difflib.get_close_matches(family.casefold(), known, n=3)
    suggestion = f"Did you mean {', '.join(known[name] for name in near)}? " if near else ""
    return (
        f"{suggestion}Put its files into the book and name them under `fonts: files:`, or install"
        f" it; many families are Python packages: `pip install fontpkg-{fontpkg.slugify(family)}`."
    )

"""Keys: digests of all that shapes what is kept under them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from publisher.model import Handbook, Section
from publisher.moment import moment_of
from publisher.places import STYLES

_CODE = Path(__file__).resolve().parent.parent


def digest(*parts: Any) -> str:
    """The SHA-256 of data that JSON can hold, in hexadecimal."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def own_code_digest() -> str:
    """That of the publisher's code and stylesheets. All of the code, since typesetting leans on
    modules of every stage, and who updates the publisher can wait once."""
    found = hashlib.sha256()
    for top, pattern in ((_CODE, "*.py"), (STYLES, "*")):
        for path in sorted(top.rglob(pattern)):
            if path.is_file():
                content = path.read_bytes()
                found.update(f"{path.relative_to(top).as_posix()} {len(content)}\n".encode())
                found.update(content)
    return found.hexdigest()


def leaf_key(section: Section, handbook: Handbook, engine: str) -> str:
    """The key of a section's leaf: of what it is made from, but for the files that it names, which
    are known only once it is laid out, and the places of its text, which only problems tell.

    `engine` tells of what sets the type, and of the typefaces of this machine.
    """
    typefaces = handbook.typefaces
    families = [
        [choice.family for choice in choices]
        for choices in (typefaces.serif, typefaces.sans, typefaces.mono)
    ]
    files = [(font.path, _font(handbook.root, font.path)) for font in typefaces.files]
    return digest(
        own_code_digest(),
        engine,
        asdict(section),
        handbook.language,
        handbook.has_settings,  # how much a missing glyph weighs
        moment_of(handbook).isoformat(),
        families,
        files,
    )


def _font(root: Path, name: str) -> str:
    """The digest of a font file of the book; empty where there is none that may be read."""
    try:
        path = (root / name).resolve()
        if path.is_relative_to(root) and path.is_file():
            return hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, RuntimeError, ValueError):
        pass
    return ""

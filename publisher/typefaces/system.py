"""The fonts of this machine, as fontconfig knows them.

Pango finds fonts through fontconfig, so where there is no fontconfig no type can be set either.
fontconfig's own interface is used (https://www.freedesktop.org/software/fontconfig/), since
`fc-list` is a package of its own that need not be there.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_NAMES = (
    "libfontconfig.so.1",
    "libfontconfig.1.dylib",
    "/opt/homebrew/lib/libfontconfig.1.dylib",
    "/usr/local/lib/libfontconfig.1.dylib",
    "libfontconfig-1.dll",
)


@dataclass(frozen=True)
class SystemFont:
    """A font of this machine: the names of its family, and its file."""

    families: tuple[str, ...]
    file: Path
    number: int


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


@cache
def system_fonts() -> tuple[SystemFont, ...] | None:
    """All fonts of this machine in a fixed order; None when fontconfig cannot be asked."""
    library = _library()
    if library is None:
        return None
    configuration = library.FcInitLoadConfigAndFonts()
    if not configuration:
        return None
    pattern = library.FcPatternCreate()
    properties = library.FcObjectSetCreate()
    for name in (b"family", b"file", b"index"):
        library.FcObjectSetAdd(properties, name)
    listed = library.FcFontList(configuration, pattern, properties)
    try:
        found = [
            SystemFont(families, Path(file), _index(library, font))
            for font in listed.contents.fonts[: listed.contents.nfont]
            if (families := tuple(_strings(library, font, b"family")))
            for file in _strings(library, font, b"file")
        ]
    finally:
        library.FcFontSetDestroy(listed)
        library.FcObjectSetDestroy(properties)
        library.FcPatternDestroy(pattern)
        library.FcConfigDestroy(configuration)
    return tuple(sorted(found, key=lambda font: (font.families, str(font.file), font.number)))


@cache
def font_places() -> tuple[str, ...]:
    """The folders in which fontconfig looks for fonts, those in them too, and the files that tell
    it so; none where it cannot be asked."""
    library = _library()
    configuration = library.FcInitLoadConfigAndFonts() if library else None
    if not configuration:
        return ()
    found: set[str] = set()
    for function in ("FcConfigGetFontDirs", "FcConfigGetConfigFiles"):
        listed = getattr(library, function)(configuration)
        while place := library.FcStrListNext(listed):
            found.add(os.fsdecode(place))
        library.FcStrListDone(listed)
    library.FcConfigDestroy(configuration)
    return tuple(sorted(found))


@cache
def _library() -> Any:
    for name in (*_NAMES, find_library("fontconfig")):
        try:
            library: Any = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if library is None:
            continue
        for function in ("FcInitLoadConfigAndFonts", "FcPatternCreate", "FcObjectSetCreate"):
            getattr(library, function).restype = ctypes.c_void_p
            getattr(library, function).argtypes = ()
        library.FcFontList.restype = ctypes.POINTER(_FontSet)
        library.FcFontList.argtypes = (ctypes.c_void_p,) * 3
        library.FcObjectSetAdd.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
        for kind in ("FcObjectSetDestroy", "FcPatternDestroy", "FcConfigDestroy"):
            getattr(library, kind).argtypes = (ctypes.c_void_p,)
        for listing in ("FcConfigGetFontDirs", "FcConfigGetConfigFiles"):
            getattr(library, listing).restype = ctypes.c_void_p
            getattr(library, listing).argtypes = (ctypes.c_void_p,)
        library.FcStrListNext.restype = ctypes.c_char_p
        library.FcStrListNext.argtypes = library.FcStrListDone.argtypes = (ctypes.c_void_p,)
        library.FcFontSetDestroy.argtypes = (ctypes.POINTER(_FontSet),)
        library.FcPatternGetString.argtypes = (
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.POINTER(ctypes.c_char_p),
        )
        library.FcPatternGetInteger.argtypes = (
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.POINTER(ctypes.c_int),
        )
        return library
    return None


def _strings(library: Any, pattern: int, name: bytes) -> Iterator[str]:
    value = ctypes.c_char_p()
    position = 0
    while library.FcPatternGetString(pattern, name, position, ctypes.byref(value)) == 0:
        yield (value.value or b"").decode("utf-8", "replace")
        position += 1


def _index(library: Any, pattern: int) -> int:
    """The number of a font in its collection; the upper half counts instances of variable fonts."""
    value = ctypes.c_int()
    library.FcPatternGetInteger(pattern, b"index", 0, ctypes.byref(value))
    return value.value & 0xFFFF

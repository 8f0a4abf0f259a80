"""What sets the type on this machine, as one fingerprint: other versions make other pages."""

from __future__ import annotations

import os
import sys
import zlib
from functools import cache
from pathlib import Path

from publisher.cache.keys import digest
from publisher.cache.libraries import loaded_libraries
from publisher.cache.packages import installed_packages
from publisher.typefaces.families import packages
from publisher.typefaces.system import font_places, system_fonts

# Their builds differ between distributions that give them one version
_LIBRARIES = (
    *("libpango", "libharfbuzz", "libfontconfig", "libfreetype", "libfribidi", "libgraphite"),
    *("libglib", "libgobject", "libgio", "libexpat"),
)
# What fontconfig, Pango and HarfBuzz heed, but for places: of these it tells itself what it found
_VARIABLES = ("FC_LANG", "LANG", "LC_ALL", "LC_CTYPE", "PANGO_LANGUAGE")
_VARIABLES_OF_SHAPING = ("HB_OPTIONS", "HB_SHAPER_LIST")


@cache
def engine_fingerprint() -> str:
    """A digest of the versions of all that shapes a leaf's bytes, of the typefaces that the
    publisher and its packages bring, and of this machine's."""
    from weasyprint.text import ffi

    variables = (*_VARIABLES, *_VARIABLES_OF_SHAPING)
    return digest(
        sys.version,
        zlib.ZLIB_RUNTIME_VERSION,
        [name for name in installed_packages() if not Path(name).is_absolute()],
        ffi.pango.pango_version(),
        ffi.harfbuzz_subset is not None,
        [_state(path) for path in loaded_libraries() or () if _is_of_the_engine(path)],
        {name: os.environ.get(name) for name in variables},
        [(name, [_state(path) for path in paths]) for name, paths in packages().items()],
        [(font.families, font.number, _state(font.file)) for font in system_fonts() or ()],
        [_state(path) for path in font_places() if Path(path).is_file()],
    )


def _is_of_the_engine(path: str) -> bool:
    return Path(path).name.startswith(_LIBRARIES)


def _state(path: str | Path) -> tuple[str, int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return (str(path), status.st_size, status.st_mtime_ns)

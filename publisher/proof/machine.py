"""The file says nothing of the machine it was made on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf

from publisher.model import Handbook, Problem
from publisher.places import LAYOUTS
from publisher.proof.printed import Printed

_HOMES = re.compile(
    rb"(?:file:/|(?<![\w.:/-])/(?:home|Users|root)/|[A-Z]:\\+Users\\)[^\s<>()]*", re.I
)
_OBJECT_STREAM = b"/Type /ObjStm"
_OBJECT_HEAD = re.compile(rb".*?(\d+) (\d+) obj\s*<<[^>]*", re.DOTALL)
_LONGEST_HEAD = 220
_DEFLATED = re.compile(rb"[^>]{0,200}?/Filter /FlateDecode[^>]{0,200}?>>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d)\b")
_FEWEST_PARTS = 3  # `/` and a folder at the top are too little to know a path by


def machine_paths(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each path of this machine in the file, and for each in what it says of itself.

    What is printed, and titles and alternatives that repeat it, may well speak of paths: there
    only those of the book's folder and of the publisher count.
    """
    for name, content in _statements(printed.pdf):
        found = _HOMES.search(content)
        if found:
            path = found[0].decode("utf-8", "replace")
            yield Problem("proof-path", f"{name} names a place on a machine: {path!r}")
    folders = [folder for folder in _folders(handbook) if len(folder.parts) >= _FEWEST_PARTS]
    needles = [
        needle
        for folder in folders
        for needle in (bytes(folder), str(folder).encode("utf-16-be").hex().encode())
    ]
    if any(needle in objects for objects in _objects(printed) for needle in needles):
        yield Problem("proof-path", "the file names the folder that it was made in")


def _folders(handbook: Handbook | None) -> Iterator[Path]:
    """The folders that a build knows of."""
    yield LAYOUTS.parent
    if handbook is not None:
        yield handbook.root.resolve()


def _statements(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    """What the file says of itself: its information and its metadata."""
    for key, value in pdf.docinfo.items():
        yield key.lstrip("/"), str(value).encode()
    if "/Metadata" in pdf.Root:
        yield "the metadata", pdf.Root.Metadata.read_bytes()


def _objects(printed: Printed) -> Iterator[bytes]:
    """All objects as they are written: those that stand in the open, and those in object streams
    (ISO 32000-1, 7.5.7)."""
    content = printed.content
    yield content
    place = content.find(_OBJECT_STREAM)
    while place >= 0:
        end = place + len(_OBJECT_STREAM)
        if found := _OBJECT_HEAD.fullmatch(content, max(0, place - _LONGEST_HEAD), place):
            with suppress(pikepdf.PdfError, TypeError, AttributeError):  # it only looked like one
                yield _inflated(content, end) or (
                    printed.pdf.get_object((int(found[1]), int(found[2]))).read_bytes()
                )
        place = content.find(_OBJECT_STREAM, end)
    if printed.record is not None:
        yield printed.record.to_bytes()


def _inflated(content: bytes, start: int) -> bytes:
    """What a stream holds whose dictionary goes on at a place, empty unless it is deflated and
    nothing more. Through pikepdf it takes three times as long."""
    found = _DEFLATED.match(content, start)
    length = _LENGTH.search(found[0]) if found else None
    if not found or not length or b"/DecodeParms" in found[0]:
        return b""
    try:
        return zlib.decompress(content[found.end() : found.end() + int(length[1])])
    except zlib.error:
        return b""

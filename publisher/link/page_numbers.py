"""Numbers in the text that tell a page: which one is known only when all is laid out.

They are laid out as noughts (publisher/typeset/page_numbers.py tells how they are marked), so that
a leaf need not be laid out anew when the pages before it become more; only how many figures a
number has is settled with the layout. A shorter number stands at the right of its room.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from pikepdf import Page, Pdf

from publisher.link.destinations import BOOK_SCHEME, Destination
from publisher.model import Glyph, Leaf, PageNumber

_MARKED = re.compile(rb"% page-number ([^\n]+)\n(.*?)% end(?:\n|\Z)", re.DOTALL)
_SHOWN = re.compile(rb"\[[^\]\n]*\] TJ")
_CODE = re.compile(rb"<([0-9a-f]*)>")
_DIGITS = 4  # of a glyph's code


def take_out_marks(
    pdf: Pdf,
) -> tuple[tuple[PageNumber, ...], tuple[tuple[Glyph, ...], ...]]:
    """The page numbers of a leaf that was drawn, and the glyphs they are set with, each set once;
    the pages no longer tell where they stand."""
    numbers: list[PageNumber] = []
    sets: dict[tuple[Glyph, ...], int] = {}
    for index, page in enumerate(pdf.pages):
        contents = page.obj.get("/Contents")
        drawing = contents.read_bytes() if contents is not None else b""
        if b"% page-number " not in drawing:
            continue
        pieces: list[bytes] = []
        before = length = 0
        for found in _MARKED.finditer(drawing):
            pieces += (drawing[before : found.start()], found[2])
            length += found.start() - before
            before = found.end()
            shown = list(_SHOWN.finditer(found[2]))
            if shown:
                address, glyphs = json.loads(found[1])
                numerals = tuple(Glyph(number, numeral, width) for numeral, number, width in glyphs)
                numbers.append(
                    PageNumber(
                        unquote(address.removeprefix(BOOK_SCHEME)),
                        index,
                        length + shown[0].start(),
                        length + shown[-1].end(),
                        _count_of(found[2]) * numerals[0].width,
                        sets.setdefault(numerals, len(sets)),
                    )
                )
            length += len(found[2])
        page.obj.Contents = pdf.make_stream(b"".join((*pieces, drawing[before:])))
    return tuple(numbers), tuple(sets)


def set_page_numbers(
    pdf: Pdf,
    pages: Sequence[Page],
    leaf: Leaf,
    places: Mapping[str, Destination],
    labels: Sequence[str],
) -> None:
    """Set the page numbers of a leaf whose `pages` are in the book. One that tells of no place in
    the book is left out, and a roman one in a typeface without Latin letters."""
    by_page: dict[int, list[PageNumber]] = {}
    for number in leaf.page_numbers:
        by_page.setdefault(number.page, []).append(number)
    for index, numbers in by_page.items():
        drawing = pages[index].obj.Contents.read_bytes()
        pieces: list[bytes] = []
        before = 0
        for number in numbers:
            place = places.get(number.anchor)
            label = labels[place.page] if place else ""
            pieces += (drawing[before : number.start], _shown(label, number, leaf))
            before = number.end
        pages[index].obj.Contents = pdf.make_stream(b"".join((*pieces, drawing[before:])))


def _count_of(drawing: bytes) -> int:
    """How many glyphs are shown."""
    shown = b"".join(_SHOWN.findall(drawing))
    return sum(len(codes) for codes in _CODE.findall(shown)) // _DIGITS


def _shown(label: str, number: PageNumber, leaf: Leaf) -> bytes:
    """The operator that shows a label (ISO 32000-1, 9.4.3), at the right of the number's room."""
    glyphs = {glyph.text: glyph for glyph in leaf.numerals[number.numerals]}
    if not label or any(figure not in glyphs for figure in label):
        return b"[] TJ"
    used = [glyphs[figure] for figure in label]
    room = number.width - sum(glyph.width for glyph in used)
    codes = "".join(f"{glyph.number:04x}" for glyph in used)
    return f"[{-room:g} <{codes}>] TJ".encode()

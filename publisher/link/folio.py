"""Page numbers, set by the linker: the number of a page is known only when all is laid out.

Each page has a slot, a link to `folio:SIDE` in its foot, placed by the stylesheet. A specimen page
laid out with the same style has every figure and roman letter; from it are read the font, the size,
the colour, and how high the baseline stands in the slot. Folios are artifacts (ISO 32000-1,
14.8.2.2): they are not read aloud.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Object, Page, Pdf, PdfError, parse_content_stream

FOLIO_SCHEME = "folio:"
_MAPPING = re.compile(r"<([0-9a-f]{4})> <([0-9a-f]{4})>", re.IGNORECASE)
_COLOUR_OPERATORS = ("g", "rg", "k", "sc", "scn")


@dataclass(frozen=True)
class FolioStyle:
    """How folios are set. `codes` and `widths` (in 1/1000 of the size) are by character,
    `baseline` is its height above the foot of the slot, in points like `size`."""

    font: Object
    codes: dict[str, str]
    widths: dict[str, float]
    size: float
    colour: bytes
    baseline: float

    def width(self, text: str) -> float:
        """The width of a folio in points."""
        return sum(self.widths[character] for character in text) * self.size / 1000


@dataclass(frozen=True)
class Slot:
    """Where a folio goes: the edge it is set against, and that edge's place in points."""

    side: str
    left: float
    right: float
    foot: float


def read_style(specimen: Pdf) -> FolioStyle:
    """The style of the specimen's first line of text. Raises PdfError when there is none."""
    page = specimen.pages[0]
    scale = 1.0
    colour = b""
    font = size = height = None
    for instruction in parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "cm":
            scale *= float(operands[0])
        elif name in _COLOUR_OPERATORS and font is None:
            colour = b" ".join(str(value).encode() for value in operands) + b" " + name.encode()
        elif name == "Tm":
            height = float(page.mediabox[3]) - float(operands[5]) * scale
        elif name == "Tf":
            font, size = page.resources.Font[str(operands[0])], float(operands[1]) * scale
            break
    if font is None or size is None or height is None:
        raise PdfError("the folio specimen has no text")
    codes = _codes(font)
    widths = _widths(font)
    slot = next(slot for slot, _annotation in slots(page))
    return FolioStyle(
        font=font,
        codes=codes,
        widths={character: widths[int(code, 16)] for character, code in codes.items()},
        size=size,
        colour=colour,
        baseline=height - slot.foot,
    )


def slots(page: Page) -> list[tuple[Slot, Object]]:
    """The folio slots of a page, with the annotations that mark them."""
    found = []
    for annotation in page.obj.get("/Annots", []):
        address = str(annotation.A.URI) if "/A" in annotation and "/URI" in annotation.A else ""
        if address.startswith(FOLIO_SCHEME):
            left, foot, right, head = (float(value) for value in annotation.Rect)
            side = address.removeprefix(FOLIO_SCHEME)
            found.append((Slot(side, left, right, min(foot, head)), annotation))
    return found


def stamp(pdf: Pdf, page: Page, slot: Slot, text: str, style: FolioStyle, font: Object) -> None:
    """Set a folio in a slot of a page. `font` is the style's font as copied into this file."""
    width = style.width(text)
    match slot.side:
        case "left":
            left = slot.left
        case "right":
            left = slot.right - width
        case _:
            left = (slot.left + slot.right - width) / 2
    name = page.add_resource(font, Name.Font, Name.Folio)
    glyphs = "".join(style.codes[character] for character in text)
    content = (
        b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq\n%b\nBT\n%b %.3f Tf\n"
        b"%.3f %.3f Td\n<%b> Tj\nET\nQ\nEMC\n"
    ) % (
        style.colour,
        str(name).encode(),
        style.size,
        left,
        slot.foot + style.baseline,
        glyphs.encode(),
    )
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ\n" + content))


def _codes(font: Object) -> dict[str, str]:
    """The four-digit code of each character, from the font's map to Unicode."""
    mapping = font.ToUnicode.read_bytes().decode("ascii").partition("beginbfchar")[2]
    return {chr(int(text, 16)): code for code, text in _MAPPING.findall(mapping)}


def _widths(font: Object) -> dict[int, float]:
    """The width of each code: ISO 32000-1, 9.7.4.3."""
    widths: dict[int, float] = {}
    entries = list(font.DescendantFonts[0].W)
    position = 0
    while position < len(entries):
        first = int(entries[position])
        following = entries[position + 1]
        if isinstance(following, Dictionary):
            raise PdfError("unexpected widths in a font")
        try:
            run = [float(value) for value in following]
            position += 2
        except TypeError:
            run = [float(entries[position + 2])] * (int(following) - first + 1)
            position += 3
        widths.update(enumerate(run, start=first))
    return widths

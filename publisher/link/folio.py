"""Page numbers, set by the linker: the number of a page is known only when all is laid out.

Each page has a slot, a link to `folio:SIDE` in its foot, placed by the stylesheet. A specimen page
laid out with the same style has every figure and roman letter; from it are read the font, the size,
the colour, and how high the baseline stands in the slot. Folios are artifacts (ISO 32000-1,
14.8.2.2): they are not read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pikepdf import Array, Object, Page, Pdf, PdfError, parse_content_stream

from publisher.model import Glyph, LeafFont

FOLIO_SCHEME = "folio:"
FONT = "/Folio"  # the name of the font that folios are set in, among a page's resources
_COLOUR_OPERATORS = ("g", "rg", "k", "sc", "scn")


@dataclass(frozen=True)
class FolioStyle:
    """How folios are set. `glyphs` are by character, `baseline` is its height above the foot of the
    slot, in points like `size`."""

    font: LeafFont
    glyphs: dict[str, Glyph]
    size: float
    colour: bytes
    baseline: float

    def width(self, text: str) -> float:
        """The width of a folio in points."""
        return sum(self.glyphs[character].width for character in text) * self.size / 1000


@dataclass(frozen=True)
class Slot:
    """Where a folio goes: the edge it is set against, and that edge's place in points."""

    side: str
    left: float
    right: float
    foot: float


def read_style(specimen: Pdf, fonts: Iterable[LeafFont]) -> FolioStyle:
    """The style of the specimen's first line of text, one of these `fonts`.

    Raises PdfError when there is none.
    """
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
            name, size = str(operands[0]), float(operands[1]) * scale
            font = next((font for font in fonts if f"/{font.resource}" == name), None)
            break
    if font is None or size is None or height is None:
        raise PdfError("the folio specimen has no text")
    slot = next(slot for slot, _annotation in slots(page))
    return FolioStyle(
        font=font,
        glyphs={glyph.text: glyph for glyph in font.glyphs},
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


def stamp(pdf: Pdf, page: Page, slot: Slot, text: str, style: FolioStyle, saved: Object) -> None:
    """Set a folio in a slot of a page whose resources have the style's font.

    `saved` is a stream that saves the graphics state before the page is drawn.
    """
    width = style.width(text)
    match slot.side:
        case "left":
            left = slot.left
        case "right":
            left = slot.right - width
        case _:
            left = (slot.left + slot.right - width) / 2
    glyphs = "".join(f"{style.glyphs[character].number:04x}" for character in text)
    content = (
        b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq\n%b\nBT\n%b %.3f Tf\n"
        b"%.3f %.3f Td\n<%b> Tj\nET\nQ\nEMC\n"
    ) % (
        style.colour,
        FONT.encode(),
        style.size,
        left,
        slot.foot + style.baseline,
        glyphs.encode(),
    )
    page.obj.Contents = Array([saved, page.obj.Contents, pdf.make_stream(b"\nQ\n" + content)])

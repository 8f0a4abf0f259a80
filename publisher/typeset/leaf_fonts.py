"""The fonts that a leaf was drawn with, so that the linker can embed each once for the whole book.

WeasyPrint hands a finisher the document with its fonts, after it has embedded a subset of each.
"""

from __future__ import annotations

from typing import Any

from publisher.model import Glyph, LeafFont
from publisher.typefaces.shelf import Shelf


def leaf_fonts(document: Any, shelf: Shelf) -> tuple[LeafFont, ...]:
    """The fonts of a document that is drawn; their files are put on the shelf.

    Those with pictures for glyphs are left out, and stay in the leaf as WeasyPrint embeds them.
    """
    from weasyprint.text.fonts import get_hb_object_data

    found: dict[str, LeafFont] = {}
    for font in document.fonts.values():
        if font.bitmap or font.png or font.svg or font.colr or font.used_in_forms:
            continue
        glyphs = {
            number: Glyph(number, text, round(float(font.widths[number]), 3))
            for number, text in font.to_unicode.items()
        }
        if before := found.get(font.hash):  # the same font in another size
            glyphs |= {glyph.number: glyph for glyph in before.glyphs}
        found[font.hash] = LeafFont(
            font.hash,
            shelf.put(get_hb_object_data(font.hb_face)),
            font.index,
            tuple(sorted(font.variations.items())),
            tuple(glyphs[number] for number in sorted(glyphs)),
        )
    return tuple(found.values())

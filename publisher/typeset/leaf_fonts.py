"""The fonts that a leaf was drawn with, so that the linker can embed each once for the whole book.

WeasyPrint hands a finisher the document with its fonts, after it has embedded a subset of each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publisher.model import Glyph, LeafFont
from publisher.typefaces.shelf import Shelf


def leaf_fonts(document: Any, shelf: Shelf) -> tuple[LeafFont, ...]:
    """The fonts of a document that is drawn; their files are put on the shelf.

    Left out are those with pictures for glyphs, and those that lacked a character: WeasyPrint
    numbers these by leaf. They stay in the leaf as it embeds them.
    """
    from weasyprint.text.fonts import get_hb_object_data

    found: dict[str, LeafFont] = {}
    astray: set[str] = set()
    for font in document.fonts.values():
        glyphs = {
            number: Glyph(number, text, round(float(font.widths[number]), 3))
            for number, text in font.to_unicode.items()
        }
        if font.missing or not glyphs or _has_pictures(font) or font.used_in_forms:
            astray.add(font.hash)
            continue
        if before := found.get(font.hash):  # WeasyPrint embeds the first of those with one name
            glyphs |= {glyph.number: glyph for glyph in before.glyphs}
            ordered = tuple(glyphs[number] for number in sorted(glyphs))
            found[font.hash] = replace(before, glyphs=ordered)
            continue
        found[font.hash] = LeafFont(
            font.hash,
            shelf.put(get_hb_object_data(font.hb_face)),
            font.index,
            tuple(sorted(font.variations.items())),
            tuple(glyphs[number] for number in sorted(glyphs)),
        )
    return tuple(font for font in found.values() if font.resource not in astray)


def _has_pictures(font: Any) -> bool:
    return bool(font.bitmap or font.png or font.svg or font.colr)

"""Font files cut down with HarfBuzz: one weight of a variable font, the glyphs that a book uses.

A variable font is set from static instances, since WeasyPrint would make one of its own for each
section: half of the time of a short one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import uharfbuzz

# What a viewer draws with. Tables for layout, names and characters are of no use to it.
_DRAWN = frozenset({"CFF ", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"})


def axes_of(content: bytes, number: int = 0) -> dict[str, tuple[float, float, float]]:
    """The axes of a variable font by tag: lowest, default and highest value. None in a static one.

    `number` counts the fonts of a collection.
    """
    face = uharfbuzz.Face(content, number)
    return {axis.tag: (axis.min_value, axis.default_value, axis.max_value) for axis in _axes(face)}


def instance(content: bytes, places: Mapping[str, float], number: int = 0) -> bytes:
    """A variable font at one place of its design space, other axes at their defaults: a static
    font with the same glyphs. A static font is given back as it is."""
    face = uharfbuzz.Face(content, number)
    axes = _axes(face)
    if not axes:
        return content
    cut = uharfbuzz.SubsetInput()
    cut.keep_everything()
    cut.flags |= uharfbuzz.SubsetFlags.RETAIN_GIDS
    for axis in axes:
        place = places.get(axis.tag, axis.default_value)
        cut.pin_axis_location(face, axis.tag, min(max(place, axis.min_value), axis.max_value))
    return bytes(cut.subset(face).blob.data)


def subset(content: bytes, number: int, glyphs: Collection[int]) -> bytes:
    """A static font with the outlines of these glyphs only; they keep their numbers."""
    face = uharfbuzz.Face(content, number)
    cut = uharfbuzz.SubsetInput()
    cut.glyph_set.update(glyphs)
    cut.flags |= (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.DESUBROUTINIZE
        | uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    kept = _DRAWN | {"cmap"} if "CFF " in face.table_tags else _DRAWN
    cut.drop_table_tag_set.update(
        int.from_bytes(tag.encode()) for tag in face.table_tags if tag not in kept
    )
    return bytes(cut.subset(face).blob.data)


def has_pictures(content: bytes, number: int = 0) -> bool:
    """Whether a font has coloured glyphs: pictures, which are embedded in another way."""
    face = uharfbuzz.Face(content, number)
    return bool(
        face.has_color_png or face.has_color_svg or face.has_color_layers or face.has_color_paint
    )


def _axes(face: uharfbuzz.Face) -> list[uharfbuzz.OTVarAxisInfo]:
    return list(face.axis_infos)

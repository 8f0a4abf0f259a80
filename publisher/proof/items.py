"""What stands on a page: texts, images and drawings, each with its place in points."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.model import Area

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_DEEPEST = 6
_TOLERANCE = 1.0
_SMALLEST = 0.5
_LEANING = 0.12  # of the size: how far an italic f reaches out at its head


class Kind(StrEnum):
    """What an item is."""

    TEXT = "text"
    IMAGE = "image"
    DRAWING = "drawing"


@dataclass(frozen=True)
class Item:
    """One object of a page. `text` is known of texts that reach out of the margins only.

    For images, `pixels` are width and height, and `size` is how large they print, in points.
    """

    kind: Kind
    area: Area
    text: str = ""
    pixels: tuple[int, int] = (0, 0)
    size: tuple[float, float] = (0.0, 0.0)


_KINDS = {
    pdfium.FPDF_PAGEOBJ_TEXT: Kind.TEXT,
    pdfium.FPDF_PAGEOBJ_IMAGE: Kind.IMAGE,
    pdfium.FPDF_PAGEOBJ_PATH: Kind.DRAWING,
    pdfium.FPDF_PAGEOBJ_SHADING: Kind.DRAWING,
}


def page_items(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, content: Area
) -> Iterator[Item]:
    """All items of a page that can be seen, those in groups too. `content` is inside the margins.

    What is clipped is as large as what is seen of it, where that matters: outside of `content`.
    """
    count = pdfium.FPDFPage_CountObjects(page.raw)
    for position in range(count):
        handle = pdfium.FPDFPage_GetObject(page.raw, position)
        yield from _items(handle, text_page, content, _IDENTITY, 0)


def overlaps(one: Area, other: Area) -> bool:
    """Whether two areas have a part in common; a rule has no width to speak of."""
    return (
        min(one.right, other.right) - max(one.left, other.left) > -_SMALLEST
        and min(one.head, other.head) - max(one.foot, other.foot) > _SMALLEST
    )


def _items(
    handle: Any, text_page: pypdfium2.PdfTextPage, content: Area, outer: Matrix, depth: int
) -> Iterator[Item]:
    number = pdfium.FPDFPageObj_GetType(handle)
    if number == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _product(_matrix(handle), outer)
        for position in range(pdfium.FPDFFormObj_CountObjects(handle)):
            child = pdfium.FPDFFormObj_GetObject(handle, position)
            yield from _items(child, text_page, content, inner, depth + 1)
    kind = _KINDS.get(number)
    if kind is None:
        return
    area = _bounds(handle, outer)
    if area is None:
        return
    item = Item(kind, area)
    if kind is Kind.IMAGE:
        item = _with_pixels(item, handle, outer)
    if not is_within(area, content):
        seen = _clipped(area, handle, outer)
        if seen is None:
            return
        item = replace(item, area=seen)
        if kind is Kind.TEXT:
            item = replace(item, text=_text(handle, text_page))
            if not item.text.strip():
                return
            if seen.left < content.left or seen.right > content.right:
                item = replace(item, area=_set_width(seen, handle, text_page))
    yield item


def is_within(area: Area, content: Area) -> bool:
    """Whether an area is inside another, as near as makes no difference."""
    return (
        area.left >= content.left - _TOLERANCE
        and area.right <= content.right + _TOLERANCE
        and area.foot >= content.foot - _TOLERANCE
        and area.head <= content.head + _TOLERANCE
    )


def _bounds(handle: Any, outer: Matrix) -> Area | None:
    left, foot, right, head = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, left, foot, right, head):
        return None
    if outer is _IDENTITY:
        return Area(left.value, foot.value, right.value, head.value)
    corners = [(x.value, y.value) for x in (left, right) for y in (foot, head)]
    return _around([_moved(x, y, outer) for x, y in corners])


def _clipped(area: Area, handle: Any, outer: Matrix) -> Area | None:
    """What is seen of an item: its clipping path, seen as a box. None when nothing is."""
    clip = pdfium.FPDFPageObj_GetClipPath(handle)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    for path in range(max(count, 0)):
        points = []
        for position in range(max(pdfium.FPDFClipPath_CountPathSegments(clip, path), 0)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, position)
            x, y = ctypes.c_float(), ctypes.c_float()
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append(_moved(x.value, y.value, outer))
        if points:
            window = _around(points)
            area = Area(
                max(area.left, window.left),
                max(area.foot, window.foot),
                min(area.right, window.right),
                min(area.head, window.head),
            )
            if area.left >= area.right or area.foot >= area.head:
                return None
    return area


def _text(handle: Any, text_page: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(handle, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(handle, text_page.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _set_width(area: Area, handle: Any, text_page: pypdfium2.PdfTextPage) -> Area:
    """The area of a text as it was set: white space at its ends takes no room, nor does what leans
    out of a letter's own width."""
    address = _address(handle)
    lefts, rights = [], []
    x, y = ctypes.c_double(), ctypes.c_double()
    for position in range(text_page.count_chars()):
        if _address(pdfium.FPDFText_GetTextObject(text_page.raw, position)) != address:
            continue
        if chr(pdfium.FPDFText_GetUnicode(text_page.raw, position)).isspace():
            continue
        pdfium.FPDFText_GetCharOrigin(text_page.raw, position, x, y)
        lefts.append(x.value)
        leaning = _LEANING * pdfium.FPDFText_GetFontSize(text_page.raw, position)
        rights.append(text_page.get_charbox(position)[2] - leaning)
    if not lefts:
        return area
    return replace(area, left=max(area.left, min(lefts)), right=min(area.right, max(rights)))


def _with_pixels(item: Item, handle: Any, outer: Matrix) -> Item:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(handle, width, height):
        return item
    a, b, c, d, _, _ = _product(_matrix(handle), outer)
    size = (math.hypot(a, b), math.hypot(c, d))
    return replace(item, pixels=(width.value, height.value), size=size)


def _address(handle: Any) -> int | None:
    return ctypes.cast(handle, ctypes.c_void_p).value


def _matrix(handle: Any) -> Matrix:
    values = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, values):
        return _IDENTITY
    return (values.a, values.b, values.c, values.d, values.e, values.f)


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """Both transformations one after the other: ISO 32000-1, 8.3.4."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _around(points: list[tuple[float, float]]) -> Area:
    across = [x for x, _y in points]
    up = [y for _x, y in points]
    return Area(min(across), min(up), max(across), max(up))

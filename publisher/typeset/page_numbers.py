"""Page numbers in the text: drawn as noughts, and marked so that the linker can set the figures.

An element with `data-page` holds as many noughts as its number is to have figures. In the drawing
stands before them a comment (ISO 32000-1, 7.2.4) with the address whose page it tells and the
glyphs that its figures may need, and one after them; `link/page_numbers.py` takes both out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ATTRIBUTE = "data-page"
_FIGURES = "0123456789"
_ROMAN = "ivxlcdm"
_STYLE = ("font_family", "font_size", "font_weight", "font_style", "font_variant_numeric", "lang")
_RUN = re.compile(rb"<([0-9a-f]*)>")
_CODE = re.compile(rb"[0-9a-f]{4}")


class FiguresError(Exception):
    """No one typeface of a page number's has all of its figures."""


@contextmanager
def marked_page_numbers() -> Iterator[None]:
    """Inside the `with`, documents that are written tell where their page numbers stand.

    Writing raises FiguresError where their typefaces do not do.
    """
    import weasyprint.draw

    draw_text = weasyprint.draw.draw_text
    known: dict[tuple[Any, ...], list[tuple[str, int, float]]] = {}

    def draw(stream: Any, textbox: Any, *arguments: Any, **options: Any) -> None:
        element = textbox.element
        address = element.get(_ATTRIBUTE) if element is not None else None
        if not address:
            draw_text(stream, textbox, *arguments, **options)
            return
        style = tuple(textbox.style[name] for name in _STYLE)
        if style not in known:
            known[style] = _glyphs(stream, textbox, draw_text, arguments, options)
        said = json.dumps([address, known[style]], separators=(",", ":"))
        stream.stream.append(f"% page-number {said}".encode())
        draw_text(stream, textbox, *arguments, **options)
        stream.stream.append(b"% end")

    weasyprint.draw.draw_text = draw
    try:
        yield
    finally:
        weasyprint.draw.draw_text = draw_text


def _glyphs(
    stream: Any, textbox: Any, draw_text: Any, arguments: Any, options: Any
) -> list[tuple[str, int, float]]:
    """Each figure with the number and the width, in 1/1000 of the type size, of its glyph as this
    box is set; the letters of roman numbers too, where the figures' typeface has them.

    They are drawn aside, so that they are among the leaf's glyphs. Raises FiguresError.
    """
    layout, written = textbox.pango_layout, textbox.text
    found: list[tuple[str, int, float]] = []
    name = ""
    for numerals in (_FIGURES, _ROMAN):
        aside = stream.clone()
        textbox.text = layout.text = numerals
        try:
            draw_text(aside, textbox, *arguments, **options)
        finally:
            textbox.text = layout.text = written
        names = {line.split()[0].decode() for line in aside.stream if line.endswith(b"Tf")}
        shown = b"".join(line for line in aside.stream if line.endswith(b"TJ"))
        codes = [int(code, 16) for run in _RUN.findall(shown) for code in _CODE.findall(run)]
        is_whole = len(names) == 1 and len(codes) == len(numerals)
        if is_whole and name in ("", *names):
            name = min(names)
            widths = _widths(stream, name.removeprefix("/"))
            found += [
                (numeral, code, round(float(widths[code]), 3))
                for numeral, code in zip(numerals, codes, strict=True)
            ]
        if not name:
            raise FiguresError("no one typeface has all the figures of a page number")
    return found


def _widths(stream: Any, name: str) -> dict[int, float]:
    fonts = [font for font in stream._fonts.values() if font.hash == name]
    return {code: width for font in fonts for code, width in font.widths.items()}

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

ATTRIBUTE = "data-page"
NUMERALS = "0123456789ivxlcdm"
_STYLE = ("font_family", "font_size", "font_weight", "font_style", "font_variant_numeric", "lang")
_STRINGS = re.compile(rb"<([0-9a-f]*)>")


class FiguresError(Exception):
    """No one typeface of a page number's has all of its figures."""


@contextmanager
def marked_page_numbers() -> Iterator[None]:
    """Inside the `with`, documents that are written tell where their page numbers stand.

    Writing raises FiguresError where their typefaces do not do.
    """
    import weasyprint.draw

    draw_text = weasyprint.draw.draw_text
    known: dict[tuple[Any, ...], list[tuple[int, float]]] = {}

    def draw(stream: Any, textbox: Any, *arguments: Any, **options: Any) -> None:
        element = textbox.element
        address = element.get(ATTRIBUTE) if element is not None else None
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
) -> list[tuple[int, float]]:
    """Number and width, in 1/1000 of the type size, of the glyph for each of NUMERALS, as this box
    is set. They are drawn aside, so that they are among the leaf's."""
    aside = stream.clone()
    layout, written = textbox.pango_layout, textbox.text
    textbox.text = layout.text = NUMERALS
    try:
        draw_text(aside, textbox, *arguments, **options)
    finally:
        textbox.text = layout.text = written
    drawn = [line for line in aside.stream if line.endswith((b"Tf", b"TJ"))]
    names = [line for line in drawn if line.endswith(b"Tf")]
    numbers = "".join(
        found.decode() for line in drawn if line.endswith(b"TJ") for found in _STRINGS.findall(line)
    )
    codes = [int(numbers[at : at + 4], 16) for at in range(0, len(numbers), 4)]
    if len(names) != 1 or len(codes) != len(NUMERALS):
        raise FiguresError("no one typeface has all the figures of a page number")
    name = names[0].split()[0].decode().removeprefix("/")
    fonts = [font for font in stream._fonts.values() if font.hash == name]
    widths = {code: width for font in fonts for code, width in font.widths.items()}
    return [(code, round(float(widths[code]), 3)) for code in codes]

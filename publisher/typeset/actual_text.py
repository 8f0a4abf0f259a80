"""The words of scripts whose letters and glyphs do not match one to one.

WeasyPrint tells the text of each glyph once for a whole font, so that where a letter is drawn in
pieces or out of its order, as in Devanagari, searching and copying find other letters. Such a line
is put into a span that says its words (ActualText, ISO 32000-2, 14.9.4).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# The blocks from Devanagari to Myanmar, Khmer, and enclosing marks, which make keys of digits.
# Scripts from right to left are not among them: readers turn an ActualText of theirs round.
_COMPLEX = re.compile("[\u0900-\u109f\u1780-\u17ff\u20dd-\u20e4]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")  # PDFium leaves these out of an ActualText
_RIGHT_TO_LEFT = ("R", "AL")


@contextmanager
def telling_words() -> Iterator[None]:
    """Inside the `with`, documents that are written say the words of such scripts."""
    import pydyf
    import weasyprint.draw

    draw_text = weasyprint.draw.draw_text

    def draw(stream: Any, textbox: Any, *arguments: Any, **options: Any) -> None:
        words = words_to_tell(textbox.text)
        if words:
            told = pydyf.Dictionary({"ActualText": pydyf.String(words)})
            stream.begin_marked_content("Span", told)
        draw_text(stream, textbox, *arguments, **options)
        if words:
            stream.end_marked_content()

    weasyprint.draw.draw_text = draw
    try:
        yield
    finally:
        weasyprint.draw.draw_text = draw_text


def words_to_tell(text: str) -> str:
    """The words of a line that its glyphs do not tell, empty when they do."""
    is_told = _BEYOND.search(text) or any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text
    )
    if is_told or not _COMPLEX.search(text):
        return ""
    return text.replace("\u200b", "")

"""What pdfium finds on a page: read once where a leaf is laid out, and used for the equal page of
the finished file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2

from publisher.model import Area
from publisher.proof.drawn import Drawings, FontSays
from publisher.proof.glyphs import Fonts, shows_boxes
from publisher.proof.items import Item, Kind, overlaps, page_items
from publisher.proof.letters import PageText

_VERSION = 1
_SAME = 0.6  # points: what areas may differ by where fonts are other subsets
_NAMES = "surrogatepass"


@dataclass(frozen=True)
class PageFacts:
    """A page as the checks mind it: images, texts that reach out of the margins, and one item
    inside them where there is any; and its text. `fonts` say by what it was read, and
    `is_without_boxes` is known of pages that are: no character lacks its glyph."""

    items: tuple[Item, ...]
    text: PageText
    fonts: Mapping[str, FontSays]
    is_without_boxes: bool = False

    def agrees_with(self, other: PageFacts) -> bool:
        """Whether the same was found on two pages, fonts not compared."""
        return (
            [*filter(None, self.text.words)] == [*filter(None, other.text.words)]
            and len(self.items) == len(other.items)
            and all(map(_agree, self.items, other.items))
        )


def read_page(page: pypdfium2.PdfPage, content: Area) -> PageFacts:
    """What pdfium finds on a page; `content` is what is inside its margins."""
    text_page = page.get_textpage()
    try:
        items = tuple(_telling(page_items(page, text_page, content), content))
        return PageFacts(items, PageText.of(text_page.get_text_range()), {})
    finally:
        text_page.close()


def read_facts(pdf: bytes, areas: Sequence[Area]) -> list[tuple[str, PageFacts]]:
    """What is on each page of a leaf, `areas` being what is inside their margins, with the digest
    by which the page is known in the finished file. Raises what pikepdf and pdfium raise."""
    found = []
    drawings, glyphs = Drawings(), Fonts()
    document = pypdfium2.PdfDocument(pdf)
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for index, (page, area) in enumerate(zip(opened.pages, areas, strict=True)):
                keyed = drawings.key(page, area)
                if keyed is None:
                    continue
                drawn = document[index]
                read = read_page(drawn, area)
                drawn.close()
                fonts = {name: drawings.says(font) for name, font in drawings.fonts(page)}
                whole = not shows_boxes(page, glyphs)
                found.append((keyed[0], PageFacts(read.items, read.text, fonts, whole)))
    finally:
        document.close()
    return found


def facts_to_bytes(facts: Sequence[tuple[str, PageFacts]]) -> bytes:
    """Facts as JSON in UTF-8. Fonts that pages share are written once."""
    fonts: list[Mapping[str, FontSays]] = []
    pages = []
    for key, page in facts:
        if page.fonts not in fonts:
            fonts.append(page.fonts)
        items = [_written(item) for item in page.items]
        pages.append(
            [key, " ".join(page.text.words), items, fonts.index(page.fonts), page.is_without_boxes]
        )
    values = {"version": _VERSION, "fonts": fonts, "pages": pages}
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", _NAMES)


def facts_from_bytes(content: bytes) -> list[tuple[str, PageFacts]] | None:
    """The facts that were written as these bytes, None when this publisher cannot read them."""
    try:
        values = json.loads(content.decode("utf-8", _NAMES))
        if values["version"] != _VERSION:
            return None
        fonts = values["fonts"]
        if not all(isinstance(says, dict) for each in fonts for says in each.values()):
            return None
        return [
            (
                str(key),
                PageFacts(
                    tuple(map(_read, items)),
                    PageText(text.split(" ")),
                    fonts[number],
                    whole is True,
                ),
            )
            for key, text, items, number, whole in values["pages"]
        ]
    except (
        *(ValueError, KeyError, TypeError, IndexError, AttributeError),
        *(OverflowError, RecursionError),
    ):
        return None


def _telling(items: Iterator[Item], content: Area) -> Iterator[Item]:
    """The items that a check minds: of those inside the margins one is as good as all."""
    is_filled = False
    for item in items:
        fills = not is_filled and overlaps(item.area, content)
        is_filled = is_filled or fills
        if fills or item.kind is Kind.IMAGE or (item.kind is Kind.TEXT and item.text):
            yield item


def _agree(one: Item, other: Item) -> bool:
    near = [
        abs(getattr(one.area, side) - getattr(other.area, side)) <= _SAME
        for side in ("left", "foot", "right", "head")
    ]
    return all(near) and (one.kind, one.text, one.pixels) == (other.kind, other.text, other.pixels)


def _written(item: Item) -> list[Any]:
    area = item.area
    sides = [area.left, area.foot, area.right, area.head]
    return [item.kind.value, sides, item.text, item.pixels, item.size]


def _read(values: list[Any]) -> Item:
    kind, (left, foot, right, head), text, (across, down), (width, height) = values
    area = Area(float(left), float(foot), float(right), float(head))
    pixels, size = (int(across), int(down)), (float(width), float(height))
    return Item(Kind(kind), area, str(text), pixels, size)

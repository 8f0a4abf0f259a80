"""Every character has a glyph: none prints as a box.

Source: ISO 32000-1, 9.7.4 (CID 0 of a composite font is the glyph for what it lacks), 9.7.5 (how
codes become CIDs), 9.4.2 and 9.4.3 (where text is shown).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object

from publisher.model import Handbook, Problem, Severity

if TYPE_CHECKING:
    from publisher.proof.printed import Printed

_HINT = "Name a font that has them, or write them in words."
_TO_CID = re.compile(rb"<([0-9a-f]{4})>\s+0\s", re.IGNORECASE)
_TO_TEXT = re.compile(rb"<([0-9a-f]{4})>\s*<([0-9a-f]+)>", re.IGNORECASE)
_CODE_SIZE = 2
_DEEPEST = 6
_SHOWN = 8

Lacking = Mapping[
    bytes, str
]  # the codes of a font that have no glyph, and what text they stand for


@dataclass
class _Boxes:
    """What prints as boxes of one source file; the label of the page and the line of the first."""

    label: str
    line: int | None
    texts: Counter[str] = field(default_factory=Counter)


def missing_glyphs(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A problem for each chapter's file in which characters print as boxes."""
    is_lenient = handbook is not None and not handbook.has_settings
    severity = Severity.WARNING if is_lenient else Severity.ERROR
    found: dict[str | None, _Boxes] = {}
    fonts = Fonts()
    for index, page in enumerate(printed.pdf.pages):
        if printed.pages[index].is_without_boxes:
            continue
        for text, height in _boxes(page.obj, fonts, Matrix()):
            path, line = printed.where(index, height)
            found.setdefault(path, _Boxes(printed.labels[index], line)).texts[text] += 1
    for path, boxes in found.items():
        yield Problem("proof-glyph", _message(boxes), path, boxes.line, _HINT, severity)


def shows_boxes(page: pikepdf.Page, fonts: Fonts) -> bool:
    """Whether anything prints as a box on a page of the file that the fonts are of."""
    return any(True for _box in _boxes(page.obj, fonts, Matrix()))


def _message(boxes: _Boxes) -> str:
    count = boxes.texts.total()
    known = [text for text, _number in boxes.texts.most_common() if text and text.isprintable()]
    named = [f"{text} ({' '.join(f'U+{ord(sign):04X}' for sign in text)})" for text in known]
    shown = ", ".join(named[:_SHOWN]) + (", …" if len(named) > _SHOWN else "")
    message = f"{count} characters print as boxes, the first on page {boxes.label}"
    if count == 1:
        message = f"a character on page {boxes.label} prints as a box"
    return f"{message}: {shown}" if shown else message


class Fonts:
    """What each font of the file lacks, read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Lacking] = {}

    def of(self, holder: Object) -> dict[str, Lacking]:
        """The fonts of a page or a group by their names, those that lack nothing left out."""
        fonts = holder.get("/Resources", Dictionary()).get("/Font", Dictionary())
        lacking = {}
        for name, font in fonts.items():
            if font.objgen not in self._known or font.objgen == (0, 0):
                self._known[font.objgen] = _lacking(font)
            if self._known[font.objgen]:
                lacking[name] = self._known[font.objgen]
        return lacking


def _lacking(font: Object) -> Lacking:
    if font.get("/Subtype") != Name.Type0:
        return {}
    encoding = font.get("/Encoding")
    if encoding == Name("/Identity-H"):
        codes = {bytes(_CODE_SIZE)}
    elif isinstance(encoding, pikepdf.Stream):
        mapping = encoding.read_bytes().partition(b"begincidchar")[2]
        codes = {bytes.fromhex(code.decode()) for code in _TO_CID.findall(mapping)}
    else:
        return {}
    texts = {}
    if "/ToUnicode" in font:
        for code, text in _TO_TEXT.findall(font.ToUnicode.read_bytes()):
            texts[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode())
    return {code: texts.get(code, b"").decode("utf-16-be", "replace") for code in codes}


def _boxes(
    holder: Object, fonts: Fonts, outer: Matrix, depth: int = 0
) -> Iterator[tuple[str, float]]:
    """The texts that print as boxes on a page or in a group, with their heights on the page."""
    lacking = fonts.of(holder)
    groups = {
        name: group
        for name, group in holder.get("/Resources", Dictionary()).get("/XObject", {}).items()
        if group.get("/Subtype") == Name.Form
    }
    if not groups and not (lacking and _may_show(holder, lacking.values())):
        return
    stack: list[Matrix] = []
    current, line = outer, Matrix()
    shown: Lacking = {}
    for instruction in pikepdf.parse_content_stream(holder):
        operands = instruction.operands
        match str(instruction.operator):
            case "q":
                stack.append(current)
            case "Q" if stack:
                current = stack.pop()
            case "cm":
                current = Matrix(*map(float, operands)) @ current
            case "BT":
                line = Matrix()
            case "Tm":
                line = Matrix(*map(float, operands))
            case "Td" | "TD":
                line = line.translated(float(operands[0]), float(operands[1]))
            case "Tf":
                shown = lacking.get(str(operands[0]), {})
            case "Tj" | "TJ" | "'" | '"' if shown:
                height = (line @ current).f
                for text in _lacked(operands[-1], shown):
                    yield text, height
            case "Do" if str(operands[0]) in groups and depth < _DEEPEST:
                group = groups[str(operands[0])]
                inner = Matrix(*map(float, group.get("/Matrix", Array([1, 0, 0, 1, 0, 0]))))
                yield from _boxes(group, fonts, inner @ current, depth + 1)


def _may_show(holder: Object, fonts: Iterable[Lacking]) -> bool:
    """Whether one of the codes may be in a content stream; it is quicker than to parse it."""
    content = _content(holder).lower()
    codes = {code for lacking in fonts for code in lacking}
    return any(code.hex().encode() in content or code in content for code in codes)


def _content(holder: Object) -> bytes:
    streams = holder.get("/Contents", Array()) if holder.get("/Type") == Name.Page else holder
    if isinstance(streams, Array):
        return b"\n".join(stream.read_bytes() for stream in streams)
    return bytes(streams.read_bytes())


def _lacked(operand: Object, lacking: Lacking) -> Iterator[str]:
    """What is shown of the codes that have no glyph."""
    strings = operand if isinstance(operand, Array) else [operand]
    for string in strings:
        if isinstance(string, pikepdf.String):
            shown = bytes(string)
            for start in range(0, len(shown), _CODE_SIZE):
                code = shown[start : start + _CODE_SIZE]
                if code in lacking:
                    yield lacking[code]

"""Each font once in the whole file: a subset with the glyphs of all leaves.

Source: ISO 32000-1, 9.7 (composite fonts), 9.10.3 (maps to Unicode).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pikepdf import Array, Name, Object, Pdf

from publisher.model import Glyph, LeafFont
from publisher.typefaces.instances import instance, subset
from publisher.typefaces.shelf import Shelf

_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_IN_A_BLOCK = 100  # entries, the most that a map may have in one
_OPENTYPE = b"OTTO"

_Identity = tuple[str, str, int, tuple[tuple[str, float], ...]]


class EmbeddedFonts:
    """The fonts of the whole book, gathered from its leaves."""

    def __init__(self, pdf: Pdf, shelf: Shelf) -> None:
        self._pdf = pdf
        self._shelf = shelf
        self._objects: dict[_Identity, Object] = {}
        self._glyphs: dict[_Identity, dict[int, Glyph]] = {}

    def add(self, resources: Object, fonts: Iterable[LeafFont]) -> None:
        """Take in the fonts of a leaf, whose font `resources` are in the book, and put in their
        place those that the book has."""
        for font in fonts:
            identity = _identity(font)
            name = f"/{font.resource}"
            resources[name] = self._objects.setdefault(identity, resources[name])
            glyphs = self._glyphs.setdefault(identity, {})
            for glyph in font.glyphs:
                glyphs.setdefault(glyph.number, glyph)

    def of(self, font: LeafFont) -> Object:
        """The book's font for one that was taken in."""
        return self._objects[_identity(font)]

    def embed(self) -> None:
        """Put the subsets into the file."""
        for identity, font in self._objects.items():
            _resource, file, number, axes = identity
            glyphs = self._glyphs[identity]
            whole = self._shelf.get(file)
            static = instance(whole, dict(axes), number) if axes else whole
            content = subset(static, 0 if static is not whole else number, glyphs.keys())
            self._complete(font, content, [glyphs[number] for number in sorted(glyphs)])

    def _complete(self, font: Object, content: bytes, glyphs: list[Glyph]) -> None:
        descendant = font.DescendantFonts[0]
        descriptor = descendant.FontDescriptor
        file = self._pdf.make_stream(content)
        if content.startswith(_OPENTYPE):
            file.Subtype = Name.OpenType
            descriptor.FontFile3 = file
        else:
            file.Length1 = len(content)
            descriptor.FontFile2 = file
        left, foot, _right, head = descriptor.FontBBox
        widest = max(round(glyph.width) for glyph in glyphs)
        descriptor.FontBBox = Array([left, foot, widest, head])
        descendant.W = Array(list(_widths(glyphs)))
        font.ToUnicode = self._pdf.make_stream(_to_unicode(glyphs))


def _identity(font: LeafFont) -> _Identity:
    return font.resource, font.file, font.number, font.axes


def _widths(glyphs: list[Glyph]) -> Iterator[object]:
    """Widths by runs of glyphs that follow each other (ISO 32000-1, 9.7.4.3)."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and glyph.number != run[-1].number + 1:
            yield from _run(run)
            run = []
        run.append(glyph)
    yield from _run(run)


def _run(glyphs: list[Glyph]) -> Iterator[object]:
    yield glyphs[0].number
    yield Array([_number(glyph.width) for glyph in glyphs])


def _number(width: float) -> float:
    return int(width) if width.is_integer() else width


def _to_unicode(glyphs: list[Glyph]) -> bytes:
    lines = [_CMAP_HEAD]
    for start in range(0, len(glyphs), _IN_A_BLOCK):
        batch = glyphs[start : start + _IN_A_BLOCK]
        lines.append(f"{len(batch)} beginbfchar\n")
        for glyph in batch:
            lines.append(f"<{glyph.number:04x}> <{glyph.text.encode('utf-16-be').hex()}>\n")
        lines.append("endbfchar\n")
    lines.append(_CMAP_FOOT)
    return "".join(lines).encode("ascii")

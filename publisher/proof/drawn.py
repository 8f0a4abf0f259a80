"""What is drawn on a page as a file says it, so that equal pages can be known without drawing them.

The digest of a page covers its content stream, its boxes and its resources, but not the linker's
folio, and not its fonts: the finished file has other subsets of them. `FontSays` is what a page's
text is read by, its codes' texts and widths; a font that says the same of all codes will do.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from publisher.model import Area

# What the linker sets: see publisher/link/folio.py. Anything else is no folio.
_FOLIO = re.compile(
    rb"(?:\nQ\n)?/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq\n[\d. a-z]*\n"
    rb"BT\n/(\w+) ([\d.]+) Tf\n([\d.]+) ([\d.]+) Td\n<([0-9a-f]+)> Tj\nET\nQ\nEMC\n",
    re.IGNORECASE,
)
_BEFORE = b"q\n"
_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_LEFT_OUT = frozenset({"/Font", "/StructParent", "/StructParents", "/Length", "/Parent"})
_TO_TEXT = re.compile(rb"<([0-9a-f]{4})>\s*<([0-9a-f]+)>", re.IGNORECASE)
_DIGITS = 4
_USUAL_WIDTH = 1000.0
_DEEPEST = 12

# Of each code of a font, in hexadecimal: its width, a space, its text. Of none: what codes are.
FontSays = dict[str, str]


@dataclass(frozen=True)
class Folio:
    """The page's number as the linker set it: its text, and an area that it does not leave."""

    text: str
    area: Area


@dataclass
class Drawings:
    """Reads pages of one file; what they share is read once."""

    _digests: dict[tuple[int, int], bytes] = field(default_factory=dict)
    _fonts: dict[tuple[int, int], FontSays] = field(default_factory=dict)
    _upper: dict[tuple[tuple[int, int], str], Any] = field(default_factory=dict)
    _compared: dict[tuple[tuple[int, int], int], bool] = field(default_factory=dict)

    def key(self, page: pikepdf.Page, content: Area) -> tuple[str, Folio | None] | None:
        """The digest of a page, `content` being what is inside its margins, and its folio.

        None when its streams are not as the linker leaves them.
        """
        contents = page.obj.get("/Contents")
        streams: list[Any] = list(contents) if isinstance(contents, Array) else [contents]
        if not all(isinstance(stream, Stream) for stream in streams):
            return None
        folio = None
        if len(streams) > 1:
            folio = self._folio(page, streams.pop())
            if len(streams) > 1 and streams[0].read_bytes() == _BEFORE:
                del streams[0]
            if folio is None or len(streams) > 1:
                return None
        sides = (content.left, content.foot, content.right, content.head)
        digest = hashlib.blake2b(digest_size=20)
        for part in (
            streams[0].read_raw_bytes(),
            *(_plain(self._inherited(page.obj, name)) for name in _BOXES),
            " ".join(f"{side:.2f}" for side in sides).encode(),
            self._digest(self._inherited(page.obj, "/Resources")),
        ):
            digest.update(hashlib.blake2b(part, digest_size=20).digest())
        return digest.hexdigest(), folio

    def fonts(self, page: pikepdf.Page) -> Iterator[tuple[str, Object]]:
        """The fonts of a page and of the groups on it, by names that tell them apart."""
        yield from _fonts(self._inherited(page.obj, "/Resources"), "", 0)

    def says(self, font: Object) -> FontSays:
        """What a font says of its codes."""
        if font.objgen == (0, 0):
            return _says(font)
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _says(font)
        return self._fonts[font.objgen]

    def says_all(self, font: Object, said: FontSays) -> bool:
        """Whether a font says of the codes of another what that does. `said` must stay alive."""
        key = (font.objgen, id(said))
        if font.objgen == (0, 0) or key not in self._compared:
            self._compared[key] = said.items() <= self.says(font).items()
        return self._compared[key]

    def _folio(self, page: pikepdf.Page, stream: Object) -> Folio | None:
        found = _FOLIO.fullmatch(stream.read_bytes())
        font = self._inherited(page.obj, "/Resources").get("/Font", Dictionary())
        name = f"/{found[1].decode()}" if found else ""
        if found is None or name not in font:
            return None
        says, shown = self.says(font[name]), found[5].decode().lower()
        codes = [shown[at : at + _DIGITS] for at in range(0, len(shown), _DIGITS)]
        if any(code not in says for code in codes):
            return None
        glyphs = [says[code].partition(" ") for code in codes]
        size, left, foot = float(found[2]), float(found[3]), float(found[4])
        width = sum(float(glyph[0]) for glyph in glyphs) * size / 1000
        area = Area(left - size / 2, foot - size / 2, left + width + size / 2, foot + size)
        return Folio("".join(glyph[2] for glyph in glyphs), area)

    def _inherited(self, node: Object, name: str, depth: int = 0) -> Any:
        """An attribute of a page, or what it has from the nodes above it (ISO 32000-1, 7.7.3.4)."""
        found = node.get(name)
        if found is None and depth < _DEEPEST and "/Parent" in node:
            upper = node.Parent
            key = (upper.objgen, name)
            if key not in self._upper:
                self._upper[key] = self._inherited(upper, name, depth + 1)
            return self._upper[key]
        return Dictionary() if found is None and name == "/Resources" else found

    def _digest(self, value: Object, depth: int = 0) -> bytes:
        """The digest of an object and of all that it leads to, fonts left out."""
        known = getattr(value, "objgen", (0, 0))
        if known != (0, 0) and known in self._digests:
            return self._digests[known]
        digest = hashlib.blake2b(digest_size=20)
        if depth > _DEEPEST:
            pass
        elif isinstance(value, Dictionary | Stream):
            for name in sorted(value.keys()):
                if name not in _LEFT_OUT:
                    digest.update(name.encode() + self._digest(value[name], depth + 1))
            if isinstance(value, Stream):
                digest.update(value.read_raw_bytes())
        elif isinstance(value, Array):
            for item in value:
                digest.update(self._digest(item, depth + 1))
        else:
            digest.update(_plain(value))
        made = digest.digest()
        if known != (0, 0):
            self._digests[known] = made
        return made


def _fonts(resources: Object, within: str, depth: int) -> Iterator[tuple[str, Object]]:
    for name, font in resources.get("/Font", Dictionary()).items():
        yield within + name, font
    if depth < _DEEPEST:
        for name, group in resources.get("/XObject", Dictionary()).items():
            if group.get("/Subtype") == Name.Form and "/Resources" in group:
                yield from _fonts(group.Resources, within + name, depth + 1)


def _says(font: Object) -> FontSays:
    """Texts and widths by code: ISO 32000-1, 9.7.4.3 and 9.10.3. Fonts of other kinds are not
    told apart, but by what they are."""
    if font.get("/Subtype") != Name.Type0 or "/ToUnicode" not in font:
        return {"": str(font.get("/Subtype"))}
    widths = _widths(font.DescendantFonts[0])
    encoding = font.get("/Encoding", "")
    codes = encoding.read_bytes() if isinstance(encoding, Stream) else str(encoding).encode()
    says = {"": hashlib.blake2b(codes, digest_size=20).hexdigest()}
    for code, text in _TO_TEXT.findall(font.ToUnicode.read_bytes()):
        signs = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        says[code.decode().lower()] = f"{widths.get(int(code, 16), _USUAL_WIDTH):g} {signs}"
    return says


def _widths(font: Object) -> dict[int, float]:
    widths: dict[int, float] = {}
    entries: list[Any] = list(font.get("/W", Array()))
    position = 0
    while position < len(entries):
        first, second = int(entries[position]), entries[position + 1]
        if isinstance(second, Array):
            widths.update((first + n, float(value)) for n, value in enumerate(second))
            position += 2
        else:
            width = float(entries[position + 2])
            widths.update(dict.fromkeys(range(first, int(second) + 1), width))
            position += 3
    return widths


def _plain(value: object) -> bytes:
    """A number, name, string or array as it is written, whatever the object around it."""
    if isinstance(value, Object):
        return value.unparse(resolved=True)
    return str(value).encode()

"""What image files are, told by their first bytes: nothing is decoded, nothing fetched."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

_FORMATS = ("AVIF", "BMP", "GIF", "ICO", "JPEG", "JPEG2000", "MPO", "PNG", "PPM", "TIFF", "WEBP")
_ORIENTATION = 0x0112  # Exif 2.3, 4.6.4
_TURNED = (5, 6, 7, 8)
_REMOTE = re.compile(
    rb"(?:href|src)\s*=\s*[\"']\s*(?:https?:)?//|url\(\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE
)
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}


@dataclass(frozen=True)
class ImageFile:
    """An image file: its upright width and height in pixels, 0 where it states none.

    `fault` says why it cannot be printed, and is empty when it can. `is_scaled` tells a drawing
    without a size of its own, which would fill the page; `is_remote` one that needs the network.
    """

    width: float = 0
    height: float = 0
    fault: str = ""
    is_scaled: bool = False
    is_remote: bool = False


def read_image(file: Path) -> ImageFile:
    """What the image in a file is. The file must exist; that it cannot be read is a fault."""
    try:
        status = file.stat()
        return _read(file, status.st_mtime_ns, status.st_size)
    except OSError:
        return ImageFile(fault="it cannot be opened")


@lru_cache(maxsize=4096)
def _read(file: Path, _modified: int, size: int) -> ImageFile:
    if size == 0:
        return ImageFile(fault="the file is empty")
    with file.open("rb") as opened:
        start = opened.read(1024)
    if start.startswith(b"version https://git-lfs"):
        return ImageFile(fault="it is a pointer of Git LFS, and `git lfs pull` fetches the image")
    if start.startswith(b"%PDF"):
        return ImageFile(fault="it is a PDF, not an image")
    if file.suffix.lower() == ".svg" or b"<svg" in start:
        return _drawing(file.read_bytes())
    return _raster(file)


def _raster(file: Path) -> ImageFile:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of many pixels: Pillow raises at twice as many
            with Image.open(file) as image:
                width, height = image.size
                if image.format not in _FORMATS:
                    return ImageFile(fault=f"{image.format} images cannot be printed")
                if image.getexif().get(_ORIENTATION) in _TURNED:
                    width, height = height, width
                return ImageFile(width, height)
    except Image.DecompressionBombError:
        return ImageFile(fault="it has too many pixels")
    except Exception:  # whatever a broken file makes Pillow's readers die of
        return ImageFile(fault="it is no image that can be read")


def _drawing(content: bytes) -> ImageFile:
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):
        return ImageFile(fault="it is no SVG that can be read")
    if root.tag.rpartition("}")[2] != "svg":
        return ImageFile(fault="it is no SVG that can be read")
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    is_scaled = not width and not height
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4 and all(re.fullmatch(r"-?[\d.]+", value) for value in box):
        box_width, box_height = float(box[2]), float(box[3])
        if box_width and box_height:
            ratio = box_width / box_height
            width, height = width or height * ratio, height or width / ratio
            width, height = width or box_width, height or box_height
    return ImageFile(width, height, "", is_scaled, _REMOTE.search(content) is not None)


def _pixels(length: str | None) -> float:
    found = _LENGTH.fullmatch(length or "")
    try:
        return float(found[1]) * _PIXELS[found[2]] if found else 0.0
    except ValueError:
        return 0.0

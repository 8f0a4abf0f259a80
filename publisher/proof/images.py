"""Images have as many pixels as print needs."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.model import Handbook, Problem, Severity
from publisher.proof.items import Kind
from publisher.proof.printed import Printed

LEAST_DPI = 150
_POINTS_PER_INCH = 72
_SMALLEST = 10 / 25.4 * _POINTS_PER_INCH  # an icon: nobody looks into it


def coarse_images(printed: Printed, handbook: Handbook | None) -> Iterator[Problem]:
    """A warning for each image that prints with less than 150 pixels to the inch."""
    for page in printed.pages:
        for item in page.items:
            width, height = item.size
            if item.kind is not Kind.IMAGE or max(width, height) < _SMALLEST or not min(item.size):
                continue
            across, down = item.pixels
            dpi = min(across / width, down / height) * _POINTS_PER_INCH
            if round(dpi) >= LEAST_DPI:
                continue
            wanted = round(width / _POINTS_PER_INCH * LEAST_DPI)
            size = f"{across} × {down} pixels"
            message = f"an image on page {page.label} prints with {dpi:.0f} dpi ({size})"
            hint = f"At the size at which it prints it needs to be {wanted} pixels wide."
            where = printed.where(page.index, item.area.head)
            yield Problem("proof-image", message, *where, hint, Severity.WARNING)

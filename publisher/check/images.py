"""Images that are not there, or not described, and the book's logo."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from publisher.model import Chapter, Handbook, Place, Problem, Severity
from publisher.references import Fate, Resolved, Resolver, references

_SETTINGS = "handbook.yaml"


def check_images(resolver: Resolver, chapter: Chapter, *, has_settings: bool) -> Iterator[Problem]:
    """A problem for each image of the chapter that cannot be printed, or not be told aloud.

    A box with its words is printed instead, so that these are warnings.
    """
    for reference in references(chapter):
        if not reference.is_image:
            continue
        target = unquote(reference.target)
        place = reference.place
        resolved = resolver.printed_image(chapter, reference.target)
        severity = Severity.ERROR if has_settings else Severity.WARNING
        yield from _unprinted(resolver, resolved, target, place, severity)
        if not reference.alternative.strip() and not reference.is_decoration:
            hint = "Say in a few words what the image shows: ![words](path)."
            yield _undescribed(f"the image {target!r} has no alternative text", place, hint)


def check_logo(resolver: Resolver, handbook: Handbook) -> Iterator[Problem]:
    """A problem for the book's logo if it cannot be printed, or nothing says whose it is."""
    logo, resolved = handbook.logo, resolver.logo()
    if logo is None or resolved is None:
        return
    place = Place(_SETTINGS, logo.line)
    yield from _unprinted(resolver, resolved, logo.path, place, Severity.ERROR)
    if not handbook.organisation:
        hint = "Name its owner: `organisation: Example Ltd`."
        yield _undescribed(f"the logo {logo.path!r} has no alternative text", place, hint)


def _unprinted(
    resolver: Resolver, resolved: Resolved, target: str, place: Place, severity: Severity
) -> Iterator[Problem]:
    """What keeps an image from being printed whole; `severity` is that of one outside the book."""
    path, line = place.path, place.line
    match resolved.fate:
        case Fate.NOWHERE:
            near = f"Did you mean {resolved.nearest}?" if resolved.nearest else ""
            message = f"there is no image {target!r}"
            yield Problem("image-missing", message, path, line, near, Severity.WARNING)
        case Fate.OUTSIDE:
            hint = "Copy the image into the book folder."
            message = f"the image {target!r} is outside the book folder"
            yield Problem("image-outside", message, path, line, hint, severity)
        case Fate.UNREADABLE:
            message = f"the image {target!r} is not printed: {resolved.fault}"
            hint = "Save it anew as PNG, JPEG or SVG."
            yield Problem("image-unreadable", message, path, line, hint, Severity.WARNING)
        case Fate.EXTERNAL:
            hint = "Copy the image into the book folder: a build never uses the network."
            message = f"the image {target!r} is not printed"
            yield Problem("image-remote", message, path, line, hint, Severity.WARNING)
    if resolver.image_file(resolved).is_remote:
        hint = "Put what it refers to into the file: a build never uses the network."
        message = f"the image {target!r} is printed without what it takes from the network"
        yield Problem("image-remote", message, path, line, hint, Severity.WARNING)


def _undescribed(message: str, place: Place, hint: str) -> Problem:
    return Problem("image-alternative", message, place.path, place.line, hint, Severity.WARNING)

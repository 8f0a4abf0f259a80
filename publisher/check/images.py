"""Images that are not there, or not described."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from publisher.model import Chapter, Problem, Severity
from publisher.references import Fate, Resolver, references


def check_images(resolver: Resolver, chapter: Chapter, *, has_settings: bool) -> Iterator[Problem]:
    """A problem for each image of the chapter that cannot be printed, or not be told aloud.

    A box with its words is printed instead, so that these are warnings.
    """
    for reference in references(chapter):
        if not reference.is_image:
            continue
        target = unquote(reference.target)
        path, line = reference.place.path, reference.place.line
        resolved = resolver.printed_image(chapter, reference.target)
        match resolved.fate:
            case Fate.NOWHERE:
                near = f"Did you mean {resolved.nearest}?" if resolved.nearest else ""
                message = f"there is no image {target!r}"
                yield Problem("image-missing", message, path, line, near, Severity.WARNING)
            case Fate.OUTSIDE:
                hint = "Copy the image into the book folder."
                message = f"the image {target!r} is outside the book folder"
                severity = Severity.ERROR if has_settings else Severity.WARNING
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
        if not reference.alternative.strip() and not reference.is_decoration:
            hint = "Say in a few words what the image shows: ![words](path)."
            message = f"the image {target!r} has no alternative text"
            yield Problem("image-alternative", message, path, line, hint, Severity.WARNING)

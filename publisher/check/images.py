"""Images that are not there, or not described."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from publisher.model import Chapter, Problem, Severity
from publisher.references import Fate, Resolver, references


def check_images(resolver: Resolver, chapter: Chapter) -> Iterator[Problem]:
    """A problem for each image of the chapter that cannot be printed, or not be told aloud."""
    for reference in references(chapter):
        if not reference.is_image:
            continue
        target = unquote(reference.target)
        path, line = reference.place.path, reference.place.line
        resolved = resolver.image(chapter, reference.target)
        match resolved.fate:
            case Fate.NOWHERE:
                near = f"Did you mean {resolved.nearest}?" if resolved.nearest else ""
                yield Problem("image-missing", f"there is no image {target!r}", path, line, near)
            case Fate.OUTSIDE:
                hint = "Copy the image into the book folder."
                message = f"the image {target!r} is outside the book folder"
                yield Problem("image-outside", message, path, line, hint)
            case Fate.EXTERNAL:
                hint = "Copy the image into the book folder: a build never uses the network."
                message = f"the image {target!r} is not printed"
                yield Problem("image-remote", message, path, line, hint, Severity.WARNING)
        if not reference.alternative.strip():
            hint = "Say in a few words what the image shows: ![words](path)."
            message = f"the image {target!r} has no alternative text"
            yield Problem("image-alternative", message, path, line, hint, Severity.WARNING)

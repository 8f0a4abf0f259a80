"""Links that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from publisher.model import Chapter, Handbook, Problem, Severity
from publisher.references import Fate, Resolver, references


def check_links(handbook: Handbook, resolver: Resolver, chapter: Chapter) -> Iterator[Problem]:
    """A problem for each link of the chapter that has no place in the book to lead to.

    A broken link is an error in a book written for this publisher, and a warning in a folder
    that was not: there it is often the site around it that is missing. Where a target was template
    syntax, that is told already.
    """
    broken = Severity.ERROR if handbook.has_settings else Severity.WARNING
    left_out = {chapter.place(found.index) for found in chapter.left_out}
    for reference in references(chapter):
        if reference.is_image:
            continue
        resolved = resolver.link(chapter, reference.target)
        target = unquote(reference.target)
        path, line = reference.place.path, reference.place.line
        if not target.strip() and reference.place in left_out:
            continue
        match resolved.fate:
            case Fate.NOWHERE:
                message = f"nothing is at {target!r}" if target.strip() else "a link has no target"
                hint = f"Did you mean {resolved.nearest}?" if resolved.nearest else ""
                if resolved.url and not hint:
                    hint = "The file is there, its heading is not: correct what stands after #."
                yield Problem("link-broken", message, path, line, hint, broken)
            case Fate.NOT_A_CHAPTER:
                message = f"{target!r} is not a chapter of this book"
                hint = "The words are printed without a link."
                yield Problem("link-unprinted", message, path, line, hint, Severity.NOTE)
            case Fate.OUTSIDE:
                message = f"{target!r} lies outside the book folder"
                hint = "Copy the file into the book folder, or link to an address on the web."
                yield Problem("link-outside", message, path, line, hint, broken)
            case Fate.SCHEME:
                message = f"{target!r} is no address that a book can lead to"
                meant = f"Did you mean {resolved.nearest}?" if resolved.nearest else ""
                hint = meant or "The words are printed without a link."
                yield Problem("link-scheme", message, path, line, hint, Severity.WARNING)

"""Terms that glossaries define twice, and those that they leave unlinked but do not define."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from publisher.model import Handbook, Problem


def check_terms(handbook: Handbook) -> Iterator[Problem]:
    """A problem for each term that is to be left unlinked and is not defined, and for each, or
    other form of one, that stands for another term already."""
    for chapter in handbook.chapters:
        names = [term.name for term in chapter.terms]
        for name in chapter.unlinked:
            if name not in names:
                near = difflib.get_close_matches(name, names, n=1)
                hint = f"Did you mean {near[0]}?" if near else "Write the term as it is defined."
                message = f"`unlinked`: this glossary does not define {name!r}"
                line = chapter.unlinked_line
                yield Problem("term-unknown", message, str(chapter.path), line, hint)
    known: dict[str, str] = {}  # where each name of a term is defined
    for chapter in handbook.chapters:
        for term in chapter.terms:
            place = chapter.place(term.index)
            here = f"{place.path}:{place.line}"
            for name in dict.fromkeys((term.name, *term.forms)):
                first = known.setdefault(name.casefold(), here)
                if first != here:
                    message = f"the term {name!r} is defined at {first} already"
                    hint = "Make one definition of the two, or tell the terms apart by their names."
                    yield Problem("term-repeated", message, place.path, place.line, hint)

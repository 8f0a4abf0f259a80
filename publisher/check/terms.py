"""Terms that glossaries define twice."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.model import Handbook, Problem


def check_terms(handbook: Handbook) -> Iterator[Problem]:
    """A problem for each term, or other form of one, that stands for another term already."""
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

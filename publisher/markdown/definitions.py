"""The terms of a glossary's definition lists: their names, their forms, an anchor for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.markdown.headings import TitledBody, plain_text
from publisher.markdown.slugs import Uniquifier, slug
from publisher.model import Term

# As in `SLO (service level objective, objective)`; Chinese and Japanese have signs of their own.
_WITH_FORMS = re.compile(r"(?P<name>.*?\S)\s*[(（](?P<forms>[^()（）]+)[)）]\s*", re.DOTALL)
_COMMA = re.compile("[,،、，]")


def name_terms(body: TitledBody, chapter_anchor: str) -> tuple[Term, ...]:
    """The terms that a glossary defines. Their tokens are given the anchors, unique in the book."""
    taken = (heading.anchor.partition("#")[2] for heading in body.headings)
    fragments = Uniquifier((*body.title_fragments, *taken))
    return tuple(_named(body, chapter_anchor, fragments))


def _named(body: TitledBody, chapter_anchor: str, fragments: Uniquifier) -> Iterator[Term]:
    for position, token in enumerate(body.tokens):
        if token.type != "dt_open":
            continue
        name, forms = _name_and_forms(plain_text(body.tokens[position + 1]))
        anchor = f"{chapter_anchor}#{fragments.unique(slug(name) or 'term')}"
        token.attrs["id"] = anchor
        yield Term(name, forms, anchor, (token.map or [0])[0])


def _name_and_forms(text: str) -> tuple[str, tuple[str, ...]]:
    text = " ".join(text.split())
    found = _WITH_FORMS.fullmatch(text)
    if found is None:
        return text, ()
    forms = (form.strip() for form in _COMMA.split(found["forms"]))
    return found["name"], tuple(form for form in forms if form)

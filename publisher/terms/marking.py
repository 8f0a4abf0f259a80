"""Chapters in which terms lead to their definitions, and places have the anchors of the index.

It works on the tokens between reading and rendering and changes none: the text stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from publisher.language.tags import fallbacks
from publisher.model import Chapter, Handbook, IndexEntry, Kind, Term
from publisher.terms.forms import WholeWords, phrase_pattern, term_pattern
from publisher.terms.running_text import passage_of, running_lines

_WITHOUT_LINKS = (Kind.GLOSSARY, Kind.INDEX, Kind.WORKSHEET)


@dataclass(frozen=True)
class Marked:
    """A chapter with its links to terms and its anchors of the index in its tokens.

    `uses` are the terms that it leads to, each with the anchor of the place that does; `places` has
    for each index entry with a phrase the anchor of that phrase, None where the text has it not.
    """

    chapter: Chapter
    uses: tuple[tuple[Term, str], ...]
    places: tuple[tuple[IndexEntry, str | None], ...]


class Terms:
    """The terms of a handbook's glossaries, which its chapters lead to."""

    def __init__(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self._known: dict[str, tuple[WholeWords, list[Term]]] = {}
        for language in {_base(handbook.language_of(chapter)) for chapter in handbook.chapters}:
            forms = [
                (form, term)
                for chapter in handbook.chapters
                if _base(handbook.language_of(chapter)) == language
                for term in chapter.terms
                if term.name not in chapter.unlinked
                for form in (term.name, *term.forms)
            ]
            if forms:
                forms.sort(key=lambda entry: -len(entry[0]))  # the longest is tried first
                patterns = [term_pattern(form, language) for form, _term in forms]
                self._known[language] = WholeWords(patterns), [term for _form, term in forms]

    def mark_all(self) -> tuple[Marked, ...]:
        """All chapters of the handbook, marked."""
        return tuple(self.mark(chapter) for chapter in self._handbook.chapters)

    def mark(self, chapter: Chapter) -> Marked:
        """The chapter with the first use of each term linked, and the places of its entries."""
        tokens = list(chapter.tokens)
        uses = tuple(self._link_terms(chapter, tokens))
        entries = [entry for entry in chapter.index_entries if entry.phrase]
        places = tuple(_anchor_phrases(chapter, tokens, entries))
        return Marked(replace(chapter, tokens=tuple(tokens)), uses, places)

    def _link_terms(self, chapter: Chapter, tokens: list[Token]) -> Iterator[tuple[Term, str]]:
        language = _base(self._handbook.language_of(chapter))
        if chapter.kind in _WITHOUT_LINKS or language not in self._known:
            return
        words, terms = self._known[language]
        used: set[str] = set()
        for position in running_lines(tokens):
            children = tokens[position].children or []
            passage = passage_of(children)
            cuts: list[_Cut] = []
            for found in words.find(passage.text):
                term = terms[found.number]
                cut = _link_cut(children, passage.starts, found.start, found.end)
                if term.anchor in used or cut is None or passage.linked & cut.pieces:
                    continue
                used.add(term.anchor)
                anchor = f"{chapter.anchor}#term:{len(used)}"
                cuts.append(replace(cut, name="term", tag="a", anchor=anchor, leads_to=term.anchor))
                yield term, anchor
            if cuts:
                tokens[position] = tokens[position].copy(children=_cut(children, cuts))


def _anchor_phrases(
    chapter: Chapter, tokens: list[Token], entries: Sequence[IndexEntry]
) -> Iterator[tuple[IndexEntry, str | None]]:
    """Each entry with the anchor of its phrase's first place, which the tokens are given."""
    wanted = dict(enumerate(entries))
    words = {n: WholeWords([phrase_pattern(entry.phrase)]) for n, entry in wanted.items()}
    found_at: dict[int, str] = {}
    for position in running_lines(tokens):
        if not wanted:
            break
        children = tokens[position].children or []
        passage = passage_of(children)
        starts: dict[int, tuple[int, str]] = {}  # where a phrase begins: its end, its anchor
        for number in list(wanted):
            found = next(words[number].find(passage.text), None)
            if found is not None:
                del wanted[number]
                anchor = f"{chapter.anchor}#index:{number + 1}"
                _end, found_at[number] = starts.setdefault(found.start, (found.end, anchor))
        if starts:
            cuts = list(_first_words(children, passage.starts, passage.text, starts))
            tokens[position] = tokens[position].copy(children=_cut(children, cuts))
    for number, entry in enumerate(entries):
        yield entry, found_at.get(number)


@dataclass(frozen=True)
class _Cut:
    """A stretch of text that a tag is put around: from a place in one text token to a place in the
    same or another one. A place is the position of the token, and that of the character in it."""

    start: tuple[int, int]
    end: tuple[int, int]
    name: str = ""
    tag: str = ""
    anchor: str = ""
    leads_to: str = ""

    @property
    def pieces(self) -> frozenset[int]:
        """The positions of the tokens that it reaches over."""
        return frozenset(range(self.start[0], self.end[0] + 1))


def _link_cut(
    children: Sequence[Token], starts: Sequence[int], start: int, end: int
) -> _Cut | None:
    """The cut for a stretch of a passage; None where a tag around it would cross another."""
    first, last = _place(children, starts, start), _place(children, starts, end - 1)
    depth = 0
    for child in children[first[0] : last[0] + 1]:
        depth += child.nesting
        if depth < 0:
            return None
    return _Cut(first, (last[0], last[1] + 1)) if depth == 0 else None


def _first_words(
    children: Sequence[Token],
    starts: Sequence[int],
    text: str,
    phrases: dict[int, tuple[int, str]],
) -> Iterator[_Cut]:
    """A cut for the first word of each phrase: the anchor is where that word is, however its
    paragraph is broken over lines and pages."""
    in_order = sorted(phrases)
    for start, following in zip(in_order, [*in_order[1:], len(text)], strict=True):
        end, anchor = phrases[start]
        place, character = _place(children, starts, start)
        piece = starts[place] + len(children[place].content)
        word = re.compile(r"\S+").match(text, start, min(end, piece, following))
        length = word.end() - start if word else 1
        yield _Cut((place, character), (place, character + length), "index", "span", anchor)


def _place(children: Sequence[Token], starts: Sequence[int], at: int) -> tuple[int, int]:
    """The text token, and the character in it, at a place in a passage."""
    for position, (child, start) in enumerate(zip(children, starts, strict=True)):
        if child.type == "text" and start <= at < start + len(child.content):
            return position, at - start
    raise ValueError(f"no text is at {at}")


def _cut(children: Sequence[Token], cuts: Sequence[_Cut]) -> list[Token]:
    """The children with tags around these stretches, no two of which overlap."""
    opening = {cut.start: cut for cut in cuts}
    closing = {cut.end: cut for cut in cuts}
    made: list[Token] = []
    for position, child in enumerate(children):
        edges = sorted({at for place, at in (*opening, *closing) if place == position})
        if not edges:
            made.append(child)
            continue
        begun = 0
        for at in (*edges, len(child.content)):
            if at > begun:
                made.append(child.copy(content=child.content[begun:at]))
                begun = at
            if cut := closing.pop((position, at), None):
                made.append(Token(f"{cut.name}_close", cut.tag, -1))
            if cut := opening.pop((position, at), None):
                made.append(_open(cut))
    return made


def _open(cut: _Cut) -> Token:
    leads_to = {"href": cut.leads_to} if cut.leads_to else {}
    return Token(f"{cut.name}_open", cut.tag, 1, attrs={"id": cut.anchor, **leads_to})


def _base(language: str) -> str:
    return fallbacks(language)[-1]

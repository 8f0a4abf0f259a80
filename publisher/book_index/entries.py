"""The entries of the index, from front matter, glossaries, stages and tracks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from publisher.book_index.order import letter, sort_key
from publisher.language import Words, salary_range, span, words_in
from publisher.model import Chapter, Handbook, IndexEntry
from publisher.terms import Marked


@dataclass(frozen=True)
class PrintedPage:
    """A page of the body: its place, from 0, and its number as printed."""

    position: int
    label: str


@dataclass(frozen=True)
class Locator:
    """A page number that leads to `anchor`; a main one is that of a definition or a chapter."""

    label: str
    anchor: str
    is_main: bool


@dataclass(frozen=True)
class Row:
    """A line of the index. `see` is the row to look under, with its `name` for links within the
    index; one that says more besides is a `see also`. `rows` stand under subheadings."""

    name: str
    text: str
    locators: tuple[Locator, ...] = ()
    see: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def is_cross_reference(self) -> bool:
        """Whether the row has nothing but another to look under."""
        return not self.locators and not self.rows

    @property
    def is_run_in(self) -> bool:
        """Whether the row has a single subheading and nothing else: both stand on one line."""
        return len(self.rows) == 1 and not self.locators and not self.see


@dataclass(frozen=True)
class Group:
    """The rows under a letter, which is empty where the script has none."""

    letter: str
    rows: tuple[Row, ...]


@dataclass
class _Entry:
    heading: str
    figures: str = ""
    main: list[str] = field(default_factory=list)  # anchors
    others: list[str] = field(default_factory=list)
    see: list[str] = field(default_factory=list)  # keys of other entries
    under: dict[str, _Entry] = field(default_factory=dict)


class BookIndex:
    """All that the index of a handbook says, whatever pages it comes to stand on.

    `marked` are the handbook's chapters with their anchors.
    """

    def __init__(self, handbook: Handbook, marked: Iterable[Marked]) -> None:
        self._language = handbook.language
        self._words = words_in(handbook.language, handbook.words)
        self._entries: dict[str, _Entry] = {}
        self._cross_references: list[IndexEntry] = []
        marked = tuple(marked)
        for chapter in handbook.chapters:
            self._add_terms(chapter)
        for chapter in handbook.chapters:
            self._add_figures(chapter)
        for one in marked:
            for term, anchor in one.uses:
                self._entry(term.name).others.append(anchor)
            self._add_phrases(one)
        for reference in self._cross_references:
            if self.has(reference.see):
                self._entry(reference.heading).see.append(_key(reference.see))

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all entries."""
        return tuple(entry.heading for entry in self._entries.values())

    def has(self, heading: str) -> bool:
        """Whether there is an entry under a heading."""
        return _key(heading) in self._entries

    def groups(self, pages: Mapping[str, PrintedPage]) -> tuple[Group, ...]:
        """The index in the order of the alphabet. `pages` are those of anchors; what is on none
        has no number."""
        in_order = list(self._without_neighbours(pages))
        names = {key: f"entry:{number + 1}" for number, (key, _entry) in enumerate(in_order)}
        rows = [(entry, self._row(names[key], entry, names, pages)) for key, entry in in_order]
        grouped = groupby(rows, key=lambda pair: letter(pair[0].heading, self._language))
        return tuple(Group(head, tuple(row for _entry, row in pairs)) for head, pairs in grouped)

    def _without_neighbours(self, pages: Mapping[str, PrintedPage]) -> Iterator[tuple[str, _Entry]]:
        """The entries in order, but for the cross references that would stand beside what they
        name, such as `hand over, see Handover`."""
        in_order = sorted(self._entries.items(), key=lambda entry: self._sort_key(entry[1]))
        for position, (key, entry) in enumerate(in_order):
            beside = in_order[max(position - 1, 0) : position + 2]
            neighbours = {other for other, _entry in beside}
            says_more = entry.under or _locators(entry, pages)
            if says_more or not entry.see or not neighbours.issuperset(entry.see):
                yield key, entry

    def _add_terms(self, chapter: Chapter) -> None:
        for term in chapter.terms:
            entry = self._entry(term.name)
            entry.main.append(term.anchor)
            for form in term.forms:
                if _key(form) != _key(term.name):
                    self._entry(form).see.append(_key(term.name))

    def _add_figures(self, chapter: Chapter) -> None:
        """Stages and tracks, with the figures of their front matter."""
        if chapter.stage is not None:
            years = chapter.stage.years
            figures = span(years.low, years.high, self._words) if years else ""
            self._add_chapter(chapter.stage.label, figures, chapter)
        if chapter.track is not None:
            salary = chapter.track.salary
            amount = salary_range(salary, self._words)
            figures = self._words(f"salary-{salary.period}", amount=amount)
            self._add_chapter(chapter.title, figures, chapter)

    def _add_chapter(self, heading: str, figures: str, chapter: Chapter) -> None:
        entry = self._entry(heading)
        entry.figures = figures
        entry.main.append(chapter.anchor)

    def _add_phrases(self, marked: Marked) -> None:
        for index_entry in marked.chapter.index_entries:
            if index_entry.see:
                self._cross_references.append(index_entry)
        for index_entry, anchor in marked.places:
            if anchor is None:
                continue
            entry = self._entry(index_entry.heading)
            if index_entry.subheading:
                key = _key(index_entry.subheading)
                entry = entry.under.setdefault(key, _Entry(index_entry.subheading))
            entry.others.append(anchor)

    def _entry(self, heading: str) -> _Entry:
        return self._entries.setdefault(_key(heading), _Entry(heading))

    def _sort_key(self, entry: _Entry) -> tuple[str, str]:
        return sort_key(entry.heading, self._language)

    def _row(
        self, name: str, entry: _Entry, names: Mapping[str, str], pages: Mapping[str, PrintedPage]
    ) -> Row:
        see = {key: self._entries[key] for key in entry.see if key in self._entries}
        under = sorted(entry.under.values(), key=self._sort_key)
        return Row(
            name,
            _with_figures(entry, self._words),
            _locators(entry, pages),
            tuple(Row(names[key], other.heading) for key, other in see.items()),
            tuple(self._row("", one, names, pages) for one in under),
        )


def _key(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _with_figures(entry: _Entry, words: Words) -> str:
    if not entry.figures:
        return entry.heading
    return words("index-figures", heading=entry.heading, figures=entry.figures)


def _locators(entry: _Entry, pages: Mapping[str, PrintedPage]) -> tuple[Locator, ...]:
    """The pages of an entry in their order, each once; main ones count before others."""
    found: dict[str, tuple[int, Locator]] = {}
    for anchors, is_main in ((entry.main, True), (entry.others, False)):
        for anchor in anchors:
            if page := pages.get(anchor):
                locator = Locator(page.label, anchor, is_main)
                found.setdefault(page.label, (page.position, locator))
    return tuple(locator for _position, locator in sorted(found.values(), key=lambda pair: pair[0]))

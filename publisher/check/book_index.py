"""What the index cannot lead to."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from publisher.book_index import BookIndex
from publisher.model import Handbook, Kind, Problem, Severity
from publisher.terms import Marked


def check_book_index(handbook: Handbook, marked: Sequence[Marked]) -> Iterator[Problem]:
    """A warning for each phrase that is not in its chapter, each cross reference to nothing, and an
    index in which nothing stands."""
    book_index = BookIndex(handbook, marked)
    for one in marked:
        path = str(one.chapter.path)
        for entry, anchor in one.places:
            if anchor is None:
                message = f"the text of this chapter does not have {entry.phrase!r}"
                hint = (
                    "Write the phrase as the text has it, or `heading: phrase`; headings, code and"
                    " footnotes are not looked through."
                )
                if ": " in entry.phrase:
                    hint = "Write `heading: phrase` without quotation marks around the whole of it."
                yield _warning("index-astray", message, path, entry.line, hint)
        for entry in one.chapter.index_entries:
            if entry.see and not book_index.has(entry.see):
                near = difflib.get_close_matches(entry.see, book_index.headings, n=1)
                hint = f"Did you mean {near[0]!r}?" if near else "Name a heading of the index."
                message = f"nothing stands in the index under {entry.see!r}"
                yield _warning("index-see", message, path, entry.line, hint)
    for chapter in handbook.chapters:
        if chapter.kind is Kind.INDEX and not book_index.headings:
            hint = "Give chapters an `index:` in front matter, or the book a glossary."
            message = "this index has no entries"
            yield _warning("index-empty", message, str(chapter.path), chapter.title_line, hint)


def _warning(code: str, message: str, path: str, line: int, hint: str) -> Problem:
    return Problem(code, message, path, line, hint, Severity.WARNING)

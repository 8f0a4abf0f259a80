"""What `index:` in front matter says: the entries that a chapter gives the index of the book."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap

from publisher.load.yaml_file import line_of
from publisher.model import IndexEntry, Problem

_UNDER = " > "
_FORMS = (
    "should be a phrase of the text, `heading: phrase`, `heading > subheading: phrase`, or"
    " `{from: heading, see: heading}`"
)


def read_index(
    data: CommentedMap, path: str, first_line: int
) -> tuple[tuple[IndexEntry, ...], list[Problem]]:
    """The index entries in front matter, and what is wrong with those that are left out."""
    written = data.get("index")
    entries: list[IndexEntry] = []
    problems: list[Problem] = []
    for position, item in enumerate(written if isinstance(written, list) else ()):
        line = line_of(data, ("index", position), first_line)
        entry = _cross_reference(item, line) or _entry(item, line)
        if entry is None:
            plain = dict(item) if isinstance(item, dict) else item
            message = f"`index[{position + 1}]`: {_FORMS}, not {plain!r}"
            problems.append(Problem("yaml-value", message, path, line))
        else:
            entries.append(entry)
    return tuple(entries), problems


def _cross_reference(item: Any, line: int) -> IndexEntry | None:
    if not isinstance(item, dict) or set(item) != {"from", "see"}:
        return None
    if not all(isinstance(name, str) and name.strip() for name in item.values()):
        return None
    return IndexEntry(_folded(item["from"]), line, see=_folded(item["see"]))


def _entry(item: Any, line: int) -> IndexEntry | None:
    """An entry with a phrase, which is its name where none is written; None for what is none."""
    if isinstance(item, str):
        named, phrase = item, item.rpartition(_UNDER)[2]
    elif isinstance(item, dict) and len(item) == 1 and "see" not in item:
        [(named, phrase)] = item.items()
    else:
        return None
    if not isinstance(named, str) or not isinstance(phrase, str) or not phrase.strip():
        return None
    names = [_folded(name) for name in named.split(_UNDER)]
    if len(names) > 2 or not all(names):
        return None
    return IndexEntry(names[0], line, "".join(names[1:]), _folded(phrase))


def _folded(text: str) -> str:
    return " ".join(text.split())

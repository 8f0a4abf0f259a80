"""Chapters that are kept are the same as if they were read again, or they are read again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.load import load
from publisher.load.chapter_json import read_chapter_json
from publisher.load.kept import KIND
from publisher.markdown import dialect
from publisher.model import Handbook, HandbookError
from tests.books import make_book

ROOT = Path(__file__).resolve().parent.parent
BOOKS = [
    ROOT / "handbook",
    *sorted(ROOT.glob("tests/checks/*/book")),
    *sorted(path for path in ROOT.glob("tests/components/*") if path.is_dir()),
    *sorted(path for path in ROOT.glob("tests/conformance/*") if path.is_dir()),
]
FIRST = "# First\n\nA *word*, and [a link](b.md).\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"
SECOND = "# Second\n\nText.\n"
SETTINGS = "title: B\nchapters: [a.md, b.md]\n"
BOOK: dict[str, str | bytes] = {"handbook.yaml": SETTINGS, "a.md": FIRST, "b.md": SECOND}


class Memory:
    """A store that tells what was asked of it."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.found: list[str] = []

    def get(self, kind: str, key: str) -> bytes | None:
        assert kind == KIND
        if key in self.held:
            self.found.append(key)
        return self.held.get(key)

    def put(self, kind: str, key: str, content: bytes) -> None:
        assert kind == KIND
        self.held[key] = content


def unparsed(*arguments: Any, **options: Any) -> Any:
    raise AssertionError("a chapter was parsed")


def warm(book: Path, store: Memory) -> Handbook:
    """The book read from a store, which must be the same as without."""
    store.found.clear()
    read = load(book, store)
    assert repr(read) == repr(load(book))
    return read[0]


@pytest.mark.parametrize("book", BOOKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_kept_is_what_would_be_read(book: Path) -> None:
    store = Memory()
    try:
        cold = load(book)
    except HandbookError:
        return
    assert load(book, store) == cold
    kept = dict(store.held)
    store.found.clear()
    again = load(book, store)
    assert again == cold
    assert repr(again) == repr(cold)  # 1 is equal to True
    assert store.held == kept
    assert set(store.found) == set(kept)


def test_what_did_not_change_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, store = make_book(tmp_path, BOOK), Memory()
    load(book, store)
    assert len(store.held) == 2
    monkeypatch.setattr("publisher.load.chapters.parse_chapter", unparsed)
    assert [chapter.title for chapter in load(book, store)[0].chapters] == ["First", "Second"]
    make_book(book, {"b.md": "# Third\n"})
    with pytest.raises(AssertionError):
        load(book, store)


@pytest.mark.parametrize(
    "changed",
    [
        {"b.md": "# Second, changed\n"},
        {"handbook.yaml": "title: B\nlanguage: de\nchapters: [a.md, b.md]\n"},
        {"handbook.yaml": "title: B\nvalues: {x: '1'}\nchapters: [a.md, b.md]\n"},
        {"handbook.yaml": "title: B\nparts: [{title: P, chapters: [b.md, a.md]}]\n"},
        {"words.yaml": "part: Section {number}\n"},
        {"data/wages.yaml": "source: S\nplace: P\ndate: D\n"},
    ],
)
def test_what_shapes_a_chapter_is_in_its_key(
    tmp_path: Path, changed: dict[str, str | bytes]
) -> None:
    book, store = make_book(tmp_path, BOOK), Memory()
    load(book, store)
    make_book(book, changed)
    warm(book, store)


def test_an_included_file_that_changed_is_read(tmp_path: Path) -> None:
    book, store = make_book(tmp_path, BOOK | {"b.md": "# S\n\n{{#include c.txt}}\n"}), Memory()
    for words in ("one", "two"):
        make_book(book, {"c.txt": words})
        assert words in str(warm(book, store).chapters[1].tokens)


def test_another_version_of_the_program_reads_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, store = make_book(tmp_path, BOOK), Memory()
    load(book, store)
    monkeypatch.setattr("publisher.load.kept.program", lambda: "another")
    warm(book, store)
    assert store.found == []


def _with(name: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda held: held["chapter"].update({name: value})


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: held.clear(),
        lambda held: held.update(problems=[{"code": 1}]),
        _with("title", 5),
        _with("path", None),
        _with("kind", "nothing"),
        _with("strange", "x"),
        _with("headings", [{"level": "2"}]),
        _with("tokens", "x"),
        _with("tokens", [["text"]]),
        lambda held: held["chapter"]["tokens"][0].__setitem__(0, 5),
        lambda held: held["chapter"]["tokens"][3].__setitem__(0, {"id": ["x"]}),
        lambda held: held["chapter"]["tokens"][4].__setitem__(0, [1, "2"]),
        lambda held: held["chapter"]["tokens"][6].__setitem__(-1, 99),
        lambda held: held["chapter"]["tokens"][0].pop(),
    ],
)
def test_what_cannot_be_read_is_parsed(
    tmp_path: Path, damage: Callable[[dict[str, Any]], Any]
) -> None:
    book, store = make_book(tmp_path, BOOK), Memory()
    load(book, store)
    for key, content in store.held.items():
        held = json.loads(content)
        damage(held)
        store.held[key] = json.dumps(held).encode()
        assert read_chapter_json(store.held[key]) is None
    warm(book, store)
    assert len(store.found) == 2


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"null", b"[" * 100_000])
def test_what_is_no_chapter_is_none(content: bytes) -> None:
    assert read_chapter_json(content) is None


def test_what_json_would_change_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, store = make_book(tmp_path, BOOK), Memory()
    parse = dialect.parse_chapter

    def with_a_pair(*arguments: Any, **options: Any) -> dialect.Parsed:
        parsed = parse(*arguments, **options)
        parsed.tokens[-1].meta["pair"] = (1, 2)
        return parsed

    monkeypatch.setattr("publisher.load.chapters.parse_chapter", with_a_pair)
    load(book, store)
    assert store.held == {}

"""What is kept: it is true or not used, whatever happens to it on the disk."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.build import build
from publisher.cache import keys
from publisher.cache.leaves import leaf_from_bytes, leaf_to_bytes
from publisher.cache.place import IN_BOOK, _machine_cache_folder, cache_folder
from publisher.cache.store import Store
from publisher.editions import SCREEN
from publisher.kept_leaves import KeptLeaves
from publisher.load import load
from publisher.model import (
    Anchor,
    Area,
    Bookmark,
    FontChoice,
    FontFile,
    Glyph,
    Handbook,
    Leaf,
    LeafFont,
    Problem,
    Resource,
    Role,
    Section,
    Severity,
    Typefaces,
)
from publisher.places import STYLES
from publisher.typefaces.shelf import Shelf
from publisher.typeset import typeset
from tests.books import PNG, make_book

KEY = hashlib.sha256(b"key").hexdigest()
OTHER_KEY = hashlib.sha256(b"another").hexdigest()
BOOK: dict[str, str | bytes] = {
    "handbook.yaml": """
        title: Kept
        date: 2026-01-01
        chapters: [a.md, b.md]
        """,
    "a.md": "# A chapter\n\nWords.\n\n![A square](square.png)\n",
    "b.md": "# Another\n\nMore words.\n",
    "square.png": PNG,
}


def entry(folder: Path, kind: str = "kind") -> Path:
    (path,) = (path for path in (folder / kind).rglob("*") if path.is_file())
    return path


def made(book: Path, *, fresh: bool = False) -> bytes:
    target = book.parent / "out.pdf"
    build(book, SCREEN, lambda _handbook: target, fresh=fresh, jobs=1)
    return target.read_bytes()


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the sections that are laid out."""
    titles: list[str] = []

    def counted(section: Section, handbook: Handbook, shelf: Shelf) -> Leaf:
        titles.append(section.title)
        return typeset(section, handbook, shelf)

    monkeypatch.setattr("publisher.workers.making.typeset", counted)
    return titles


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.get("kind", KEY) is None
    store.put("kind", KEY, b"old")
    store.put("kind", KEY, b"content")
    assert store.get("kind", KEY) == b"content"
    assert store.get("kind", OTHER_KEY) is None
    assert store.get("other", KEY) is None
    assert entry(tmp_path).relative_to(tmp_path) == Path("kind", KEY[:2], KEY)


def test_a_store_without_a_folder_keeps_nothing() -> None:
    store = Store(None)
    store.put("kind", KEY, b"content")
    store.prune()
    assert store.get("kind", KEY) is None


def test_a_fresh_store_is_written_and_not_read(tmp_path: Path) -> None:
    Store(tmp_path).put("kind", KEY, b"old")
    fresh = Store(tmp_path, fresh=True)
    assert fresh.get("kind", KEY) is None
    fresh.put("kind", KEY, b"new")
    assert Store(tmp_path).get("kind", KEY) == b"new"


@pytest.mark.parametrize("position", [0, 10, 21, 30, 52, 53, 60, -1])
def test_an_entry_with_one_byte_changed_is_none_and_is_removed(
    tmp_path: Path, position: int
) -> None:
    store = Store(tmp_path)
    store.put("kind", KEY, b"some content")
    content = bytearray(entry(tmp_path).read_bytes())
    content[position] ^= 1
    entry(tmp_path).write_bytes(content)
    assert store.get("kind", KEY) is None
    assert not list((tmp_path / "kind" / KEY[:2]).iterdir())


@pytest.mark.parametrize("damaged", [b"", b"\0" * 90, b"%PDF-1.7 of somebody else" * 9])
def test_an_entry_with_other_content_is_none(tmp_path: Path, damaged: bytes) -> None:
    store = Store(tmp_path)
    store.put("kind", KEY, b"content")
    entry(tmp_path).write_bytes(damaged)
    assert store.get("kind", KEY) is None


@pytest.mark.parametrize("length", [5, 21, 40, 53, 55])
def test_an_entry_that_was_cut_off_is_none(tmp_path: Path, length: int) -> None:
    store = Store(tmp_path)
    store.put("kind", KEY, b"content")
    os.truncate(entry(tmp_path), length)
    assert store.get("kind", KEY) is None


def test_an_entry_under_the_key_of_another_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("kind", KEY, b"content")
    place = tmp_path / "kind" / OTHER_KEY[:2] / OTHER_KEY
    place.parent.mkdir()
    shutil.copy(entry(tmp_path), place)
    assert store.get("kind", OTHER_KEY) is None
    assert store.get("kind", KEY) == b"content"


def test_pipes_folders_and_links_are_no_entries(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    store.put("kind", KEY, b"content")
    path = entry(tmp_path / "cache")
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    assert store.get("kind", KEY) is None
    os.mkfifo(path)
    assert store.get("kind", KEY) is None
    path.mkdir()
    assert store.get("kind", KEY) is None
    store.put("kind", KEY, b"content")
    assert store.get("kind", KEY) is None


def test_a_link_in_the_store_leads_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    Store(outside).put("kind", KEY, b"theirs")
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "kind").symlink_to(outside / "kind")
    store = Store(cache)
    store.put("kind", OTHER_KEY, b"ours")
    store.put("other", KEY, b"ours")
    store.prune(0)
    assert store.get("kind", KEY) is None
    assert Store(outside).get("kind", KEY) == b"theirs"
    assert Store(outside).get("kind", OTHER_KEY) is None


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    many = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(4)]
    for age, key in enumerate(many):
        store.put("kind", key, b"x" * 1000)
        os.utime(tmp_path / "kind" / key[:2] / key, (1000 + age, 1000 + age))
    assert store.get("kind", many[0])
    store.prune(2500)
    assert [store.get("kind", key) is not None for key in many] == [True, False, False, True]


def test_prune_leaves_what_is_not_its_own_and_takes_old_temporary_files(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("kind", KEY, b"content")
    folder = entry(tmp_path).parent
    (folder / "somebody's").write_text("x")
    (folder / ".new-now").write_text("x")
    (folder / ".new-old").write_text("x")
    old = time.time() - 7200
    os.utime(folder / ".new-old", (old, old))
    store.prune(0)
    assert sorted(path.name for path in folder.iterdir()) == [".new-now", "somebody's"]


def test_prune_does_nothing_when_nothing_was_put(tmp_path: Path) -> None:
    Store(tmp_path).put("kind", KEY, b"content")
    store = Store(tmp_path)
    store.prune(0)
    assert store.get("kind", KEY) == b"content"


def test_a_full_disk_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    store = Store(tmp_path)
    monkeypatch.setattr(Path, "replace", full)
    store.put("kind", KEY, b"content")
    assert store.get("kind", KEY) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    monkeypatch.setattr(Path, "mkdir", full)
    store.put("other", KEY, b"content")
    assert store.get("other", KEY) is None


def test_two_at_once_put_and_get_whole_entries(tmp_path: Path) -> None:
    contents = [bytes([number]) * 200_000 for number in (1, 2)]
    found: list[bytes | None] = []

    def work(content: bytes) -> None:
        store = Store(tmp_path)
        for _ in range(40):
            store.put("kind", KEY, content)
            found.append(store.get("kind", KEY))

    threads = [threading.Thread(target=work, args=[content]) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80
    assert set(found) <= set(contents)


def test_the_cache_lies_in_the_book_and_is_hidden_from_git(tmp_path: Path) -> None:
    folder = cache_folder(tmp_path)
    assert folder == tmp_path / IN_BOOK
    assert folder is not None
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f0688")


def test_a_book_that_cannot_be_written_has_its_cache_with_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    books = [make_book(tmp_path / name, {"a.md": "# A\n"}) for name in ("one", "two", "three")]
    (books[0] / ".cache").write_text("no folder")
    (tmp_path / "elsewhere").mkdir()
    (books[1] / ".cache").symlink_to(tmp_path / "elsewhere")
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: books[2] not in path.parents and access(path, mode)
    )
    folders = [cache_folder(book) for book in books]
    assert len(set(folders)) == 3
    assert all(folder and folder.is_relative_to(tmp_path / "user") for folder in folders)
    assert not list((tmp_path / "elsewhere").iterdir())
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    assert _machine_cache_folder() is None
    assert cache_folder(books[0]) is None


def test_a_cache_folder_named_relatively_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", "/somewhere")
    folder = _machine_cache_folder()
    assert folder is not None
    assert folder.is_relative_to("/somewhere")


SECTION = Section(Role.CHAPTER, "T", "<html></html>", "t", "t.md")
LEAF = Leaf(
    section=SECTION,
    pdf=b"%PDF-1.7\n\0\xff\n",
    page_count=2,
    bookmarks=(Bookmark(1, "caf\udce9 “é”", 0, 12.0),),
    anchors=(Anchor("t", 0, 0.1, 0.0),),
    areas=(Area(1.0, 2.0, 3.0, 4.5), Area(0.0, 0.0, 3.0, 4.5)),
    blanks=(1,),
    fonts=(LeafFont("F", "0" * 64, 2, (("wght", 600.0),), (Glyph(3, "ffi", 500.25),)),),
    facts=b'{"some": "facts"}\n',
    problems=(
        Problem("a", "b", None, None, "", Severity.NOTE),
        Problem("c", "d", "t.md", 3, "e", Severity.WARNING),
    ),
    resources=(Resource("asset:a.png", ""),),
)


@pytest.mark.parametrize(
    "wrong",
    [
        dataclasses.replace(LEAF, page_count=3),
        dataclasses.replace(LEAF, fonts=(LeafFont("F", "", 0, (), (Glyph(65536, "a", 1.0),)),)),
        dataclasses.replace(LEAF, fonts=(LeafFont("F", "", 0, (), (Glyph(1, "\ud800", 1.0),)),)),
    ],
    ids=["pages", "glyph", "text"],
)
def test_a_leaf_that_cannot_be_is_none(wrong: Leaf) -> None:
    assert leaf_from_bytes(SECTION, leaf_to_bytes(wrong)) is None


def test_a_leaf_is_read_as_it_was_written() -> None:
    assert leaf_from_bytes(SECTION, leaf_to_bytes(LEAF)) == LEAF


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}\n%PDF",
        b"[]\n",
        b"[" * 100_000,
        leaf_to_bytes(LEAF).replace(b'"page_count":2', b'"page_count":"2"'),
        leaf_to_bytes(LEAF).replace(b'"page_count":2', b'"page_count":true'),
        leaf_to_bytes(LEAF).replace(b'"blanks":[1]', b'"blanks":1'),
        leaf_to_bytes(LEAF).replace(b"12.0", b"null"),
        leaf_to_bytes(LEAF).replace(b'"note"', b'"joke"'),
        leaf_to_bytes(LEAF).replace(b',"warning"', b""),
    ],
)
def test_what_is_no_leaf_is_none(content: bytes) -> None:
    assert content != leaf_to_bytes(LEAF)
    assert leaf_from_bytes(SECTION, content) is None


def test_each_field_of_a_section_is_in_the_key(tmp_path: Path) -> None:
    handbook = load(make_book(tmp_path, BOOK))[0]
    others: dict[str, Any] = {
        "role": Role.PART,
        "title": "U",
        "html": "<html> </html>",
        "anchor": "u",
        "source": None,
        "layout": "layouts/chapter.html.j2",
        "language": "fr",
        "duplex": True,
        "stylesheets": ("style:base.css",),
    }
    assert set(others) == {field.name for field in dataclasses.fields(Section)}
    changed = [dataclasses.replace(SECTION, **{name: value}) for name, value in others.items()]
    found = {keys.leaf_key(section, handbook, "engine") for section in (SECTION, *changed)}
    assert len(found) == len(others) + 1


def test_what_typesetting_reads_of_the_book_is_in_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = make_book(tmp_path, {**BOOK, "own.ttf": b"a font"}).resolve()
    handbook = load(root)[0]
    own = Typefaces(files=(FontFile("own.ttf", 3),))
    named: Any = (FontChoice("Lora", 3),)
    books = [
        handbook,
        dataclasses.replace(handbook, language="fr"),
        dataclasses.replace(handbook, has_settings=False),
        dataclasses.replace(handbook, date=datetime.date(2025, 1, 1)),
        dataclasses.replace(handbook, typefaces=own),
        *(
            dataclasses.replace(handbook, typefaces=Typefaces(**{kind: named}))
            for kind in ("serif", "sans", "mono")
        ),
    ]
    found = [keys.leaf_key(SECTION, book, "engine") for book in books]
    (root / "own.ttf").write_bytes(b"another")
    found.append(keys.leaf_key(SECTION, books[4], "engine"))
    (root / "own.ttf").unlink()
    found.append(keys.leaf_key(SECTION, books[4], "engine"))
    found.append(keys.leaf_key(SECTION, handbook, "another engine"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    found.append(keys.leaf_key(SECTION, handbook, "engine"))
    monkeypatch.setattr(keys, "own_code_digest", lambda: "other code")
    found.append(keys.leaf_key(SECTION, handbook, "engine"))
    assert len(set(found)) == len(found)


def test_code_and_stylesheets_are_in_the_digest_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def digest() -> str:
        return keys.own_code_digest.__wrapped__()

    found = [digest()]
    shutil.copytree(STYLES, tmp_path / "styles")
    monkeypatch.setattr(keys, "STYLES", tmp_path / "styles")
    assert digest() == found[0]
    with (tmp_path / "styles" / "page.css").open("a") as file:
        file.write("/* */")
    found.append(digest())
    shutil.copytree(keys._CODE, tmp_path / "publisher")
    monkeypatch.setattr(keys, "_CODE", tmp_path / "publisher")
    assert digest() == found[1]
    (tmp_path / "publisher" / "marks.py").write_text("")
    found.append(digest())
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda patch, engine: patch.setattr(engine, "installed_packages", lambda: iter(["w-0"])),
        lambda patch, engine: patch.setattr(engine, "loaded_libraries", lambda: ()),
        lambda patch, engine: patch.setattr(engine, "packages", dict),
        lambda patch, engine: patch.setattr(engine, "system_fonts", lambda: ()),
        lambda patch, engine: patch.setattr(engine, "font_places", lambda: ()),
        lambda patch, engine: patch.setenv("HB_OPTIONS", "uniscribe-bug-compatible"),
        lambda patch, engine: patch.setattr("weasyprint.text.ffi.harfbuzz_subset", None),
    ],
)
def test_what_sets_the_type_is_in_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]
) -> None:
    from publisher.typeset import engine

    fingerprint = engine.engine_fingerprint.__wrapped__
    before = fingerprint()
    assert before == fingerprint()
    change(monkeypatch, engine)
    assert fingerprint() != before


def test_only_what_changed_is_laid_out(tmp_path: Path, laid_out: list[str]) -> None:
    book = make_book(tmp_path / "book", BOOK)
    cold = made(book)
    assert {"A chapter", "Another"} <= set(laid_out)
    laid_out.clear()
    assert made(book) == cold
    assert laid_out == []
    assert made(book, fresh=True) == cold
    assert {"A chapter", "Another"} <= set(laid_out)
    laid_out.clear()
    (book / "b.md").write_text("# Another\n\nLess words.\n")
    assert made(book) != cold
    assert laid_out == ["Another"]


def test_a_file_that_a_section_names_is_part_of_it(tmp_path: Path, laid_out: list[str]) -> None:
    page = '{% extends "chapter.html.j2" %}\n'
    files = {
        **BOOK,
        "layouts/mine.html.j2": page,
        "a.md": "---\nlayout: mine\n---\n# A chapter\n\n![A square](square.png)\n",
        "square.png": PNG,
    }
    book = make_book(tmp_path / "book", files)
    cold = made(book)
    for content in (PNG + b"\0", PNG):
        laid_out.clear()
        (book / "square.png").write_bytes(content)
        made(book)
        assert laid_out == ["A chapter"]
    assert made(book) == cold


def test_styles_are_followed_to_all_that_they_bring_in(tmp_path: Path) -> None:
    files = {
        **BOOK,
        "own/first.css": "@import url('asset:own/second.css');",
        "own/second.css": "p { background: url('asset:own/behind.png'); color: #123456 }",
        "own/behind.png": PNG,
    }
    root = make_book(tmp_path / "book", files)
    handbook = load(root)[0]
    head = '<title>T</title><link rel="stylesheet" href="asset:own/first.css">'
    html = f'<html lang="en"><head>{head}</head><body><p>Words <img src="asset:no.png">'
    section = Section(Role.CHAPTER, "T", html + "</p></body></html>", "t", "a.md")
    store = Store(tmp_path / "store")
    leaf = typeset(section, handbook)
    names = [found.address.removeprefix("asset:") for found in leaf.resources]
    assert names == ["no.png", "own/behind.png", "own/first.css", "own/second.css"]
    KeptLeaves(handbook, store, Shelf()).keep(leaf)
    assert KeptLeaves(handbook, store, Shelf()).find(section) == leaf
    for name in names:
        path = root / name
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(b"other")
        assert KeptLeaves(handbook, store, Shelf()).find(section) is None, name
        path.unlink()
        if before is not None:
            assert KeptLeaves(handbook, store, Shelf()).find(section) is None, name
            path.write_bytes(before)
        assert KeptLeaves(handbook, store, Shelf()).find(section) == leaf, name


def test_lines_that_problems_tell_are_those_of_the_text_as_it_is(tmp_path: Path) -> None:
    root = make_book(tmp_path / "book", BOOK)
    handbook = load(root)[0]
    chapter = handbook.chapters[1]
    section = Section(Role.CHAPTER, "T", "<p>", chapter.anchor, "b.md")
    told = (Problem("typeset", "is wrong", "b.md", 3),)
    sound = Leaf(section, b"", 1, (), (), (Area(0.0, 0.0, 1.0, 1.0),))
    store = Store(tmp_path / "store")
    for leaf, still in ((sound, True), (dataclasses.replace(sound, problems=told), False)):
        (root / "b.md").write_text("# Another\n\nMore words.\n")
        KeptLeaves(load(root)[0], store, Shelf()).keep(leaf)
        assert KeptLeaves(load(root)[0], store, Shelf()).find(section) == leaf
        (root / "b.md").write_text("---\nyears: 1\n---\n# Another\n\nMore words.\n")
        assert (KeptLeaves(load(root)[0], store, Shelf()).find(section) is not None) is still


def test_warnings_are_kept_and_errors_are_not(tmp_path: Path, laid_out: list[str]) -> None:
    book = make_book(tmp_path / "book", {"a.md": "# A\n\n![A picture](no-picture.png)\n"})
    (book / "no-picture.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    target = tmp_path / "out.pdf"
    first = build(book, SCREEN, lambda _handbook: target)
    laid_out.clear()
    assert build(book, SCREEN, lambda _handbook: target).problems == first.problems
    assert first.problems
    assert laid_out == []


def test_damaged_entries_are_made_again(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", BOOK)
    cold = made(book)
    entries = [path for path in (book / IN_BOOK / "leaves").rglob("*") if path.is_file()]
    assert len(entries) > 3
    for number, path in enumerate(entries):
        content = bytearray(path.read_bytes())
        content[len(content) * number // len(entries)] ^= 0xFF
        path.write_bytes(content if number % 3 else content[: number * 50])
    assert made(book) == cold
    sound = [path.read_bytes() for path in entries]
    assert all(content.startswith(b"handbook-publisher 1\n") for content in sound)


def test_a_cache_that_vanishes_in_the_middle_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make_book(tmp_path / "book", BOOK)
    cold = made(book)
    shutil.rmtree(book / ".cache")

    def vanishing(section: Section, handbook: Handbook, shelf: Shelf) -> Leaf:
        shutil.rmtree(book / ".cache", ignore_errors=True)
        return typeset(section, handbook, shelf)

    monkeypatch.setattr("publisher.workers.making.typeset", vanishing)
    assert made(book) == cold


def test_a_book_that_cannot_be_written_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)
    book = make_book(tmp_path / "book", BOOK)
    (book / ".cache").write_text("in the way")
    assert made(book) == made(book)
    assert (book / ".cache").read_text() == "in the way"

"""Every spelling in which a link may name a chapter, a folder or a heading leads there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from publisher.load import load
from publisher.model import Handbook
from publisher.references import Fate, Resolved, Resolver, book_url
from tests.books import make_book


def resolved(
    folder: Path, files: Mapping[str, str | bytes], source: str, target: str
) -> tuple[Resolved, Handbook]:
    """Where a link written in the file `source` leads, and the book."""
    handbook, _ = load(make_book(folder, files))
    chapter = next(chapter for chapter in handbook.chapters if str(chapter.path) == source)
    return Resolver(handbook).link(chapter, target), handbook


def leads(folder: Path, files: Mapping[str, str | bytes], source: str, target: str) -> str:
    """The address in the book that a link leads to, or the fate of one that leads to none."""
    found, _ = resolved(folder, files, source, target)
    return found.url.removeprefix("book:") if found.fate is Fate.INSIDE else found.fate.value


SITE: dict[str, str | bytes] = {
    "mkdocs.yml": "site_name: S\nsite_url: https://book.example.com/guide/\n",
    "docs/index.md": "# Home\n",
    "docs/on-call/README.md": "# On call\n\n## Rota\n",
    "docs/on-call/01-first.html.md.erb": "# First\n",
    "docs/team.markdown": "# Team\n",
    "docs/no index/b.md": "# B\n",
    "docs/no index/deep/c.md": "# C\n",
    "docs/empty/x.txt": "x",
    "docs/deep/aside.md": "# Aside\n",
    "docs/deep/deep.md": "# Deep\n",
    "README.md": "# Repository\n",
}


@pytest.mark.parametrize(
    ("source", "target", "place"),
    [
        ("index", "on-call/01-first.html.md.erb", "on-call/01-first"),
        ("index", "on-call/01-first.html.md", "on-call/01-first"),
        ("index", "on-call/01-first.md", "on-call/01-first"),
        ("index", "on-call/01-first.html", "on-call/01-first"),
        ("index", "on-call/01-first", "on-call/01-first"),
        ("index", "on-call/01-first/", "on-call/01-first"),
        ("index", "on-call/first", "on-call/01-first"),
        ("index", "ON-CALL/01-First.HTML", "on-call/01-first"),
        ("index", "on-call", "on-call/readme"),
        ("index", "deep/", "deep/deep"),
        ("index", "%20team", "team"),
        ("index", "on-call/index.html#rota", "on-call/readme%23rota"),
        ("index", "on-call/?x=1#rota", "on-call/readme%23rota"),
        ("on-call/README", "../team", "team"),
        ("on-call/README", "/team/", "team"),
        ("on-call/README", "/guide/team/", "team"),
        ("on-call/README", "/docs/team.markdown", "team"),
        ("team", "../on-call/", "on-call/readme"),
        ("index", "no%20index/", "no-index/b"),
        ("index", "no index/deep", "no-index/deep/c"),
        ("index", "https://book.example.com/guide/team/", "team"),
        ("index", "http://BOOK.example.com/guide/on-call/#rota", "on-call/readme%23rota"),
        ("index", "//book.example.com/guide", "index"),
    ],
)
def test_a_link_leads_where_it_leads_on_the_site(
    tmp_path: Path, source: str, target: str, place: str
) -> None:
    ending = ".markdown" if source == "team" else ".md"
    assert leads(tmp_path, SITE, f"docs/{source}{ending}", target) == f"docs/{place}"


@pytest.mark.parametrize(
    "target",
    [
        "https://book.example.com/other/",
        "https://book.example.com/guide/gone/",
        "https://example.com/guide/team/",
    ],
)
def test_an_address_that_no_chapter_answers_leads_to_the_web(tmp_path: Path, target: str) -> None:
    found, _ = resolved(tmp_path, SITE, "docs/index.md", target)
    assert found == Resolved(Fate.EXTERNAL, target)


@pytest.mark.parametrize("target", ["empty/", "../README.md", "/docs/empty", "/mkdocs.yml"])
def test_what_is_not_printed_is_no_chapter(tmp_path: Path, target: str) -> None:
    assert leads(tmp_path, SITE, "docs/index.md", target) == "not a chapter"


@pytest.mark.parametrize(
    ("matter", "target"),
    [
        ("permalink: /people/team/", "/people/team"),
        ("permalink: about.html", "/about"),
        ("url: /people/", "/people/"),
        ("slug: folk", "guide/folk"),
        ("slug: /folk", "/folk/"),
        ("aliases: [/old/, older]", "/old"),
        ("aliases: [/old/, older]", "guide/older/"),
        ("redirect_from: /was here.html", "/was%20here.html"),
        ("redirect_from:\n  - /a/\n  - /b/", "/B"),
    ],
)
@pytest.mark.parametrize("settings", [{}, {"handbook.yaml": "title: T\nassets: .\n"}])
def test_a_chapter_answers_to_the_addresses_in_its_front_matter(
    tmp_path: Path, settings: dict[str, str], matter: str, target: str
) -> None:
    files = {
        "a.md": "# A\n",
        "guide/b.md": f"---\n{matter}\n---\n# B\n",
        **settings,
    }
    found, handbook = resolved(tmp_path, files, "a.md", target)
    assert found == Resolved(Fate.INSIDE, book_url("guide/b"))
    assert load(handbook.root)[1] == ()


def test_links_of_a_page_may_start_from_its_permalink(tmp_path: Path) -> None:
    files = {
        "pages/a.md": "---\npermalink: /one/a/\n---\n# A\n",
        "other/b.md": "---\npermalink: /one/b/\n---\n# B\n",
    }
    assert leads(tmp_path, files, "pages/a.md", "../b/") == "other/b"


def test_names_alike_but_for_case_are_told_apart(tmp_path: Path) -> None:
    files = {"a.md": "# Small\n", "A.md": "# Large\n", "b.md": "# B\n"}
    found = {leads(tmp_path, files, "b.md", target) for target in ("a.md", "A.md")}
    assert found == {"a", "a-1"}


def test_letters_may_be_composed_or_not(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "größe")
    files: dict[str, str | bytes] = {"a.md": "# A\n", f"{name}.md": "# G\n"}
    assert leads(tmp_path, files, "a.md", "größe.md") == leads(
        tmp_path, files, "a.md", f"{name}.md"
    )
    assert leads(tmp_path, files, "a.md", "größe") != "nowhere"


def test_a_link_of_the_file_system_to_a_chapter_leads_to_it(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"a.md": "# A\n", "docs/b.md": "# B\n"})
    (book / "old.md").symlink_to(book / "docs/b.md")
    assert leads(book, {}, "a.md", "old.md") == "docs/b"


def test_a_path_from_the_top_may_begin_at_the_repository(tmp_path: Path) -> None:
    make_book(tmp_path, {".git/HEAD": "x", "tool.sh": "x"})
    files = {"a.md": "# A\n", "b/c.md": "# C\n"}
    assert leads(tmp_path / "book", files, "a.md", "/book/b/c.md") == "b/c"
    assert leads(tmp_path / "book", files, "a.md", "/tool.sh") == "not a chapter"
    assert leads(tmp_path / "book", files, "a.md", "../tool.sh") == "not a chapter"
    assert leads(tmp_path / "book", files, "a.md", "../../../tool.sh") == "outside"


@pytest.mark.parametrize(
    ("target", "nearest"),
    [
        ("b.md", "c/b.md"),
        ("old/b.html", "c/b.md"),
        ("c/d x 1.md", "c/d%20x%20%281%29.md"),
        ("a.md#in-b", "c/b.md#in-b"),
        ("example.com/x", "https://example.com/x"),
        ("#in-b", "c/b.md#in-b"),
    ],
)
def test_the_nearest_target_can_be_pasted(tmp_path: Path, target: str, nearest: str) -> None:
    files = {"a.md": "# A\n", "c/b.md": "# B\n\n## In b\n", "c/d x (1).md": "# D\n"}
    found, _ = resolved(tmp_path, files, "a.md", target)
    assert (found.fate, found.nearest) == (Fate.NOWHERE, nearest)
    if "://" not in nearest:
        assert leads(tmp_path, files, "a.md", nearest) != "nowhere"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("a.md", "guides/b/"),
        ("a.md", "/b/"),
        ("_guides/c.md", "../b/"),
        ("_guides/c.md", "../guides/b"),
        ("_guides/c.md", "b.md"),
    ],
)
def test_a_page_of_a_collection_has_the_address_that_jekyll_gives_it(
    tmp_path: Path, source: str, target: str
) -> None:
    files = {
        "_config.yml": "collections:\n  guides:\n    output: true\n",
        "a.md": "# A\n",
        "_guides/b.md": "# B\n",
        "_guides/c.md": "# C\n",
    }
    assert leads(tmp_path, files, source, target) == "_guides/b"


def test_an_address_of_the_site_starts_from_that_of_its_page(tmp_path: Path) -> None:
    files = {"a.md": "# A\n", "de/a.md": "# A\n", "de/b.md": "# B\n"}
    assert leads(tmp_path, files, "de/b.md", "../a/") == "de/a"
    assert leads(tmp_path, files, "de/b.md", "../a.md") == "a"


@pytest.mark.parametrize("target", ["#other-things", "#others", "downloads/b.pdf", "quite/"])
def test_nothing_is_suggested_where_nothing_is_like_it(tmp_path: Path, target: str) -> None:
    files = {
        "a.md": "# A\n",
        "c/b.md": "# B\n\n## Other things\n\n## Others\n",
        "c/dd.md": "# D\n\n## Other things\n",
    }
    found, _ = resolved(tmp_path, files, "a.md", target)
    assert (found.fate, found.nearest) == (Fate.NOWHERE, "")


def test_a_scheme_that_is_misspelt_is_suggested_as_it_should_be(tmp_path: Path) -> None:
    found, _ = resolved(tmp_path, {"a.md": "# A\n"}, "a.md", "hhttps://example.com/x")
    assert (found.fate, found.nearest) == (Fate.SCHEME, "https://example.com/x")


# Headings


@pytest.mark.parametrize(
    ("heading", "fragment"),
    [
        ("## Set up", "set-up"),
        ("## Set up", "user-content-set-up"),
        ("## Set up", "Set-Up"),
        ("## Set up", "set_up"),
        ("## Set up", "set-up-1"),
        ("## Set up", "set-up:~:text=x"),
        ("Set up\n---", "set-up"),
        ("## 1. Set up", "1-set-up"),
        ("## 1. Set up", "set-up"),
        ("## 1.2.3 Set up", "set-up"),
        ("## Set - up & go", "set---up--go"),
        ("## Set - up & go", "set-up-go"),
        ("## Security.txt", "security-txt"),
        ("## What's `this`?", "whats-this"),
        ("## 🚀 Launch", "-launch"),
        ("## 🚀 Launch", "launch"),
        ("## ⚠️ Warning", "-warning"),
        ("## ⚠️ Warning", "%EF%B8%8F-warning"),
        ("## Größe", "gr%C3%B6%C3%9Fe"),
        ("## Éditions à venir", "editions-a-venir"),
        ("## 本番 API", "本番-api"),
        ("## Set up {#own}", "own"),
        ('## Set up\n\n<a name="Raw"></a>', "raw"),
        ("## [Set up](x.md)", "set-up"),
    ],
)
def test_a_heading_is_found_as_other_programs_name_it(
    tmp_path: Path, heading: str, fragment: str
) -> None:
    files = {"a.md": f"# A\n\n{heading}\n"}
    assert leads(tmp_path, files, "a.md", f"#{fragment}").startswith("a%23")


@pytest.mark.parametrize("fragment", ["set-up-2", "setup", "api", "का"])
def test_another_heading_is_not_taken_for_the_one_that_is_named(
    tmp_path: Path, fragment: str
) -> None:
    files = {"a.md": "# A\n\n## Set up\n\n## 本番 app\n\n## की\n"}
    assert leads(tmp_path, files, "a.md", f"#{fragment}") == "nowhere"


def test_equal_headings_of_two_chapters_lead_to_their_own(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n## Same\n\n## Same\n", "b.md": "# B\n\n## Same\n"}
    assert leads(tmp_path, files, "a.md", "#same-1") == "a%23same-1"
    assert leads(tmp_path, files, "a.md", "b#same") == "b%23same"

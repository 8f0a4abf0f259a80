"""Which files of a folder are chapters, and in which order, as the site around them has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.load import load
from publisher.model import Handbook, Severity
from tests.books import make_book


def paths(handbook: Handbook) -> list[str]:
    return [str(chapter.path) for chapter in handbook.chapters]


def parts(handbook: Handbook) -> list[tuple[str, list[str]]]:
    return [
        (part.title, [str(chapter.path) for chapter in part.chapters]) for part in handbook.parts
    ]


def texts(*names: str) -> dict[str, str]:
    """Files with these names, each with a line of text."""
    return dict.fromkeys(names, "text\n")


# Names


@pytest.mark.parametrize(
    "ending",
    [
        ".md",
        ".MD",
        ".markdown",
        ".mdown",
        ".mkd",
        ".mdx",
        ".html.md",
        ".html.md.erb",
        ".md.erb",
        ".html.markdown",
    ],
)
def test_a_chapter_goes_by_its_bare_name_whatever_its_ending(tmp_path: Path, ending: str) -> None:
    handbook, _ = load(make_book(tmp_path, texts(f"01-on call{ending}")))
    [chapter] = handbook.chapters
    assert (chapter.title, chapter.anchor) == ("On call", "01-on-call")


@pytest.mark.parametrize(
    "name", ["x.html", "x.erb", "x.html.erb", "x.txt", ".md", "md", "x.md.bak", "x.mdc"]
)
def test_other_files_are_no_chapters(tmp_path: Path, name: str) -> None:
    assert paths(load(make_book(tmp_path, texts("a.md", name)))[0]) == ["a.md"]


def test_names_alike_but_for_case_or_ending_are_chapters_of_their_own(tmp_path: Path) -> None:
    handbook, _ = load(make_book(tmp_path, texts("a.md", "A.md", "a.html.md", "a-1.md")))
    anchors = [chapter.anchor for chapter in handbook.chapters]
    assert len(set(anchors)) == len(anchors) == 4


def test_what_is_no_content_stays_out_and_what_is_stays_in(tmp_path: Path) -> None:
    outside = [
        "SUMMARY.md",
        "part/SUMMARY.md",
        "404.md",
        "LICENSE-MIT.md",
        "UNLICENSE.md",
        "license.md",
        "licence-cc-by.md",
        "pull_request_template.md",
        "ISSUE_TEMPLATE.md",
        "docs/ISSUE_TEMPLATE/bug.md",
        ".gitlab/merge_request_templates/x.md",
        "_template.md",
        "bower_components/x.md",
        "site-packages/x.md",
    ]
    inside = [
        "CHANGELOG.md",
        "CODE_OF_CONDUCT.md",
        "summary.md",
        "template.md",
        "license_keys.md",
        "guide/_index.md",
        "guide/notes 404.md",
        "templates/one-to-one.md",
    ]
    handbook, _ = load(make_book(tmp_path, texts(*outside, *inside)))
    assert sorted(paths(handbook)) == sorted(inside)


def test_links_of_the_file_system_are_followed_once_and_never_out(tmp_path: Path) -> None:
    make_book(tmp_path, {"secret.md": "# Secret\n"})
    book = make_book(tmp_path / "book", texts("docs/a.md"))
    (book / "again.md").symlink_to(book / "docs/a.md")
    (book / "loop.md").symlink_to(book / "loop.md")
    (book / "folder").symlink_to(book / "docs")
    (book / "round").symlink_to(book)
    (book / "out.md").symlink_to(tmp_path / "secret.md")
    handbook, problems = load(book)
    assert paths(handbook) == ["docs/a.md"]
    assert [(p.code, p.path, p.severity) for p in problems] == [
        ("chapter-outside", "out.md", Severity.WARNING)
    ]


# Numbers and names


@pytest.mark.parametrize(
    "matter",
    [
        "---\nnav_order: {}\n---\n",
        "---\ntitle: x\nsidebar_position: '{}'\n---\n",
        "---\nsidebar:\n  order: {}\n---\n",
        "---\nweight: {}\n---\n",
        "+++\nweight = {}\n+++\n",
        '{{\n  "weight": {}\n}}\n',
    ],
)
def test_files_stand_in_the_order_of_their_numbers(tmp_path: Path, matter: str) -> None:
    numbers = {"a.md": 10, "b.md": 9, "c.md": -1, "d.md": 2.5}
    files = {name: matter.format(number) + "text\n" for name, number in numbers.items()}
    handbook, _ = load(make_book(tmp_path, {**files, **texts("0.md", "index.md")}))
    assert paths(handbook) == ["index.md", "c.md", "d.md", "b.md", "a.md", "0.md"]


def test_a_number_in_the_text_is_none_of_the_file(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\nweight: 9\n", "b.md": "---\nweight: 3\n---\n", "c.md": "# C\n"}
    assert paths(load(make_book(tmp_path, files))[0]) == ["b.md", "a.md", "c.md"]


def test_a_folder_stands_by_the_number_of_its_index_among_the_files(tmp_path: Path) -> None:
    files = {
        "z/_index.md": "+++\ntitle = 'Zeroth'\nweight = 1\n+++\ntext\n",
        "z/b.md": "text\n",
        "a.md": "---\nweight: 2\n---\n",
        "m/index.md": "---\nweight: 3\n---\n",
        "last.md": "text\n",
    }
    assert parts(load(make_book(tmp_path, files))[0]) == [
        ("Zeroth", ["z/_index.md", "z/b.md"]),
        ("", ["a.md"]),
        ("M", ["m/index.md"]),
        ("", ["last.md"]),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("_category_.json", '{"label": "Start here", "position": 1}'),
        ("_category_.yml", "label: Start here\nposition: 1\n"),
    ],
)
def test_docusaurus_says_where_a_folder_stands_and_what_it_is_called(
    tmp_path: Path, name: str, content: str
) -> None:
    files = {
        "docusaurus.config.js": "x",
        f"docs/tutorial/{name}": content,
        "docs/tutorial/b.mdx": "---\nsidebar_label: Label of b\n---\ntext\n",
        "docs/intro.md": "---\nsidebar_position: 2\nsidebar_label: Label\n---\n# Heading\n",
        "README.md": "# Repository\n",
    }
    handbook, _ = load(make_book(tmp_path, files))
    assert parts(handbook) == [("Start here", ["docs/tutorial/b.mdx"]), ("", ["docs/intro.md"])]
    assert [chapter.title for chapter in handbook.chapters] == ["Label of b", "Heading"]
    assert handbook.assets == tmp_path / "docs"


def test_a_jekyll_page_stands_under_its_parent(tmp_path: Path) -> None:
    files = {
        "z.md": "---\ntitle: Zebras\nnav_order: 1\n---\n",
        "deep/a.md": "---\ntitle: A\nparent: Stripes\nnav_order: 2\n---\n",
        "deep/b.md": "---\ntitle: Stripes\nparent: Zebras\n---\n",
        "c.md": "---\ntitle: C\nnav_order: 2\n---\n",
        "loop.md": "---\ntitle: Loop\nparent: Loop\n---\n",
    }
    assert paths(load(make_book(tmp_path, files))[0]) == [
        "z.md",
        "deep/b.md",
        "deep/a.md",
        "c.md",
        "loop.md",
    ]


def test_pages_that_are_one_anothers_parents_stand_somewhere(tmp_path: Path) -> None:
    files = {
        "a.md": "---\ntitle: A\nparent: B\n---\n",
        "b.md": "---\ntitle: B\nparent: A\n---\n",
    }
    assert sorted(paths(load(make_book(tmp_path, files))[0])) == ["a.md", "b.md"]


# The folder of the pages


@pytest.mark.parametrize(
    ("marker", "content", "folder"),
    [
        ("mkdocs.yml", "site_name: S\n", "docs"),
        ("mkdocs.yaml", "site_name: S\ndocs_dir: pages\n", "pages"),
        ("book.toml", '[book]\nsrc = "text"\n', "text"),
        (".gitbook.yaml", "root: ./manual/\n", "manual"),
        ("hugo.toml", "title = 'S'\n", "content"),
        ("config/tech-docs.yml", "service_name: S\n", "source"),
        ("docusaurus.config.ts", "x", "docs"),
        (".eleventy.js", "return { dir: { input: 'pages' } };", "pages"),
    ],
)
def test_the_readme_of_a_repository_is_no_chapter_of_its_site(
    tmp_path: Path, marker: str, content: str, folder: str
) -> None:
    files = {marker: content, **texts("README.md", "other/x.md", f"{folder}/a.md")}
    handbook, _ = load(make_book(tmp_path, files))
    assert paths(handbook) == [f"{folder}/a.md"]
    assert handbook.assets == tmp_path / folder


def test_the_collections_that_jekyll_publishes_are_chapters(tmp_path: Path) -> None:
    settings = "collections:\n  guides:\n    output: true\n  notes:\n    output: false\n"
    files = texts("a.md", "_guides/b.md", "_guides/de/c.md", "_notes/d.md", "_includes/e.md")
    handbook, _ = load(make_book(tmp_path, {"_config.yml": settings, **files}))
    assert parts(handbook) == [("", ["a.md"]), ("Guides", ["_guides/b.md", "_guides/de/c.md"])]


def test_a_site_without_pages_where_they_should_be_is_read_whole(tmp_path: Path) -> None:
    handbook, _ = load(make_book(tmp_path, {"mkdocs.yml": "docs_dir: ../x\n", **texts("a.md")}))
    assert paths(handbook) == ["a.md"]


@pytest.mark.parametrize(
    ("name", "content", "site"),
    [
        ("mkdocs.yml", "site_url: https://a.com/b/\n", "https://a.com/b/"),
        ("mkdocs.yml", "site_url: !ENV [URL, 'https://a.com']\n", ""),
        ("_config.yml", "url: https://a.com\nbaseurl: /b\n", "https://a.com/b"),
        ("book.toml", '[output.html]\nsite-url = "/b/"\n', "/b/"),
        ("hugo.yaml", "baseURL: https://a.com/\n", "https://a.com/"),
        ("handbook.yaml", "title: T\nsite: https://a.com/c\n", "https://a.com/c"),
    ],
)
def test_the_address_of_the_site_is_known(
    tmp_path: Path, name: str, content: str, site: str
) -> None:
    assert load(make_book(tmp_path, {name: content, **texts("a.md")}))[0].site == site


# SUMMARY.md


def test_summary_md_of_gitbook(tmp_path: Path) -> None:
    summary = """
        # Summary

        * [Introduction](README.md)
        * [](guide/one.md "One, *shortly*")
        * Words without a link
          * [`Two` **and** more](guide/two.md#first)
          * [Again](guide/two.md#second)

        ## Second part

        * [By folder](folder/)
        * [Without ending](guide/three)
        * [Not written]()
        * [Site](https://example.com/x.md)

        ----

        * [Last](/last.md)
        """
    names = ["guide/one", "guide/two", "guide/three", "folder/README", "last", "README", "other"]
    files = {"SUMMARY.md": summary, **texts(*(f"{name}.md" for name in names))}
    handbook, problems = load(make_book(tmp_path, files))
    assert problems == ()
    assert parts(handbook) == [
        ("", ["README.md", "guide/one.md", "guide/two.md"]),
        ("Second part", ["folder/README.md", "guide/three.md", "last.md"]),
    ]
    titles = [chapter.title for chapter in handbook.chapters]
    assert titles[:3] == ["Introduction", "One, *shortly*", "Two and more"]


def test_the_readme_beside_a_gitbook_list_comes_first_listed_or_not(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "* [A](a.md)\n", **texts("a.md", "README.md")}
    assert paths(load(make_book(tmp_path, files))[0]) == ["README.md", "a.md"]


def test_the_first_heading_of_a_list_is_its_title(tmp_path: Path) -> None:
    summary = "# The book\n\n[Before](a.md)\n\n# Part\n\n- [B](b.md)\n\n---\n\n[After](c.md)\n"
    files = {"SUMMARY.md": summary, "book.toml": "[book]\nsrc = '.'\n"}
    handbook, _ = load(make_book(tmp_path, {**files, **texts("a.md", "b.md", "c.md", "README.md")}))
    assert parts(handbook) == [("", ["a.md"]), ("Part", ["b.md"]), ("", ["c.md"])]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_may_begin_with_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    summary = "# Summary\r\n\r\n- [B](b.md)\r\n- [A](a.md)\r\n".encode(encoding)
    handbook, _ = load(make_book(tmp_path, {"SUMMARY.md": summary, **texts("a.md", "b.md")}))
    assert paths(handbook) == ["b.md", "a.md"]


def test_docsify_has_its_list_in_its_sidebar(tmp_path: Path) -> None:
    files = {"docs/_sidebar.md": "- [B](/b.md)\n- [A](a)\n", **texts("docs/a.md", "docs/b.md")}
    assert paths(load(make_book(tmp_path, files))[0]) == ["docs/b.md", "docs/a.md"]


# mkdocs.yml


def test_a_nav_may_name_folders_and_patterns(tmp_path: Path) -> None:
    nav = """
        nav:
          - index.md
          - Guide: guide/
          - More:
            - more/b*.md
            - Site: https://example.com/x.md
          - "*"
        plugins:
          - search: !!python/object/apply:x.y {a: 1}
        """
    names = ["index", "guide/b", "guide/a", "guide/deep/c", "more/b1", "more/a", "more/b2", "z"]
    files = {"mkdocs.yml": nav, **texts(*(f"docs/{name}.md" for name in names))}
    handbook, problems = load(make_book(tmp_path, files))
    assert problems == ()
    assert paths(handbook)[:6] == [
        "docs/index.md",
        "docs/guide/a.md",
        "docs/guide/b.md",
        "docs/guide/deep/c.md",
        "docs/more/b1.md",
        "docs/more/b2.md",
    ]
    assert {"docs/z.md", "docs/more/a.md"} <= set(paths(handbook))
    assert len(paths(handbook)) == len(set(paths(handbook)))

"""Where links and images lead, in each spelling that authors use."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.load import load
from publisher.model import Chapter, Handbook
from publisher.references import Fate, Resolved, Resolver, book_url, raw_anchors, references
from tests.books import make_book

FILES: dict[str, str | bytes] = {
    "handbook.yaml": """
        title: Book
        assets: static
        chapters:
          - README.md
          - guide/first steps.md
          - guide/second.md
          - tracks/index.md
        """,
    "README.md": "# Book\n",
    "guide/first steps.md": "# First\n\n## Set up\n\n## Größe\n",
    "guide/second.md": '# Second\n\n## Own place\n\n<a id="Raw-Place"></a>\n',
    "tracks/index.md": "# Tracks\n\n## Choosing\n",
    "guide/not printed.txt": "x",
    "guide/draft.md": "# Draft\n",
    "guide/near.png": b"",
    "static/logo.png": b"",
    "static/two words.png": b"",
    "cover.png": b"",
}


def chapter_at(handbook: Handbook, path: str) -> Chapter:
    return next(chapter for chapter in handbook.chapters if str(chapter.path) == path)


def link(folder: Path, target: str, source: str = "guide/second.md") -> Resolved:
    """Where a link in a chapter of the book above leads."""
    handbook, _ = load(make_book(folder, FILES))
    return Resolver(handbook).link(chapter_at(handbook, source), target)


def image(folder: Path, target: str, source: str = "guide/second.md") -> Resolved:
    """Where an image in a chapter of the book above lies."""
    handbook, _ = load(make_book(folder, FILES))
    return Resolver(handbook).image(chapter_at(handbook, source), target)


# Links


@pytest.mark.parametrize(
    ("target", "anchor"),
    [
        ("first%20steps.md#set-up", "guide/first-steps#set-up"),
        ("first steps.md", "guide/first-steps"),
        ("first%20steps", "guide/first-steps"),
        ("first%20steps/", "guide/first-steps"),
        ("first%20steps.html", "guide/first-steps"),
        ("./first%20steps.md", "guide/first-steps"),
        ("First%20Steps.MD#Set-Up", "guide/first-steps#set-up"),
        ("first%20steps.md#gr%C3%B6%C3%9Fe", "guide/first-steps#größe"),
        ("first%20steps.md?plain=1#set-up", "guide/first-steps#set-up"),
        ("  first%20steps.md  ", "guide/first-steps"),
        ("../first%20steps/", "guide/first-steps"),
        ("/guide/first%20steps.md", "guide/first-steps"),
        ("../guide/first%20steps.md", "guide/first-steps"),
        ("#own-place", "guide/second#own-place"),
        ("#OWN-PLACE", "guide/second#own-place"),
        ("#raw-place", "guide/second#Raw-Place"),
        ("#", "guide/second"),
        ("second.md", "guide/second"),
        ("../README.md", "readme"),
        ("../", "readme"),
        ("/", "readme"),
        ("../tracks/index.md#choosing", "tracks/index#choosing"),
        ("../tracks/#choosing", "tracks/index#choosing"),
        ("../tracks", "tracks/index"),
        ("/tracks/index.html", "tracks/index"),
    ],
)
def test_a_link_leads_to_a_place_in_the_book(tmp_path: Path, target: str, anchor: str) -> None:
    assert link(tmp_path, target) == Resolved(Fate.INSIDE, book_url(anchor))


def test_the_address_of_a_place_is_its_anchor_encoded() -> None:
    assert book_url("guide/größe#a b") == "book:guide/gr%C3%B6%C3%9Fe%23a%20b"


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("https://example.com/a.md#b", "https://example.com/a.md#b"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("mailto:desk@example.com", "mailto:desk@example.com"),
        ("tel:+441234", "tel:+441234"),
        ("//example.com/x", "https://example.com/x"),
    ],
)
def test_a_web_address_leads_out_of_the_book(tmp_path: Path, target: str, url: str) -> None:
    assert link(tmp_path, target) == Resolved(Fate.EXTERNAL, url)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "ftp://a.com"]
)
def test_no_other_scheme_leads_anywhere(tmp_path: Path, target: str) -> None:
    assert link(tmp_path, target) == Resolved(Fate.SCHEME)


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/hostname",
        "FILE:/etc/hostname",
        "C:%5Cbook%5Cx.md",
        "c:/book/x.md",
        "/etc/hostname",
        "/etc",
        "",
    ],
)
def test_no_link_leads_to_a_file_of_the_machine(tmp_path: Path, target: str) -> None:
    assert link(tmp_path, target) == Resolved(Fate.NOWHERE)


def test_a_link_has_no_address_of_the_machine_even_to_the_book_itself(tmp_path: Path) -> None:
    for target in (f"{tmp_path}/README.md", f"file://{tmp_path}/README.md"):
        resolved = link(tmp_path, target)
        assert (resolved.fate, resolved.url) == (Fate.NOWHERE, "")


@pytest.mark.parametrize(
    ("target", "nearest"),
    [
        ("first%20step.md", "first%20steps.md"),
        ("../track/index.md", "../tracks/index.md"),
        ("nothing-like-it-at-all.pdf", ""),
    ],
)
def test_a_link_to_no_file_suggests_the_nearest_chapter(
    tmp_path: Path, target: str, nearest: str
) -> None:
    assert link(tmp_path, target) == Resolved(Fate.NOWHERE, "", nearest)


@pytest.mark.parametrize(
    ("target", "anchor", "nearest"),
    [
        ("first%20steps.md#setup", "guide/first-steps", "first%20steps.md#set-up"),
        ("#own-plaice", "guide/second", "#own-place"),
        ("#zzz", "guide/second", ""),
    ],
)
def test_a_link_to_no_heading_leads_to_the_chapter_and_suggests_the_nearest_heading(
    tmp_path: Path, target: str, anchor: str, nearest: str
) -> None:
    assert link(tmp_path, target) == Resolved(Fate.NOWHERE, book_url(anchor), nearest)


@pytest.mark.parametrize(
    "target", ["draft.md", "draft", "draft.md#a", "not%20printed.txt", "/static", "near.png"]
)
def test_a_file_that_is_not_printed_is_not_a_chapter(tmp_path: Path, target: str) -> None:
    assert link(tmp_path, target) == Resolved(Fate.NOT_A_CHAPTER)


@pytest.mark.parametrize("target", ["../../../x.md", "../../../../etc/hostname", "../../.."])
def test_a_link_out_of_the_folder_leads_outside(tmp_path: Path, target: str) -> None:
    assert link(tmp_path, target) == Resolved(Fate.OUTSIDE)


def test_a_link_one_step_out_of_the_folder_leads_outside(tmp_path: Path) -> None:
    assert link(tmp_path, "../LICENCE", source="README.md").fate is Fate.OUTSIDE


@pytest.mark.parametrize("target", ["#first-steps", "#start", "one.md#first-steps"])
def test_a_link_to_the_title_leads_to_the_beginning_of_its_chapter(
    tmp_path: Path, target: str
) -> None:
    handbook, _ = load(make_book(tmp_path, {"one.md": "# First steps {#start}\n"}))
    resolved = Resolver(handbook).link(handbook.chapters[0], target)
    assert resolved == Resolved(Fate.INSIDE, book_url("one"))


def test_a_heading_that_repeats_the_title_has_the_number_github_gives_it(tmp_path: Path) -> None:
    handbook, _ = load(make_book(tmp_path, {"a.md": "# Intro\n\n## Intro\n"}))
    assert Resolver(handbook).link(handbook.chapters[0], "#intro-1").fate is Fate.INSIDE


def test_the_exact_name_of_a_chapter_comes_before_its_other_names(tmp_path: Path) -> None:
    handbook, _ = load(
        make_book(
            tmp_path,
            {
                "handbook.yaml": "title: T\nchapters: [a.markdown, a.md]",
                "a.markdown": "",
                "a.md": "",
            },
        )
    )
    resolved = Resolver(handbook).link(handbook.chapters[0], "a.md")
    assert resolved.url == book_url(handbook.chapters[1].anchor)


def test_a_name_that_is_too_long_for_a_file_leads_nowhere(tmp_path: Path) -> None:
    assert link(tmp_path, "a" * 300).fate is Fate.NOWHERE


# Images


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("near.png", "guide/near.png"),
        ("../guide/near.png", "guide/near.png"),
        ("../near.png", "guide/near.png"),
        ("../cover.png", "cover.png"),
        ("/logo.png", "static/logo.png"),
        ("/static/logo.png", "static/logo.png"),
        ("/cover.png", "cover.png"),
        ("/two%20words.png", "static/two%20words.png"),
        ("../static/two words.png", "static/two%20words.png"),
        ("near.png?raw=true", "guide/near.png"),
    ],
)
def test_an_image_is_found_in_the_book_folder(tmp_path: Path, target: str, path: str) -> None:
    assert image(tmp_path, target) == Resolved(Fate.INSIDE, f"asset:{path}")


@pytest.mark.parametrize(
    ("target", "nearest"),
    [
        ("naer.png", "near.png"),
        ("/logo.jpg", "../static/logo.png"),
        ("../static/two-words.png", "../static/two%20words.png"),
        ("images/logo.png", "../static/logo.png"),
        ("../no/such/folder.png", ""),
        ("second.png", ""),
        ("/guide", ""),
    ],
)
def test_a_missing_image_leads_nowhere_and_suggests_the_nearest_image(
    tmp_path: Path, target: str, nearest: str
) -> None:
    assert image(tmp_path, target) == Resolved(Fate.NOWHERE, "", nearest)


@pytest.mark.parametrize(
    "target", ["https://example.com/x.png", "//example.com/x.png", "file:///etc/x.png"]
)
def test_an_image_with_a_scheme_is_remote_and_has_no_address(tmp_path: Path, target: str) -> None:
    assert image(tmp_path, target) == Resolved(Fate.EXTERNAL)


def test_an_image_that_carries_its_data_is_kept(tmp_path: Path) -> None:
    target = "data:image/png;base64,iVBORw0KGgo="
    assert image(tmp_path, target) == Resolved(Fate.INSIDE, target)


def test_an_image_out_of_the_folder_is_outside(tmp_path: Path) -> None:
    assert image(tmp_path, "../../../x.png") == Resolved(Fate.OUTSIDE)


def test_an_image_one_step_out_of_the_folder_is_outside(tmp_path: Path) -> None:
    assert image(tmp_path, "../x.png", source="README.md").fate is Fate.OUTSIDE


def test_a_link_of_the_file_system_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    make_book(tmp_path, {"secret.png": b"", "secrets/x.png": b""})
    book = make_book(tmp_path / "book", FILES)
    (book / "guide/out.png").symlink_to(tmp_path / "secret.png")
    (book / "guide/out").symlink_to(tmp_path / "secrets")
    (book / "guide/in.png").symlink_to(book / "cover.png")
    assert image(book, "out.png").fate is Fate.OUTSIDE
    assert image(book, "out/x.png").fate is Fate.OUTSIDE
    assert image(book, "in.png").fate is Fate.INSIDE


# What chapters point at


def found_in(folder: Path, text: str) -> list[tuple[str, int]]:
    """The references in a chapter: target and line."""
    handbook, _ = load(make_book(folder, {"a.md": text}))
    return [(found.target, found.place.line) for found in references(handbook.chapters[0])]


def test_links_and_images_are_found_with_their_lines(tmp_path: Path) -> None:
    handbook, _ = load(
        make_book(
            tmp_path,
            {"a.md": "---\ntitle: A\n---\n\n[x](x.md)\n![The *logo*](l.png)\n\n[y]\n\n[y]: y.md\n"},
        )
    )
    found = [
        (item.is_image, item.target, item.place.line, item.alternative)
        for item in references(handbook.chapters[0])
    ]
    assert found == [
        (False, "x.md", 5, ""),
        (True, "l.png", 6, "The *logo*"),
        (False, "y.md", 8, ""),
    ]


def test_references_in_a_block_of_html_have_their_own_lines(tmp_path: Path) -> None:
    text = "# A\n\n<div>\n<a\n  href='x.md'>x</a>\n<IMG SRC=y.png>\n</div>\n\n[z](z.md)\n"
    assert found_in(tmp_path, text) == [("x.md", 4), ("y.png", 6), ("z.md", 9)]


def test_references_in_html_within_a_line_are_found(tmp_path: Path) -> None:
    text = 'one\ntwo <a class="c" href="x.md">x</a> and <img src="y.png" alt="Y">\n'
    assert found_in(tmp_path, text) == [("x.md", 2), ("y.png", 2)]


@pytest.mark.parametrize(
    ("attributes", "alternative"),
    [
        ('src="x.png" alt="The logo"', "The logo"),
        ("alt='The logo' src='x.png'", "The logo"),
        ('src="x.png"', ""),
        ('src="x.png" alt=""', ""),
    ],
)
def test_the_alternative_of_an_image_in_html_is_found(
    tmp_path: Path, attributes: str, alternative: str
) -> None:
    handbook, _ = load(make_book(tmp_path, {"a.md": f"An <img {attributes}> here.\n"}))
    [reference] = references(handbook.chapters[0])
    assert (reference.is_image, reference.alternative) == (True, alternative)


def test_html_in_code_is_no_reference(tmp_path: Path) -> None:
    assert found_in(tmp_path, '`<a href="x.md">`\n\n```html\n<img src="y.png">\n```\n') == []


def test_a_comment_holds_no_reference(tmp_path: Path) -> None:
    assert found_in(tmp_path, 'Text.\n\n<!-- <a href="x.md">x</a>\n<img src="y.png"> -->\n') == []


def test_ids_and_names_in_html_are_places_to_link_to(tmp_path: Path) -> None:
    text = '# A\n\n<div id="one">\n</div>\n\ntext <a name=two></a> `<i id="three">`\n'
    handbook, _ = load(make_book(tmp_path, {"a.md": text}))
    assert list(raw_anchors(handbook.chapters[0])) == ["one", "two"]

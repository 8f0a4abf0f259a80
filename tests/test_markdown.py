"""Slugs, titles and headings, lines of tokens, and what counts as HTML."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from publisher.load import load
from publisher.markdown.dialect import parse
from publisher.markdown.headings import TitledBody, plain_text, split_title
from publisher.markdown.raw_html import escape_unknown, tags_in
from publisher.markdown.slugs import Uniquifier, humanise, path_slug, slug
from publisher.model import Chapter, Kind, Place, Run
from publisher.model.positions import with_lines
from tests.books import make_book


def titled(text: str, title: str | None = None) -> TitledBody:
    return split_title(parse(text), "chapter", title)


def levels(body: TitledBody) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in body.headings]


def fragments(body: TitledBody) -> list[str]:
    return [heading.anchor.partition("#")[2] for heading in body.headings]


def headings_printed(body: TitledBody) -> list[str]:
    """The headings that stand in the tokens, as `h2 Text`."""
    return [
        f"{opening.tag} {plain_text(inline)}"
        for opening, inline in zip(body.tokens, body.tokens[1:], strict=False)
        if opening.type == "heading_open"
    ]


# Slugs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Getting Started", "getting-started"),
        ("  Space around  ", "space-around"),
        ("What's new?", "whats-new"),
        ("Rock & roll", "rock--roll"),
        ("C++ / Rust", "c--rust"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("Version 2.0", "version-20"),
        ("From – to", "from--to"),
        ("🚀 Launch", "-launch"),
        ("Größe und Straße", "größe-und-straße"),
        ("Überblick", "überblick"),
        ("日本語 の 見出し", "日本語-の-見出し"),
        ("!?", ""),
    ],
)
def test_a_slug_is_the_anchor_github_gives_a_heading(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("हिन्दी", "हिन्दी"), ("x² grows", "x-grows")])
def test_a_slug_keeps_vowel_signs_and_drops_numbers_that_are_not_digits(
    text: str, expected: str
) -> None:
    assert slug(text) == expected


def test_a_name_that_comes_again_gets_the_first_free_number() -> None:
    names = Uniquifier(taken=["b"])
    assert [names.unique(name) for name in ("a", "a-1", "a", "a", "b")] == [
        "a",
        "a-1",
        "a-2",
        "a-3",
        "b-1",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("introduction.md", "introduction"),
        ("The path/First Steps.md", "the-path/first-steps"),
        ("!!/?.md", "chapter/chapter"),
    ],
)
def test_the_anchor_of_a_chapter_is_its_path_in_slugs(path: str, expected: str) -> None:
    assert path_slug(PurePosixPath(path)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("02-first_steps", "First steps"),
        ("1. overview", "Overview"),
        ("README", "README"),
        ("2024", "2024"),
        ("_", "_"),
    ],
)
def test_a_file_name_becomes_a_title(name: str, expected: str) -> None:
    assert humanise(name) == expected


# Titles


def test_the_first_h1_is_the_title_and_is_not_printed_again() -> None:
    body = titled("# On *call*\n\n## Nights\n")
    assert body.title == "On call"
    assert headings_printed(body) == ["h2 Nights"]


def test_an_underlined_h1_is_a_title_too() -> None:
    body = titled("Intro\n=====\n\ntext\n")
    assert body.title == "Intro"
    assert headings_printed(body) == []


def test_html_may_stand_before_the_h1_that_becomes_the_title() -> None:
    body = titled("<!-- a licence -->\n\n# Intro\n\ntext\n")
    assert (body.title, headings_printed(body)) == ("Intro", [])


def test_an_h1_after_text_gives_the_title_and_stays_where_it_is() -> None:
    body = titled("A preamble.\n\n# Intro\n")
    assert body.title == "Intro"
    assert headings_printed(body) == ["h2 Intro"]


def test_a_text_without_h1_has_no_title_and_keeps_its_headings() -> None:
    body = titled("## Two\n\n### Three\n")
    assert body.title is None
    assert levels(body) == [(2, "Two"), (3, "Three")]


def test_the_title_from_front_matter_wins_over_the_first_h1() -> None:
    body = titled("# Something else\n", title="From front matter")
    assert body.title == "From front matter"
    assert headings_printed(body) == ["h2 Something else"]


def test_an_h1_that_says_what_front_matter_says_is_not_printed_again() -> None:
    body = titled("# the PATH\n\n## Stages\n", title="The path")
    assert body.title == "The path"
    assert headings_printed(body) == ["h2 Stages"]


def test_an_explicit_id_is_no_part_of_the_title() -> None:
    assert titled("# Overview {#start}\n").title == "Overview"


def test_the_title_has_a_line() -> None:
    assert titled("<!-- x -->\n\n# Title\n").title_line == 2


# Levels


def test_several_h1s_push_all_headings_down_one_level() -> None:
    body = titled("# Title\n\n## A\n\n# Second\n\n## B\n\n### C\n")
    assert levels(body) == [(2, "A"), (2, "Second"), (3, "B"), (4, "C")]


def test_one_h1_leaves_the_other_headings_at_their_level() -> None:
    assert levels(titled("# Title\n\n## A\n\n### B\n\n## C\n")) == [(2, "A"), (3, "B"), (2, "C")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# T\n\n#### Deep\n", [2]),
        ("# T\n\n## A\n\n##### B\n", [2, 3]),
        ("# T\n\n### A\n\n## B\n\n###### C\n\n## D\n", [2, 2, 3, 2]),
    ],
)
def test_no_level_is_skipped_on_the_way_down(text: str, expected: list[int]) -> None:
    assert [heading.level for heading in titled(text).headings] == expected


def test_no_heading_goes_below_level_six() -> None:
    text = "# T\n\n# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F\n"
    assert [heading.level for heading in titled(text).headings] == [2, 3, 4, 5, 6, 6]


def test_the_tokens_are_given_the_printed_level() -> None:
    body = titled("# T\n\n#### Deep\n")
    assert [token.tag for token in body.tokens if token.type.startswith("heading")] == ["h2", "h2"]


def test_a_heading_in_a_quotation_does_not_count_for_those_after_it() -> None:
    assert levels(titled("# T\n\n> ## Quoted\n\n### After\n")) == [(2, "Quoted"), (2, "After")]


# Anchors


def test_headings_with_the_same_text_are_told_apart_by_numbers() -> None:
    assert fragments(titled("# T\n\n## Same\n\n## Same\n\n## Same\n")) == [
        "same",
        "same-1",
        "same-2",
    ]


def test_an_explicit_id_is_the_anchor_and_is_not_printed() -> None:
    body = titled("# T\n\n## **How** to choose {#choose.by_focus}\n")
    assert fragments(body) == ["choose.by_focus"]
    assert headings_printed(body) == ["h2 How to choose"]


@pytest.mark.parametrize("name", ["قائمة-تحقّق", "हिन्दी", "crew-(aka-tlc)"])
def test_an_explicit_id_is_in_any_script(name: str) -> None:
    body = titled(f"# T\n\n## Steps {{#{name}}}\n")
    assert (fragments(body), headings_printed(body)) == ([name], ["h2 Steps"])


def test_braces_within_a_heading_are_no_id() -> None:
    body = titled("# T\n\n## The {#x} notation\n")
    assert fragments(body) == ["the-x-notation"]


def test_a_heading_of_punctuation_alone_still_has_an_anchor() -> None:
    assert fragments(titled("# T\n\n## ?!\n")) == ["section"]


def test_code_and_emphasis_count_as_text_in_an_anchor() -> None:
    assert fragments(titled("# T\n\n## `grep` and *awk*\n")) == ["grep-and-awk"]


def test_an_image_in_a_heading_counts_by_its_alternative() -> None:
    assert levels(titled("# T\n\n## ![Logo](x.png) team\n")) == [(2, "Logo team")]


def test_a_heading_with_what_only_looks_like_a_tag_is_told_as_it_is_printed() -> None:
    assert levels(titled("# T\n\n## Restart <host-name> now\n")) == [(2, "Restart <host-name> now")]


def test_anchors_are_namespaced_by_the_chapters_path(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {"one/intro.md": "# One\n\n## Aim\n", "two/intro.md": "# Two\n\n## Aim\n"},
    )
    handbook, _ = load(tmp_path)
    anchors = [heading.anchor for chapter in handbook.chapters for heading in chapter.headings]
    assert anchors == ["one/intro#aim", "two/intro#aim"]


def test_the_anchor_stands_in_the_token_that_is_printed() -> None:
    body = titled("# T\n\n## Aim\n")
    opening = next(token for token in body.tokens if token.type == "heading_open")
    assert opening.attrs["id"] == "chapter#aim" == body.headings[0].anchor


# Lines


def lines_of(text: str, kind: str) -> list[int]:
    return [line + 1 for token, line in with_lines(parse(text)) if token.type == kind]


def test_blocks_have_the_line_on_which_they_begin() -> None:
    assert lines_of("one\n\ntwo\ntwo\n\nthree\n", "paragraph_open") == [1, 3, 6]


def test_the_lines_of_a_text_are_told_by_the_files_they_come_from() -> None:
    runs = (Run(0, Place("a.md", 8)), Run(3, Place("b.md", 1)), Run(5, Place("a.md", 12)))
    chapter = Chapter(PurePosixPath("a.md"), "a", "A", Kind.CHAPTER, (), (), runs=runs)
    written = [chapter.place(index) for index in (0, 2, 3, 4, 5, 9)]
    expected = [("a.md", 8), ("a.md", 10), ("b.md", 1), ("b.md", 2), ("a.md", 12), ("a.md", 16)]
    assert [(place.path, place.line) for place in written] == expected


def test_inline_tokens_have_the_line_within_their_paragraph() -> None:
    text = "first\n[a](a.md)\nmiddle\\\n[b](b.md) [c](c.md)\n"
    assert lines_of(text, "link_open") == [2, 4, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b\n  - [x](x.md)\n", 3),
        ("> a\n>\n> [x](x.md)\n", 3),
        ("| a |\n| - |\n| b |\n| [x](x.md) |\n", 4),
        ("term\n: [x](x.md)\n", 2),
        ("!!! note\n    a\n\n    [x](x.md)\n", 4),
        ("> [!NOTE]\n> [x](x.md)\n", 2),
        ("a[^1]\n\nb\n\n[^1]: [x](x.md)\n", 5),
    ],
    ids=["list", "quotation", "table", "definition", "admonition", "alert", "footnote"],
)
def test_a_link_inside_another_block_has_its_own_line(text: str, expected: int) -> None:
    assert lines_of(text, "link_open") == [expected]


@pytest.mark.parametrize("before", ["![two\nlines](x.png)", "<b\nclass='x'>"])
def test_what_runs_over_a_line_end_counts_for_what_follows(before: str) -> None:
    assert lines_of(f"{before} [x](x.md)\n", "link_open") == [2]


# Dialect


def test_quotes_are_curled_and_other_characters_stay_as_typed() -> None:
    [inline] = [token for token in parse('"a" it\'s (c) ... --') if token.type == "inline"]
    assert plain_text(inline) == "“a” it’s (c) ... --"


def test_a_file_name_in_the_text_is_no_link() -> None:
    assert lines_of("See README.md and notes.py.\n", "link_open") == []


# HTML


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<host-name>", "&lt;host-name>"),
        ("</host-name>", "&lt;/host-name>"),
        ("a <b>bold</b> <Kbd>K</Kbd>", "a <b>bold</b> <Kbd>K</Kbd>"),
        ("<script>x</script>", "<script>x</script>"),
        ("<your:name> <br/> 1 < 2", "&lt;your:name> <br/> 1 < 2"),
        ("<!-- a comment -->", "<!-- a comment -->"),
    ],
)
def test_what_only_looks_like_a_tag_is_escaped(html: str, expected: str) -> None:
    assert escape_unknown(html) == expected


def test_the_names_of_tags_are_found_in_small_letters_with_their_lines() -> None:
    html = "<P>1 < 2 <br/></P>\n<x-y a='<'>"
    assert list(tags_in(html)) == [("p", 0), ("br", 0), ("x-y", 1)]


@pytest.mark.parametrize(("title", "label"), [("Mirrors", None), (None, "Mirrors")])
def test_a_heading_that_opens_the_text_and_says_its_title_is_not_printed_again(
    title: str | None, label: str | None
) -> None:
    body = split_title(parse("## Mirrors\n\nText\n\n### Use\n"), "chapter", title, label)
    assert levels(body) == [(2, "Use")]
    assert body.title_fragments == ("mirrors",)


def test_another_heading_that_opens_the_text_stays() -> None:
    body = split_title(parse("## First\n\nText\n"), "chapter", None, "Mirrors")
    assert levels(body) == [(2, "First")]


def test_siblings_stay_siblings_when_headings_go_down_a_level() -> None:
    body = titled("# T\n\n## One\n\n## Two\n\n# More\n\n## Three\n")
    assert levels(body) == [(2, "One"), (2, "Two"), (2, "More"), (3, "Three")]

"""The book's own boxes: key points, stories, definitions."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from publisher.editions import SCREEN
from publisher.load import load
from publisher.model import Problem
from publisher.render import Sections
from tests.books import make_book, page_texts
from tests.conftest import build_at

SETTINGS = "title: B\nlanguage: {}\nchapters: [a.md]\n"
STORY = "The disk filled at three, and nobody had looked at it since the spring. "


def rendered(
    tmp_path: Path, body: str, language: str = "en", **files: str
) -> tuple[str, tuple[Problem, ...]]:
    """The prose of a chapter with this body, white space folded, and what is wrong with it."""
    book = {"handbook.yaml": SETTINGS.format(language), "a.md": f"# A\n\n{body}\n"}
    book |= {name.replace("__", "/") + ".html.j2": text for name, text in files.items()}
    handbook, _problems = load(make_book(tmp_path, book))
    result = next(iter(Sections(handbook, SCREEN).body()))
    assert result.section is not None
    prose = result.section.html.partition('<div class="prose">')[2].partition("</article>")[0]
    return " ".join(prose.replace("\u200b", "").split()), result.problems


@pytest.mark.parametrize(
    "written",
    [
        ":::key Read *first*\nThen act.\n:::",
        "::: key Read *first*\nThen act.\n:::",
        "> [!KEY] Read *first*\n> Then act.",
        '!!! key "Read *first*"\n    Then act.',
        "```{key} Read *first*\nThen act.\n```",
    ],
)
def test_a_box_has_its_label_its_title_and_its_text(tmp_path: Path, written: str) -> None:
    html, problems = rendered(tmp_path, written)
    assert problems == ()
    html = re.sub(r' id="[^"]*"', "", html)
    assert html.startswith(
        '<aside class="box box-key box-titled"><p class="box-label">Key point</p>'
        ' <div class="box-text"> <p class="box-title">Read <em>first</em></p>'
        ' <div class="box-words"> <p>Then act.</p> </div> </div> </aside>'
    )


@pytest.mark.parametrize(
    ("kind", "language", "label"),
    [
        ("key", "en", "Key point"),
        ("story", "en-GB", "From the field"),
        ("definition", "de", "Definition"),
        ("story", "fr", "Sur le terrain"),
        ("key", "ja", "要点"),
    ],
)
def test_a_box_without_a_title_is_labelled_in_its_language(
    tmp_path: Path, kind: str, language: str, label: str
) -> None:
    html, _problems = rendered(tmp_path, f":::{kind}\nWords.\n:::", language)
    assert f'<aside class="box box-{kind}"><p class="box-label">{label}</p> <div' in html
    assert kind.title() not in html.replace(label, "")


def test_a_book_s_own_template_wins_even_in_a_chapter_with_html(tmp_path: Path) -> None:
    own = '<svg width="9"></svg><h6>{{ kind }}: {{ title }}</h6><section>{{ body }}</section>'
    body = ":::key A `b`\n- one\n\n  <kbd>x</kbd>\n:::\n"
    html, problems = rendered(tmp_path, body, layouts__components__box=own)
    assert problems == ()
    assert '<svg width="9"></svg><h6>key: A <code>b</code></h6><section>' in html
    assert "<kbd>x</kbd>" in html.partition("<section>")[2].partition("</section>")[0]


@pytest.mark.parametrize(
    "own", ["{{ title }}", "{{ body }}{{ title }}", "{{ title }}{{ body }} {{ body }}"]
)
def test_a_template_that_loses_words_is_told(tmp_path: Path, own: str) -> None:
    html, problems = rendered(tmp_path, ":::key T\nText.\n:::", layouts__components__box=own)
    assert [(problem.code, problem.path) for problem in problems] == [
        ("template-error", "layouts/components/box.html.j2")
    ]
    assert "Text." in html


def test_a_template_that_fails_is_told_where_it_fails(tmp_path: Path) -> None:
    own = "{{ body }}\n{{ nothing }}"
    _html, problems = rendered(tmp_path, ":::key\nText.\n:::", layouts__components__box=own)
    (problem,) = problems
    assert (problem.code, problem.line) == ("template-undefined", 2)


def test_boxes_stand_in_each_other_and_in_lists(tmp_path: Path) -> None:
    inner = ":::key Inner\n  Within.\n  :::"
    body = f"- item\n\n  ::::story Outer\n  Before.\n\n  {inner}\n\n  After.\n  ::::"
    html, problems = rendered(tmp_path, body)
    assert problems == ()
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()
    assert words == "item From the field Outer Before. Key point Inner Within. After."


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (STORY * 4, STORY * 20),
        ("```text\nx\n```", "```text\n" + "x\n" * 30 + "```"),
        ("| a |\n| - |\n| 1 |", "| a |\n| - |\n" + "| 1 |\n" * 30),
    ],
)
def test_a_long_box_may_be_split_and_a_short_one_may_not(
    tmp_path: Path, short: str, long: str
) -> None:
    html, _problems = rendered(tmp_path, f":::story\n{short}\n:::\n\n:::story\n{long}\n:::")
    assert re.findall(r'class="(box box-story[^"]*)"', html) == [
        "box box-story",
        "box box-story box-tall",
    ]


def test_a_short_box_is_whole_on_a_page_and_is_read_as_a_note(tmp_path: Path) -> None:
    boxes = "".join(
        f":::{kind} Title{number}\n{STORY * 5}End{number}.\n:::\n\n"
        for number, kind in enumerate(["key", "story", "definition"] * 5)
    )
    book = {"handbook.yaml": SETTINGS.format("en"), "a.md": f"# A\n\n{boxes}"}
    path = build_at(make_book(tmp_path / "book", book), strict=True).path
    texts = page_texts(path)
    # Small capitals are told as the letters that were written
    starts = [[i for i, text in enumerate(texts) if f"Title{n} " in text] for n in range(15)]
    ends = [[i for i, text in enumerate(texts) if f"End{n}." in text] for n in range(15)]
    assert starts == ends
    assert {len(pages) for pages in starts} == {1}
    with pikepdf.open(path) as pdf:
        notes = [
            e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Note"
        ]
        names = [str(note.ID) for note in notes]
    assert len(set(names)) == len(names) == 15


def test_a_folder_of_another_tool_prints_all_words_of_a_box(tmp_path: Path) -> None:
    text = "# A\n\n:::definition{#x} Some *words* here\nThe text.\n:::\n\n:::key\nMore.\n:::\n"
    path = build_at(make_book(tmp_path / "book", {"a.md": text}), strict=True).path
    whole = " ".join(page_texts(path))
    for words in ("Some words here", "The text.", "More."):
        assert words in whole

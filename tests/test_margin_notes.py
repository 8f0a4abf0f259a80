"""Notes beside the text: where they are put in the HTML, and where they stand on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from publisher.editions import SCREEN
from publisher.load import load
from publisher.model import Area
from publisher.render import Sections
from publisher.typeset.margin_notes import Wish, free_rooms, settled
from tests import geometry
from tests.books import make_book, page_texts
from tests.conftest import build_at
from tests.geometry import MILLIMETRE, TEXT_RIGHT

SETTINGS = "title: B\nlanguage: en-GB\nchapters: [a.md]\n"
SENTENCE = "A shift ends with a handover that a stranger could work from. "


def note(words: str) -> str:
    return f":::margin\n{words}\n:::\n\n"


def html_of(tmp_path: Path, body: str) -> str:
    handbook, _problems = load(
        make_book(tmp_path, {"handbook.yaml": SETTINGS, "a.md": f"# A\n\n{body}\n"})
    )
    section = next(iter(Sections(handbook, SCREEN).body())).section
    assert section is not None
    prose = section.html.partition('<div class="prose">')[2].partition("</div>\n</article>")[0]
    return re.sub(r"\s*\n\s*", "", re.sub(r' id="[^"]*"', "", prose))


def built(tmp_path: Path, body: str, matter: str = "") -> Path:
    files = {"handbook.yaml": SETTINGS, "a.md": f"---\ntitle: A\n{matter}---\n\n{body}\n"}
    return build_at(make_book(tmp_path / "book", files), strict=True).path


def lines_with(path: Path, pattern: str) -> list[tuple[int, str, Area]]:
    """Page, text and place in points of the lines, or pieces of lines, that match a pattern.

    The foot of one is that of its first letter, on the baseline but for some letters.
    """
    document = pypdfium2.PdfDocument(path)
    found = []
    for index, page in enumerate(document):
        text = page.get_textpage()
        for number in range(text.count_rects()):
            left, foot, right, head = text.get_rect(number)
            words = text.get_text_bounded(left - 1, foot - 1, right + 1, head + 1)
            first = text.get_index(left + 2, (foot + head) / 2, 4, 4)
            foot = text.get_charbox(first)[1] if first is not None else foot
            if re.search(pattern, words):
                found.append((index, words, Area(left, foot, right, head)))
    document.close()
    return found


NOTE = '<aside class="margin-note"><div class="margin-note-words"><p>Note.</p></div></aside>'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (":::margin\nNote.\n:::\n\nText.", f'<div class="noted">{NOTE}<p>Text.</p></div>'),
        ("> [!MARGIN]\n> Note.\n\nText.", f'<div class="noted">{NOTE}<p>Text.</p></div>'),
        ("```{margin}\nNote.\n```\n\nText.", f'<div class="noted">{NOTE}<p>Text.</p></div>'),
        (
            ":::margin\nNote.\n:::\n\n- x",
            f'<div class="noted">{NOTE}<ul><li>x</li></ul></div>',
        ),
        (
            "Text.\n\n:::margin\nNote.\n:::\n\n## H",
            f'<div class="noted">{NOTE}<p>Text.</p></div><h2>H</h2>',
        ),
        (
            ":::margin\nNote.\n:::\n\n:::margin\nNote.\n:::\n\nText.",
            f'<div class="noted">{NOTE}{NOTE}<p>Text.</p></div>',
        ),
        (":::margin\nNote.\n:::\n\n## H", f"{NOTE}<h2>H</h2>"),
        ("- x\n\n  :::margin\n  Note.\n  :::", f"<ul><li><p>x</p>{NOTE}</li></ul>"),
    ],
)
def test_a_note_is_put_to_the_text_that_it_stands_beside(
    tmp_path: Path, body: str, html: str
) -> None:
    assert html_of(tmp_path, body) == html


def test_a_title_is_printed_where_there_is_one(tmp_path: Path) -> None:
    html = html_of(tmp_path, ":::margin Mind\nNote.\n:::\n\nText.")
    assert '<p class="margin-note-title">Mind</p>' in html
    assert "Margin" not in html


def test_notes_are_moved_down_then_up_and_keep_their_order() -> None:
    wishes = [Wish(100, 40), Wish(110, 40), Wish(900, 40), Wish(960, 60)]
    tops = settled(wishes, [(50, 1000)])
    assert tops == [100, 150, 890, 940]


def test_notes_stay_above_or_below_what_is_wide() -> None:
    rooms = free_rooms(50, 1000, [(300, 500)])
    assert rooms == [(50, 290), (510, 1000)]
    assert settled([Wish(280, 50), Wish(505, 50)], rooms) == [240, 510]


def test_a_note_that_would_be_too_far_from_its_text_has_no_place() -> None:
    tops = settled([Wish(100, 90), Wish(110, 90), Wish(120, 90), Wish(500, 90)], [(50, 1000)])
    assert tops.count(None) == 1
    assert tops[3] == 500
    assert settled([Wish(60, 90)], [(50, 100), (300, 1000)]) == [None]


def test_notes_stand_beside_their_paragraphs(tmp_path: Path) -> None:
    body = "".join(f"{note(f'Note{n} here.')}Text{n} {SENTENCE * 3}\n\n" for n in range(40))
    path = built(tmp_path, body)
    notes = lines_with(path, r"^Note\d+ here")
    texts = lines_with(path, r"^Text\d+ ")
    assert len(notes) == len(texts) == 40
    for (page, words, place), (text_page, text, beside) in zip(notes, texts, strict=True):
        assert (page, words.split()[0][4:]) == (text_page, text.split()[0][4:])
        assert place.left > TEXT_RIGHT + 10
        assert place.right < geometry.RIGHT + 1
        assert abs(place.foot - beside.foot) < 0.7  # on one line


LONG = "goes on for longer than the text that it stands beside, and so it needs more lines than it."


def test_notes_never_overlap_each_other_the_foot_or_what_is_wide(tmp_path: Path) -> None:
    table = f"|{' a |' * 7}\n|{' - |' * 7}\n" + f"|{' some words here |' * 7}\n" * 3
    # The paragraphs stand a little lower each time, so that a note begins at every height
    body = "".join(
        f"Filler.\n\n{note(f'Note{n} {LONG}')}Text{n} {SENTENCE}\n\n"
        + (f"{table}\n" if n % 4 == 2 else "")
        for n in range(32)
    )
    path = built(tmp_path, body)
    column = lines_with(path, ".")
    beside = [(page, place) for page, _words, place in column if place.left > TEXT_RIGHT + 10]
    wide = [
        (page, place)
        for page, _words, place in column
        if place.left < TEXT_RIGHT and place.right > TEXT_RIGHT + 12
    ]
    assert len(beside) > 60
    for _page, place in beside:
        # Above the foot of the text, or it is the folio below it
        assert place.foot > geometry.FOOT or place.head < geometry.FOOT - 4 * MILLIMETRE
    for number, (page, place) in enumerate(beside):
        for other_page, other in [*beside[number + 1 :], *wide]:
            apart = place.foot >= other.head - 3 or place.head <= other.foot + 3
            assert (
                page != other_page or apart or place.right < other.left or place.left > other.right
            )
    # All are whole and on one page, also those that found no room and stand in the text
    for n in range(32):
        assert len([text for text in page_texts(path) if f"Note{n} goes" in text]) == 1


def test_a_note_without_room_stands_in_the_text(tmp_path: Path) -> None:
    body = "".join(f"{note(f'Note{n} {LONG}')}Text{n}.\n\n" for n in range(9))
    path = built(tmp_path, body)
    lefts = [place.left for _page, _words, place in lines_with(path, r"^Note\d")]
    assert len(lefts) == 9
    beside = [left for left in lefts if left > TEXT_RIGHT]
    assert 2 < len(beside) < 9


def test_where_there_is_no_column_notes_stand_in_the_text(tmp_path: Path) -> None:
    in_list = "- item\n\n  :::margin\n  Note2 is here.\n  :::\n"
    body = f"{note('Note1 is here.')}{SENTENCE * 3}\n\n{in_list}"
    path = built(tmp_path, body, "kind: worksheet\n")
    lefts = [place.left for _page, _words, place in lines_with(path, r"^Note\d")]
    assert len(lefts) == 2
    assert max(lefts) < 60 * MILLIMETRE


def test_notes_move_no_text(tmp_path: Path) -> None:
    text = [f"Text{n} {SENTENCE * 4}\n\n" for n in range(30)]
    plain = built(tmp_path / "plain", "".join(text))
    noted = built(tmp_path / "noted", "".join(f"{note('A note.')}{one}" for one in text))
    places = [[(p, w, a) for p, w, a in lines_with(x, r"^Text\d+ ")] for x in (plain, noted)]
    assert places[0] == places[1]
    assert len(places[0]) == 30

"""What a finished file tells of its sources."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf

from publisher.marks import line_mark, marked_line
from publisher.model import Place, Run
from publisher.record import Mark, Record, RecordedHeading, RecordedSection, read_record
from tests import geometry

CHAPTER = RecordedSection(
    "First",
    first=3,
    count=2,
    path="a.md",
    title_line=2,
    runs=(Run(0, Place("a.md", 5)), Run(4, Place("part.md", 1)), Run(6, Place("a.md", 10))),
    headings=(RecordedHeading("Tools", "a#tools", Mark(3, 500, 2)),),
    marks=(Mark(3, 600, 0), Mark(3, 400, 4), Mark(4, 700, 6)),
    notes=((3, 120),),
)
RECORD = Record("Book", (0, None, 1, 2, 3), (RecordedSection("Cover", 0, 1), CHAPTER))


def test_a_record_comes_back_as_it_was_written() -> None:
    assert read_record(RECORD.to_bytes()) == RECORD


def test_what_is_no_record_is_none() -> None:
    assert read_record(b"") is None
    assert read_record(b"[]") is None
    assert read_record(RECORD.to_bytes().replace(b'"version":1', b'"version":2')) is None


def test_a_place_is_that_of_the_nearest_block_above() -> None:
    assert CHAPTER.place_at(3, 700) == Place("a.md", 2)  # the title
    assert CHAPTER.place_at(3, 600) == Place("a.md", 5)
    assert CHAPTER.place_at(3, 450) == Place("a.md", 7)  # the heading
    assert CHAPTER.place_at(3, 50) == Place("part.md", 1)  # from a file that was included
    assert CHAPTER.place_at(4, 800) == Place("part.md", 1)  # it runs on
    assert CHAPTER.place_at(4, 690) == Place("a.md", 10)
    assert RECORD.sections[0].place_at(0, 400) is None


def test_a_mark_tells_its_line() -> None:
    assert marked_line(line_mark("path/a", 12), "path/a") == 12
    assert marked_line(line_mark("path/a", 12) + "-1", "path/a") == 12
    assert marked_line("path/a#tools@12", "path/a") is None
    assert marked_line("path/ab@12", "path/a") is None


def test_the_record_of_a_file_is_small_and_names_no_place_on_a_machine(
    small_book: Path, print_edition: Path
) -> None:
    with pikepdf.open(print_edition) as pdf:
        content = pdf.Root.PieceInfo.HandbookPublisher.Private.read_bytes()
        page_count = len(pdf.pages)
    record = read_record(content)
    assert record is not None
    assert len(record.keys) == page_count
    assert [section.path for section in record.sections if section.path] == [
        "welcome.md", "path/first.md", "path/second.md", "tracks/apps.md",
    ]  # fmt: skip
    assert str(small_book.parent).encode() not in content
    assert len(zlib.compress(content)) < 100 * page_count


def test_each_page_tells_what_is_inside_its_margins(print_edition: Path) -> None:
    with pikepdf.open(print_edition) as pdf:
        areas = {
            page.label: [round(float(value)) for value in page.obj.ArtBox]
            for page in pdf.pages
            if "/ArtBox" in page.obj
        }
        labels = [page.label for page in pdf.pages]
    inner, outer = round(geometry.LEFT), round(geometry.token("outer"))
    width, height = round(geometry.PAGE_WIDTH), round(geometry.PAGE_HEIGHT)
    foot, head = round(geometry.FOOT), round(geometry.HEAD)
    assert areas["i"] == [0, 0, width, height]  # the cover has no margins
    assert areas["1"] == [inner, foot, round(geometry.RIGHT), head]
    verso = next(label for label in labels if label.isdigit() and int(label) % 2 == 0)
    versos = [areas[label] for label in areas if label.isdigit() and int(label) % 2 == 0]
    assert verso and [outer, foot, round(geometry.PAGE_WIDTH - geometry.LEFT), head] in versos

"""Preflight finds what is wrong with a finished file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from publisher.load import load
from publisher.model import Handbook
from publisher.proof import proof


def codes(pdf: bytes, handbook: Handbook) -> set[str]:
    return {problem.code for problem in proof(pdf, handbook)}


def changed(path: Path, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def first_link(pdf: pikepdf.Pdf, key: str) -> pikepdf.Object:
    return next(link for page in pdf.pages for link in page.obj.get("/Annots", []) if key in link)


def drop_a_page(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    lost = names["path/first#signs-of-readiness"][0].objgen
    assert lost != names["path/first"][0].objgen
    del pdf.pages[next(i for i, page in enumerate(pdf.pages) if page.obj.objgen == lost)]


def link_nowhere(pdf: pikepdf.Pdf) -> None:
    first_link(pdf, "/Dest").Dest = pikepdf.String("nowhere")


def link_to_this_machine(pdf: pikepdf.Pdf) -> None:
    first_link(pdf, "/A").A.URI = pikepdf.String("file:///home/ada/notes.md")


def take_out_a_font(pdf: pikepdf.Pdf) -> None:
    fonts = next(page.resources.Font for page in pdf.pages if "/Font" in page.resources)
    font = next(iter(fonts.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def take_out_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def take_out_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def test_a_good_file_has_no_problem(small_book: Path, screen: Path) -> None:
    assert proof(screen.read_bytes(), load(small_book)[0]) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop_a_page, "proof-heading"),
        (link_nowhere, "proof-link"),
        (link_to_this_machine, "proof-link"),
        (take_out_a_font, "proof-font"),
        (take_out_tags, "proof-tags"),
        (take_out_language, "proof-language"),
    ],
)
def test_each_fault_is_found(
    small_book: Path, screen: Path, change: Callable[[pikepdf.Pdf], None], code: str
) -> None:
    assert code in codes(changed(screen, change), load(small_book)[0])


def test_a_chapter_that_is_not_in_the_file_is_named_with_file_and_line(
    small_book: Path, screen: Path
) -> None:
    handbook, _problems = load(small_book)
    part = handbook.parts[-1]
    lost = replace(part.chapters[0], anchor="tracks/lost")
    longer = replace(handbook, parts=(*handbook.parts, replace(part, chapters=(lost,))))
    (problem,) = proof(screen.read_bytes(), longer)
    assert (problem.code, problem.path, problem.line) == ("proof-chapter", "tracks/apps.md", 2)

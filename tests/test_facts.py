"""What is known of pages before is found again in the finished file, and only there."""

from __future__ import annotations

import io
import runpy
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from publisher.build import build
from publisher.editions import SCREEN
from publisher.link import link
from publisher.load import load
from publisher.model import Handbook, Leaf
from publisher.proof import PageFacts, facts_from_bytes, facts_to_bytes, proof
from publisher.proof.letters import PageText
from tests.test_checks import CHECKS, SHARED

FAULTS = sorted(
    path.name
    for path in CHECKS.glob("proof-*")
    if (path / "spoil.py").exists() or (path / "book").exists()
)


@dataclass(frozen=True)
class Finished:
    """A file, the handbook that it was made from, and what is known of its pages."""

    pdf: bytes
    handbook: Handbook
    known: dict[str, PageFacts]

    def changed(self, change: Callable[[pikepdf.Pdf], None]) -> Finished:
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(self.pdf)) as opened:
            change(opened)
            opened.save(target)
        return replace(self, pdf=target.getvalue())

    def codes(self, known: dict[str, PageFacts] | None = None) -> list[str]:
        found = proof(self.pdf, self.handbook, self.known if known is None else known)
        return [problem.code for problem in found]


def finished(book: Path, target: Path) -> Finished:
    """Build a book, and read what is on its leaves by way of bytes."""
    leaves: list[Leaf] = []

    def told(handbook: Handbook, given: Any, *others: Any) -> Any:
        leaves.extend(given)
        return link(handbook, given, *others)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("publisher.build.link", told)
        pdf = build(book, SCREEN, lambda _handbook: target).path.read_bytes()
    known: dict[str, PageFacts] = {}
    for leaf in leaves:
        facts = facts_from_bytes(leaf.facts)
        assert facts is not None
        assert facts_to_bytes(facts) == leaf.facts
        known.update(facts)
    return Finished(pdf, load(book)[0], known)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    folder = tmp_path_factory.mktemp("facts")
    book = Path(shutil.copytree(SHARED, folder / "book"))
    return finished(book, folder / "book.pdf")


@pytest.fixture(scope="module")
def small(small_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return finished(small_book, tmp_path_factory.mktemp("small-facts") / "book.pdf")


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_found_with_known_pages_as_without(
    fault: str, shared: Finished, tmp_path: Path
) -> None:
    folder = CHECKS / fault
    made = shared
    if (folder / "book").exists():
        book = Path(shutil.copytree(folder / "book", tmp_path / "book"))
        made = finished(book, tmp_path / "book.pdf")
    if (folder / "spoil.py").exists():
        made = made.changed(runpy.run_path(str(folder / "spoil.py"))["spoil"])
    found = proof(made.pdf, made.handbook, made.known)
    assert found == proof(made.pdf, made.handbook)
    assert fault in {problem.code for problem in found}


def test_known_pages_are_not_read_again(small: Finished) -> None:
    """What is known wrongly of a page is believed, where it is not the first with its fonts."""
    assert small.codes() == []
    believed = [
        key
        for key, facts in small.known.items()
        if small.codes(small.known | {key: replace(facts, text=PageText(()))})
    ]
    assert believed


def test_what_is_known_counts_for_nothing_when_a_page_does_not_have_it(small: Finished) -> None:
    wrong = {key: replace(facts, text=PageText(())) for key, facts in small.known.items()}
    assert small.codes(wrong) == []


def test_what_was_laid_out_otherwise_is_not_known(small: Finished) -> None:
    """A page is read again when its fonts or its folio do not say what they did."""

    def other_letters(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                said = thing.ToUnicode.read_bytes()
                thing.ToUnicode.write(said.replace(b"<0065>", b"<0078>"))  # e prints as x

    def other_labels(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PageLabels = pikepdf.Dictionary(
            Nums=[0, pikepdf.Dictionary(S=pikepdf.Name("/D"), St=41)]
        )

    def smaller_paper(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            left, foot, right, head = map(float, page.mediabox)
            page.mediabox = page.cropbox = pikepdf.Array([left + 150, foot, right, head])

    for change, code in (
        (other_letters, "proof-text"),
        (other_labels, "proof-margin"),
        (smaller_paper, "proof-paper"),
    ):
        spoilt = small.changed(change)
        assert code in spoilt.codes(), change.__name__
        assert spoilt.codes() == spoilt.codes({}), change.__name__


def test_facts_that_cannot_be_read_are_none(small: Finished) -> None:
    content = facts_to_bytes([*small.known.items()])
    assert facts_from_bytes(content) is not None
    for spoilt in (b"", content[:-9], content.replace(b'"version":1', b'"version":0'), b"[]", b"7"):
        assert facts_from_bytes(spoilt) is None

"""The finished PDF to problems: preflight of what will be handed out.

It reads the file as a reader's program does, and trusts nothing that the stages before it said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from publisher.model import Handbook, Problem
from publisher.proof.facts import PageFacts, facts_from_bytes, facts_to_bytes, read_facts
from publisher.proof.fonts import unembedded_fonts
from publisher.proof.glyphs import missing_glyphs
from publisher.proof.headings import lost_headings
from publisher.proof.images import coarse_images
from publisher.proof.links import lost_links
from publisher.proof.machine import machine_paths
from publisher.proof.margins import out_of_bounds
from publisher.proof.pages import empty_pages, missing_pages, unrecorded
from publisher.proof.printed import Printed, opened
from publisher.proof.stranded import stranded_headings
from publisher.proof.tags import untagged
from publisher.proof.words import lost_words

__all__ = ["PageFacts", "facts_from_bytes", "facts_to_bytes", "proof", "read_facts"]

_CHECKS: tuple[Callable[[Printed, Handbook | None], Iterable[Problem]], ...] = (
    unrecorded,
    missing_pages,
    lost_headings,
    lost_words,
    out_of_bounds,
    missing_glyphs,
    empty_pages,
    stranded_headings,
    coarse_images,
    lost_links,
    unembedded_fonts,
    untagged,
    machine_paths,
)


def proof(
    pdf: bytes, handbook: Handbook | None, known: Mapping[str, PageFacts] = MappingProxyType({})
) -> tuple[Problem, ...]:
    """What is wrong with a finished file, held against the handbook it was made from.

    Without a handbook it is what the file alone can tell. Files and lines of the sources are named
    in both cases: the file carries a record of them. In one that another program made there is no
    record, and a note says so. `known` is what was on pages, by their digests: an equal page is not
    read again. Raises pikepdf.PdfError or RuntimeError for what is no PDF.
    """
    with opened(pdf, known) as printed:
        problems = [problem for check in _CHECKS for problem in check(printed, handbook)]
        return tuple(dict.fromkeys(problems))

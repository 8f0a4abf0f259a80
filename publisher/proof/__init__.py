"""The finished PDF to problems: preflight of what will be handed out.

It reads the file as a reader's program does, and trusts nothing that the stages before it said.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pikepdf

from publisher.model import Handbook, Problem
from publisher.proof.fonts import unembedded_fonts
from publisher.proof.headings import lost_headings
from publisher.proof.links import lost_links
from publisher.proof.tags import untagged

__all__ = ["proof"]

_CHECKS: tuple[Callable[[pikepdf.Pdf, Handbook | None], Iterable[Problem]], ...] = (
    lost_headings,
    lost_links,
    unembedded_fonts,
    untagged,
)


def proof(pdf: bytes, handbook: Handbook | None) -> tuple[Problem, ...]:
    """What is wrong with a finished file, held against the handbook it was made from, if given."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return tuple(problem for check in _CHECKS for problem in check(opened, handbook))

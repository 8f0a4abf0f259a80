"""All that is done to a section before its place in the book is known."""

from __future__ import annotations

from dataclasses import replace

from publisher.link import prepared
from publisher.model import Handbook, Leaf, Section
from publisher.proof import facts_to_bytes, read_facts
from publisher.typefaces.shelf import Shelf
from publisher.typeset import typeset


def make_leaf(section: Section, handbook: Handbook, shelf: Shelf) -> Leaf:
    """The leaf of a section, ready to be linked and proofed; its fonts are put on the shelf.

    Raises HandbookError when it cannot be laid out.
    """
    leaf = typeset(section, handbook, shelf)
    facts = facts_to_bytes(read_facts(leaf.pdf, leaf.areas))  # before its fonts are taken out
    return replace(prepared(leaf), facts=facts)

"""All that is done to a section before its place in the book is known."""

from __future__ import annotations

from publisher.link import prepared
from publisher.model import Handbook, Leaf, Section
from publisher.typefaces.shelf import Shelf
from publisher.typeset import typeset


def make_leaf(section: Section, handbook: Handbook, shelf: Shelf) -> Leaf:
    """The leaf of a section, ready to be linked; its fonts are put on the shelf.

    Raises HandbookError when it cannot be laid out.
    """
    return prepared(typeset(section, handbook, shelf))

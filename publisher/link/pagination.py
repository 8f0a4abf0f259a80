"""Which page each leaf begins on, and what number each page bears."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.model import Edition, Leaf, Pagination, Placement, Role

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STARTS_ON_RECTO = (Role.COVER, Role.CONTENTS, Role.PART, Role.CHAPTER, Role.INDEX)


def roman(number: int) -> str:
    """A number from 1 as a small roman numeral."""
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def paginate(leaves: Sequence[Leaf], edition: Edition) -> Pagination:
    """Page numbers for leaves in the order of the book: roman in front matter, then arabic from 1.

    In a duplex edition front matter, parts and chapters begin on a recto, blanks are put in where
    needed, and the back cover is the back of the last sheet. The arabic numbers are the same
    whether front matter is among the leaves or not.
    """
    placements: list[Placement] = []
    page_count = roman_count = 0
    in_front_matter = True
    for leaf in leaves:
        role = leaf.section.role
        body_begins = in_front_matter and not role.is_front_matter
        wants_recto = role in _STARTS_ON_RECTO or body_begins
        blanks = 0
        if edition.duplex and role is Role.BACK_COVER:
            blanks = (page_count + leaf.page_count) % 2
        elif edition.duplex and wants_recto:
            blanks = page_count % 2
        if body_begins:
            in_front_matter = False
            roman_count = page_count + blanks
        placements.append(Placement(page_count + blanks, blanks))
        page_count += blanks + leaf.page_count
    if in_front_matter:
        roman_count = page_count
    labels = tuple(
        roman(index + 1) if index < roman_count else str(index - roman_count + 1)
        for index in range(page_count)
    )
    return Pagination(tuple(placements), labels, roman_count)

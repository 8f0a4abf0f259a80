"""The editions a book can be made in. An edition's tokens are styles/editions/NAME.css."""

from __future__ import annotations

from typing import NamedTuple


class Edition(NamedTuple):  # no dataclass: making one costs a build in which nothing changed
    """One way to make the book: its name, which is also its stylesheet's, and its geometry.

    In a `duplex` edition parts and chapters start on a recto, and the page count is even. With
    `page_references` a link within the book tells its page.
    """

    name: str
    duplex: bool
    page_references: bool = False


SCREEN = Edition("screen", duplex=False)
PRINT = Edition("print", duplex=True, page_references=True)

EDITIONS = {edition.name: edition for edition in (SCREEN, PRINT)}
DEFAULT = SCREEN

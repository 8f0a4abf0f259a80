"""The editions a book can be made in. An edition's tokens are styles/editions/NAME.css."""

from publisher.model import Edition

SCREEN = Edition("screen", duplex=False)
PRINT = Edition("print", duplex=True)

EDITIONS = {edition.name: edition for edition in (SCREEN, PRINT)}
DEFAULT = SCREEN

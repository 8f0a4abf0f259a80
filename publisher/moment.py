"""The moment a book's files bear, so that equal sources give equal bytes."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager

from publisher.model import Handbook

_VARIABLE = "SOURCE_DATE_EPOCH"


def moment_of(handbook: Handbook) -> datetime.datetime:
    """SOURCE_DATE_EPOCH where the environment gives it, else the beginning of the book's date."""
    epoch = os.environ.get(_VARIABLE, "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.combine(handbook.date, datetime.time(), datetime.UTC)


@contextmanager
def time_stands_at(moment: datetime.datetime) -> Iterator[None]:
    """Within this, tools that date what they make, as fontTools does fonts, take this moment."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(max(int(moment.timestamp()), 0))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before

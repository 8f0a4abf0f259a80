"""WeasyPrint's log becomes problems."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from publisher.model import Problem, Severity

_IMAGE = re.compile(r"Failed to (load image at|render SVG image) ")
_REMOTE_IMAGE = re.compile(r"Failed to load image at '?(https?:)?//")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def collected_messages() -> Iterator[list[logging.LogRecord]]:
    """What WeasyPrint logs inside the `with`, printed nowhere."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    propagate, level = logger.propagate, logger.level
    logger.addHandler(collector)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield collector.records
    finally:
        logger.removeHandler(collector)
        logger.propagate, logger.level = propagate, level


def as_problems(records: list[logging.LogRecord], path: str | None) -> tuple[Problem, ...]:
    """One problem for each different message, in the order they came.

    An image that cannot be drawn is a warning. One on the network is the check's to tell.
    """
    messages: dict[str, int] = {}
    for record in records:
        text = " ".join(record.getMessage().split())
        if not _REMOTE_IMAGE.match(text):
            messages[text] = max(messages.get(text, 0), record.levelno)
    return tuple(_problem(text, level, path) for text, level in messages.items())


def _problem(text: str, level: int, path: str | None) -> Problem:
    if _IMAGE.match(text):
        return Problem("image-unreadable", text, path, severity=Severity.WARNING)
    severity = Severity.ERROR if level >= logging.ERROR else Severity.WARNING
    return Problem("typeset", text, path, severity=severity)

"""WeasyPrint's log becomes problems."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from publisher.model import Problem, Severity

_ABOUT_STYLES = ("Ignored ", "Invalid ", "Unsupported ", "Parse error", "Expected ", "Unknown ")


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


def as_problems(
    records: list[logging.LogRecord], source: str | None, layout: str | None
) -> tuple[Problem, ...]:
    """One problem for each different message, in the order they came.

    Complaints about styles are about the book's own `layout`, where the section was made with
    one: Markdown has none, and the publisher's are sound. The others are about its `source`.
    """
    messages: dict[str, int] = {}
    for record in records:
        text = " ".join(record.getMessage().split())
        messages[text] = max(messages.get(text, 0), record.levelno)
    return tuple(
        Problem(
            "typeset",
            text,
            (layout or source) if text.startswith(_ABOUT_STYLES) else (source or layout),
            severity=Severity.ERROR if level >= logging.ERROR else Severity.WARNING,
        )
        for text, level in messages.items()
    )

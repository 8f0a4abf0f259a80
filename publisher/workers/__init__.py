"""Sections to leaves, on all cores: typeset, and made ready for the stages after it."""

from publisher.workers.pool import Result, lay_out

__all__ = ["Result", "lay_out"]

"""Chapters that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.model import Chapter, Problem, Severity


def check_chapter(chapter: Chapter) -> Iterator[Problem]:
    """A note when a file has neither text nor a title: its page bears the name of the file."""
    if not chapter.tokens and not chapter.has_title:
        hint = "Write it, or take it out of the book; a `title` in front matter names its page."
        message = "this file is empty"
        yield Problem("chapter-empty", message, str(chapter.path), None, hint, Severity.NOTE)

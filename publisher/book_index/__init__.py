"""The index at the back of the book: its entries, their order, their pages."""

from __future__ import annotations

from publisher.book_index.entries import BookIndex, Group, Locator, PrintedPage, Row

__all__ = ["BookIndex", "Group", "Locator", "PrintedPage", "Row"]

"""Markdown as the book understands it: the dialect, headings, slugs, and where things stand."""

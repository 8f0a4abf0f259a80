"""Handbook to sections: Markdown and layouts merged into HTML, a document for each piece."""

from publisher.render.sections import ContentsEntry, Rendered, Sections

__all__ = ["ContentsEntry", "Rendered", "Sections"]

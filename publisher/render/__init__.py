"""Handbook to sections: Markdown and layouts merged into HTML, a document for each piece."""

from publisher.render.contents import contents_entries, fewest_lines, without_headings
from publisher.render.sections import Rendered, Sections

__all__ = ["Rendered", "Sections", "contents_entries", "fewest_lines", "without_headings"]

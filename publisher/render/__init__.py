"""Handbook to sections: Markdown and layouts merged into HTML, a document for each piece."""

from publisher.render.contents import contents_entries, fewest_lines, without_headings
from publisher.render.page_references import with_figures
from publisher.render.sections import Rendered, Sections

__all__ = [
    "Rendered",
    "Sections",
    "contents_entries",
    "fewest_lines",
    "with_figures",
    "without_headings",
]

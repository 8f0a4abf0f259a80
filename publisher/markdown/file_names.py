"""The names of Markdown files: which endings they have, and what they are called without them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

# Each may be written after .html, as middleman does, and before .erb.
MARKDOWN_ENDINGS = (
    ".md",
    ".markdown",
    ".mdown",
    ".mkdown",
    ".mkdn",
    ".mkd",
    ".mdwn",
    ".mdx",
    ".qmd",
    ".rmd",
)
INDEX_NAMES = ("readme", "index", "_index")
_ENDING = re.compile(
    rf"(?<=[^/])(?:\.html?)?(?:{'|'.join(map(re.escape, MARKDOWN_ENDINGS))})(?:\.erb)?$",
    re.IGNORECASE,
)
_PAGE_ENDING = re.compile(r"(?<=[^/])\.html?(?:\.erb)?$", re.IGNORECASE)


def is_markdown(path: str | PurePosixPath) -> bool:
    """Whether a file is Markdown by its name: `x.md`, `x.markdown`, `x.html.md.erb` …"""
    return _ENDING.search(str(path)) is not None


def bare_name(path: str | PurePosixPath) -> str:
    """A path without the ending of a Markdown file or of the page that a site makes of it."""
    bare = _ENDING.sub("", str(path))
    return _PAGE_ENDING.sub("", bare) if bare == str(path) else bare


def is_index(path: PurePosixPath) -> bool:
    """Whether a file stands for its folder: README, index or, as in Hugo, _index."""
    return bare_name(path.name).lower() in INDEX_NAMES

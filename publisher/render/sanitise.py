"""HTML that authors write is kept by allowlist; its addresses and ids become the book's."""

from __future__ import annotations

import re

import nh3

from publisher.markdown.raw_html import KEPT_TAGS, TAGS_WITHOUT_CONTENT
from publisher.marks import marked_line
from publisher.model import Chapter
from publisher.references import Fate, Resolver

_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "style"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "scope", "align"},
    "col": {"span"},
    "span": {"style"},
    "colgroup": {"span"},
    "time": {"datetime"},
}
# How far a long line of code is indented, and how a formula stands in its line.
_OWN_STYLE = re.compile(
    r"--indent: \d+|width: [\d.]+em; height: [\d.]+em; vertical-align: -?[\d.]+em"
)
_SCHEMES = {"http", "https", "mailto", "tel", "book", "asset", "data"}


def sanitise(html: str, chapter: Chapter, resolver: Resolver) -> str:
    """A chapter's body without what a page cannot show, every tag closed."""

    def rewrite(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "style":
            return value if _OWN_STYLE.fullmatch(value) else None
        if attribute == "id":
            own = value == chapter.anchor or value.startswith(f"{chapter.anchor}#")
            is_mark = marked_line(value, chapter.anchor) is not None
            return value if own or is_mark else f"{chapter.anchor}#{value}"
        if attribute == "href" and not value.startswith("book:"):
            return resolver.link(chapter, value).url or None
        if attribute == "src" and not value.startswith(("asset:", "data:image/")):
            resolved = resolver.image(chapter, value)
            return resolved.url if resolved.fate is Fate.INSIDE else None
        return value

    return nh3.clean(
        html,
        tags=set(KEPT_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=rewrite,
        clean_content_tags=set(TAGS_WITHOUT_CONTENT),
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )

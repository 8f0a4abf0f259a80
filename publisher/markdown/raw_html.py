"""HTML inside Markdown: which tags are kept, which go, and which are not tags at all."""

from __future__ import annotations

import re

_KEPT = """a abbr article aside b bdi bdo blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li
    main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub
    summary sup table tbody td tfoot th thead time tr tt u ul var wbr"""
_DROPPED = """applet area audio base basefont body button canvas datalist dialog embed
    fieldset font form frame frameset head html iframe input label legend link map math menu meta
    meter nobr noscript object optgroup option output param progress script select style svg
    template textarea title track video"""
KEPT_TAGS = frozenset(_KEPT.split())
DROPPED_TAGS = frozenset(_DROPPED.split())
_TAG = re.compile(r"<(?=/?([A-Za-z][\w:.-]*))")


ALTERNATIVE = re.compile(r"\salt\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s\"'>]+))", re.IGNORECASE)
EMPTY_ALTERNATIVE = re.compile(r"\salt(?:\s*=\s*(?:\"\s*\"|'\s*'))?(?=[\s/>])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def without_comments(html: str) -> str:
    """HTML without its comments, on as many lines."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), html)


def is_unknown_tag(html: str) -> bool:
    """Whether what looks like a tag is none that HTML knows, and so prints as written."""
    return escape_unknown(html) != html


def tags_in(html: str) -> set[str]:
    """The names of all tags in a piece of HTML, in small letters."""
    return {found[1].lower() for found in _TAG.finditer(html)}


def escape_unknown(html: str) -> str:
    """HTML in which what only looks like a tag, such as <host-name>, prints as written."""

    def as_written(found: re.Match[str]) -> str:
        known = found[1].lower() in KEPT_TAGS or found[1].lower() in DROPPED_TAGS
        return "<" if known else "&lt;"

    return _TAG.sub(as_written, html)

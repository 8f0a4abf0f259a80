"""HTML inside Markdown: which tags are kept, which go, and which are not tags at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KEPT = """a abbr article aside b bdi bdo blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li
    main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub
    summary sup table tbody td tfoot th thead time tr tt u ul var wbr"""
_DROPPED = """applet area audio base canvas datalist dialog embed form frame frameset iframe input
    link map math meta meter object param progress script select style svg template textarea title
    track video"""
_UNWRAPPED = """basefont body button fieldset font head html label legend menu nobr noscript
    optgroup option output"""
_CODE = "pre code kbd samp script style svg math textarea iframe object video audio canvas"
KEPT_TAGS = frozenset(_KEPT.split())
DROPPED_TAGS = frozenset(_DROPPED.split())
# Dropped with all that stands in them; of the others only the tag goes.
TAGS_WITHOUT_CONTENT = frozenset(
    ("audio", "iframe", "math", "object", "script", "style", "svg", "video")
)
KNOWN_TAGS = KEPT_TAGS | DROPPED_TAGS | frozenset(_UNWRAPPED.split())
VERBATIM_TAGS = frozenset(_CODE.split())
_TAG = re.compile(r"<(?=/?([A-Za-z][\w:.-]*))")


ALTERNATIVE = re.compile(r"\salt\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s\"'>]+))", re.IGNORECASE)
EMPTY_ALTERNATIVE = re.compile(r"\salt(?:\s*=\s*(?:\"\s*\"|'\s*'))?(?=[\s/>])", re.IGNORECASE)
# A processing instruction, a declaration, a CDATA section: no browser shows them, a reader would.
_NO_ELEMENT = re.compile(r"<(?=\?|!(?!--))")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def without_comments(html: str) -> str:
    """HTML without its comments, on as many lines."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), html)


def is_unknown_tag(html: str) -> bool:
    """Whether what looks like a tag is none that HTML knows, and so prints as written."""
    return escape_unknown(html) != html


def tags_in(html: str) -> Iterator[tuple[str, int]]:
    """The tags that open in a piece of HTML: names in small letters, and lines from 0."""
    for found in _TAG.finditer(html):
        if html[found.end()] != "/":
            yield found[1].lower(), html.count("\n", 0, found.start())


def escape_unknown(html: str) -> str:
    """HTML in which what only looks like a tag, such as <host-name>, prints as written."""

    def as_written(found: re.Match[str]) -> str:
        return "<" if found[1].lower() in KNOWN_TAGS else "&lt;"

    return _TAG.sub(as_written, _NO_ELEMENT.sub("&lt;", html))

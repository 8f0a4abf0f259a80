"""The numbers of lists as HTML has them, in CSS: WeasyPrint reads neither `start` nor `value`."""

from __future__ import annotations

import re

_LIST = re.compile(r"<(ol|li)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s(start|value|type)\s*=\s*[\"']?([^\"'\s>]+)[\"']?", re.IGNORECASE)
# HTML, 4.4.5: the `type` of a list.
_STYLES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def numbered_lists(html: str) -> str:
    """The HTML in which lists begin with the numbers, and have the kind of them, that they say."""
    return _LIST.sub(_with_style, html)


def _with_style(tag: re.Match[str]) -> str:
    name, attributes = tag[1].lower(), tag[2]
    said = {found[1].lower(): found[2] for found in _ATTRIBUTE.finditer(attributes)}
    rules = []
    if name == "ol" and (start := _number(said.get("start"))) is not None:
        rules.append(f"counter-reset: list-item {start - 1}")
    if name == "ol" and said.get("type") in _STYLES:
        rules.append(f"list-style-type: {_STYLES[said['type']]}")
    if name == "li" and (value := _number(said.get("value"))) is not None:
        # WeasyPrint would count on after it has set the number.
        rules.append(f"counter-increment: list-item 0; counter-set: list-item {value}")
    return f'<{tag[1]}{attributes} style="{"; ".join(rules)}">' if rules else tag[0]


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else None

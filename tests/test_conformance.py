"""CommonMark 0.31.2 and GFM, every example, with what is done differently on purpose.

The examples are those of the CommonMark specification and of cmark-gfm; their licences lie beside
them in tests/conformance/.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from publisher.markdown.dialect import parser

FOLDER = Path(__file__).parent / "conformance"

INSIDE_HTML = "Markdown inside block HTML is rendered"
BARE_ADDRESS = "GFM: a bare address is a link"
UNKNOWN_SCHEME = "between angle brackets, a word before a colon need not be a scheme"
UNKNOWN_TAG = "what only looks like a tag prints as written, in a paragraph of its own"

COMMONMARK_DEVIATIONS = {
    150: INSIDE_HTML,
    151: INSIDE_HTML,
    155: INSIDE_HTML,
    156: INSIDE_HTML,
    158: INSIDE_HTML,
    159: INSIDE_HTML,
    161: INSIDE_HTML,
    163: INSIDE_HTML,
    164: UNKNOWN_TAG,
    165: INSIDE_HTML,
    166: INSIDE_HTML,
    167: INSIDE_HTML,
    179: INSIDE_HTML,
    180: INSIDE_HTML,
    188: INSIDE_HTML,
    191: INSIDE_HTML,
    600: UNKNOWN_SCHEME,
    603: UNKNOWN_SCHEME,
    610: BARE_ADDRESS,
    613: BARE_ADDRESS,
    614: BARE_ADDRESS,
}
GFM_DEVIATIONS = {
    19: "as on github.com, no address right after a quotation mark is a link; hosts in punycode",
    20: "the example expects nothing: it only must not crash",
    22: "tags are filtered by the allowlist of render/sanitise.py, and told",
    23: "notes stand at the foot of their page",
}


def examples(name: str) -> list[Any]:
    loaded = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(entry, id=f"{entry['example']}") for entry in loaded]


def rendered(markdown: str) -> str:
    return str(parser().render(markdown))


def normal(html: str) -> str:
    """HTML with what says the same in one spelling: quotes, tags, attributes, white space."""
    for curled, straight in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        html = html.replace(curled, straight)
    html = html.replace("&quot;", '"')
    html = re.sub(r"<(/?)s>", r"<\1del>", html)
    html = re.sub(r' style="text-align:(\w+)"', r' align="\1"', html)
    html = re.sub(r' class="(?:contains-task-list|task-list-item)"', "", html)
    html = re.sub(r"<input [^>]*>", _input, html)
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


def _input(found: re.Match[str]) -> str:
    return f"<input{' checked' if 'checked=' in found[0] else ''}>"


@pytest.mark.parametrize("example", examples("commonmark-spec"))
def test_commonmark(example: dict[str, Any]) -> None:
    same = normal(rendered(example["markdown"])) == normal(example["html"])
    assert same == (example["example"] not in COMMONMARK_DEVIATIONS)


@pytest.mark.parametrize("example", examples("gfm-extensions"))
def test_gfm(example: dict[str, Any]) -> None:
    same = normal(rendered(example["markdown"])) == normal(example["html"])
    assert same == (example["example"] not in GFM_DEVIATIONS)


def test_every_example_is_there() -> None:
    assert len(examples("commonmark-spec")) == 655
    assert len(examples("gfm-extensions")) == 28

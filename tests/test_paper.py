"""Nothing runs off the paper, and no heading is left alone at the foot of a page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from publisher.editions import SCREEN
from publisher.load import load
from publisher.render import Sections
from publisher.typeset import typeset
from tests import geometry
from tests.books import make_book, page_texts, words_outside
from tests.conftest import build_at

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 3
ADDRESS = "https://example.org/" + "a-long-way/" * 12 + "x" * 80
IDEOGRAPHS = "漢字" * 90

LONG_WORDS = f"""
# {LONG}

## {LONG}

{LONG} and {ADDRESS} and [{LONG}]({ADDRESS}) and `{"identifier_" * 20}` and **{LONG}**.

{IDEOGRAPHS}

- {LONG}
  - {ADDRESS}

> {LONG}

> [!NOTE]
> {LONG} {ADDRESS}

{LONG}
: {LONG}

A call.[^1]

| {LONG} | b |
| --- | --- |
| {ADDRESS} | {LONG} |

![{LONG}](no-{"long" * 40}.png "{LONG}")

```mermaid
{LONG}
```

<h3>{LONG}</h3>

<pre>{LONG}</pre>

<kbd>{LONG}</kbd>

[^1]: {LONG} {ADDRESS}
"""


def test_long_words_break_wherever_they_stand(tmp_path: Path) -> None:
    path = build_at(make_book(tmp_path / "book", {"a.md": LONG_WORDS})).path
    # The cover has no margins, and where a running head is cut short, its dots may stand in one.
    outside = [found for found in words_outside(path, side=45) if found[0] > 0]
    assert outside == []
    text = "".join("".join(page_texts(path)).split()).replace("-", "").replace("\ufffe", "")
    assert text.count(LONG) >= 12
    assert text.count("漢字") == 90


BLOCKS = {
    "code": "```python\n" + "x = 1\n" * 9 + "```",
    "long code": "```python\n" + f"x = '{'y ' * 60}'\n" * 9 + "```",
    "table": "| a | b |\n| - | - |\n" + "| 1 | 2 |\n" * 12,
    "image": '![words](x.svg "Caption")',
    "list": "- one\n- two\n- three",
    "tasks": "- [ ] one\n- [ ] two",
    "margin note": ":::margin\n" + "Some words of a note. " * 5 + "\n:::\n\n" + "Text. " * 60,
    "key point": ":::key Title\n" + "Some words of a box. " * 9 + "\n:::",
    "story": ":::story Title\n" + "Some words of a story. " * 60 + "\n:::",
    "definition": ":::definition Term\n" + "Some words of a box. " * 9 + "\n:::",
    "callout": "> [!NOTE]\n> " + "Some words of a note. " * 9,
    "quotation": "> " + "Some words of a quotation. " * 9,
    "definitions": "Term\n: " + "what it means " * 9,
    "headings": "### Heading below\n\n#### Heading deeper\n\n" + "Text of it. " * 30,
    "diagram": "```mermaid\ngraph TD\n  A --> B\n```",
    "html table": "<table><tr><th>a</th></tr>" + "<tr><td>1</td></tr>" * 9 + "</table>",
}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><title>t</title></svg>'


SPACE = geometry.token("half")  # below a paragraph
INSIDE = geometry.LEFT, geometry.FOOT, geometry.RIGHT, geometry.HEAD


def _head_of_text(page: pypdfium2.PdfPage) -> float:
    """The height in points at which the text below a page's running heads begins."""
    text = page.get_textpage()
    heads = [text.get_rect(number)[3] for number in range(text.count_rects())]
    return float(max(head for head in heads if head < geometry.HEAD + 1))


@pytest.mark.parametrize("name", BLOCKS)
def test_a_heading_is_never_stranded(tmp_path: Path, name: str) -> None:
    # The heading stands a little lower on each page, until it no longer fits.
    most = int(geometry.LINES * geometry.token("line") / (geometry.token("line") + SPACE))
    pages = "\n\n---\n\n".join(
        "\n\n".join(["Filler."] * count) + f"\n\n## Heading {count}\n\n{BLOCKS[name]}"
        for count in range(most - 9, most)
    )
    files = {"a.md": f"# A\n\n---\n\n{pages}\n", "x.svg": DRAWING}
    handbook, _problems = load(make_book(tmp_path, files))
    section = next(iter(Sections(handbook, SCREEN).body())).section
    assert section is not None
    cut = '<div style="break-before: page"></div>'
    html = section.html.replace("<hr />", cut).replace("<hr>", cut)
    document = pypdfium2.PdfDocument(typeset(replace(section, html=html), handbook).pdf)
    feet, heads = [], []
    for page in document:
        text = page.get_textpage().get_text_bounded(*INSIDE)
        feet.append(text.split("\n")[-1].strip())
        if re.match(r"Heading \d", text):  # it went on to a new page: no space is kept above it
            heads.append(_head_of_text(page))
    document.close()
    assert len(feet) > 9
    assert [foot for foot in feet if re.fullmatch(r"Heading \w+", foot)] == []
    assert min(heads) > geometry.HEAD - 13
    assert "Filler." in feet  # on some page the heading did not fit and went on

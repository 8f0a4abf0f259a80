"""Blocks of code: colours, long lines, diagrams, and what a reader can copy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.check import check
from publisher.load import load
from publisher.markdown.fences import Fence, read_fence
from publisher.render.code import code_html, framed_code
from publisher.render.highlight import highlight
from tests.books import make_book, page_texts, words_outside
from tests.conftest import build_at

STYLES = Path(__file__).resolve().parent.parent / "styles"


@pytest.mark.parametrize(
    ("info", "language", "title"),
    [
        ("", "", ""),
        ("python", "python", ""),
        ("Python linenums=1", "python", ""),
        ("rust,ignore", "rust", ""),
        ("js{1,3-5}", "js", ""),
        ("{.yaml .numberLines}", "yaml", ""),
        ("{code-block} c++", "c++", ""),
        ('yaml title="values.yaml"', "yaml", "values.yaml"),
        ('title="a b"', "", "a b"),
        ("{mermaid}", "mermaid", ""),
    ],
)
def test_the_language_of_a_fence(info: str, language: str, title: str) -> None:
    assert read_fence(info) == Fence(language, title)


def test_code_is_coloured_by_its_language() -> None:
    classes = {text.strip(): name for name, text in highlight('def f(): # x\n  return "s"', "py")}
    assert classes["def"] == "code-keyword"
    assert classes["f"] == "code-name"
    assert classes["# x"] == "code-comment"
    assert classes['"s"'] == "code-string"


@pytest.mark.parametrize("language", ["", "no-such-language", "text"])
def test_code_of_no_known_language_has_no_colours(language: str) -> None:
    assert {name for name, _text in highlight("def f(): # x", language)} == {""}


@pytest.mark.parametrize("language", ["python", "console", "html+jinja", "diff", "yaml", "php"])
@pytest.mark.parametrize(
    "code", ["\n\n  a: 1\n\n\tb\n", "x", "", "\ufeffx\n", "$ ls\n\n$ cd <b>\n"]
)
def test_highlighting_changes_no_character(code: str, language: str) -> None:
    assert "".join(text for _name, text in highlight(code, language)) == code


def test_only_lines_that_may_be_too_long_are_blocks() -> None:
    html = code_html(f"short\n\n    {'x' * 99}\nshort\n")
    assert html.count('<span class="code-lines">') == 2
    assert f'<span class="code-long" style="--indent: 4">    {"x" * 99}</span>' in html
    assert "span" not in code_html("short\n" * 9)


def test_a_listing_a_little_wider_than_the_column_takes_the_space_beside_it() -> None:
    assert '<pre class="code wide">' in code_html("x" * 80)
    assert "span" not in code_html("x" * 80)
    assert "wide" not in code_html("x" * 80, level=2)


def test_a_diagram_is_a_captioned_listing_and_a_warning(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"a.md": "# A\n\nx\n\n```mermaid\ngraph TD\n  A --> B\n```\n"})
    [problem] = check(load(book)[0])
    assert (problem.code, problem.path, problem.line) == ("diagram-code", "a.md", 5)
    [page] = [text for text in page_texts(build_at(book, name="b.pdf").path) if "graph TD" in text]
    assert "A --> B Diagram as code (Mermaid)" in page


CODE = "\n".join(
    f"value_{number} = compute({number}, {', '.join(f'argument{n}' for n in range(number % 30))})"
    if number % 5
    else ""
    for number in range(1, 160)
)


def test_code_in_the_pdf_is_the_code_and_stays_on_the_paper(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"a.md": f"# A\n\n```python\n{CODE}\n```\n"})
    pdf = build_at(book).path
    text = "".join("".join(page_texts(pdf)).split())
    # Running heads and folios stand between the pages: every line is looked for by itself.
    lines = ["".join(line.split()) for line in CODE.splitlines() if line]
    assert sum(line in text for line in lines) >= len(lines) - len(page_texts(pdf))
    assert "↪" not in text
    assert words_outside(pdf) == []


def luminance(colour: str) -> float:
    """Relative luminance: WCAG 2.2, from #rrggbb."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_of_code_can_be_read_on_the_wash() -> None:
    tokens = (STYLES / "tokens.css").read_text()
    colours = dict(re.findall(r"--(code-\w+|wash): (#[0-9a-f]{6})", tokens))
    wash = luminance(colours.pop("wash"))
    assert len(colours) == 5
    for name, colour in colours.items():
        assert (wash + 0.05) / (luminance(colour) + 0.05) >= 4.5, name


def test_the_cover_of_a_first_line_has_the_colour_of_the_wash() -> None:
    tokens = (STYLES / "tokens.css").read_text()
    [wash] = re.findall(r"--wash: #([0-9a-f]{6})", tokens)
    assert f"fill='%23{wash}'" in tokens


def test_code_that_is_written_as_html_is_set_like_other_code() -> None:
    assert framed_code(f"<pre><code>a &lt; b\n{'y' * 200}\n</code></pre>").count("code-long") == 1
    assert "a &lt; b" in framed_code("<pre>a &lt; b</pre>")
    coloured = "<pre>a <b>b</b></pre>"
    assert framed_code(coloured) == coloured

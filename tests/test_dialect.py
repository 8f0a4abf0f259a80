"""What other tools have added to Markdown, and what becomes of it here."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.token import Token

from publisher.check import check
from publisher.load import load
from publisher.markdown.dialect import Parsed, parse, parse_chapter, parser
from publisher.model import Problem, Severity
from publisher.model.positions import with_lines
from tests.books import make_book


def html(text: str) -> str:
    """A text as plain HTML, white space folded."""
    plain = parse_chapter(text)
    return " ".join(parser().renderer.render(plain.tokens, parser().options, {}).split())


def words(tokens: list[Token]) -> str:
    """All the text of some tokens, separated by spaces."""
    return " ".join(
        token.content for token, _line in with_lines(tokens) if token.type in ("text", "fence")
    ).strip()


def left_out(parsed: Parsed) -> list[tuple[int, str]]:
    return [(entry.index + 1, entry.text) for entry in parsed.left_out]


def problems(folder: Path, files: dict[str, str | bytes]) -> list[Problem]:
    handbook, found = load(make_book(folder, files))
    return [*found, *check(handbook)]


# Callouts


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("!!! tip\n    Body\n", "tip", "Tip"),
        ('!!! tip "A title"\n    Body\n', "tip", "A title"),
        ("??? tip\n    Body\n", "tip", "Tip"),
        (":::tip\nBody\n:::\n", "tip", "Tip"),
        ("::: tip A title\nBody\n:::\n", "tip", "A title"),
        (":::tip[A title]\nBody\n:::\n", "tip", "A title"),
        ('::: {.tip title="A title"}\nBody\n:::\n', "tip", "A title"),
        (":::{tip} A title\nBody\n:::\n", "tip", "A title"),
        ("```{tip} A title\nBody\n```\n", "tip", "A title"),
        ("> [!tip]- A title\n> Body\n", "tip", "A title"),
        ("> [!example]\n> Body\n", "example", "Example"),
        ('{% hint style="danger" %}\nBody\n{% endhint %}\n', "danger", "Danger"),
        ("{{< hint warning >}}\nBody\n{{< /hint >}}\n", "warning", "Warning"),
        ('{{% notice tip "A title" %}}\nBody\n{{% /notice %}}\n', "tip", "A title"),
        ('{{< callout type="info" >}}\nBody\n{{< /callout >}}\n', "info", "Info"),
        ('=== "Linux"\n\n    Body\n', "tab", "Linux"),
    ],
)
def test_callouts_of_every_dialect_are_one(text: str, kind: str, title: str) -> None:
    parsed = parse_chapter(text)
    [opener] = [token for token in parsed.tokens if token.type == "admonition_open"]
    assert opener.meta["tag"] == kind
    assert words(parsed.tokens) == f"{title} Body"
    assert parsed.left_out == ()


def test_containers_nest_and_hold_code_with_colons() -> None:
    text = "::::note Outer\n```\n:::\n```\n:::tip\nInner\n:::\nAfter\n::::\nOutside\n"
    kinds = [token.type for token in parse(text) if token.type.startswith("admonition_")]
    assert kinds.count("admonition_open") == 2
    assert words(parse(text)) == "Outer :::\n Tip Inner After Outside"


def test_a_container_of_another_kind_is_its_content() -> None:
    assert html("::: columns\nOne\n:::\n") == "<p>One</p>"


@pytest.mark.parametrize("text", [":::\n", "a ::: b\n", "    :::note\n"])
def test_colons_that_open_nothing_stay(text: str) -> None:
    assert ":::" in html(text)


def test_lines_inside_a_directive_are_those_of_the_file() -> None:
    tokens = parse("one\n\n```{note}\nfirst\n\n[x](x.md)\n```\n")
    assert [line for token, line in with_lines(tokens) if token.type == "link_open"] == [5]


# MyST and Quarto


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```{code-block} python\n:linenos:\nx = 1\n```", '<code class="language-python">x = 1'),
        ("```{python}\nx = 1\n```", '<code class="language-python">x = 1'),
        ("```{r, echo=FALSE}\nx\n```", '<code class="language-r">x'),
        ("```{figure} a.png\n:alt: Words\nCaption\n```", 'alt="Words" title="Caption"'),
        ("```{toctree}\na\nb\n```\n\nText", "<p>Text</p>"),
        ("```{nobody-knows}\nx\n```", "<pre>"),
        ("See {ref}`the part <label>` and {doc}`other`.", "<p>See the part and other.</p>"),
        ("Press {kbd}`Esc`", "<kbd>Esc</kbd>"),
        ("(here)=\nText", '<a id="here"></a>'),
        ("f{ref}`y`", "f{ref}<code>y</code>"),
    ],
)
def test_directives_roles_and_targets(text: str, expected: str) -> None:
    assert expected in html(text)


def test_a_directive_of_maths_and_a_role_of_maths() -> None:
    kinds = [token.type for token, _line in with_lines(parse("{math}`x`\n\n```{math}\ny\n```"))]
    assert ("math_inline" in kinds, "math_block" in kinds) == (True, True)


# Attribute lists


@pytest.mark.parametrize(
    "text",
    [
        "[x](y.md){.button}",
        "[x](y.md){: .button }",
        '[x](y.md){target="_blank"}',
        "[x](y.md){:target='_blank'}",
        '[x](y.md){:target="_blank" }{: title="_x" }',
        "[x](y.md)\n{: .note }",
        "{: .note }\n[x](y.md)",
    ],
)
def test_attribute_lists_are_not_printed(text: str) -> None:
    assert html(text) == '<p><a href="y.md">x</a></p>'


@pytest.mark.parametrize("text", ["a {b} c", "`x`{y}", "{x}", "set {1, 2}", "$`{a}`"])
def test_braces_that_are_no_attributes_stay(text: str) -> None:
    assert "{" in html(text)


@pytest.mark.parametrize(
    "text", ["Text\n{: #here }", "**b**{#here} x", "[x](y.md){: #here}", "`x`{##here}"]
)
def test_the_id_of_an_attribute_list_is_an_anchor(text: str) -> None:
    assert '<a id="here"></a>' in html(text)


def test_an_image_takes_its_size_from_its_attributes() -> None:
    tokens = parse("![x](y.png){width=50% .left}")
    [image] = [token for token, _line in with_lines(tokens) if token.type == "image"]
    assert image.meta == {"width": "50%"}


# Emoji


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":tada: done", "🎉 done"),
        (":+1:", "👍"),
        ("at 10:30:20", "at 10:30:20"),
        (":Nobody-Knows:", ":Nobody-Knows:"),
        ("`:tada:`", "<code>:tada:</code>"),
    ],
)
def test_emoji_names(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


# Emphasis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("これは**「強調」**です", "これは<strong>「強調」</strong>です"),
        ("变更的**分支。**之后", "变更的<strong>分支。</strong>之后"),
        ("**한국어(korean)**은", "<strong>한국어(korean)</strong>은"),
        ("ための**ブランチを切りましょう**。", "ための<strong>ブランチを切りましょう</strong>。"),
        ("**foo,**bar", "**foo,**bar"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_emphasis_beside_scripts_without_spaces(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


# Maths


@pytest.mark.parametrize("text", ["$a_1$", "($x$)", "$n$-th", "$\\frac{a}{b}$.", "$O(n \\log n)$"])
def test_maths_in_a_line(text: str) -> None:
    assert [token.type for token, _line in with_lines(parse(text))].count("math_inline") == 1


@pytest.mark.parametrize(
    "text",
    [
        "$60,000–$80,000",
        "from $5 to $6, or $7",
        "$HOME and $PATH",
        "US$5 and CA$6",
        "$5/month, then $ 6",
        "\\$x\\$",
        "`$x$`",
        "$A=$B",
        "costs $100 per head and another $",
        "($5 for the first, $6)",
    ],
)
def test_money_and_variables_are_no_maths(text: str) -> None:
    assert not [t for t, _line in with_lines(parse(text)) if t.type.startswith("math")]


@pytest.mark.parametrize("text", ["$$\nx = 1\n$$\n", "$$x = 1$$\n", "```math\nx = 1\n```\n"])
def test_displayed_maths(text: str) -> None:
    [token] = [token for token in parse(text) if token.type == "math_block"]
    assert token.content == "x = 1"
    assert token.map == [0, text.count("\n")]


def test_a_formula_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, {"a.md": "# A\n\nGood $x^2$.\n\nBad $\\frac{a$ here.\n"})
    assert (problem.code, problem.path, problem.line) == ("maths-unset", "a.md", 5)


# Links to files with spaces


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[x](my notes.md)", "my%20notes.md"),
        ("[x](a b/c d.md#e)", "a%20b/c%20d.md#e"),
        ('[x](my notes.md "title")', "my%20notes.md"),
        ("![x](my picture.png)", "my%20picture.png"),
    ],
)
def test_a_target_may_hold_spaces(text: str, target: str) -> None:
    found = [
        str(token.attrs.get("href", token.attrs.get("src")))
        for token, _line in with_lines(parse(text))
        if token.type in ("link_open", "image")
    ]
    assert found == [target]


def test_words_in_brackets_are_no_target() -> None:
    assert html("[x](not a file)") == "<p>[x](not a file)</p>"


# HTML


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>\n**b**\n</div>", "<div> <strong>b</strong> </div>"),
        ('<div markdown="1">\n- a\n- b\n</div>', "<ul> <li>a</li> <li>b</li> </ul>"),
        ("<table><tr><td>**b**</td></tr></table>", "<td><strong>b</strong></td>"),
        ("<details><summary>*S*</summary>\n\n**b**\n</details>", "<summary><em>S</em></summary>"),
        ("<pre>\n**b**\n</pre>", "<pre> **b** </pre>"),
        ("<div>\n<code>**b**</code>\n</div>", "<code>**b**</code>"),
        ("<div><!-- **b** --></div>", "<!-- **b** -->"),
        ("<p>a *b* c</p>", "<p>a <em>b</em> c</p>"),
    ],
)
def test_markdown_inside_html_is_rendered(text: str, expected: str) -> None:
    assert expected in html(text)


def test_a_link_inside_html_has_its_line(tmp_path: Path) -> None:
    text = "# A\n\n<table>\n<tr><td>\n[x](nowhere.md)\n</td></tr>\n</table>\n"
    [problem] = problems(tmp_path, {"a.md": text})
    assert (problem.code, problem.line) == ("link-broken", 5)


def test_what_only_looks_like_a_tag_is_a_paragraph() -> None:
    assert html("<host-name>\n**b**\n") == "<p><host-name> <strong>b</strong></p>"


def test_a_picture_takes_its_light_source() -> None:
    text = (
        "<picture>\n"
        '<source media="(prefers-color-scheme: dark)" srcset="dark.png">\n'
        '<source media="(prefers-color-scheme: light)" srcset="light.png 2x">\n'
        '<img alt="Logo" src="dark.png">\n'
        "</picture>\n\n[x](y.md)\n"
    )
    tokens = parse_chapter(text).tokens
    shown = "".join(token.content for token in tokens if token.type.startswith("html"))
    shown += words(tokens)
    assert "light.png" in html(text)
    assert "dark.png" not in html(text)
    assert [line for token, line in with_lines(tokens) if token.type == "link_open"] == [6]


def test_a_picture_without_a_light_source_is_its_image() -> None:
    text = '<picture><source srcset="x.webp"><img alt="Logo" src="y.png"></picture>'
    assert html(text) == '<img alt="Logo" src="y.png">'


# Foreign syntax


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a {{ page.author }} b", "a b"),
        ("a {{< youtube x >}} b", "a b"),
        ("a {% include x.html %} b", "a b"),
        ("a <%= partial 'x' %> b", "a b"),
        ("a :material-check: b", "a b"),
        ('--8<-- "part.md"\n\nb', "b"),
        ("*[HTML]: Hyper\n\nb", "b"),
        ("a {% if\nx %} b", "a b"),
    ],
)
def test_foreign_syntax_is_left_out_and_told(text: str, printed: str) -> None:
    parsed = parse_chapter(text)
    assert " ".join(words(parsed.tokens).split()) == printed
    assert len(parsed.left_out) == 1


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("`{{ x }}`", "<code>{{ x }}</code>"),
        ("```\n{{ x }}\n```", "{{ x }}"),
        ("    {{ x }}\n", "{{ x }}"),
        ("`` a ` {% x %} ``", "{% x %}"),
        ("\\{{ x }}", "{{ x }}"),
        ("{% raw %}`{{ x }}`{% endraw %}", "<code>{{ x }}</code>"),
        ("## A {#b}", "A"),
    ],
)
def test_what_is_code_or_escaped_stays(text: str, printed: str) -> None:
    parsed = parse_chapter(text)
    assert printed in html(text)
    assert parsed.left_out == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[x]({{< ref "b.md" >}})', 'href="b.md"'),
        ("[x]({% link a/b.md %})", 'href="/a/b.md"'),
        ("[x]({{ site.baseurl }}/b/)", 'href="/b/"'),
        ("[x]({{ site.baseurl }})", 'href="/"'),
        ("[x]({{ '/b/' | relative_url }})", 'href="/b/"'),
        ('{{< figure src="a.png" alt="Words" >}}', 'src="a.png" alt="Words"'),
        ('[x]({% page "/b/#c" %})', 'href="/b/#c"'),
        ('[x]({% page "b/#c" %})', 'href="/b/#c"'),
        ('[x][y]\n\n[y]: {% page "/b/" %}', 'href="/b/"'),
        ('[x][y]\n\n[y]:{% page "/b/" %}\n[z]:{% page "/c/" %}', 'href="/b/"'),
        ('{% image "a.png" "Words" %}', 'src="/a.png" alt="Words"'),
        ('Ask in {% channel "help" %}.', "Ask in help."),
        ('Ask in\n{% channel "help" %}', "Ask in help"),
        ('[x]({% link "https://example.org" %})', 'href="https://example.org"'),
        ("{% highlight sh %}\nls\n{% endhighlight %}", '<code class="language-sh">'),
        ("<%= warning_text('Never on a Friday') %>", "Never on a Friday"),
        ("{% comment %}\n{% endcomment %}\nText", "Text"),
    ],
)
def test_what_can_be_said_in_markdown_is(text: str, expected: str) -> None:
    assert expected in html(text)
    assert parse_chapter(text).left_out == ()


def test_a_tag_that_goes_does_not_end_the_html_around_it() -> None:
    text = "<ul>\n    <li>One</li>\n    {% if x %}\n    <li>Two</li>\n    {% endif %}\n</ul>\n"
    assert html(text).count("<li>") == 2
    assert "<pre>" not in html(text)


def test_a_template_may_print_the_title_of_its_page() -> None:
    tokens = parse_chapter("# <%= current_page.data.title %>\n", "Said above").tokens
    assert words(tokens) == "Said above"


def test_mdx_is_read_without_its_modules_and_components() -> None:
    text = (
        "import Tabs from '@theme/Tabs';\n\n<Tabs>\n\nWords {/* hidden */} here\n\n</Tabs>\n\n"
        "```jsx\nimport x from 'y';\n<Tabs/>\n```\n"
    )
    parsed = parse_chapter(text)
    assert words(parsed.tokens) == "Words  here import x from 'y';\n<Tabs/>"
    assert [line for line, _text in left_out(parsed)] == [1, 3, 7]


def test_foreign_syntax_is_one_counted_warning_a_file(tmp_path: Path) -> None:
    text = "---\ntitle: A\n---\nOne\n\n{{ two }} and {% three %}\n\n`{{ four }}`\n"
    [problem] = problems(tmp_path, {"a.md": text, "b.md": "# B\n"})
    assert (problem.code, problem.path, problem.line) == ("foreign-syntax", "a.md", 6)
    assert problem.severity is Severity.WARNING
    assert "2 times" in problem.message
    assert "{{ two }}" in problem.message


@pytest.mark.parametrize("mark", ["[TOC]", "[[_TOC_]]", "* TOC\n{:toc}", "[[toc]]"])
def test_a_mark_for_contents_is_not_printed(mark: str) -> None:
    assert html(f"One\n\n{mark}\n\nTwo") == "<p>One</p> <p>Two</p>"


# What must not be lost


def test_deeply_nested_lists_are_whole() -> None:
    text = "".join(f"{'  ' * depth}- level{depth}\n" for depth in range(30))
    assert "level29" in words(parse(text))


@pytest.mark.parametrize("text", ["<IP:PORT>", "<host:8080>", "<localhost:5001/foo>"])
def test_a_word_to_fill_in_is_no_address(text: str) -> None:
    assert words(parse(f"See {text} now.")) == f"See {text} now."


@pytest.mark.parametrize("text", ["<https://e.org>", "<me@e.org>", "<mailto:me@e.org>"])
def test_an_address_between_brackets_is_a_link(text: str) -> None:
    assert [t.type for t, _line in with_lines(parse(text))].count("link_open") == 1


def test_notes_that_are_not_printed_are_told(tmp_path: Path) -> None:
    text = "# A\n\nT[^a] and [^nope].\n\n[^a]: one\n\n[^a]: two\n\n[^u]: three\n"
    found = problems(tmp_path, {"a.md": text})
    assert [(problem.code, problem.line) for problem in found] == [
        ("footnote-astray", 5),
        ("footnote-astray", 9),
        ("footnote-astray", 3),
    ]


def test_foreign_syntax_is_counted_in_the_file_that_it_is_in(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n\n{{ one }}\n\n{{#include parts/b.md}}\n",
        "SUMMARY.md": "- [A](a.md)\n",
        "parts/b.md": "Text\n\n{{ two }} {{ three }}\n",
    }
    found = problems(tmp_path, files)
    assert [(p.path, p.line, "2 times" in p.message) for p in found] == [
        ("a.md", 3, False),
        ("parts/b.md", 3, True),
    ]

"""Template syntax of the site a text was written for: Liquid, Jinja, Hugo, ERB, MDX, icons.

What can be said in Markdown is turned into it (callouts, links to other pages, figures); the rest
is left out and told. No line is added or taken away, and nothing in code is touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from publisher.markdown.containers import CALLOUT_KINDS
from publisher.model import LeftOut


@dataclass(frozen=True)
class Plain:
    """A text without foreign syntax, on as many lines, and what was left out of it."""

    text: str
    left_out: tuple[LeftOut, ...] = ()


_TAG = (
    r"\{\{[<%].*?[>%]\}\}"  # Hugo
    r"|\{\{\{.*?\}\}\}|\{\{.*?\}\}"  # Mustache, Liquid, Jinja, Vue
    r"|\{%.*?%\}"
    r"|\{#(?![\w:.-]+\s*\}).*?#\}"
    r"|<%.*?%>"
)
_MODULE = re.compile(r"^(?:import|export)\s.+\sfrom\s+[\"']", re.MULTILINE)
_ICON = r":(?:material|fontawesome|octicons|simple|mdi|fa|bi)-[\w-]+:(?:\{[^}\n]*\})?"
_SNIPPET = r"(?m:^[ \t]*-{1,}8<-{1,}[^\n]*$)"
_ABBREVIATION = r"(?m:^\*\[[^\]\n]+\]:[ \t][^\n]*$)"
_CODE_SPAN = r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)"
_MATHS = r"\$\$(?:(?!\n[ \t]*\n).)+?\$\$|(?<![\w$\\])\$(?![\s$])[^$\n]+?(?<!\s)\$(?![\w$])"
_FOREIGN = re.compile(
    rf"(?P<code>{_CODE_SPAN})|(?P<escaped>\\\{{\{{.*?\}}\}})|(?P<maths>{_MATHS})"
    rf"|(?P<tag>{_TAG})|(?P<other>{_ICON}|{_SNIPPET}|{_ABBREVIATION})",
    re.DOTALL,
)
_MDX = re.compile(
    r"(?P<code>" + _CODE_SPAN + r")|(?P<comment>\{/\*.*?\*/\})"
    r"|(?P<module>(?m:^(?:import|export)\s[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*))"
    r"|(?P<component></?[A-Z][\w.]*(?:\s(?:[^<>{}]|\{[^{}]*\}|\{\{[^{}]*\}\})*)?/?>)",
    re.DOTALL,
)
_HINT = re.compile(
    r"\{\{|\{%|\{#|<%|8<|^\*\[|:(?:material|fontawesome|octicons|simple|mdi|fa|bi)-"
    r"|^[ \t]*===|<picture|toc[\]_}]",
    re.MULTILINE | re.IGNORECASE,
)
# The book has contents of its own.
_CONTENTS_MARK = re.compile(
    r"^[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\]|(?:[*+-]|1\.)[^\n]*\n\{:[ \t]*toc[^}\n]*\})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_TAB = re.compile(r"^([ \t]*)===[!+]?[ \t]+\"([^\"\n]*)\"[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"<picture\b.*?</picture\s*>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"<source\b[^>]*>", re.IGNORECASE)
_LIGHT = re.compile(r"prefers-color-scheme\s*:\s*light", re.IGNORECASE)
_SRCSET = re.compile(r"\ssrcset\s*=\s*[\"']\s*([^\s\"',]+)", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_IMAGE_SOURCE = re.compile(r"(\ssrc\s*=\s*)(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)

_SHORTCODE = re.compile(
    r"(?:\{\{[<%]|\{%-?)\s*(/|end)?\s*([\w/-]+)\s*(.*?)\s*/?\s*(?:-?%\}|[%>]\}\})\Z", re.DOTALL
)
_ARGUMENT = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_POSITIONAL = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
_OUTPUT = re.compile(r"(?:\{\{-?|<%=?)\s*(.*?)\s*-?(?:\}\}|=?%>)\Z", re.DOTALL)
_TITLES = ("page.title", "title", "current_page.data.title", ".Title", "$frontmatter.title")
_SITE_ROOT = re.compile(
    r"(?:site|page)\.(?:baseurl|base_url|url|github\.url)\b|base_url\b|base_path\b"
)
_RELATIVE_URL = re.compile(
    r"[\"']([^\"']*)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend\b.*|url)"
)
_SENTENCE = re.compile(r"\w+[ (]\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")")
_QUOTED = re.compile(r"\"([^\"]+)\"|'([^']+)'")
_LINK_BEGINS = re.compile(r"(?:\]\(<?|(?m:^)\[[^\]\n]+\]:[ \t]*<?|\b(?:href|src)=[\"'])[ \t]*\Z")
_LIKE_A_PATH = re.compile(r"/|\.\w+$|^[\w-]+:|[={}]")
_CONTROL = re.compile(
    r"\{%-?\s*(?:assign|set|if|unless|elsif|elif|for|case|when|include\w*|render|import|from|extends"
    r"|block|macro|layout|partial|capture|cycle|with)\b|<%(?!=)|<%=\s*(?:partial|render)\b|\{\{"
)
_CALLOUT_NAMES = {"hint", "notice", "callout", "alert", "admonition", "panel", "block"}


def without_foreign(
    text: str, code_lines: Callable[[str], set[int]], title: str = "", *, mdx: bool = False
) -> Plain:
    """A Markdown text in which foreign syntax is turned into Markdown or left out.

    `code_lines` tells which lines of a text, from 0, are blocks of code; `title` is the page's, for
    templates that print it.
    """
    text = _RAW.sub("", text)
    mdx = mdx or bool(_MODULE.search(text))
    if not (mdx or _HINT.search(text)):
        return Plain(text)
    left_out: list[LeftOut] = []

    def rewrite(piece: str, line: int) -> str:
        def replace(found: re.Match[str]) -> str:
            if found["code"] or found["escaped"] or found["maths"]:
                return found[0]
            said = _said(found, title) if found["tag"] else None
            if said is None:
                index = line + piece.count("\n", 0, found.start())
                left_out.append(LeftOut(index, found[0].strip()))
                said = ""
            lines = "\n" * (found[0].count("\n") - said.count("\n"))
            return said + lines if said or not _stands_between(found) else f"<!--{lines}-->"

        piece = _CONTENTS_MARK.sub(lambda found: "\n" * found[0].count("\n"), piece)
        piece = _PICTURE.sub(_light_image, piece)
        piece = _TAB.sub(r'\1!!! tab "\2"', piece)
        return _FOREIGN.sub(replace, piece)

    def rewrite_mdx(piece: str, line: int) -> str:
        def replace(found: re.Match[str]) -> str:
            if found["code"]:
                return found[0]
            if not found["comment"]:
                index = line + piece.count("\n", 0, found.start())
                left_out.append(LeftOut(index, found[0].strip().partition("\n")[0]))
            return "\n" * found[0].count("\n")

        return _MDX.sub(replace, piece)

    if mdx:
        text = _outside_code(text, code_lines(text), rewrite_mdx)
    text = _outside_code(text, code_lines(text), rewrite)
    return Plain(text, tuple(sorted(left_out, key=lambda entry: entry.index)))


def _outside_code(text: str, code: set[int], rewrite: Callable[[str, int], str]) -> str:
    """A text with its runs of lines that are no code rewritten."""
    lines = text.split("\n")
    pieces: list[str] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (end in code) == (start in code):
            end += 1
        piece = "\n".join(lines[start:end])
        pieces.append(piece if start in code else rewrite(piece, start))
        start = end
    return "\n".join(pieces)


def _is_alone(found: re.Match[str]) -> bool:
    """Whether a tag has its line for itself."""
    before = found.string[: found.start()].rpartition("\n")[2]
    after = found.string[found.end() :].partition("\n")[0]
    return not before.strip() and not after.strip()


def _stands_between(found: re.Match[str]) -> bool:
    """Whether a tag has its line for itself, right after or before a line that says something.

    A line left empty would end the block of HTML that it stands in; a comment does not.
    """
    above = found.string[: found.start()].rpartition("\n")[0].rpartition("\n")[2]
    below = found.string[found.end() :].partition("\n")[2].partition("\n")[0]
    return _is_alone(found) and bool(above.strip() or below.strip())


def _said(found: re.Match[str], title: str) -> str | None:
    """What a tag says in Markdown where it stands; None for what cannot be said."""
    said = _in_markdown(found[0], title, alone=_is_alone(found))
    is_target = _LINK_BEGINS.search(found.string, 0, found.start()) is not None
    if said is not None:
        ends = found.string[found.end() : found.end() + 1] in (")", '"', "'")
        return said or ("/" if is_target and ends and _OUTPUT.match(found[0]) else "")
    quoted = [a or b for a, b in _QUOTED.findall(found[0])]
    if is_target:
        return _from_the_top(quoted[0]) if quoted else None
    # `{% channel "help" %}` in a sentence is a word of it; `{% include "x.html" %}` is not.
    is_word = quoted and not _LIKE_A_PATH.search(quoted[-1]) and not _CONTROL.match(found[0])
    return quoted[-1] if is_word and not _is_block(found) else None


def _is_block(found: re.Match[str]) -> bool:
    """Whether a tag has its line for itself, and no text goes on to it from the line before."""
    before = found.string[: found.start()].rstrip(" \t")
    return _is_alone(found) and (not before or before.endswith("\n\n"))


def _in_markdown(tag: str, title: str, *, alone: bool) -> str | None:
    """What a tag says in Markdown; None for what cannot be said."""
    if tag.startswith("{#"):
        return ""  # a comment
    if output := _OUTPUT.match(tag) if not tag.startswith(("{{<", "{{%")) else None:
        return _output(output[1], title, is_ruby=tag.startswith("<%"))
    found = _SHORTCODE.match(tag)
    if found is None:
        return None
    closes, name, arguments = bool(found[1]), found[2].lower(), found[3]
    given = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ARGUMENT.finditer(arguments)}
    positional = [
        m[1] or m[2] or m[3] or "" for m in _POSITIONAL.finditer(_ARGUMENT.sub("", arguments))
    ]
    if name in ("comment", "endcomment"):
        return ""
    if name == "highlight" and alone:
        return "```" if closes else f"```{positional[0] if positional else ''}"
    if name in CALLOUT_KINDS | _CALLOUT_NAMES and alone:
        return ":::" if closes else _callout(name, given, positional)
    if closes:
        return ""
    return _standalone(name, given, positional, is_hugo=tag.startswith("{{"))


def _callout(name: str, given: dict[str, str], positional: list[str]) -> str:
    kind = given.get("style") or given.get("type") or given.get("color") or name
    if name in _CALLOUT_NAMES and positional and kind == name:
        kind, *positional = positional
    title = given.get("title") or " ".join(positional)
    kind = kind.lower() if kind.lower() in CALLOUT_KINDS else "note"
    return f":::{kind} {title}".rstrip()


def _from_the_top(path: str) -> str:
    """A path as a tag has it: other than Hugo's, they all begin at the top of the site."""
    return path if re.match(r"[/.#]|[\w+-]+:", path) else f"/{path}"


def _standalone(
    name: str, given: dict[str, str], positional: list[str], *, is_hugo: bool
) -> str | None:
    first = positional[0] if positional else ""
    match "image" if name.startswith("image") else name:
        case "ref" | "relref":
            return first or given.get("path")
        case "link" | "post_url":
            return _from_the_top(first) if first else None
        case "figure" | "img" | "image":  # image_tag, image_with_class … too
            source = given.get("src") or given.get("link") or first
            source = source if is_hugo or not source else _from_the_top(source)
            words = given.get("alt") or given.get("caption") or given.get("title") or ""
            if not words and len(positional) > 1:
                words = positional[-1]
            caption = given.get("caption") or given.get("title") or ""
            shown = f' "{caption}"' if caption else ""
            return f"![{words}](<{source}>{shown})" if source else None
        case "tab" | "details" | "expand" | "step":
            said = given.get("title") or given.get("name") or " ".join(positional)
            return f"**{said}**" if said else ""
        case "tabs" | "stepper" | "columns" | "column" | "content-ref" | "code" | "steps" | "card":
            return ""
        case "embed":
            return f"<{given['url']}>" if given.get("url") else None
    return None


def _output(expression: str, title: str, *, is_ruby: bool) -> str | None:
    """What a tag that prints a value prints, where that is known."""
    if expression.split("|")[0].strip() in _TITLES and title:
        return title
    if _SITE_ROOT.match(expression):
        return ""
    if found := _RELATIVE_URL.match(expression):
        return _from_the_top(found[1])
    if is_ruby and (found := _SENTENCE.match(expression)):
        said = found[1] or found[2] or ""
        return said.replace("\\'", "'").replace('\\"', '"') if said.count(" ") >= 2 else None
    return None


def _light_image(found: re.Match[str]) -> str:
    """The image of a `<picture>`, from its light source where it has one."""
    picture = found[0]
    image = _IMAGE.search(picture)
    light = next((s[0] for s in _SOURCE.finditer(picture) if _LIGHT.search(s[0])), "")
    source = _SRCSET.search(light)
    said = image[0] if image else ""
    if source:
        said = (
            _IMAGE_SOURCE.sub(lambda m: f'{m[1]}"{source[1]}"', said) or f'<img src="{source[1]}">'
        )
    said = said.replace("\n", " ")
    return said + "\n" * (picture.count("\n") - said.count("\n"))

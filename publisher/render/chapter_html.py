"""A chapter's tokens to HTML: the renderer's rules, a method for each kind of token.

Addresses in the HTML are `book:ANCHOR` for places in the book and `asset:PATH` for its files.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from publisher.components import Component
from publisher.formulae import formula
from publisher.language import Words
from publisher.markdown.containers import MARGIN
from publisher.markdown.dialect import parser
from publisher.markdown.fences import DIAGRAMS, read_fence
from publisher.markdown.maths import is_displayed
from publisher.markdown.notes import is_long, split_notes
from publisher.markdown.raw_html import escape_unknown
from publisher.markdown.slugs import Uniquifier
from publisher.marks import call_anchor, line_mark, margin_note_mark
from publisher.model import Chapter, Place
from publisher.references import Fate, Resolver, book_url
from publisher.render.boxes import Boxes, Frame
from publisher.render.callouts import is_box, is_margin_note, kind_of, titled_callouts
from publisher.render.code import code_html
from publisher.render.images import (
    image_html,
    is_badge,
    is_icon,
    is_panorama,
    lone_image,
    raw_images,
)
from publisher.render.margin_notes import beside_their_text

Tokens = Sequence[Token]
Environment = MutableMapping[str, Any]

_TALL_BOX = 6  # lines: such a box may be split at the foot of a page
_LINE = 75  # characters
_OPENS_IN_LINE = (
    "em_open",
    "strong_open",
    "link_open",
    "s_open",
    "code_inline",
    "term_open",
    "index_open",
)
# Classes and styles are those of the site the text was written for.
_TAG = re.compile(r"<[A-Za-z][^>]*>")
_SITE_STYLE = re.compile(r"\s(?:class|style)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_NAME_ATTRIBUTE = re.compile(r"(<a\b[^>]*?\s)name(?=\s*=)", re.IGNORECASE)


@dataclass(frozen=True)
class ComponentCall:
    """A fence that calls a component: its name, the YAML in it, and where the fence stands."""

    name: str
    options: str
    place: Place


@dataclass(frozen=True)
class ChapterHtml:
    """The HTML of a chapter's body. Where a component belongs stands `placeholder(index)`, and
    where a piece of a box's frame does, `piece_placeholder(index)`."""

    html: str
    calls: tuple[ComponentCall, ...]
    pieces: tuple[str, ...] = ()


def placeholder(index: int) -> str:
    """The mark that holds the place of the component called at `index`."""
    return f'<div class="component-{index}"></div>'


def piece_placeholder(index: int) -> str:
    """The mark that holds the place of the piece of HTML at `index`."""
    return f'<div class="piece-{index}"></div>'


def chapter_html(
    chapter: Chapter,
    resolver: Resolver,
    components: MutableMapping[str, Component],
    words: Words,
    boxes: Boxes,
) -> ChapterHtml:
    """The body of a chapter as an HTML fragment, not yet sanitised.

    `words` and `boxes` are those of the chapter's language.
    """
    body, notes = split_notes(titled_callouts(chapter.tokens, words))
    body = beside_their_text(body)
    renderer = _Renderer()
    renderer.state = _State(chapter, resolver, components, words, boxes, notes)
    html = renderer.render(body, parser().options, {})
    html += renderer.far_notes(parser().options)
    return ChapterHtml(html, tuple(renderer.state.calls), tuple(renderer.state.pieces))


@dataclass
class _State:
    chapter: Chapter
    resolver: Resolver
    components: MutableMapping[str, Component]
    words: Words
    boxes: Boxes
    notes: dict[int, list[Token]]
    calls: list[ComponentCall] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    open_callouts: list[tuple[str, Frame]] = field(default_factory=list)
    notes_set: set[int] = field(default_factory=set)
    far_notes: list[int] = field(default_factory=list)
    in_figure: bool = False
    marks: Uniquifier = field(default_factory=Uniquifier)


class _Renderer(RendererHTML):
    state: _State

    # Links and images

    def text(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        text = escapeHtml(tokens[i].content)
        opens = i + 1 < len(tokens) and tokens[i + 1].type in _OPENS_IN_LINE
        # Where what opens here does not fit on the line, WeasyPrint may break the words before it
        # in a wrong place. A break between it and them, of no width, keeps it from that.
        return f"{text}\u200b" if opens and text.endswith(" ") else text

    def link_open(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        target = str(tokens[i].attrs.get("href", ""))
        resolved = self.state.resolver.link(self.state.chapter, target)
        if not resolved.url:
            return '<a class="unlinked">'
        kind = "external" if resolved.fate is Fate.EXTERNAL else "internal"
        return f'<a class="{kind}" href="{escapeHtml(resolved.url)}">'

    def term_open(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        place, definition = (str(tokens[i].attrs[name]) for name in ("id", "href"))
        return f'<a class="term" id="{escapeHtml(place)}" href="{book_url(definition)}">'

    def image(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        attributes = {name: str(value) for name, value in tokens[i].attrs.items()}
        attributes.pop("title", None)  # it is the caption
        attributes |= {name: str(value) for name, value in tokens[i].meta.items()}
        return image_html(
            self.state.resolver,
            self.state.chapter,
            attributes.get("src", ""),
            tokens[i].content,
            self.state.words,
            attributes,
            in_line=not self.state.in_figure,
        )

    def paragraph_open(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        if tokens[i].hidden:
            return self.renderToken(tokens, i, options, env)
        image = self._figure_image(tokens, i)
        self.state.in_figure = image is not None
        if image is None:
            return f"<p{self._mark(tokens[i])}>"
        target = str(image.attrs.get("src", ""))
        is_wide = is_panorama(self.state.resolver, self.state.chapter, target)
        wide = ' class="wide"' if is_wide and tokens[i].level == 0 else ""
        return f"<figure{wide}{self._mark(tokens[i])}>"

    def paragraph_close(
        self, tokens: Tokens, i: int, options: OptionsDict, env: Environment
    ) -> str:
        image = self._figure_image(tokens, i - 2)
        self.state.in_figure = False
        if image is None:
            return self.renderToken(tokens, i, options, env)
        title = image.attrs.get("title")
        caption = f"<figcaption>{escapeHtml(str(title))}</figcaption>" if title else ""
        return f"{caption}</figure>\n"

    def _figure_image(self, tokens: Tokens, i: int) -> Token | None:
        """The image of the paragraph that opens at `i`, when it is to stand by itself."""
        if i < 0 or tokens[i].hidden or tokens[i].type != "paragraph_open":
            return None
        image = lone_image(tokens[i + 1].children or [])
        if image is None:
            return None
        target = str(image.attrs.get("src", ""))
        is_small = is_badge(target) or is_icon(self.state.resolver, self.state.chapter, target)
        return None if is_small else image

    # Footnotes

    def footnote_ref(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        number = tokens[i].meta["id"]
        anchor = f"{self.state.chapter.anchor}#footnote-{number + 1}"
        if number in self.state.notes_set:
            return f'<a class="footnote-again" href="{book_url(anchor)}">{number + 1}</a>'
        self.state.notes_set.add(number)
        if is_long(self.state.notes.get(number, ())):
            self.state.far_notes.append(number)
            call = escapeHtml(call_anchor(anchor))
            return f'<a class="footnote-far" id="{call}" href="{book_url(anchor)}">{number + 1}</a>'
        note = self._flow_in_line(self.state.notes.get(number, []), options, env)
        return (
            f'<span id="{escapeHtml(call_anchor(anchor))}">'
            f'<span class="footnote" id="{escapeHtml(anchor)}">{note}</span></span>'
        )

    def far_notes(self, options: OptionsDict) -> str:
        """The notes that are too long for the foot of a page, for the end of the chapter."""
        items = []
        for number in self.state.far_notes:
            anchor = escapeHtml(f"{self.state.chapter.anchor}#footnote-{number + 1}")
            tokens = [t for t in self.state.notes[number] if t.type != "footnote_anchor"]
            note = self.render(tokens, options, {})
            items.append(f'<li id="{anchor}" value="{number + 1}">{note}</li>\n')
        return f'<ol class="far-notes">\n{"".join(items)}</ol>\n' if items else ""

    def _flow_in_line(self, tokens: Tokens, options: OptionsDict, env: Environment) -> str:
        """Blocks as a run of text: a note is set inside a paragraph, where blocks may not stand."""
        pieces = []
        for token in tokens:
            if token.type == "inline":
                children = [c for c in token.children or () if c.type != "footnote_anchor"]
                pieces.append(self.renderInline(children, options, env))
            elif token.type in ("fence", "code_block"):
                pieces.append(f"<code>{escapeHtml(token.content.strip())}</code>")
        return "<br>".join(pieces)

    # Blocks

    def fence(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        token = tokens[i]
        fence = read_fence(token.info)
        if fence.language in self.state.components:
            place = self.state.chapter.place((token.map or [0])[0])
            self.state.calls.append(ComponentCall(fence.language, token.content, place))
            return placeholder(len(self.state.calls) - 1)
        caption = fence.title
        if fence.language in DIAGRAMS:
            caption = caption or self.state.words("diagram-as-code", name=DIAGRAMS[fence.language])
        return code_html(token.content, fence.language, self._mark(token), token.level, caption)

    def code_block(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        token = tokens[i]
        return code_html(token.content, "", self._mark(token), token.level)

    def list_item_open(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        checked = tokens[i].meta.get("checked") if tokens[i].meta else None
        if checked is None:
            return f"<li{self._mark(tokens[i])}>"
        state = " task-done" if checked else ""
        return f'<li class="task{state}"{self._mark(tokens[i])}>'

    def bullet_list_open(
        self, tokens: Tokens, i: int, options: OptionsDict, env: Environment
    ) -> str:
        is_tasks = tokens[i].attrs.get("class") == "contains-task-list"
        return '<ul class="tasks">\n' if is_tasks else "<ul>\n"

    def table_open(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        return f"<table{self._mark(tokens[i])}>\n"

    def th_open(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        return f'<th scope="col"{_alignment(tokens[i])}>'

    def td_open(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        return f"<td{_alignment(tokens[i])}>"

    def alert_open(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        return f'<aside class="callout callout-{tokens[i].meta["kind"].lower()}">\n'

    def alert_close(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        return "</aside>\n"

    def alert_title_open(
        self, tokens: Tokens, i: int, options: OptionsDict, env: Environment
    ) -> str:
        return '<p class="callout-title">'

    def admonition_open(
        self, tokens: Tokens, i: int, options: OptionsDict, env: Environment
    ) -> str:
        opener = tokens[i]
        if is_box(opener):
            html, frame = self._box(tokens, i)
        elif is_margin_note(opener):
            mark = margin_note_mark(self.state.chapter.anchor, (opener.map or [0])[0])
            anchor = escapeHtml(self.state.marks.unique(mark))
            # A block in a line is whole: WeasyPrint splits what it places beside the text otherwise
            html = f'<aside class="margin-note" id="{anchor}"><div class="margin-note-words">\n'
            frame = Frame('<p class="margin-note-title">', "</p>\n", "</div></aside>\n")
        else:
            html = f'<aside class="callout callout-{escapeHtml(kind_of(opener))}">\n'
            frame = Frame('<p class="callout-title">', "</p>\n", "</aside>\n")
        self.state.open_callouts.append((kind_of(opener), frame))
        return html

    def admonition_close(
        self, tokens: Tokens, i: int, options: OptionsDict, env: Environment
    ) -> str:
        return self.state.open_callouts.pop()[1].after_content

    def admonition_title_open(
        self, tokens: Tokens, i: int, options: OptionsDict, env: Environment
    ) -> str:
        return self.state.open_callouts[-1][1].before_title

    def admonition_title_close(
        self, tokens: Tokens, i: int, options: OptionsDict, env: Environment
    ) -> str:
        return self.state.open_callouts[-1][1].before_content

    def _box(self, tokens: Tokens, i: int) -> tuple[str, Frame]:
        """The opening of a box, up to its title or its content, and what comes after that."""
        kind = kind_of(tokens[i])
        place = self.state.chapter.place((tokens[i].map or [0])[0])
        has_title = tokens[i + 1].type == "admonition_title_open"
        frame = self.state.boxes.frame(kind, place, has_title=has_title)
        names = f"box box-{kind}{' box-titled' if has_title else ''}"
        if _lines(tokens, i) > _TALL_BOX:
            names += " box-tall"
        pieces = Frame(
            self._piece(frame.before_title),
            self._piece(frame.before_content),
            f"{self._piece(frame.after_content)}</aside>\n",
        )
        first = "" if has_title else pieces.before_content
        return f'<aside class="{names}">{first}', pieces

    def _piece(self, html: str) -> str:
        self.state.pieces.append(html)
        return piece_placeholder(len(self.state.pieces) - 1)

    def _mark(self, token: Token) -> str:
        """An id that tells the line of the source: it finds its page when it is laid out."""
        if token.map is None or any(kind == MARGIN for kind, _frame in self.state.open_callouts):
            return ""
        mark = self.state.marks.unique(line_mark(self.state.chapter.anchor, token.map[0]))
        return f' id="{escapeHtml(mark)}"'

    # Maths

    def math_inline(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        return formula_html(tokens[i])

    def math_inline_double(
        self, tokens: Tokens, i: int, options: OptionsDict, env: Environment
    ) -> str:
        return f'<span class="maths-displayed">{formula_html(tokens[i])}</span>'

    def math_block(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        mark = self._mark(tokens[i])
        return f'<p class="maths-displayed"{mark}>{formula_html(tokens[i])}</p>\n'

    # Raw HTML

    def html_block(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        return self._raw(tokens[i].content, in_line=False)

    def html_inline(self, tokens: Tokens, i: int, options: OptionsDict, env: Environment) -> str:
        return self._raw(tokens[i].content, in_line=True)

    def _raw(self, html: str, *, in_line: bool) -> str:
        html = _TAG.sub(lambda tag: _SITE_STYLE.sub("", tag[0]), escape_unknown(html))
        html = _NAME_ATTRIBUTE.sub(r"\1id", html)
        state = self.state
        return raw_images(html, state.resolver, state.chapter, state.words, in_line=in_line)


def formula_html(token: Token) -> str:
    """A formula as a drawing that says its TeX aloud, or as code where it cannot be set."""
    drawn = formula(token.content, displayed=is_displayed(token))
    if drawn is None:
        return f"<code>{escapeHtml(token.content)}</code>"
    return (
        f'<img class="maths" alt="{escapeHtml(token.content)}" src="{drawn.address}"'
        f' style="width: {drawn.width}em; height: {drawn.height}em;'
        f' vertical-align: {-drawn.depth}em">'
    )


def _lines(tokens: Tokens, i: int) -> int:
    """About how many lines the block that opens at `i` has, each cell of a table a line."""
    depth = count = 0
    for token in tokens[i:]:
        depth += token.nesting
        if token.nesting == 0:
            count += sum(1 + len(line) // _LINE for line in token.content.split("\n"))
        if depth == 0:
            break
    return count


def _alignment(token: Token) -> str:
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f' class="align-{side}"' if side in ("right", "center") else ""

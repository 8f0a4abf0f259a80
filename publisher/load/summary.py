"""SUMMARY.md: the list of chapters of mdBook and GitBook, and docsify's _sidebar.md.

https://rust-lang.github.io/mdBook/format/summary.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from markdown_it.token import Token

from publisher.load.files import is_file, read_text
from publisher.load.plan import Plan, PlannedChapter, PlannedPart, once
from publisher.markdown.dialect import parse
from publisher.markdown.file_names import INDEX_NAMES, MARKDOWN_ENDINGS, is_markdown
from publisher.markdown.headings import plain_text
from publisher.model.positions import with_lines

_NOT_PART_TITLES = ("summary", "table of contents", "contents")


def plan_from_summary(root: Path, summary: PurePosixPath) -> Plan:
    """The plan in the list `summary`: links are chapters, headings after its title are parts.

    Links outside a list, after a part has begun, stand outside any part, as mdBook's last
    chapters do. A chapter without a file, `[x]()`, is not written yet and not planned.
    """
    text, problems = read_text(root / summary, str(summary), lenient=True)
    parts: list[tuple[str | None, list[PlannedChapter]]] = [(None, [])]
    depth = 0
    before: Token | None = None
    is_first_heading = True
    for token in parse(text):
        depth += token.nesting if token.type in _LISTS else 0
        if token.type == "inline" and before is not None and before.type == "heading_open":
            title = plain_text(token)
            names_the_book = is_first_heading and before.tag == "h1" and not parts[0][1]
            is_first_heading = False
            if not names_the_book and title.casefold() not in _NOT_PART_TITLES:
                parts.append((title, []))
        if token.type == "inline":
            for chapter in _chapters(root, summary.parent, token):
                if depth == 0 and parts[-1][0] is not None and parts[-1][1]:
                    parts.append((None, []))
                parts[-1][1].append(chapter)
        before = token
    planned = (PlannedPart(title, once(chapters)) for title, chapters in parts if chapters)
    return Plan(
        tuple(planned), listed_in=str(summary), assets=summary.parent, problems=tuple(problems)
    )


_LISTS = ("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close")


def _chapters(root: Path, folder: PurePosixPath, inline: Token) -> Iterator[PlannedChapter]:
    children = inline.children or []
    for index, (token, line) in enumerate(list(with_lines([inline]))[1:]):
        if token.type != "link_open":
            continue
        path = _path(root, folder, unquote(str(token.attrs.get("href", ""))))
        if path is not None:
            label = _label(children[index + 1 :]) or str(token.attrs.get("title", ""))
            yield PlannedChapter(path, label or None, line + 1)


def _label(tokens: Sequence[Token]) -> str:
    """The words of a link that has just opened."""
    end = next(i for i, token in enumerate(tokens) if token.type == "link_close")
    return plain_text(Token("inline", "", 0, children=list(tokens[:end])))


def _path(root: Path, folder: PurePosixPath, href: str) -> PurePosixPath | None:
    """The file that an entry names, None when it is not one of the book's."""
    name = href.partition("#")[0].partition("?")[0]
    if not name or "://" in name or name.startswith("mailto:"):
        return None
    path = folder / name.lstrip("/")
    if is_markdown(path):
        return path
    for ending in MARKDOWN_ENDINGS:
        candidates = [PurePosixPath(f"{path}{ending}")] if path.name else []
        candidates += [path / f"{index}{ending}" for index in ("README", *INDEX_NAMES)]
        for candidate in candidates:
            if is_file(root / candidate):
                return candidate
    return None

"""One Markdown file becomes a Chapter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from publisher.cache.store import Keeper
from publisher.load import front_matter, values
from publisher.load.files import read_text
from publisher.load.includes import INCLUDE, bring_in
from publisher.load.kept import KeptChapters
from publisher.load.matter_block import split
from publisher.load.plan import PlannedChapter
from publisher.load.source import Line, lines_of, runs_of, text_of
from publisher.load.values import Values
from publisher.load.wages import Benchmarks
from publisher.markdown.definitions import name_terms
from publisher.markdown.dialect import parse_chapter
from publisher.markdown.file_names import bare_name
from publisher.markdown.headings import split_title
from publisher.markdown.html_headings import with_html_headings
from publisher.markdown.slugs import Uniquifier, humanise, path_slug
from publisher.model import Chapter, Kind, Place, Problem, Run


def read_chapter(
    root: Path,
    planned: PlannedChapter,
    number: int | None,
    anchors: Uniquifier,
    book_values: Values,
    language: str,
    benchmarks: Benchmarks,
    *,
    lenient: bool,
    kept: KeptChapters | None = None,
) -> tuple[Chapter, list[Problem]]:
    """The chapter at a planned path, which must exist. `language` is the book's; `benchmarks` and
    `lenient` as in front_matter.read. One that is `kept` is not read again."""
    text, problems = read_text(root / planned.path, str(planned.path), lenient=lenient)
    anchor = anchors.unique(path_slug(planned.path))
    in_book = _InBook(root, planned, number, anchor, book_values, language, benchmarks, lenient)
    if kept is None or INCLUDE.search(text):  # what it includes may change while it does not
        return _parsed(text, problems, in_book)
    key = kept.key(str(planned.path), planned.label, number, anchor, problems, text)
    read = kept.get(key)
    if read is None:
        read = _parsed(text, problems, in_book)
        kept.put(key, *read)
    return read


def kept_chapters(
    store: Keeper, book_values: Values, language: str, benchmarks: Benchmarks, *, lenient: bool
) -> KeptChapters:
    """The chapters in a store that were read in a book where these were the same."""
    return KeptChapters(store, (list(book_values.items()), language, benchmarks, lenient))


@dataclass(frozen=True)
class _InBook:
    """What the book says of a chapter: the arguments of `read_chapter`, and the anchor."""

    root: Path
    planned: PlannedChapter
    number: int | None
    anchor: str
    book_values: Values
    language: str
    benchmarks: Benchmarks
    lenient: bool


def _parsed(text: str, problems: list[Problem], in_book: _InBook) -> tuple[Chapter, list[Problem]]:
    root, planned, lenient = in_book.root, in_book.planned, in_book.lenient
    anchor, book_values = in_book.anchor, in_book.book_values
    path = str(planned.path)
    block, body, first_line = split(text, lenient=lenient)
    matter = front_matter.read(block, path, in_book.benchmarks, lenient=lenient)
    matter, unknown = _filled(matter, path, book_values)
    problems = [*problems, *matter.problems, *unknown]
    lines, found = _read_lines(lines_of(body, path, first_line), root, book_values, lenient)
    problems += found
    mdx = planned.path.suffix.lower() == ".mdx"
    language = matter.language or in_book.language
    parsed = parse_chapter(text_of(lines), matter.title or "", language, mdx=mdx)
    values.unescape(parsed.tokens, book_values)
    label = planned.label or matter.label
    titled = split_title(with_html_headings(parsed.tokens), anchor, matter.title, label)
    terms = name_terms(titled, anchor) if matter.kind is Kind.GLOSSARY else ()
    given = titled.title or label
    title = given or humanise(bare_name(planned.path.name))
    stage = matter.stage
    if stage is not None and not stage.label:
        stage = replace(stage, label=title)
    chapter = Chapter(
        path=planned.path,
        anchor=anchor,
        title=title,
        kind=matter.kind,
        tokens=tuple(titled.tokens),
        headings=titled.headings,
        title_fragments=titled.title_fragments,
        has_title=given is not None,
        aliases=matter.aliases,
        runs=runs_of(lines) or (Run(0, Place(path, first_line)),),
        summary=matter.summary,
        layout=matter.layout,
        layout_line=matter.layout_line,
        number=in_book.number,
        language=matter.language,
        language_line=matter.language_line,
        direction=matter.direction,
        stage=stage,
        track=matter.track,
        strategy=matter.strategy,
        stages=matter.stages,
        stages_line=matter.stages_line,
        unlinked=matter.unlinked,
        unlinked_line=matter.unlinked_line,
        terms=terms,
        index_entries=matter.index_entries,
        left_out=parsed.left_out,
        astray_notes=parsed.astray_notes,
    )
    written = chapter.place(titled.title_line)
    in_text = written.line if written.path == path else first_line
    return replace(chapter, title_line=matter.title_line if matter.title else in_text), problems


def _read_lines(
    lines: list[Line], root: Path, book_values: Values, lenient: bool
) -> tuple[list[Line], list[Problem]]:
    """The lines as they are parsed: includes brought in and values written in."""
    lines, problems = bring_in(lines, root, lenient=lenient)
    lines, found = values.fill(lines, book_values)
    return lines, [*problems, *found]


def _filled(
    matter: front_matter.FrontMatter, path: str, book_values: Values
) -> tuple[front_matter.FrontMatter, list[Problem]]:
    """Front matter with the values written into its title and summary."""
    title, found = values.fill_text(matter.title or "", Place(path, matter.title_line), book_values)
    summary, more = values.fill_text(matter.summary, Place(path, matter.summary_line), book_values)
    title, summary = (values.unescape_text(text, book_values) for text in (title, summary))
    return replace(matter, title=title or None, summary=summary), [*found, *more]

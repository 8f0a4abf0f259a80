"""One Markdown file becomes a Chapter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publisher.load import front_matter
from publisher.load.plan import PlannedChapter
from publisher.markdown.dialect import parse
from publisher.markdown.headings import split_title
from publisher.markdown.slugs import Uniquifier, humanise, path_slug
from publisher.model import Chapter, Problem


def read_text(file: Path, path: str) -> tuple[str, list[Problem]]:
    """A file's text without byte order mark and with \\n at its line ends."""
    raw = file.read_bytes()
    problems = []
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "Save the file as UTF-8."
        problems.append(Problem("encoding", "this is not UTF-8 text", path, line, hint))
        text = raw.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def read_chapter(
    root: Path,
    planned: PlannedChapter,
    number: int | None,
    anchors: Uniquifier,
    *,
    lenient: bool,
) -> tuple[Chapter, list[Problem]]:
    """The chapter at a planned path, which must exist. `lenient` as in front_matter.read."""
    path = str(planned.path)
    text, problems = read_text(root / planned.path, path)
    yaml, body, first_line = front_matter.split(text)
    matter = front_matter.read(yaml, path, lenient=lenient)
    anchor = anchors.unique(path_slug(planned.path))
    titled = split_title(parse(body), anchor, matter.title)
    title = titled.title or planned.label or humanise(planned.path.stem)
    stage = matter.stage
    if stage is not None and not stage.label:
        stage = replace(stage, label=title)
    chapter = Chapter(
        path=planned.path,
        anchor=anchor,
        title=title,
        kind=matter.kind,
        tokens=tuple(titled.tokens),
        headings=tuple(
            replace(heading, line=heading.line + first_line) for heading in titled.headings
        ),
        first_line=first_line,
        title_line=matter.title_line if matter.title else titled.title_line + first_line,
        summary=matter.summary,
        layout=matter.layout,
        layout_line=matter.layout_line,
        number=number,
        stage=stage,
        track=matter.track,
        strategy=matter.strategy,
    )
    return chapter, [*problems, *matter.problems]

"""One Markdown file becomes a Chapter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publisher.load import front_matter
from publisher.load.files import read_text
from publisher.load.plan import PlannedChapter
from publisher.markdown.dialect import parse_chapter
from publisher.markdown.headings import split_title
from publisher.markdown.slugs import Uniquifier, humanise, path_slug
from publisher.model import Chapter, Place, Problem, Run


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
    parsed = parse_chapter(body, matter.title or "", mdx=planned.path.suffix == ".mdx")
    titled = split_title(parsed.tokens, anchor, matter.title)
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
        headings=titled.headings,
        title_fragments=titled.title_fragments,
        runs=(Run(0, Place(path, first_line)),),
        title_line=matter.title_line if matter.title else titled.title_line + first_line,
        summary=matter.summary,
        layout=matter.layout,
        layout_line=matter.layout_line,
        number=number,
        language=matter.language,
        language_line=matter.language_line,
        direction=matter.direction,
        stage=stage,
        track=matter.track,
        strategy=matter.strategy,
        left_out=parsed.left_out,
    )
    return chapter, [*problems, *matter.problems]

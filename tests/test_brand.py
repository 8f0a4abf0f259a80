"""Three lines of handbook.yaml make the book an organisation's: its name, its logo, its accent."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.check import check
from publisher.colours import palette
from publisher.editions import SCREEN
from publisher.load import load
from publisher.model import Handbook, Problem, Severity
from publisher.render import Sections
from tests.books import PNG, make_book, page_texts
from tests.conftest import build_at

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><title>t</title></svg>'


def branded(folder: Path, lines: str, **files: str | bytes) -> tuple[Handbook, tuple[Problem, ...]]:
    """A book with these lines in its handbook.yaml, and all that is wrong with it."""
    root = make_book(
        folder,
        {
            "handbook.yaml": f"title: T\n{lines}\nparts:\n  - title: P\n    chapters: [a.md]\n",
            "a.md": "# A\n\nText.\n",
            **{name.replace("__", "."): content for name, content in files.items()},
        },
    )
    handbook, problems = load(root)
    return handbook, (*problems, *check(handbook))


def furniture(handbook: Handbook) -> str:
    make = Sections(handbook, SCREEN)
    rendered = [*make.front_matter(), *make.back_matter()]
    return "".join(result.section.html for result in rendered if result.section)


@pytest.mark.parametrize(
    ("name", "content"), [("logo.svg", DRAWING), ("logo.png", PNG), ("my logo.PNG", PNG)]
)
def test_the_logo_stands_on_both_covers_and_is_called_by_its_owner(
    tmp_path: Path, name: str, content: str | bytes
) -> None:
    lines = f"organisation: Example Ltd\nlogo: {name}"
    handbook, problems = branded(tmp_path, lines, **{name: content})
    assert problems == ()
    address = name.replace(" ", "%20")
    assert furniture(handbook).count(f'<img src="asset:{address}" alt="Example Ltd">') == 2


@pytest.mark.parametrize(
    ("logo", "code", "severity", "hint"),
    [
        ("lgoo.png", "image-missing", Severity.WARNING, "Did you mean logo.png?"),
        ("logo.webp", "image-unreadable", Severity.WARNING, "PNG, JPEG or SVG"),
        ("a.md", "image-unreadable", Severity.WARNING, "PNG, JPEG or SVG"),
        ("../logo.png", "yaml-value", Severity.ERROR, ""),
    ],
)
def test_a_logo_that_cannot_be_printed_is_told_at_its_line(
    tmp_path: Path, logo: str, code: str, severity: Severity, hint: str
) -> None:
    lines = f"organisation: Example Ltd\nlogo: {logo}"
    handbook, problems = branded(tmp_path, lines, logo__png=PNG, logo__webp=PNG)
    [problem] = problems
    assert (problem.code, problem.severity) == (code, severity)
    assert (problem.path, problem.line) == ("handbook.yaml", 3)
    assert hint in problem.hint
    html = furniture(handbook)
    assert "<img" not in html
    assert '<p class="cover-organisation">Example Ltd</p>' in html


def test_a_logo_without_an_owner_has_no_words(tmp_path: Path) -> None:
    _handbook, [problem] = branded(tmp_path, "logo: logo.png", logo__png=PNG)
    assert (problem.code, problem.line) == ("image-alternative", 2)
    assert "organisation" in problem.hint


@pytest.mark.parametrize("accent", ["teal", "'#12506'", "'#12506g'", "123456"])
def test_a_bad_accent_is_an_error_at_its_line_that_says_how_one_is_written(
    tmp_path: Path, accent: str
) -> None:
    _handbook, [problem] = branded(tmp_path, f"accent: {accent}")
    assert (problem.code, problem.path, problem.line) == ("yaml-value", "handbook.yaml", 2)
    assert problem.severity is Severity.ERROR
    assert "#12506b" in problem.message + problem.hint


def test_an_accent_without_quotation_marks_is_explained(tmp_path: Path) -> None:
    """For YAML it is a comment, and the accent empty."""
    _handbook, [problem] = branded(tmp_path, "accent: #12506b")
    assert (problem.path, problem.line) == ("handbook.yaml", 2)
    assert "quotation marks" in problem.message + problem.hint


def test_the_accent_colours_the_whole_book(tmp_path: Path) -> None:
    handbook, problems = branded(tmp_path, "accent: '#7A1F3D'")
    assert problems == ()
    made = palette("#7a1f3d")
    make = Sections(handbook, SCREEN)
    for rendered in (*make.front_matter(), *make.body(), *make.back_matter()):
        assert rendered.section is not None
        style = rendered.section.html.partition("</head>")[0]
        assert f"--accent: {made.accent};" in style
        assert f"--part-3: {made.parts[2]};" in style
        assert f"--ground: {made.cover_ground};" in style


def test_a_branded_book_builds_without_a_warning(tmp_path: Path) -> None:
    root = make_book(
        tmp_path / "book",
        {
            "handbook.yaml": """
                title: T
                organisation: Example Ltd
                logo: logo.svg
                accent: "#f4c20d"
                chapters: [a.md]
                """,
            "a.md": "# A\n\nText.\n",
            "logo.svg": DRAWING,
        },
    )
    for edition in ("screen", "print"):
        built = build_at(root, edition, f"{edition}.pdf", strict=True)
        assert built.problems == ()
        assert "Example Ltd" in page_texts(built.path)[-1]

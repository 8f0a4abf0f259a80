"""Each check tells its problem with code, file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from publisher.check import check
from publisher.load import load
from publisher.model import Problem, Severity
from tests.books import PNG, make_book

SETTINGS = "title: Book\nchapters: [a.md]\n"


def problems_in(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Problem, ...]:
    """What the checks find in a book with a handbook.yaml and these files, a.md its chapter."""
    handbook, problems = load(make_book(folder, {"handbook.yaml": SETTINGS, **files}))
    assert problems == ()
    return check(handbook)


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str | None, int | None]]:
    return [(problem.code, problem.path, problem.line) for problem in problems]


def test_a_book_in_which_all_is_right_has_no_problem(tmp_path: Path) -> None:
    text = """
        ---
        layout: worksheet
        ---
        # A

        [here](#part-one), [there](https://example.com), ![words](x.png), <kbd>K</kbd>

        ## Part one
        """
    assert problems_in(tmp_path, {"a.md": text, "x.png": PNG}) == ()


def test_problems_come_in_the_order_of_the_chapters(tmp_path: Path) -> None:
    files = {
        "handbook.yaml": "title: Book\nchapters: [b.md, a.md]\n",
        "a.md": "[x](no.md)\n",
        "b.md": "# B\n\n[x](no.md) [y](no.md)\n\n[x](no.md)\n",
    }
    assert places(problems_in(tmp_path, files)) == [
        ("link-broken", "b.md", 3),
        ("link-broken", "b.md", 3),
        ("link-broken", "b.md", 5),
        ("link-broken", "a.md", 1),
    ]


def test_a_file_with_neither_text_nor_title_is_a_note(tmp_path: Path) -> None:
    files = {
        "handbook.yaml": "title: Book\nchapters: [a.md, b.md, c.md]\n",
        "a.md": "---\nsummary: x\n---\n",
        "b.md": "---\ntitle: B\n---\n",
        "c.md": "# C\n",
    }
    [problem] = problems_in(tmp_path, files)
    assert places((problem,)) == [("chapter-empty", "a.md", None)]
    assert problem.severity is Severity.NOTE


# Links


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("a.md#steps", "Did you mean a.md#first-steps?"),
        ("aa.md", "Did you mean a.md?"),
        ("#zzz", "The file is there, its heading is not: correct what stands after #."),
        ("zzz.md", ""),
    ],
)
def test_a_broken_link_is_an_error_with_the_nearest_target(
    tmp_path: Path, target: str, hint: str
) -> None:
    text = f"---\ntitle: A\n---\n\n## First steps\n\nfirst\nsecond [x]({target})\n"
    [problem] = problems_in(tmp_path, {"a.md": text})
    assert places((problem,)) == [("link-broken", "a.md", 8)]
    assert repr(target) in problem.message
    assert (problem.severity, problem.hint) == (Severity.ERROR, hint)


def test_a_link_without_a_target_is_told_once(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path / "a", {"a.md": "# A\n\n[x]()\n"})
    assert (problem.code, problem.message) == ("link-broken", "a link has no target")
    text = '# A\n\n<p>\n<a href="<%= resource.url %>">x</a></p>\n'
    assert places(problems_in(tmp_path / "b", {"a.md": text})) == [("foreign-syntax", "a.md", 4)]


def test_a_broken_link_is_a_warning_in_a_folder_without_handbook_yaml(tmp_path: Path) -> None:
    handbook, _ = load(make_book(tmp_path, {"a.md": "# A\n\n[x](no.md)\n"}))
    [problem] = check(handbook)
    assert places((problem,)) == [("link-broken", "a.md", 3)]
    assert problem.severity is Severity.WARNING


def test_a_broken_link_in_html_is_found(tmp_path: Path) -> None:
    text = '# A\n\n<p>\n<a href="no.md">x</a>\n</p>\n'
    assert places(problems_in(tmp_path, {"a.md": text})) == [("link-broken", "a.md", 4)]


def test_a_link_that_runs_a_program_is_a_warning(tmp_path: Path) -> None:
    text = '# A\n\n<a href="javascript:alert(1)">x</a>\n'
    [problem] = problems_in(tmp_path, {"a.md": text})
    assert places((problem,)) == [("link-scheme", "a.md", 3)]
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize("target", ["tools/check.sh", "tools", "/tools/", "../tools/check.sh"])
def test_a_link_to_a_file_of_the_repository_is_a_note(tmp_path: Path, target: str) -> None:
    make_book(tmp_path, {".git/HEAD": "x", "tools/check.sh": "x", "book/tools/check.sh": "x"})
    [problem] = problems_in(tmp_path / "book", {"a.md": f"# A\n\n[x]({target})\n"})
    assert places((problem,)) == [("link-unprinted", "a.md", 3)]
    assert problem.severity is Severity.NOTE


@pytest.mark.parametrize("target", ["../secret.md", "../../../elsewhere.md", "../../"])
def test_a_link_out_of_book_and_repository_is_an_error(tmp_path: Path, target: str) -> None:
    make_book(tmp_path, {"secret.md": "# Secret\n"})
    [problem] = problems_in(tmp_path / "book", {"a.md": f"# A\n\n[x]({target})\n"})
    assert places((problem,)) == [("link-outside", "a.md", 3)]
    assert problem.severity is Severity.ERROR


def test_a_link_out_of_a_folder_without_handbook_yaml_is_a_warning(tmp_path: Path) -> None:
    handbook, _ = load(make_book(tmp_path / "book", {"a.md": "# A\n\n[x](../secret.md)\n"}))
    [problem] = check(handbook)
    assert (problem.code, problem.severity) == ("link-outside", Severity.WARNING)


def test_a_broken_link_is_told_in_the_letters_its_author_wrote(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path, {"a.md": "[x](größe.md)\n"})
    assert "größe.md" in problem.message


# Images


@pytest.mark.parametrize("settings", [True, False], ids=["handbook.yaml", "any folder"])
def test_a_missing_image_is_a_warning_with_the_nearest_one(tmp_path: Path, settings: bool) -> None:
    make_book(tmp_path, {"a.md": "# A\n\ntext\n![words](images/lgo.png)\n"})
    make_book(tmp_path, {"images/logo.png": PNG})
    make_book(tmp_path, {"handbook.yaml": SETTINGS} if settings else {})
    handbook, _ = load(tmp_path)
    [problem] = check(handbook)
    assert places((problem,)) == [("image-missing", "a.md", 4)]
    assert (problem.severity, problem.hint) == (Severity.WARNING, "Did you mean images/logo.png?")


def test_an_image_outside_the_book_folder_is_an_error(tmp_path: Path) -> None:
    make_book(tmp_path, {"x.png": PNG})
    [problem] = problems_in(tmp_path / "book", {"a.md": "# A\n\n![words](../../x.png)\n"})
    assert places((problem,)) == [("image-outside", "a.md", 3)]
    assert problem.severity is Severity.ERROR


def test_a_remote_image_is_a_warning(tmp_path: Path) -> None:
    text = "# A\n\n![words](https://example.com/x.png)\n"
    [problem] = problems_in(tmp_path, {"a.md": text})
    assert places((problem,)) == [("image-remote", "a.md", 3)]
    assert problem.severity is Severity.WARNING
    assert "never uses the network" in problem.hint


@pytest.mark.parametrize("written", ["![](x.png)", "![ ](x.png)", '<img src="x.png">'])
def test_an_image_without_alternative_is_a_warning(tmp_path: Path, written: str) -> None:
    [problem] = problems_in(tmp_path, {"a.md": f"# A\n\nan {written}\n", "x.png": PNG})
    assert places((problem,)) == [("image-alternative", "a.md", 3)]
    assert problem.severity is Severity.WARNING


def test_an_image_can_be_both_missing_and_without_alternative(tmp_path: Path) -> None:
    assert places(problems_in(tmp_path, {"a.md": "![](x.png)\n"})) == [
        ("image-missing", "a.md", 1),
        ("image-alternative", "a.md", 1),
    ]


def test_an_alternative_needs_no_quotation_marks(tmp_path: Path) -> None:
    assert problems_in(tmp_path, {"a.md": "an <img src=x.png alt=words>\n", "x.png": PNG}) == ()


# Layouts


def test_an_unknown_layout_is_an_error_with_the_nearest_layout(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path, {"a.md": "---\ntitle: A\nlayout: workshet\n---\n"})
    assert places((problem,)) == [("layout-unknown", "a.md", 3)]
    assert (problem.severity, problem.hint) == (Severity.ERROR, "Did you mean worksheet?")


def test_an_unknown_layout_unlike_any_other_is_told_those_there_are(tmp_path: Path) -> None:
    files = {"a.md": "---\nlayout: zzz\n---\n# A\n", "layouts/poster.html.j2": "x"}
    [problem] = problems_in(tmp_path, files)
    assert places((problem,)) == [("layout-unknown", "a.md", 2)]
    assert {"chapter", "poster", "worksheet"} <= set(
        problem.hint.removeprefix("There are: ").rstrip(".").split(", ")
    )


def test_a_layout_of_the_books_own_is_known(tmp_path: Path) -> None:
    files = {"a.md": "---\nlayout: poster\n---\n# A\n", "layouts/poster.html.j2": "x"}
    assert problems_in(tmp_path, files) == ()


# HTML


def test_html_that_paper_cannot_show_is_a_warning(tmp_path: Path) -> None:
    text = '# A\n\nA <video src="x.mp4"><track></video> here.\n\n<form>\n<input>\n</form>\n'
    problems = problems_in(tmp_path, {"a.md": text})
    assert [(problem.code, problem.line, problem.message.split()[0]) for problem in problems] == [
        ("html-dropped", 3, "<video>"),
        ("html-dropped", 5, "<form>"),
        ("html-dropped", 6, "<input>"),
    ]
    assert {problem.path for problem in problems} == {"a.md"}
    assert {problem.severity for problem in problems} == {Severity.WARNING}


@pytest.mark.parametrize("text", ["<b>x</b> <host-name>", "`<script>`", "    <script>", "1 < 2"])
def test_html_that_is_kept_or_is_none_is_no_problem(tmp_path: Path, text: str) -> None:
    assert problems_in(tmp_path, {"a.md": f"# A\n\n{text}\n"}) == ()


def test_what_stands_in_a_comment_is_no_problem(tmp_path: Path) -> None:
    text = '# A\n\n<!-- <script> <img src="old.png"> <a href="old.md"> -->\n'
    assert problems_in(tmp_path, {"a.md": text}) == ()

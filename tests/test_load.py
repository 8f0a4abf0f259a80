"""A folder becomes a handbook: order, front matter, and all that can be wrong with either."""

from __future__ import annotations

import datetime
import textwrap
from pathlib import Path

import pytest

from publisher.editions import EDITIONS
from publisher.load import load
from publisher.model import (
    Benchmark,
    Chapter,
    Handbook,
    HandbookError,
    Kind,
    Problem,
    Salary,
    Severity,
    Skill,
    Stage,
    Strategy,
    Track,
    Years,
)
from publisher.render import Sections
from tests.books import make_book

Found = tuple[str, str | None, int | None]


def problems_of(folder: Path) -> tuple[Problem, ...]:
    return load(folder)[1]


def places(problems: tuple[Problem, ...]) -> list[Found]:
    return [(problem.code, problem.path, problem.line) for problem in problems]


def paths(handbook: Handbook) -> list[str]:
    return [str(chapter.path) for chapter in handbook.chapters]


def titles(handbook: Handbook) -> list[str]:
    return [chapter.title for chapter in handbook.chapters]


def order(handbook: Handbook) -> list[tuple[int | None, str, list[str]]]:
    """Parts in order: number, title, and the paths of their chapters."""
    return [
        (part.number, part.title, [str(chapter.path) for chapter in part.chapters])
        for part in handbook.parts
    ]


def with_matter(folder: Path, front_matter: str) -> tuple[Chapter, tuple[Problem, ...]]:
    """The only chapter of a book, which begins with this front matter."""
    text = f"---\n{textwrap.dedent(front_matter).strip()}\n---\n\nText.\n"
    make_book(folder, {"handbook.yaml": "title: Book\nchapters: [a.md]\n", "a.md": text})
    handbook, problems = load(folder)
    return handbook.chapters[0], problems


# handbook.yaml


def test_parts_and_chapters_come_in_the_order_of_handbook_yaml(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": """
                title: Book
                chapters: [intro.md]
                parts:
                  - title: The tracks
                    summary: Ways to go.
                    chapters: [z.md, a.md]
                  - title: The end
                    chapters: [m.md]
                """,
            **{f"{name}.md": f"# {name}\n" for name in ("intro", "z", "a", "m", "unlisted")},
        },
    )
    handbook, problems = load(tmp_path)
    assert problems == ()
    assert order(handbook) == [
        (None, "", ["intro.md"]),
        (1, "The tracks", ["z.md", "a.md"]),
        (2, "The end", ["m.md"]),
    ]
    assert [chapter.number for chapter in handbook.chapters] == [None, 1, 2, 3]
    assert [part.summary for part in handbook.parts] == ["", "Ways to go.", ""]


def test_handbook_yaml_says_what_the_book_is(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": """
                title: Support Engineer
                subtitle: A guide
                organisation: Example Ltd
                authors: [A, B]
                language: en-GB
                edition: Second
                date: 2026-11-24
                description: One sentence.
                keywords: [support]
                contact: The desk
                slug: support
                paper: Letter
                assets: images
                chapters: [a.md]
                """,
            "a.md": "# A\n",
        },
    )
    handbook, problems = load(tmp_path)
    assert problems == ()
    assert (handbook.title, handbook.subtitle) == ("Support Engineer", "A guide")
    assert (handbook.organisation, handbook.authors) == ("Example Ltd", ("A", "B"))
    assert (handbook.language, handbook.edition) == ("en-GB", "Second")
    assert handbook.date == datetime.date(2026, 11, 24)
    assert (handbook.description, handbook.keywords) == ("One sentence.", ("support",))
    assert (handbook.contact, handbook.slug, handbook.paper) == ("The desk", "support", "Letter")
    assert handbook.assets == tmp_path / "images"
    assert handbook.has_settings


def test_the_slug_comes_from_the_title_where_it_is_not_given(tmp_path: Path) -> None:
    make_book(tmp_path, {"handbook.yaml": "title: The CI/CD Book!\nchapters: [a.md]", "a.md": ""})
    assert load(tmp_path)[0].slug == "the-cicd-book"


def test_without_a_date_the_book_has_that_of_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_book(tmp_path, {"a.md": "# A\n"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert load(tmp_path)[0].date == datetime.date(1970, 1, 2)


def test_handbook_yaml_without_chapters_takes_the_folders_own_order(tmp_path: Path) -> None:
    make_book(tmp_path, {"handbook.yaml": "title: Book\n", "b.md": "", "a.md": ""})
    handbook, problems = load(tmp_path)
    assert problems == ()
    assert (handbook.title, paths(handbook)) == ("Book", ["a.md", "b.md"])


def test_a_missing_chapter_names_its_line_in_handbook_yaml(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": """
                title: Book
                chapters:
                  - a.md
                  - gone.md
                parts:
                  - title: Part
                    chapters:
                      - a/b.md
                """,
            "a.md": "# A\n",
        },
    )
    handbook, problems = load(tmp_path)
    assert places(problems) == [
        ("chapter-missing", "handbook.yaml", 4),
        ("chapter-missing", "handbook.yaml", 8),
    ]
    assert {problem.severity for problem in problems} == {Severity.ERROR}
    assert "gone.md" in problems[0].message
    assert paths(handbook) == ["a.md"]


def test_a_part_without_a_chapter_that_exists_takes_no_number(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": """
                title: Book
                parts:
                  - {title: One, chapters: [gone.md]}
                  - {title: Two, chapters: [a.md]}
                """,
            "a.md": "# A\n",
        },
    )
    assert order(load(tmp_path)[0]) == [(1, "Two", ["a.md"])]


@pytest.mark.parametrize("path", ["../a.md", "/etc/hostname", "x/../../a.md"])
def test_a_chapter_outside_the_book_folder_is_refused(tmp_path: Path, path: str) -> None:
    book = make_book(
        tmp_path / "book",
        {"handbook.yaml": f"title: Book\nchapters:\n  - b.md\n  - {path}\n", "b.md": "# B\n"},
    )
    make_book(tmp_path, {"a.md": "# Secret\n"})
    handbook, problems = load(book)
    assert titles(handbook) == ["B"]
    assert places(problems) == [("yaml-value", "handbook.yaml", 4)]
    assert "inside the book folder" in problems[0].message


def test_a_chapter_that_is_a_link_out_of_the_book_folder_is_not_read(tmp_path: Path) -> None:
    book = make_book(
        tmp_path / "book", {"handbook.yaml": "title: B\nchapters: [a.md, b.md]", "a.md": "# A\n"}
    )
    make_book(tmp_path, {"secret.md": "# Secret\n"})
    (book / "b.md").symlink_to(tmp_path / "secret.md")
    assert titles(load(book)[0]) == ["A"]


# Values that are wrong


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("title: 2024", "title"),
        ("authors: Somebody", "authors"),
        ("authors: [Somebody, 3]", "authors[2]"),
        ("language: English please", "language"),
        ("date: soon", "date"),
        ("paper: A5", "paper"),
        ("slug: Not A Slug", "slug"),
        ("assets: ../images", "assets"),
        ("keywords: yes", "keywords"),
    ],
)
def test_a_wrong_value_in_handbook_yaml_is_named_with_its_line(
    tmp_path: Path, line: str, name: str
) -> None:
    title = "" if line.startswith("title") else "title: Book\n"
    make_book(
        tmp_path, {"handbook.yaml": f"# comment\nchapters: [a.md]\n{title}{line}\n", "a.md": ""}
    )
    [problem] = problems_of(tmp_path)
    expected_line = 4 if title else 3
    assert places((problem,)) == [("yaml-value", "handbook.yaml", expected_line)]
    assert problem.message.startswith(f"`{name}`: ")
    assert problem.severity is Severity.ERROR


def test_wrong_values_deep_inside_have_their_own_lines(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": """
                title: Book
                chapters: [a.md]
                parts:
                  - title: One
                    summary: 3
                    chapters:
                      - a.md
                      - 7
                  - chapters: [a.md]
                """,
            "a.md": "# A\n",
        },
    )
    assert {
        (problem.code, problem.message.split("`")[1], problem.line)
        for problem in problems_of(tmp_path)
    } == {
        ("yaml-value", "parts[1].summary", 5),
        ("yaml-value", "parts[1].chapters[2]", 8),
        ("yaml-missing", "parts[2].title", 9),
    }


def test_a_wrong_value_leaves_the_rest_of_handbook_yaml_in_use(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": "title: Book\nlanguage: 3\nchapters: [b.md, 4, gone.md]\n",
            "a.md": "",
            "b.md": "",
        },
    )
    handbook, problems = load(tmp_path)
    assert (handbook.title, handbook.language, paths(handbook)) == ("Book", "en", ["b.md"])
    assert places(problems) == [
        ("yaml-value", "handbook.yaml", 2),
        ("yaml-value", "handbook.yaml", 3),
        ("chapter-missing", "handbook.yaml", 3),
    ]


def test_wrong_values_at_the_end_of_a_long_list_are_left_out(tmp_path: Path) -> None:
    listed = ["a.md"] * 9 + ["7", "8"]
    make_book(tmp_path, {"handbook.yaml": f"title: T\nchapters: [{', '.join(listed)}]", "a.md": ""})
    handbook, problems = load(tmp_path)
    assert len(problems) == 2
    assert paths(handbook) == ["a.md"] * 9


def test_a_part_without_title_leaves_the_other_parts_in_use(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": """
                title: Book
                parts:
                  - chapters: [a.md]
                  - {title: Two, chapters: [b.md, gone.md]}
                """,
            "a.md": "",
            "b.md": "",
        },
    )
    assert ("chapter-missing", "handbook.yaml", 4) in places(problems_of(tmp_path))


def test_two_parts_may_have_one_title(tmp_path: Path) -> None:
    parts = "[{title: P, chapters: [a.md]}, {title: P, chapters: [b.md, gone.md]}]"
    make_book(tmp_path, {"handbook.yaml": f"title: T\nparts: {parts}\n", "a.md": "", "b.md": ""})
    handbook, problems = load(tmp_path)
    assert [part.title for part in handbook.parts] == ["P", "P"]
    assert places(problems) == [("chapter-missing", "handbook.yaml", 2)]


@pytest.mark.parametrize(
    "shape",
    ["x", "7", "[7]", "[[a.md]]", "{a: b}", "[{title: A, chapters: a.md}]", "[{}]", "[null]"],
)
@pytest.mark.parametrize("key", ["parts", "chapters", "authors", "title"])
def test_no_shape_of_a_value_stops_the_reader(tmp_path: Path, key: str, shape: str) -> None:
    title = "" if key == "title" else "title: T\n"
    make_book(tmp_path, {"handbook.yaml": f"{title}{key}: {shape}\n", "a.md": "# A\n"})
    handbook, problems = load(tmp_path)
    assert titles(handbook) == ["A"]
    assert bool(problems) == ((key, shape) != ("title", "x"))


def test_an_unknown_key_is_a_warning_with_the_nearest_key(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": "title: Book\norganization: X\nzzz: 1\nchapters: [a.md]\n",
            "a.md": "---\nsumary: x\n---\n",
        },
    )
    organisation, unlike, summary = problems_of(tmp_path)
    assert places((organisation, unlike, summary)) == [
        ("yaml-unknown", "handbook.yaml", 2),
        ("yaml-unknown", "handbook.yaml", 3),
        ("yaml-unknown", "a.md", 2),
    ]
    assert organisation.severity is unlike.severity is summary.severity is Severity.WARNING
    assert organisation.hint == "Did you mean `organisation`?"
    assert "organisation, authors" in unlike.hint
    assert summary.hint == "Did you mean `summary`?"


def test_an_unknown_key_inside_a_value_is_told_the_keys_known_there(tmp_path: Path) -> None:
    _, problems = with_matter(
        tmp_path,
        """
        kind: track
        focus: Logs
        skills: [SQL]
        salary: {low: 1, high: 2, currency: USD, period: year, source: X, yaer: 2024}
        """,
    )
    assert [problem.hint for problem in problems] == ["Did you mean `year`?"]


def test_all_problems_of_a_book_come_at_once(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "handbook.yaml": "title: Book\npaper: A5\nchapters: [a.md, gone.md, b.md, c.md]\n",
            "a.md": "---\nkind: stage\nyears: four\nlabel: 3\n---\n",
            "b.md": "---\ntitle: a: b\n---\n",
            "c.md": b"# Caf\xe9\n",
        },
    )
    handbook, problems = load(tmp_path)
    assert paths(handbook) == ["a.md", "b.md", "c.md"]
    assert set(places(problems)) == {
        ("yaml-value", "handbook.yaml", 2),
        ("chapter-missing", "handbook.yaml", 3),
        ("yaml-value", "a.md", 3),
        ("yaml-value", "a.md", 4),
        ("yaml-syntax", "b.md", 2),
        ("encoding", "c.md", 1),
    }
    assert len(problems) == 6


# YAML that cannot be read


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("title: Book\nsubtitle: a: b\n", 2),
        ("title: Book\nauthors: [A, B\n", 2),
        ("title: Book\n\tpaper: A4\n", 2),
        ("title: Book\nauthors: []\ntitle: Again\n", 3),
        ("title: Book\ncontact: @desk\n", 2),
    ],
    ids=["colon", "open bracket", "tab", "key twice", "at sign"],
)
def test_broken_yaml_in_handbook_yaml_has_its_line(tmp_path: Path, yaml: str, line: int) -> None:
    make_book(tmp_path, {"handbook.yaml": yaml, "a.md": "# A\n"})
    handbook, problems = load(tmp_path)
    assert places(problems) == [("yaml-syntax", "handbook.yaml", line)]
    assert problems[0].severity is Severity.ERROR
    assert titles(handbook) == ["A"]


def test_broken_front_matter_has_its_line_in_the_file(tmp_path: Path) -> None:
    chapter, problems = with_matter(tmp_path, "summary: x\ntitle: On call: nights\n")
    assert places(problems) == [("yaml-syntax", "a.md", 3)]
    assert "Quote text" in problems[0].hint
    assert chapter.title == "A"


def test_front_matter_that_is_no_mapping_is_a_problem(tmp_path: Path) -> None:
    assert places(with_matter(tmp_path, "- a\n- b")[1]) == [("yaml-value", "a.md", 2)]


def test_a_date_that_does_not_exist_has_its_line(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {"handbook.yaml": "title: T\nchapters: [a.md]\ndate: 2026-02-30\npaper: 3", "a.md": ""},
    )
    assert [line for _, _, line in places(problems_of(tmp_path))] == [3, 4]


def test_a_control_character_in_front_matter_is_a_problem(tmp_path: Path) -> None:
    assert [
        (code, path) for code, path, _ in places(with_matter(tmp_path, "title: a\x07b")[1])
    ] == [("yaml-syntax", "a.md")]


# Front matter


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("4", Years(4, 4)),
        ("1-2", Years(1, 2)),
        ('"1-2"', Years(1, 2)),
        ("1 – 2", Years(1, 2)),
        ("1.5", Years(1.5, 1.5)),
        ("0.5-1", Years(0.5, 1)),
    ],
)
def test_the_years_of_a_stage_are_a_number_or_a_range(
    tmp_path: Path, written: str, expected: Years
) -> None:
    chapter, problems = with_matter(tmp_path, f"kind: stage\nyears: {written}\nlabel: Degree")
    assert problems == ()
    assert chapter.kind is Kind.STAGE
    assert chapter.stage == Stage(expected, "Degree")


@pytest.mark.parametrize("written", ["four", "-1", "2-1", "0", "true", "[1, 2]", "", "2026-01-01"])
def test_years_that_are_no_years_are_a_problem(tmp_path: Path, written: str) -> None:
    _, problems = with_matter(tmp_path, f"kind: stage\ntitle: Degree\nyears: {written}")
    assert places(problems) == [("yaml-value", "a.md", 4)]
    assert problems[0].message.startswith("`years`: should ")


def test_a_stage_may_have_no_known_length_and_be_a_branch(tmp_path: Path) -> None:
    chapter, problems = with_matter(tmp_path, "kind: stage\nlabel: Lead\nbranch: true")
    assert problems == ()
    assert chapter.stage == Stage(None, "Lead", is_branch=True)


def test_a_stage_without_a_label_is_called_by_its_title(tmp_path: Path) -> None:
    chapter, _ = with_matter(tmp_path, "kind: stage\ntitle: The degree\nyears: 4")
    assert chapter.stage is not None
    assert chapter.stage.label == "The degree"


def test_a_track_has_focus_skills_salary_and_benchmarks(tmp_path: Path) -> None:
    chapter, problems = with_matter(
        tmp_path,
        """
        kind: track
        title: Application support
        summary: Looks after programs.
        focus: Applications
        skills:
          - Logs
          - SQL
        salary:
          low: 60000
          high: 80000
          currency: USD
          period: year
          source: An outline
        benchmarks:
          - label: Median
            amount: 60340
            year: 2024
            source: BLS
        """,
    )
    assert problems == ()
    assert (chapter.kind, chapter.title) == (Kind.TRACK, "Application support")
    assert chapter.summary == "Looks after programs."
    assert chapter.track == Track(
        "Applications",
        (Skill("Logs"), Skill("SQL")),
        Salary(60000, 80000, "USD", "year", "An outline", None),
        (Benchmark("Median", 60340, 2024, "BLS"),),
    )


@pytest.mark.parametrize(
    ("salary", "name"),
    [
        ("{low: 9, high: 4, currency: USD, period: year, source: X}", "salary"),
        ("{low: 60k, high: 70000, currency: USD, period: year, source: X}", "salary.low"),
        ("{low: 1, high: 2, currency: usd, period: year, source: X}", "salary.currency"),
        ("{low: 1, high: 2, currency: USD, period: yearly, source: X}", "salary.period"),
        ("60000", "salary"),
    ],
)
def test_a_salary_that_makes_no_sense_is_a_problem(tmp_path: Path, salary: str, name: str) -> None:
    _, problems = with_matter(
        tmp_path, f"kind: track\nfocus: Logs\nskills: [SQL]\nsalary: {salary}"
    )
    assert places(problems) == [("yaml-value", "a.md", 5)]
    assert problems[0].message.startswith(f"`{name}`: ")


def test_a_strategy_belongs_to_a_group(tmp_path: Path) -> None:
    chapter, problems = with_matter(tmp_path, "kind: strategy\ngroup: networking")
    assert problems == ()
    assert (chapter.kind, chapter.strategy) == (Kind.STRATEGY, Strategy("networking"))


def test_a_group_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    _, [problem] = with_matter(tmp_path, "kind: strategy\ngroup: network")
    assert places((problem,)) == [("yaml-value", "a.md", 3)]
    assert "'networking'" in problem.message


def test_a_worksheet_says_nothing_more_than_a_chapter(tmp_path: Path) -> None:
    chapter, problems = with_matter(tmp_path, "kind: worksheet\ntitle: Goals\nlayout: sheet")
    assert problems == ()
    assert (chapter.kind, chapter.layout, chapter.layout_line) == (Kind.WORKSHEET, "sheet", 4)


@pytest.mark.parametrize("kind", ["stge", "Stage", "3", "[stage]", ""])
def test_a_kind_that_does_not_exist_is_told_the_kinds_there_are(tmp_path: Path, kind: str) -> None:
    chapter, [problem] = with_matter(tmp_path, f"title: Degree\nkind: {kind}")
    assert places((problem,)) == [("yaml-value", "a.md", 3)]
    assert "chapter, stage, track, strategy, worksheet" in problem.message
    assert (chapter.kind, chapter.title) == (Kind.CHAPTER, "Degree")


def test_a_key_of_another_kind_is_not_known(tmp_path: Path) -> None:
    _, [problem] = with_matter(tmp_path, "kind: worksheet\nyears: 4")
    assert (problem.code, problem.line) == ("yaml-unknown", 3)


def test_a_wrong_value_leaves_the_rest_of_the_front_matter_in_use(tmp_path: Path) -> None:
    chapter, problems = with_matter(
        tmp_path, "kind: stage\nsummary: 3\nlabel: [x]\nyears: 1-2\ntitle: Degree"
    )
    assert places(problems) == [("yaml-value", "a.md", 3), ("yaml-value", "a.md", 4)]
    assert (chapter.kind, chapter.title, chapter.summary) == (Kind.STAGE, "Degree", "")
    assert chapter.stage == Stage(Years(1, 2), "Degree")


def test_a_wrong_value_leaves_the_layout_to_be_checked(tmp_path: Path) -> None:
    chapter, _ = with_matter(tmp_path, "kind: stage\nyears: four\nlayout: sheet")
    assert (chapter.layout, chapter.layout_line) == ("sheet", 4)


# Lines and encodings


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_lines_are_right_whatever_program_wrote_the_file(
    tmp_path: Path, end: str, mark: str
) -> None:
    def written(*lines: str) -> bytes:
        return (mark + end.join(lines) + end).encode()

    make_book(
        tmp_path,
        {
            "handbook.yaml": written("title: Book", "paper: A5", "chapters:", "  - a.md"),
            "a.md": written(
                "---", "kind: stage", "years: four", "---", "# Title", "", "## A", "", "## B"
            ),
        },
    )
    handbook, problems = load(tmp_path)
    assert places(problems) == [("yaml-value", "handbook.yaml", 2), ("yaml-value", "a.md", 3)]
    [chapter] = handbook.chapters
    assert (chapter.title, chapter.title_line) == ("Title", 5)
    headings = [(found.text, chapter.place(found.index).line) for found in chapter.headings]
    assert headings == [("A", 7), ("B", 9)]


def test_the_line_of_the_title_is_that_of_the_front_matter_that_gives_it(tmp_path: Path) -> None:
    chapter, _ = with_matter(tmp_path, "kind: chapter\nsummary: x\ntitle: Degree")
    assert chapter.title_line == 4


@pytest.mark.parametrize(
    ("settings", "severity"),
    [({}, Severity.WARNING), ({"handbook.yaml": "title: B\nchapters: [a.md]"}, Severity.ERROR)],
    ids=["folder", "book"],
)
def test_a_file_that_is_not_utf_8_has_file_and_line(
    tmp_path: Path, settings: dict[str, str], severity: Severity
) -> None:
    make_book(tmp_path, {"a.md": "# Ä “x”\n\nb\n\n".encode() + b"caf\xe9\n", **settings})
    handbook, problems = load(tmp_path)
    assert places(problems) == [("encoding", "a.md", 5)]
    assert problems[0].severity is severity
    assert titles(handbook) == ["Ä “x”"]
    assert handbook.chapters[0].tokens[-2].content == "café"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    handbook, problems = load(make_book(tmp_path, {"a.md": "# Größe 大\n".encode(encoding)}))
    assert problems == ()
    assert titles(handbook) == ["Größe 大"]


def test_handbook_yaml_that_is_not_utf_8_has_its_line(tmp_path: Path) -> None:
    make_book(tmp_path, {"handbook.yaml": b"title: B\nedition: \xe9\n", "a.md": ""})
    assert places(problems_of(tmp_path)) == [("encoding", "handbook.yaml", 2)]


# A folder without handbook.yaml


def test_readme_comes_first_and_numbers_go_by_their_value(tmp_path: Path) -> None:
    names = ["10-ten.md", "2-two.md", "zebra.md", "README.md", "index.md", "apple.markdown"]
    make_book(tmp_path, dict.fromkeys(names, "text\n"))
    handbook, problems = load(tmp_path)
    assert problems == ()
    assert paths(handbook) == [
        "README.md",
        "index.md",
        "2-two.md",
        "10-ten.md",
        "apple.markdown",
        "zebra.md",
    ]


def test_top_folders_become_parts(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "README.md": "# Book\n",
            "10-later/a.md": "",
            "02-first_steps/index.md": "# Steps\n",
            "02-first_steps/b.md": "",
            "02-first_steps/deep/c.md": "",
        },
    )
    handbook, _ = load(tmp_path)
    assert order(handbook) == [
        (None, "", ["README.md"]),
        (
            1,
            "First steps",
            ["02-first_steps/index.md", "02-first_steps/b.md", "02-first_steps/deep/c.md"],
        ),
        (2, "Later", ["10-later/a.md"]),
    ]
    assert {chapter.number for chapter in handbook.chapters} == {None}


def test_a_folder_that_holds_everything_is_no_part(tmp_path: Path) -> None:
    make_book(tmp_path, {"docs/a.md": "", "docs/b/c.md": ""})
    assert order(load(tmp_path)[0]) == [(None, "", ["docs/a.md", "docs/b/c.md"])]


def test_what_is_no_chapter_stays_out(tmp_path: Path) -> None:
    outside = [
        ".github/a.md",
        ".hidden.md",
        "_includes/a.md",
        "_draft.md",
        "node_modules/x/README.md",
        "dist/a.md",
        "LICENSE.md",
        "licence-mit.md",
        "COPYING.md",
        "SUMMARY.md",
        "notes.txt",
    ]
    make_book(tmp_path, {"a.md": "", **dict.fromkeys(outside, "no link here\n")})
    assert paths(load(tmp_path)[0]) == ["a.md"]


def test_a_chapter_on_licences_stays_in(tmp_path: Path) -> None:
    make_book(tmp_path, {"a.md": "", "licensed-professionals.md": ""})
    assert paths(load(tmp_path)[0]) == ["a.md", "licensed-professionals.md"]


def test_a_folder_named_with_a_superscript_has_a_place_in_the_order(tmp_path: Path) -> None:
    make_book(tmp_path, {"a.md": "", "²/b.md": ""})
    assert paths(load(tmp_path)[0]) == ["a.md", "²/b.md"]


def test_summary_md_gives_parts_and_chapters_as_mdbook_reads_it(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "book.toml": '[book]\nauthors = ["A"]\ntitle = "The Guide"\n',
            "src/SUMMARY.md": """
                # Summary

                [Preface](preface.md)

                # First part

                - [One](one.md)
                  - [Two](sub/two%202.md)
                    - [Three](sub/three.md#part)
                  - [Draft]()
                - [Elsewhere](https://example.com/x.md)

                # Second part

                - [Four](./four.md)
                - [One again](one.md)

                ---

                [Afterword](end.md)
                """,
            "src/preface.md": "text\n",
            "src/one.md": "# Its own title\n",
            **{
                f"src/{name}.md": ""
                for name in ("sub/two 2", "sub/three", "four", "end", "unlisted")
            },
        },
    )
    handbook, problems = load(tmp_path)
    assert problems == ()
    assert handbook.title == "The Guide"
    assert handbook.assets == tmp_path / "src"
    assert order(handbook) == [
        (None, "", ["src/preface.md"]),
        (1, "First part", ["src/one.md", "src/sub/two 2.md", "src/sub/three.md"]),
        (2, "Second part", ["src/four.md", "src/one.md"]),
        (None, "", ["src/end.md"]),
    ]
    assert titles(handbook)[:3] == ["Preface", "Its own title", "Two"]


def test_a_chapter_missing_from_summary_md_is_a_warning_with_its_line(tmp_path: Path) -> None:
    make_book(tmp_path, {"SUMMARY.md": "# Summary\n\n- [A](a.md)\n- [B](b.md)\n", "a.md": ""})
    handbook, problems = load(tmp_path)
    assert places(problems) == [("chapter-missing", "SUMMARY.md", 4)]
    assert problems[0].severity is Severity.WARNING
    assert paths(handbook) == ["a.md"]


def test_summary_md_without_links_leaves_the_order_to_the_names(tmp_path: Path) -> None:
    make_book(tmp_path, {"SUMMARY.md": "In short.\n", "b.md": "", "a.md": ""})
    assert paths(load(tmp_path)[0]) == ["a.md", "b.md"]


@pytest.mark.parametrize("listing", ["SUMMARY.md", "mkdocs.yml"])
def test_a_list_of_chapters_does_not_lead_out_of_the_book_folder(
    tmp_path: Path, listing: str
) -> None:
    make_book(tmp_path, {"secret.md": "# Secret\n"})
    written = {
        "SUMMARY.md": f"- [A](a.md)\n- [B](../secret.md)\n- [C]({tmp_path}/secret.md)\n",
        "mkdocs.yml": f"docs_dir: .\nnav: [a.md, ../secret.md, {tmp_path}/secret.md]\n",
    }
    book = make_book(tmp_path / "book", {listing: written[listing], "a.md": "# A\n"})
    assert titles(load(book)[0]) == ["A"]


def test_a_file_in_summary_md_that_is_no_markdown_is_no_chapter(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {"SUMMARY.md": "- [A](a.md)\n- [Form](form.pdf)\n", "a.md": "", "form.pdf": b"%PDF\xff"},
    )
    assert paths(load(tmp_path)[0]) == ["a.md"]


def test_mkdocs_yml_gives_the_title_and_the_order(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "mkdocs.yml": """
                site_name: The Site
                docs_dir: pages
                markdown_extensions:
                  - emoji: {index: !!python/name:material.emoji.twemoji }
                nav:
                  - Home: index.md
                  - about.md
                  - Guide:
                    - Start: guide/z.md
                    - Deeper:
                      - guide/a.md
                  - Elsewhere: https://example.com/
                  - Last: last.md
                """,
            "pages/index.md": "text\n",
            "pages/about.md": "# About us\n",
            "pages/guide/z.md": "text\n",
            "pages/guide/a.md": "# Own\n",
            "pages/last.md": "text\n",
            "README.md": "# Not listed\n",
        },
    )
    handbook, problems = load(tmp_path)
    assert problems == ()
    assert handbook.title == "The Site"
    assert handbook.assets == tmp_path / "pages"
    assert order(handbook) == [
        (None, "", ["pages/index.md", "pages/about.md"]),
        (1, "Guide", ["pages/guide/z.md", "pages/guide/a.md"]),
        (None, "", ["pages/last.md"]),
    ]
    assert titles(handbook) == ["Home", "About us", "Start", "Own", "Last"]


def test_a_chapter_missing_from_mkdocs_yml_is_a_warning_with_its_line(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "mkdocs.yml": """
                site_name: Site
                nav:
                  - a.md
                  - Part:
                    - gone.md
                """,
            "docs/a.md": "",
        },
    )
    _, problems = load(tmp_path)
    assert places(problems) == [("chapter-missing", "mkdocs.yml", 5)]
    assert problems[0].severity is Severity.WARNING


@pytest.mark.parametrize("content", [b"site_name: Caf\xe9\n", b"nav: [{}, a.md]\ndocs_dir: .\n"])
def test_an_odd_mkdocs_yml_does_not_stop_the_reader(tmp_path: Path, content: bytes) -> None:
    make_book(tmp_path, {"mkdocs.yml": content, "a.md": ""})
    assert paths(load(tmp_path)[0]) == ["a.md"]


def test_summary_md_comes_before_mkdocs_yml(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "SUMMARY.md": "- [B](b.md)\n- [A](a.md)\n",
            "mkdocs.yml": "docs_dir: .\nnav: [a.md, b.md]\n",
            "a.md": "",
            "b.md": "",
        },
    )
    assert paths(load(tmp_path)[0]) == ["b.md", "a.md"]


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ({"mkdocs.yml": "site_name: Site\n"}, "Site"),
        ({"_config.yml": "theme: x\ntitle: A Jekyll site\n"}, "A Jekyll site"),
        ({"_config.yml": 'title: "Quoted: title"\n'}, "Quoted: title"),
        ({"book.toml": "[book]\ntitle = 'An mdBook'\n"}, "An mdBook"),
        ({}, "First heading"),
    ],
    ids=["mkdocs", "Jekyll", "Jekyll quoted", "mdBook", "heading"],
)
def test_the_books_title_comes_from_what_names_it(
    tmp_path: Path, files: dict[str, str], title: str
) -> None:
    make_book(tmp_path, {"README.md": "# First heading\n", "b.md": "# Other\n", **files})
    assert load(tmp_path)[0].title == title


@pytest.mark.parametrize(
    "files",
    [
        {"_config.yml": "title: My site # its name\n"},
        {"_config.yml": "title: >-\n  My\n  site\n"},
        {"book.toml": '[book]\ntitle = "My site" # its name\n'},
    ],
    ids=["comment", "folded", "TOML comment"],
)
def test_the_books_title_is_read_as_its_program_reads_it(
    tmp_path: Path, files: dict[str, str]
) -> None:
    make_book(tmp_path, {"a.md": "# A\n", **files})
    assert load(tmp_path)[0].title == "My site"


def test_foreign_front_matter_is_no_problem(tmp_path: Path) -> None:
    make_book(
        tmp_path,
        {
            "a.md": """
                ---
                layout: post
                kind: 3
                years: never
                tags: [x]
                title: The post
                description: What it says.
                ---
                # The post
                """
        },
    )
    handbook, problems = load(tmp_path)
    assert problems == ()
    [chapter] = handbook.chapters
    assert (chapter.title, chapter.summary) == ("The post", "What it says.")
    assert (chapter.kind, chapter.layout, chapter.stage) == (Kind.CHAPTER, None, None)


def test_broken_foreign_front_matter_is_a_warning(tmp_path: Path) -> None:
    make_book(tmp_path, {"a.md": "---\ntags: x\ntitle: On call: nights\n---\n# A\n"})
    [problem] = problems_of(tmp_path)
    assert places((problem,)) == [("yaml-syntax", "a.md", 3)]
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize("files", [{}, {"a.txt": "x"}, {"LICENSE.md": "x"}])
def test_a_folder_without_a_chapter_is_no_book(tmp_path: Path, files: dict[str, str]) -> None:
    make_book(tmp_path, files)
    with pytest.raises(HandbookError) as raised:
        load(tmp_path)
    assert places(raised.value.problems) == [("book-empty", None, None)]


def test_a_book_whose_chapters_are_all_missing_tells_which(tmp_path: Path) -> None:
    make_book(tmp_path, {"handbook.yaml": "title: Book\nchapters:\n  - gone.md\n"})
    with pytest.raises(HandbookError) as raised:
        load(tmp_path)
    assert places(raised.value.problems) == [
        ("chapter-missing", "handbook.yaml", 3),
        ("book-empty", None, None),
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"---\n---\n", b"---\nsummary: x\n---", b"\xef\xbb\xbf"],
    ids=["empty", "blank", "empty matter", "matter", "BOM"],
)
def test_a_file_without_text_is_a_chapter_named_after_the_file(
    tmp_path: Path, content: bytes
) -> None:
    make_book(tmp_path, {"01-first_steps.md": content})
    handbook, problems = load(tmp_path)
    assert problems == ()
    assert titles(handbook) == ["First steps"]
    assert handbook.chapters[0].tokens == ()


def test_front_matter_alone_can_give_the_title(tmp_path: Path) -> None:
    make_book(tmp_path, {"a.md": b"---\ntitle: Later\n---"})
    assert titles(load(tmp_path)[0]) == ["Later"]


@pytest.mark.parametrize("name", ["cover", "imprint", "contents", "back-cover", "folio-specimen"])
def test_a_chapter_may_be_named_like_a_page_that_every_book_has(tmp_path: Path, name: str) -> None:
    handbook, _ = load(make_book(tmp_path, {f"{name}.md": "# A\n"}))
    make = Sections(handbook, EDITIONS["screen"])
    rendered = [
        *make.front_matter(),
        make.contents(()),
        *make.body(),
        *make.back_matter(),
        make.folio_specimen(),
    ]
    anchors = [result.section.anchor for result in rendered if result.section is not None]
    assert len(anchors) == len(set(anchors)) == 6


def test_a_rule_further_down_is_no_front_matter(tmp_path: Path) -> None:
    make_book(tmp_path, {"a.md": "# A\n\n---\ntitle: B\n---\n"})
    handbook, problems = load(tmp_path)
    assert problems == ()
    assert handbook.chapters[0].title == "A"
    assert handbook.chapters[0].place(0).line == 1


def test_the_title_of_a_site_s_page_is_read_without_its_tags(tmp_path: Path) -> None:
    text = "---\ntitle: What to do <em>before</em> <x-day>\n---\nText\n"
    handbook, _problems = load(make_book(tmp_path, {"a.md": text}))
    assert handbook.chapters[0].title == "What to do before <x-day>"

"""The index at the back of the book: what it lists, its order, whether its pages are true."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publisher.book_index import BookIndex, Group, PrintedPage, Row
from publisher.book_index.order import letter, sort_key
from publisher.load import load
from publisher.manuscript import examine
from publisher.model import IndexEntry, Problem
from publisher.terms import Terms
from tests.books import make_book, outline, page_labels, page_texts
from tests.conftest import SENTENCE, build_at

STAGE = """
    ---
    title: The junior years
    kind: stage
    years: 2-3
    label: Junior engineer
    index:
      - Splunk
      - escalation > by phone: telephone
      - {from: calling for help, see: Escalation}
    ---
    """
TRACK = """
    ---
    title: Application Support
    kind: track
    focus: Logs
    skills: [SQL]
    salary: {low: 60000, high: 80000, currency: USD, period: year, source: outline}
    index:
      - splunk: Splunk
      - Élan: élan
    ---
    """
GLOSSARY = """
    ---
    title: Words
    kind: glossary
    ---
    SLO (service level objective)
    : How good a service has to be.

    Escalation
    : Handing an issue on.

    Severity
    : How bad an issue is.
    """
INDEX = "---\ntitle: Index\nkind: index\n---\nBold is a definition.\n"


def book(folder: Path, order: str = "stage, track, words, list", filler: int = 60) -> Path:
    """A book whose chapters fill several pages, with an index."""
    names = ", ".join(f"{name}.md" for name in order.split(", "))
    text = SENTENCE * filler
    files = {
        "handbook.yaml": f"title: T\nlanguage: en-GB\nparts: [{{title: P, chapters: [{names}]}}]\n",
        "stage.md": f"{STAGE}\n{text}\n\nWe read Splunk and an SLO. {text}\n\nUse the telephone.\n",
        "track.md": f"{TRACK}\n{text}\n\nWith *élan*, read Splunk before an escalation.\n",
        "words.md": GLOSSARY,
        "list.md": INDEX,
    }
    return make_book(folder, {name: _dedented(content) for name, content in files.items()})


def _dedented(content: str) -> str:
    return re.sub("^    ", "", content, flags=re.MULTILINE).lstrip("\n")


def index_of(root: Path) -> tuple[Group, ...]:
    """The groups of a book's index, with every anchor on a page of its own."""
    handbook, problems = load(root)
    assert problems == ()
    marked = Terms(handbook).mark_all()
    anchors = [a for m in marked for _, a in (*m.uses, *m.places) if a]
    anchors += [term.anchor for chapter in handbook.chapters for term in chapter.terms]
    anchors += [chapter.anchor for chapter in handbook.chapters]
    pages = {anchor: PrintedPage(n, str(n)) for n, anchor in enumerate(anchors)}
    return BookIndex(handbook, marked).groups(pages)


def rows_of(root: Path) -> dict[str, Row]:
    return {row.text: row for group in index_of(root) for row in group.rows}


def printed_index(path: Path) -> list[tuple[str, str, int]]:
    """The page numbers that the index prints: each with its anchor and the index of its page."""
    found = []
    document = pypdfium2.PdfDocument(path)
    with pikepdf.open(path) as pdf:
        places = _destinations(pdf)
        for number, page in enumerate(pdf.pages):
            text = document[number].get_textpage()
            for link in page.obj.get("/Annots", []):
                left, foot, right, head = (float(value) for value in link.Rect)
                box = (left, min(foot, head), right, max(foot, head))
                words = text.get_text_bounded(*box).strip(" ,\r\n")
                if words.isdecimal() and "#" in str(link.Dest):
                    assert str(link.Contents) == f"Page {words}"
                    found.append((words, str(link.Dest), places[str(link.Dest)]))
    document.close()
    return found


def _destinations(pdf: pikepdf.Pdf) -> dict[str, int]:
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = pdf.Root.Names.Dests.Kids[0].Names
    return {str(names[i]): numbers[names[i + 1][0].objgen] for i in range(0, len(names), 2)}


def index_text(path: Path) -> str:
    return next(text for text in page_texts(path) if "Bold is a definition." in text)


# What it lists


def test_phrases_terms_stages_and_tracks_are_listed(tmp_path: Path) -> None:
    rows = rows_of(book(tmp_path))
    assert list(rows) == [
        "Application Support ($60,000–$80,000 a year)",
        "calling for help",
        "Élan",
        "Escalation",
        "Junior engineer (2–3 years)",
        "service level objective",
        "Severity",
        "SLO",
        "Splunk",
    ]
    assert [len(row.locators) for row in rows.values()] == [1, 0, 1, 2, 1, 0, 1, 2, 2]


def test_definitions_and_chapters_are_main_places(tmp_path: Path) -> None:
    rows = rows_of(book(tmp_path))
    anchors = {text: [(p.anchor, p.is_main) for p in row.locators] for text, row in rows.items()}
    assert anchors["Junior engineer (2–3 years)"] == [("stage", True)]
    assert anchors["SLO"] == [("stage#term:1", False), ("words#slo", True)]
    assert anchors["Splunk"] == [("stage#index:1", False), ("track#index:1", False)]


def test_cross_references_lead_to_their_rows(tmp_path: Path) -> None:
    rows = rows_of(book(tmp_path))
    for name, target in (("calling for help", "Escalation"), ("service level objective", "SLO")):
        [other] = rows[name].see
        assert rows[name].is_cross_reference
        assert (other.text, other.name) == (target, rows[target].name)


def test_a_cross_reference_beside_what_it_names_is_left_out(tmp_path: Path) -> None:
    root = book(tmp_path)
    words = root / "words.md"
    words.write_text(
        words.read_text().replace("Escalation", "Escalation (escalate, call for help)")
    )
    rows = rows_of(root)
    assert "escalate" not in rows
    assert [row.text for row in rows["call for help"].see] == ["Escalation"]


def test_what_differs_by_case_alone_is_one_entry_and_subheadings_stand_under_it(
    tmp_path: Path,
) -> None:
    rows = rows_of(book(tmp_path))
    [under] = rows["Escalation"].rows
    assert (under.text, [p.anchor for p in under.locators]) == ("by phone", ["stage#index:2"])


def test_places_on_one_page_are_told_once_in_the_order_of_the_pages(tmp_path: Path) -> None:
    handbook, _ = load(book(tmp_path))
    marked = Terms(handbook).mark_all()
    pages = {
        "words#slo": PrintedPage(9, "10"),
        "stage#term:1": PrintedPage(1, "2"),
        "track": PrintedPage(9, "10"),
        "stage#index:1": PrintedPage(3, "4"),
        "track#index:1": PrintedPage(3, "4"),
    }
    groups = BookIndex(handbook, marked).groups(pages)
    rows = {row.text: row for group in groups for row in group.rows}
    assert [p.label for p in rows["Splunk"].locators] == ["4"]
    assert [p.label for p in rows["SLO"].locators] == ["2", "10"]


# Its order


def test_it_is_grouped_by_letters(tmp_path: Path) -> None:
    assert [group.letter for group in index_of(book(tmp_path))] == ["A", "C", "E", "J", "S"]


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        ("en", ["24/7", "alert", "alert fatigue", "Alerting", "Élan", "elbow", "Zoo"]),
        ("de", ["Ära", "Arbeit", "Ober", "Öl", "Straße", "Strasse 2"]),
        ("es", ["nube", "nz", "ñandú", "oro"]),
        ("pl", ["las", "lz", "łan", "mapa"]),
        ("sv", ["zon", "ål", "är", "öl"]),
        ("ru", ["ель", "ёж", "жук", "идти", "йод"]),
        ("ja", ["Linux", "アラート", "いんしでんと", "インシデント", "サーバ", "障害"]),
        ("en", [".NET", "network", "on-call", "on call rota", "once"]),
    ],
)
def test_the_order_is_that_of_the_language(language: str, in_order: list[str]) -> None:
    assert sorted(set(in_order), key=lambda text: sort_key(text, language)) == in_order


@pytest.mark.parametrize(
    ("text", "language", "head"),
    [
        ("élan", "fr", "E"),
        ("ñandú", "es", "Ñ"),
        ("ñandú", "en", "N"),
        ("łan", "pl", "Ł"),
        ("“quoted”", "en", "Q"),
        ("24/7", "en", "0–9"),
        ("ギブ", "ja", "か"),
        ("障害", "ja", ""),
        ("йод", "ru", "Й"),
    ],
)
def test_what_letter_a_heading_stands_under(text: str, language: str, head: str) -> None:
    assert letter(text, language) == head


# Whether its pages are true


def test_each_number_leads_to_a_page_with_the_phrase(tmp_path: Path) -> None:
    path = build_at(book(tmp_path / "book"), strict=True).path
    labels, texts = page_labels(path), page_texts(path)
    looked_for = {
        "stage#index:1": "Splunk",
        "track#index:1": "Splunk",
        "stage#index:2": "telephone",
        "track#index:2": "élan",
        "stage#term:1": "SLO",
        "track#term:1": "escalation",
        "words#slo": "How good a service",
        "words#escalation": "Handing an issue",
        "words#severity": "How bad an issue",
    }
    found = printed_index(path)
    assert {anchor for _, anchor, _ in found} == set(looked_for)
    for label, anchor, page in found:
        assert label == labels[page]
        assert looked_for[anchor] in texts[page]


def test_a_phrase_that_its_paragraph_carries_over_a_page_has_the_page_it_is_on(
    tmp_path: Path,
) -> None:
    names = [f"tool{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]
    text = " ".join(f"{SENTENCE * 2}Then use {name}." for name in names)
    entries = "".join(f"  - {name}\n" for name in names)
    files = {
        "handbook.yaml": "title: T\nlanguage: en-GB\nchapters: [a.md, list.md]\n",
        "a.md": f"---\ntitle: A\nindex:\n{entries}---\n{text}\n",
        "list.md": INDEX,
    }
    path = build_at(make_book(tmp_path / "book", files), strict=True).path
    texts = page_texts(path)
    found = printed_index(path)
    assert len({page for _, _, page in found}) > 2
    assert len(found) == len(names)
    for _label, anchor, page in found:
        assert names[int(anchor.rpartition(":")[2]) - 1] in texts[page]


def test_a_number_changed_in_front_matter_changes_its_line(tmp_path: Path) -> None:
    root = book(tmp_path / "book", filler=5)
    assert "Support ($60,000–$80,000 a year), " in _unbroken(index_text(build_at(root).path))
    track = root / "track.md"
    track.write_text(track.read_text("utf-8").replace("80000", "85000"), "utf-8")
    assert "Support ($60,000–$85,000 a year), " in _unbroken(index_text(build_at(root).path))


def _unbroken(text: str) -> str:
    """The text with what its lines broke after a dash put together."""
    return text.replace("– ", "–")


def test_a_chapter_that_grows_moves_the_numbers_after_it(tmp_path: Path) -> None:
    short = printed_index(build_at(book(tmp_path / "one", filler=5)).path)
    long = printed_index(build_at(book(tmp_path / "two", filler=90)).path)
    numbers = {anchor: (int(label), 0) for label, anchor, _ in short}
    for label, anchor, _page in long:
        numbers[anchor] = numbers[anchor][0], int(label)
    assert all(before < after for before, after in numbers.values())


@pytest.mark.parametrize("edition", ["screen", "print"])
@pytest.mark.parametrize("order", ["list, stage, track, words", "stage, list, track, words"])
def test_an_index_before_other_chapters_agrees_with_them(
    tmp_path: Path, order: str, edition: str
) -> None:
    path = build_at(book(tmp_path / "book", order), edition, strict=True).path
    labels = page_labels(path)
    found = printed_index(path)
    assert len(found) == 9
    assert [(label, anchor) for label, anchor, page in found if labels[page] != label] == []


def test_the_outline_has_the_index(tmp_path: Path) -> None:
    path = build_at(book(tmp_path / "book", filler=5)).path
    texts = page_texts(path)
    [page] = [page for _level, title, page in outline(path) if title == "Index"]
    assert "Bold is a definition." in texts[page]
    assert "calling for help, see Escalation" in texts[page]


# What is wrong with it


def test_what_front_matter_may_say(tmp_path: Path) -> None:
    entries = [
        "Splunk",
        "log search: Splunk",
        "tools > for logs: Splunk",
        "tools > Splunk",
        "{from: searching, see: tools}",
    ]
    assert _entries(tmp_path, entries)[0] == (
        IndexEntry("Splunk", 4, "", "Splunk"),
        IndexEntry("log search", 5, "", "Splunk"),
        IndexEntry("tools", 6, "for logs", "Splunk"),
        IndexEntry("tools", 7, "Splunk", "Splunk"),
        IndexEntry("searching", 8, see="tools"),
    )


@pytest.mark.parametrize(
    "wrong",
    ["42", "{a: b, c: d}", "{see: x}", "{from: x, see: 1}", "a: 3", "a > b > c: d", "' > x'", "~"],
)
def test_a_wrong_entry_is_told_with_its_line_and_the_others_count(
    tmp_path: Path, wrong: str
) -> None:
    entries, problems = _entries(tmp_path, ["Splunk", wrong, "logs: Splunk"])
    assert [(problem.code, problem.path, problem.line) for problem in problems] == [
        ("yaml-value", "a.md", 5)
    ]
    assert [entry.line for entry in entries] == [4, 6]


def _entries(
    folder: Path, entries: list[str]
) -> tuple[tuple[IndexEntry, ...], tuple[Problem, ...]]:
    lines = "".join(f"  - {entry}\n" for entry in entries)
    files = {
        "handbook.yaml": "title: T\nchapters: [a.md]\n",
        "a.md": f"---\ntitle: A\nindex:\n{lines}---\nSplunk.\n",
    }
    handbook, problems = load(make_book(folder, files))
    return handbook.chapters[0].index_entries, problems


def test_a_phrase_that_is_not_there_is_told_at_its_line(tmp_path: Path) -> None:
    text = "# Heading\n\n*Log* search in a [viewer](a.md).\n\n`code`[^1]\n\n[^1]: A note.\n"
    phrases = ["LOG SEARCH", "viewer", "heading", "code", "note", "sear"]
    entries = "".join(f"  - {phrase}\n" for phrase in phrases)
    files = {
        "handbook.yaml": "title: T\nlanguage: en\nchapters: [a.md]\n",
        "a.md": f"---\ntitle: A\nindex:\n{entries}---\n{text}",
    }
    found = [(problem.code, problem.line) for problem in examine(make_book(tmp_path, files))]
    assert found == [("index-astray", line) for line in (6, 7, 8, 9)]


def test_a_heading_and_phrase_quoted_as_one_text_are_told_so(tmp_path: Path) -> None:
    root = make_book(
        tmp_path,
        {
            "handbook.yaml": "title: T\nchapters: [a.md, i.md]\n",
            "a.md": '---\nindex: ["logs: read the logs"]\n---\n# A\n\nFirst read the logs.\n',
            "i.md": INDEX,
        },
    )
    [problem] = [one for one in examine(root) if one.code == "index-astray"]
    assert problem.hint == "Write `heading: phrase` without quotation marks around the whole of it."


def test_a_check_needs_no_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publisher.laying_out.lay_out", None)
    assert examine(book(tmp_path)) == ()

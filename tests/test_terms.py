"""The terms of glossaries: found in running text, led to their definitions."""

from __future__ import annotations

import copy
from pathlib import Path

import pikepdf
import pytest

from publisher.load import load
from publisher.manuscript import examine
from publisher.model import Handbook
from publisher.terms import Terms
from tests.books import make_book, page_labels, page_texts
from tests.conftest import build_at

GLOSSARY = """
    ---
    title: Words
    kind: glossary
    ---
    SLO (service level objective)
    : How good a service has to be.

    Error budget
    : What may fail.

    runbook
    : Steps for a known case.

    Incident
    : An interruption.

    Incident Commander
    : Who decides.

    Policy
    : A rule.
    """


def book_with(folder: Path, text: str, glossary: str = GLOSSARY, **files: str) -> Handbook:
    """A book of a chapter `a.md` and a glossary."""
    names = ["a.md", *(f"{name}.md" for name in files), "words.md"]
    settings = f"title: T\nlanguage: en-GB\nchapters: [{', '.join(names)}]\n"
    written = {f"{name}.md": content for name, content in files.items()}
    make_book(folder, {"handbook.yaml": settings, "a.md": text, "words.md": glossary, **written})
    return load(folder)[0]


def linked(handbook: Handbook, position: int = 0) -> list[tuple[str, str]]:
    """What is linked in a chapter: the words, and the fragment of the definition."""
    marked = Terms(handbook).mark(handbook.chapters[position])
    found = []
    for token in marked.chapter.tokens:
        text = None
        for child in token.children or ():
            if child.type == "term_open":
                text, target = "", str(child.attrs["href"]).partition("#")[2]
            elif child.type == "term_close":
                assert text is not None
                found.append((text, target))
                text = None
            elif text is not None:
                text += child.content or " "
    assert [term.anchor.partition("#")[2] for term, _ in marked.uses] == [t for _, t in found]
    return found


def words(handbook: Handbook, position: int = 0) -> list[str]:
    return [text for text, _target in linked(handbook, position)]


def test_the_first_use_alone_is_linked(tmp_path: Path) -> None:
    handbook = book_with(tmp_path, "# A\n\nAn SLO and a runbook.\n\nThe SLO, the runbook.\n")
    assert linked(handbook) == [("SLO", "slo"), ("runbook", "runbook")]


def test_each_chapter_has_its_own_first_use(tmp_path: Path) -> None:
    handbook = book_with(tmp_path, "# A\n\nAn SLO.\n", b="# B\n\nAn SLO.\n")
    assert words(handbook, 0) == words(handbook, 1) == ["SLO"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The service level objective.", ["service level objective"]),
        ("SLOs and runbooks and policies.", ["SLOs", "runbooks", "policies"]),
        ("Runbooks. Error budgets. Policy.", ["Runbooks", "Error budgets", "Policy"]),
        ("an error budget, error Budget", ["error budget"]),
        ("slo, Slo, sLO", []),
        ("incident commanders, an incident", ["incident commanders", "incident"]),
        ("Incident commanderships", ["Incident"]),
        ("An SLO-based plan, a pre-runbook, runbooks2, runbook_x", []),
        ("The SLO’s meaning (runbook).", ["SLO", "runbook"]),
        ("an *error* budget, then an **error budget**", ["error budget"]),
        ("an error\nbudget", ["error budget"]),
        ("`runbook` and [a runbook](words.md) <b>x</b> ![runbook](x.png)", []),
        ('<a href="words.md">a runbook</a> and an SLO', ["SLO"]),
        ("# runbook\n\n## SLO\n\ntext", []),
        ("Text.[^1]\n\n[^1]: A runbook.", []),
        ("runbook\n: A policy.", ["policy"]),
        ("| runbook | b |\n| --- | --- |\n| an SLO | c |", ["SLO"]),
        ("- a runbook\n  - an SLO", ["runbook", "SLO"]),
        ("> [!NOTE]\n> A runbook.", ["runbook"]),
        ("```\nrunbook\n```", []),
    ],
)
def test_terms_are_found_in_running_text_as_whole_words(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    assert words(book_with(tmp_path, f"---\ntitle: A\n---\n{text}\n")) == found


def test_terms_that_are_everyday_words_may_be_left_unlinked(tmp_path: Path) -> None:
    glossary = GLOSSARY.replace("kind: glossary", "kind: glossary\n    unlinked: [Policy]")
    assert words(book_with(tmp_path, "# A\n\nAn SLO, a policy.\n", glossary)) == ["SLO"]


@pytest.mark.parametrize("matter", ["kind: worksheet", "kind: index", "lang: de", "kind: glossary"])
def test_other_kinds_and_languages_are_left_as_they_are(tmp_path: Path, matter: str) -> None:
    assert words(book_with(tmp_path, f"---\ntitle: A\n{matter}\n---\nAn SLO.\n")) == []


@pytest.mark.parametrize(
    ("language", "term", "text", "found"),
    [
        ("zh", "运维", "我们的运维手册", ["运维"]),
        ("ja", "障害（インシデント）", "この障害を直す", ["障害"]),
        ("ja", "サーバ", "サーバー、データサーバ、このサーバの", ["サーバ"]),
        ("ko", "장애", "대장애, 장애물, 장애를 고친다", ["장애"]),
        ("ar", "نوبة", "نوبةٌ، نوبات، في نوبة الليل", ["نوبة"]),
        ("hi", "काम", "कामों का, काम करना", ["काम"]),
        ("ru", "Сбой", "сбойный, сбой", ["сбой"]),
        ("de", "Dienst", "Dienste, der Dienst", ["Dienst"]),
        ("th", "เหตุ", "แก้เหตุการณ์", ["เหตุ"]),
    ],
)
def test_words_are_whole_in_other_scripts_too(
    tmp_path: Path, language: str, term: str, text: str, found: list[str]
) -> None:
    handbook = book_with(
        tmp_path, f"# A\n\n{text}\n", f"---\nkind: glossary\n---\n# W\n\n{term}\n: x\n"
    )
    settings = tmp_path / "handbook.yaml"
    settings.write_text(settings.read_text().replace("en-GB", language))
    handbook, _problems = load(tmp_path)
    assert words(handbook) == found


def test_no_token_of_the_handbook_is_changed(tmp_path: Path) -> None:
    text = "---\ntitle: A\nindex: [error budget]\n---\nAn *error* budget, an SLO.\n"
    handbook = book_with(tmp_path, text)
    before = copy.deepcopy([token.as_dict() for token in handbook.chapters[0].tokens])
    marked = Terms(handbook).mark_all()[0]
    assert [token.as_dict() for token in handbook.chapters[0].tokens] == before
    assert marked.chapter.tokens != handbook.chapters[0].tokens


def test_a_term_has_an_anchor_of_its_own(tmp_path: Path) -> None:
    terms = "Toil\n: x\n\nToil (work, of one's hands)\n: y\n"
    glossary = f"---\nkind: glossary\n---\n# W\n\n## Toil\n\n{terms}"
    handbook = book_with(tmp_path, "# A\n", glossary)
    first, second = handbook.chapters[1].terms
    assert (first.anchor, second.anchor) == ("words#toil-1", "words#toil-2")
    assert second.forms == ("work", "of one’s hands")


def test_links_to_terms_are_checked(tmp_path: Path) -> None:
    text = "# A\n\n[x](words.md#slo) [y](words.md#service-level-objective)\n\n[z](words.md#sloe)\n"
    book_with(tmp_path, text)
    [problem] = examine(tmp_path)
    assert (problem.code, problem.line) == ("link-broken", 5)
    assert problem.hint == "Did you mean words.md#slo?"


def test_a_folder_without_settings_has_no_glossary(tmp_path: Path) -> None:
    make_book(tmp_path, {"a.md": "# A\n\nAn SLO.\n", "words.md": GLOSSARY})
    assert [chapter.terms for chapter in load(tmp_path)[0].chapters] == [(), ()]


def test_a_term_leads_to_the_page_of_its_definition(tmp_path: Path) -> None:
    text = "# A\n\nA runbook that holds.\n\n<p>Raw <b>HTML</b>.</p>\n\nAn <i>old</i> SLO.\n"
    book_with(tmp_path / "book", text)
    path = build_at(tmp_path / "book", strict=True).path
    definitions = page_labels(path)[
        next(i for i, page in enumerate(page_texts(path)) if "Steps for a known case" in page)
    ]
    with pikepdf.open(path) as pdf:
        links = {
            str(link.Dest): str(link.Contents)
            for page in pdf.pages
            for link in page.obj.get("/Annots", [])
            if "/Dest" in link and "words#" in str(link.Dest)
        }
    assert links == {"words#runbook": f"Page {definitions}", "words#slo": f"Page {definitions}"}

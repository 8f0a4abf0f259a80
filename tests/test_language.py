"""What depends on a language: the book's own words, figures, quotation marks, the way it runs."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from babel import Locale
from ruamel.yaml import YAML

from publisher.check import check
from publisher.editions import SCREEN
from publisher.language import (
    SCHEMA,
    direction,
    in_commas,
    listed,
    long_date,
    money,
    normalised,
    quotes,
    salary_range,
    span,
    words_in,
)
from publisher.language.tags import fallbacks, locale_of
from publisher.language.words import places_in
from publisher.load import load
from publisher.model import Handbook, Problem, Salary, Severity
from publisher.places import STYLES
from publisher.render import Sections
from tests.books import make_book, outline, page_labels, page_texts
from tests.conftest import build_at

WORDS = Path(__file__).resolve().parent.parent / "publisher" / "language" / "words"
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh")
REGIONS = ("en-US", "pt-PT", "zh-Hant")
# For millions only, which these languages count with another word.
NOT_NEEDED = {("es", "many"), ("fr", "many"), ("it", "many"), ("pt", "many")}


def packaged(tag: str) -> dict[str, str | dict[str, str]]:
    read = YAML(typ="safe").load((WORDS / f"{tag}.yaml").read_text(encoding="utf-8"))
    assert isinstance(read, dict)
    return read


# The words


def test_there_are_words_in_each_language_that_is_promised() -> None:
    assert sorted(file.stem for file in WORDS.glob("*.yaml")) == sorted((*LANGUAGES, *REGIONS))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_the_same_words_in_the_same_order(tag: str) -> None:
    assert list(packaged(tag)) == list(packaged("en"))


@pytest.mark.parametrize("tag", REGIONS)
def test_a_region_has_only_words_that_differ(tag: str) -> None:
    nearest = words_in(fallbacks(tag)[1]).phrases
    words = packaged(tag)
    assert set(words) < set(SCHEMA)
    assert [key for key, phrase in words.items() if phrase == nearest[key]] == []


@pytest.mark.parametrize("tag", (*LANGUAGES, *REGIONS))
def test_words_have_the_places_that_english_has(tag: str) -> None:
    for key, phrase in packaged(tag).items():
        assert places_in(phrase) == places_in(SCHEMA[key]), key
        assert isinstance(phrase, dict) == isinstance(SCHEMA[key], dict), key


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_counted_has_a_form_for_each_category(tag: str) -> None:
    categories = {"other", *Locale.parse(tag).plural_form.tags}
    needed = {category for category in categories if (tag, category) not in NOT_NEEDED}
    for phrase in packaged(tag).values():
        assert isinstance(phrase, str) or set(phrase) == needed


@pytest.mark.parametrize(
    ("tag", "contents"),
    [
        ("en", "Contents"),
        ("de-AT", "Inhalt"),
        ("fr", "Table des matières"),
        ("pt", "Sumário"),
        ("pt-PT", "Índice"),
        ("zh", "目录"),
        ("zh-Hans-CN", "目录"),
        ("zh-Hant", "目錄"),
        ("zh-TW", "目錄"),
        ("ja-JP", "目次"),
        ("sv", "Contents"),
    ],
)
def test_a_tag_falls_back_to_the_nearest_words(tag: str, contents: str) -> None:
    assert words_in(tag)("contents") == contents


def test_a_word_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="no words for 'content'"):
        words_in("en")("content")


def test_what_an_author_wrote_is_not_filled_a_second_time() -> None:
    said = words_in("en")("benchmark", label="{amount}", amount="{year}", source="x", year=2024)
    assert said == "{amount}: {year} (x, 2024)"


# Tags


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en_GB", "en-GB"),
        ("pt_br.UTF-8", "pt-BR"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("english", None),
        ("", None),
        ("../x", None),
    ],
)
def test_a_tag_is_written_as_is_the_custom(tag: str, said: str | None) -> None:
    assert normalised(tag) == said


@pytest.mark.parametrize("tag", ["ar", "ar-EG", "he", "iw", "fa-IR", "ur", "ps", "yi", "az-Arab"])
def test_languages_that_run_from_right_to_left(tag: str) -> None:
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "de-AT", "ja", "ur-Latn", "zh-Hant", "az"])
def test_languages_that_run_from_left_to_right(tag: str) -> None:
    assert direction(tag) == "ltr"


def test_an_unknown_language_has_the_figures_of_international_english() -> None:
    assert locale_of("xx") == Locale("en", "001")


# Figures


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "24 November 2026"),
        ("en-GB", "24 November 2026"),
        ("en-US", "November 24, 2026"),
        ("de", "24. November 2026"),
        ("fr", "24 novembre 2026"),
        ("pl", "24 listopada 2026"),
        ("ar", "24 نوفمبر 2026"),
        ("ja", "2026年11月24日"),
        ("sv", "24 november 2026"),
    ],
)
def test_dates_are_told_in_full(tag: str, words: str) -> None:
    assert long_date(datetime.date(2026, 11, 24), words_in(tag)) == words


@pytest.mark.parametrize(
    ("tag", "low", "high", "words"),
    [
        ("en", 1, 1, "1 year"),
        ("en", 4, 4, "4 years"),
        ("en", 1, 2, "1–2 years"),
        ("en", 0.5, 0.5, "0.5 years"),
        ("en", 0, 1, "0–1 years"),
        ("en", 1.5, 2, "1.5–2 years"),
        ("de", 1.5, 2, "1,5–2 Jahre"),
        ("fr", 1, 1, "1 an"),
        ("pl", 1, 1, "1 rok"),
        ("pl", 3, 3, "3 lata"),
        ("pl", 4, 5, "4–5 lat"),
        ("pl", 1.5, 1.5, "1,5 roku"),
        ("ar", 1, 1, "سنة واحدة"),
        ("ar", 2, 2, "سنتان"),
        ("ar", 4, 4, "4 سنوات"),
        ("ar", 10, 11, "10–11 سنة"),
        ("ja", 1, 2, "1～2年"),
    ],
)
def test_years_are_counted(tag: str, low: float, high: float, words: str) -> None:
    assert span(low, high, words_in(tag)) == words


@pytest.mark.parametrize(
    ("tag", "amount", "currency", "words"),
    [
        ("en", 60000, "USD", "$60,000"),
        ("en-GB", 60000, "USD", "$60,000"),
        ("en-US", 60000, "USD", "$60,000"),
        ("en-CA", 60000, "USD", "US$60,000"),
        ("en-GB", 1234567, "EUR", "€1,234,567"),
        ("en-GB", 950, "GBP", "£950"),
        ("en-GB", 60000, "CHF", "CHF 60,000"),
        ("en-GB", 4500000, "JPY", "JP¥4,500,000"),
        ("de", 60000, "EUR", "60.000 €"),
        ("fr", 60000, "EUR", "60\u202f000 €"),
        ("ja", 4500000, "JPY", "￥4,500,000"),
    ],
)
def test_an_amount_is_told_with_its_currency(
    tag: str, amount: int, currency: str, words: str
) -> None:
    assert money(amount, currency, words_in(tag)).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("tag", "currency", "words"),
    [
        ("en-GB", "USD", "$60,000–$80,000"),
        ("en-GB", "CHF", "CHF 60,000–80,000"),
        ("de", "EUR", "60.000–80.000 €"),
        ("nl", "EUR", "€ 60.000–80.000"),
    ],
)
def test_a_salary_range_is_told_from_low_to_high(tag: str, currency: str, words: str) -> None:
    salary = Salary(60000, 80000, currency, "year", "X")
    assert salary_range(salary, words_in(tag)).replace("\u00a0", " ") == words


def test_things_in_a_row() -> None:
    assert listed(["a", "b", "c"], words_in("en-GB")) == "a, b and c"
    assert listed(["a", "b", "c"], words_in("de")) == "a, b und c"


# Sides


def test_stylesheets_name_sides_by_start_and_end() -> None:
    """So that they follow the direction; pages alone have a left and a right."""
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:"
        r"|text-align[-\w]*: left"
    )
    exempt = ("page.css", "tokens.css", "rtl.css", "screen.css", "print.css")
    found = [
        f"{sheet.name}: {line.strip()}"
        for sheet in sorted(STYLES.rglob("*.css"))
        if sheet.name not in exempt
        for line in sheet.read_text(encoding="utf-8").splitlines()
        if physical.search(line)
    ]
    assert found == []


# Quotation marks


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        ("en-GB", "“”‘’"),
        ("de-AT", "„“‚‘"),
        ("de-CH", "«»‹›"),
        ("pl", "„”«»"),
        ("sv", "””’’"),
        ("ja", "「」『』"),
        ("zh", "“”‘’"),
        ("zh-TW", "「」『』"),
        ("xx", "“”‘’"),
    ],
)
def test_quotation_marks_are_those_of_the_language(tag: str, marks: str) -> None:
    assert quotes(tag) == tuple(marks)


def test_french_marks_stand_off_their_words_by_a_narrow_space() -> None:
    assert quotes("fr-CA")[:2] == ("«\u202f", "\u202f»")


# What authors write


def loaded(folder: Path, settings: str | None, **files: str) -> tuple[Handbook, list[Problem]]:
    """A book with one chapter, these settings and these files, and all that its sources lack."""
    written: dict[str, str | bytes] = {
        name.replace("__", "/").replace("_dot_", "."): text for name, text in files.items()
    }
    written.setdefault("a.md", "# A\n\n> [!NOTE]\n> Text.\n")
    if settings is not None:
        written["handbook.yaml"] = f"title: T\nchapters: [a.md]\n{settings}\n"
    handbook, problems = load(make_book(folder, written))
    return handbook, [*problems, *check(handbook)]


def html_of(handbook: Handbook) -> str:
    section = next(iter(Sections(handbook, SCREEN).body())).section
    assert section is not None
    return section.html


def test_the_language_of_a_book_decides_which_way_it_runs(tmp_path: Path) -> None:
    handbook, problems = loaded(tmp_path, "language: he")
    assert handbook.direction == "rtl"
    assert '<html lang="he" dir="rtl"' in html_of(handbook)
    assert [problem.code for problem in problems] == ["language-words"]


def test_a_book_may_say_itself_which_way_it_runs(tmp_path: Path) -> None:
    handbook, problems = loaded(tmp_path, "direction: rtl")
    assert (handbook.language, handbook.direction, problems) == ("en", "rtl", [])


def test_a_chapter_has_the_language_of_its_front_matter(tmp_path: Path) -> None:
    text = "---\nlang: fa\n---\n# A\n\n> [!NOTE]\n> Text.\n"
    handbook, problems = loaded(tmp_path, "language: de", a_dot_md=text)
    chapter = handbook.chapters[0]
    assert (chapter.language, chapter.direction) == ("fa", "rtl")
    assert [(found.code, found.path, found.line) for found in problems] == [
        ("language-words", "a.md", 2)
    ]
    html = html_of(handbook)
    assert '<html lang="de" dir="ltr" class="text-rtl paper-A4">' in html
    assert ' lang="fa" dir="rtl">' in html


def test_a_chapter_may_run_against_its_language(tmp_path: Path) -> None:
    text = "---\nlang: ar\ndir: ltr\n---\n# A\n"
    chapter = loaded(tmp_path, "", a_dot_md=text)[0].chapters[0]
    assert (chapter.language, chapter.direction) == ("ar", "ltr")


@pytest.mark.parametrize("line", ["lang: klingon-", "dir: down"])
def test_what_is_no_language_and_no_direction_is_told_with_its_line(
    tmp_path: Path, line: str
) -> None:
    problems = loaded(tmp_path, "", a_dot_md=f"---\ntitle: A\n{line}\n---\n")[1]
    assert [(found.code, found.path, found.line) for found in problems] == [
        ("yaml-value", "a.md", 3)
    ]


@pytest.mark.parametrize(
    ("file", "text", "language"),
    [
        ("mkdocs.yml", "theme:\n  name: material\n  language: de\n", "de"),
        ("mkdocs.yml", "theme: readthedocs\n", "en"),
        ("mkdocs.yml", "theme:\n  language: [de]\n", "en"),
        ("book.toml", '[book]\ntitle = "T"\nlanguage = "ja"\n', "ja"),
        ("book.toml", "book = 7\n", "en"),
        ("_config.yml", "lang: pt_BR\n", "pt-BR"),
        ("_config.yml", "locale: fr-FR\n", "fr-FR"),
        ("_config.yml", "lang: no language at all\n", "en"),
    ],
)
def test_a_site_around_the_folder_gives_its_language(
    tmp_path: Path, file: str, text: str, language: str
) -> None:
    handbook, problems = loaded(tmp_path, None, **{file.replace(".", "_dot_"): text})
    assert handbook.language == language
    assert problems == []


@pytest.mark.parametrize("name", ["lang", "language", "locale"])
def test_a_foreign_chapter_says_its_language_by_any_name(tmp_path: Path, name: str) -> None:
    handbook, problems = loaded(tmp_path, None, a_dot_md=f"---\n{name}: ar_EG\n---\n# A\n")
    chapter = handbook.chapters[0]
    assert (chapter.language, chapter.direction, problems) == ("ar-EG", "rtl", [])


def test_a_language_without_words_is_a_warning_where_it_is_set(tmp_path: Path) -> None:
    problems = loaded(tmp_path, "language: sv")[1]
    assert [(found.code, found.path, found.line, found.severity) for found in problems] == [
        ("language-words", "handbook.yaml", 3, Severity.WARNING)
    ]


@pytest.mark.parametrize("file", ["words_dot_yaml", "words__sv_dot_yaml"])
def test_a_book_brings_the_words_of_its_language(tmp_path: Path, file: str) -> None:
    handbook, problems = loaded(tmp_path, "language: sv", **{file: "callout-note: Anmärkning\n"})
    assert '<p class="callout-title">Anmärkning</p>' in html_of(handbook)
    assert [(found.code, found.severity) for found in problems] == [
        ("language-words", Severity.NOTE)
    ]


def test_a_book_overrides_a_word_of_a_known_language(tmp_path: Path) -> None:
    handbook, problems = loaded(tmp_path, "language: de-AT", words_dot_yaml="callout-note: Merke\n")
    assert '<p class="callout-title">Merke</p>' in html_of(handbook)
    assert words_in("de-AT", handbook.words)("contents") == "Inhalt"
    assert problems == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("contents: C\ncontent: x\n", "yaml-unknown", 2),
        ("contents: C\npage: 7\n", "yaml-value", 2),
        ("contents: C\npage: ''\n", "yaml-value", 2),
        ("contents:\n  other: C\n", "yaml-value", 1),
        ("years:\n  one: '{number} y'\n", "yaml-value", 1),
        ("years:\n  other: a\n  dual: b\n", "yaml-value", 1),
        ("page: Page {label}\n", "yaml-value", 1),
        ("contents: C\n: :\n- x\n", "yaml-syntax", 3),
    ],
)
def test_words_that_cannot_be_used_are_told_with_their_line(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    problems = loaded(tmp_path, "", words_dot_yaml=text)[1]
    assert [(found.code, found.path, found.line) for found in problems] == [
        (code, "words.yaml", line)
    ]


def test_wrong_words_in_a_foreign_folder_do_not_stop_it(tmp_path: Path) -> None:
    problems = loaded(tmp_path, None, words_dot_yaml="page: 7\n")[1]
    assert [found.severity for found in problems] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("> [!WARNING]\n> x", "Warnung"),
        ("!!! danger\n    x", "Gefahr"),
        ("!!! Danger\n    x", "Gefahr"),
        ("!!! seealso\n    x", "Siehe auch"),
        ("!!! see also\n    x", "Siehe auch"),
        ("!!! note inline end\n    x", "Hinweis"),
        ("!!! check\n    x", "Erfolg"),
        (":::info\nx\n:::", "Info"),
        (":::tip Mine\nx\n:::", "Mine"),
        ("```{warning}\nx\n```", "Warnung"),
        ("> [!example]\n> x", "Beispiel"),
        ('!!! note "Mine"\n    x', "Mine"),
        ('!!! note "note"\n    x', "note"),
        ("!!! oddity\n    x", "Oddity"),
    ],
)
def test_callouts_without_a_title_have_one_in_the_chapters_language(
    tmp_path: Path, markdown: str, title: str
) -> None:
    handbook, _problems = loaded(tmp_path, "language: de", a_dot_md=f"# A\n\n{markdown}\n")
    tokens = handbook.chapters[0].tokens
    before = [token.content for token in tokens]
    assert f'<p class="callout-title">{title}</p>' in html_of(handbook)
    assert [token.content for token in tokens] == before


def test_callouts_in_english_keep_the_name_they_were_called_by(tmp_path: Path) -> None:
    text = "# A\n\n!!! check\n    x\n\n!!! seealso\n    x\n"
    html = html_of(loaded(tmp_path, "", a_dot_md=text)[0])
    assert '<p class="callout-title">Check</p>' in html
    assert '<p class="callout-title">See also</p>' in html


# The finished pages

ARABIC = "يكتب كل فريق ما فعله في نهاية المناوبة حتى يتابع الفريق التالي العمل. "
GERMAN_BOOK: dict[str, str | bytes] = {
    "handbook.yaml": """
        title: Nachtwache
        language: de
        edition: Erste Ausgabe
        date: 2026-03-01
        authors: [Ada Beispiel]
        parts:
          - title: Der Weg
            chapters: [a.md, ar.md]
        """,
    "a.md": """
        ---
        title: Erste Schichten
        kind: track
        focus: Anwendungen
        skills: [SQL]
        salary: {low: 60000, high: 80000, currency: EUR, period: year, source: Umfrage}
        ---
        Siehe [das andere](ar.md).

        ![Ein Hund](dog.png)
        """,
    "ar.md": f"---\nlang: ar\n---\n# المناوبة\n\n{ARABIC * 8}[^1]\n\n[^1]: {ARABIC * 3}\n",
    "dog.png": b"x",
}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = make_book(tmp_path_factory.mktemp("german") / "book", GERMAN_BOOK)
    (book / "dog.png").unlink()
    (book / "a.md").write_text(
        (book / "a.md").read_text().replace("dog.png", "https://e.org/d.png")
    )
    return build_at(book).path


def test_the_books_own_words_are_in_its_language(german: Path) -> None:
    text = " ".join(page_texts(german))
    for words in (
        "Inhalt",
        "Teil 1",
        "1. März 2026",
        "Gehaltsspanne 60.000–80.000 € im Jahr",
        "Angaben: Umfrage, ohne Jahresangabe",
        "Ein Hund Nicht gedrucktes Bild: es liegt im Netz",
        "unter der SIL Open Font License",
    ):
        assert words in text
    for words in ("Contents", "Part", "Edition", "Salary", "not printed"):
        assert words not in text


def test_links_are_read_aloud_in_the_books_language(german: Path) -> None:
    with pikepdf.open(german) as pdf:
        said = {
            str(link.Contents)
            for page in pdf.pages
            for link in page.obj.get("/Annots", [])
            if "/Dest" in link
        }
    assert said
    assert all(words.startswith("Seite ") for words in said)


def test_the_file_and_its_chapters_say_their_language(german: Path) -> None:
    with pikepdf.open(german) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert "/Direction" not in pdf.Root.ViewerPreferences
        sections = pdf.Root.StructTreeRoot.K[0].K
        said = [str(element.Lang) for element in sections if "/Lang" in element]
        assert said and set(said) == {"ar"}  # the chapter, and the notes beside it


def edges(pdf: Path, label: str) -> tuple[float, float]:
    """How far text is from the left and the right edge of the page with this label."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[page_labels(pdf).index(label)]
        text = page.get_textpage()
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        body = [box for box in boxes if 90 < box[1] < 700]
        return min(box[0] for box in body), page.get_width() - max(box[2] for box in body)
    finally:
        document.close()


def folios(pdf: Path) -> dict[str, float]:
    """Where each folio begins, in points from the left edge."""
    document = pypdfium2.PdfDocument(pdf)
    found: dict[str, float] = {}
    try:
        for page in document:
            text = page.get_textpage()
            for i in range(text.count_rects()):
                left, foot, right, head = text.get_rect(i)
                words = text.get_text_bounded(left, foot, right, head).strip()
                if head < 90 and words.isdecimal():
                    found[words] = left
    finally:
        document.close()
    return found


def test_the_note_column_of_a_chapter_is_where_its_lines_end(german: Path) -> None:
    left, right = edges(german, "3")
    assert left > 150
    assert right < 72


def test_a_book_from_right_to_left_is_bound_at_the_right(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "handbook.yaml": "title: دليل\nlanguage: ar\nchapters: [a.md]\n",
        "a.md": f"# المناوبة\n\n{ARABIC * 90}\n",
    }
    book = make_book(tmp_path / "book", files)
    for edition in ("screen", "print"):
        built = build_at(book, edition, f"{edition}.pdf").path
        with pikepdf.open(built) as pdf:
            assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        left, right = edges(built, "1")
        assert left > 150 > 72 > right
        assert outline(built)[0][1] == "المحتويات"
    assert folios(tmp_path / "screen.pdf")["1"] < 100
    assert folios(tmp_path / "screen.pdf")["2"] < 100
    assert folios(tmp_path / "print.pdf")["1"] < 100  # a recto, which here is a left-hand page
    assert folios(tmp_path / "print.pdf")["2"] > 490


def test_words_are_divided_by_the_rules_of_their_chapter(tmp_path: Path) -> None:
    text = "Produktionsbereitschaft und Betriebsverantwortung " * 20
    files: dict[str, str | bytes] = {
        "handbook.yaml": "title: T\nlanguage: ja\nchapters: [a.md, b.md]\n",
        "a.md": f"---\nlang: de\n---\n# Erstes\n\n{text}\n",
        "b.md": f"# Zweites\n\n{text}\n",
    }
    german, japanese = page_texts(build_at(make_book(tmp_path / "book", files)).path)[3:5]
    assert "‐ " in german
    assert "‐" not in japanese


def test_latin_words_among_those_from_the_right_are_set_apart() -> None:
    words = words_in("ar")
    assert words("source-year", source="BLS", year=2024) == "\u2068BLS\u2069، 2024"
    assert words("source-year", source="المسح", year=2024) == "المسح، 2024"
    salary = Salary(60000, 80000, "USD", "year", "X")
    assert salary_range(salary, words) == "60,000–\u2067\u200f80,000\u00a0US$\u200e\u2069"
    assert in_commas(["Ada", "Sam"], words) == "\u2068Ada\u2069، \u2068Sam\u2069"
    assert in_commas(["Ada", "Sam"], words_in("en")) == "Ada, Sam"
    assert words_in("he")("contents") == "\u2066Contents\u2069"


@pytest.mark.parametrize("tag", [file.stem for file in sorted(WORDS.glob("*.yaml"))])
def test_the_publishers_words_are_read_as_yaml_has_them(tag: str) -> None:
    assert words_in(tag).phrases.items() >= packaged(tag).items()

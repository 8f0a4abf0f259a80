"""Whatever is edited, a build from what is kept gives the bytes of a build from nothing."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from publisher.build import build
from publisher.editions import EDITIONS
from publisher.model import Handbook
from tests.benchmarks.books import make_book
from tests.books import PNG

# More of them take long: HANDBOOK_EDITS=200 python -m pytest tests/test_random_edits.py
_COUNT = int(os.environ.get("HANDBOOK_EDITS", "8"))
_CHAPTERS = 4

Edit = Callable[[Path, random.Random], None]


def _chapter(book: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(book.glob("chapter-*.md")))


def _change(path: Path, index: int, line: str | None) -> None:
    """Put a line in place of another, or take that out."""
    lines = path.read_text(encoding="utf-8").split("\n")
    index %= len(lines)
    lines[index : index + 1] = [] if line is None else [line]
    path.write_text("\n".join(lines), encoding="utf-8")


def _word(book: Path, chance: random.Random) -> None:
    path = _chapter(book, chance)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(" the ", f" our{chance.randrange(99)} ", 1), encoding="utf-8")


def _paragraphs(book: Path, chance: random.Random) -> None:
    path = _chapter(book, chance)
    more = "\n\n".join(f"More is said here, {number}. " * 30 for number in range(12))
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")


def _cut(book: Path, chance: random.Random) -> None:
    path = _chapter(book, chance)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("\n## ")] if text.count("\n## ") > 1 else text)


def _title(book: Path, chance: random.Random) -> None:
    _change(_chapter(book, chance), 0, f"# Another title {chance.randrange(99)}")


def _heading(book: Path, chance: random.Random) -> None:
    _change(_chapter(book, chance), 3, f"\n## New heading {chance.randrange(99)}\n\nAnd text.\n")


def _lines_above(book: Path, chance: random.Random) -> None:
    _change(_chapter(book, chance), 1, "\n\n\n")


def _letters(book: Path, chance: random.Random) -> None:
    letters = chance.choice(["ÆØß", "Жук", "שלום", "→ ✓", "ﬁ ½"])
    _change(_chapter(book, chance), 2, f"Other letters: {letters}.")


def _image(book: Path, chance: random.Random) -> None:
    (book / "image.png").write_bytes(PNG)
    _change(_chapter(book, chance), 1, "\n![An image](image.png)\n")


def _no_image(book: Path, chance: random.Random) -> None:
    for path in book.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("![An image](image.png)", ""), encoding="utf-8")
    (book / "image.png").unlink(missing_ok=True)


def _settings(book: Path, chance: random.Random) -> None:
    path = book / "handbook.yaml"
    lines = [line for line in path.read_text().split("\n") if not line.startswith("accent:")]
    path.write_text("\n".join([f"accent: '#{chance.randrange(0x1000000):06x}'", *lines]))


def _order(book: Path, chance: random.Random) -> None:
    path = book / "handbook.yaml"
    lines = path.read_text().split("\n")
    names = [index for index, line in enumerate(lines) if "chapter-" in line]
    one, other = chance.sample(names, 2)
    lines[one], lines[other] = lines[other], lines[one]
    path.write_text("\n".join(lines))


_EDITS: tuple[Edit, ...] = (
    *(_word, _paragraphs, _cut, _title, _heading, _lines_above),
    *(_letters, _image, _no_image, _settings, _order),
)


def _at(target: Path) -> Callable[[Handbook], Path]:
    return lambda _handbook: target


def test_a_build_after_any_edit_is_that_of_a_book_that_was_never_built(tmp_path: Path) -> None:
    chance = random.Random(20260101)
    book = make_book(tmp_path / "book", _CHAPTERS)
    kinds = [_EDITS[index % len(_EDITS)] for index in range(_COUNT)]
    chance.shuffle(kinds)
    for number, edit in enumerate(kinds):
        edit(book, chance)
        edition = EDITIONS[chance.choice(list(EDITIONS))]
        made = []
        for folder, jobs in ((book, None), (tmp_path / f"copy-{number}", 1)):
            if folder is not book:
                shutil.copytree(book, folder, ignore=shutil.ignore_patterns(".cache"))
            target = tmp_path / f"{folder.name}.pdf"
            built = build(folder, edition, _at(target), jobs=jobs)
            made.append((target.read_bytes(), built.problems))
        assert made[0] == made[1], f"edit {number}: {edit.__name__}"
        shutil.rmtree(tmp_path / f"copy-{number}")

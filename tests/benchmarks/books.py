"""Books for the benchmarks: of any length, the same on every machine."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

_CHAPTERS_IN_A_PART = 8
_VOCABULARY = """
the a of and to in for with on when that which each every one two first next last before after
team shift night change alert ticket customer service queue log dashboard runbook handover incident
review mentor engineer manager release database network backup restart threshold severity channel
keep write read ask answer find mend test record measure report explain agree decide learn teach
calmly early late clearly twice often never always together alone again soon quietly carefully
small large known unknown recent broken healthy slow quick shared written clear useful likely true
"""
_WORDS = _VOCABULARY.split()


def make_book(folder: Path, chapter_count: int, seed: int = 1) -> Path:
    """Write a book with a handbook.yaml and chapters of about five pages each into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = ["title: The Benchmark Handbook", "subtitle: Made to be measured"]
    settings += ["date: 2026-01-01", "parts:"]
    for number in range(1, chapter_count + 1):
        if number % _CHAPTERS_IN_A_PART == 1:
            settings += [f"  - title: Part from {number}", "    chapters:"]
        settings.append(f"      - {_name(number)}")
    (folder / "handbook.yaml").write_text("\n".join(settings) + "\n", encoding="utf-8")
    for number in range(1, chapter_count + 1):
        text = "\n\n".join(_chapter(number, chapter_count, random.Random(seed * 1000 + number)))
        (folder / _name(number)).write_text(text + "\n", encoding="utf-8")
    return folder


def edit_paragraph(book: Path, number: int) -> None:
    """Turn the last word of a chapter's first paragraph round; nothing moves to another page."""
    path = book / _name(number)
    lines = path.read_text(encoding="utf-8").split("\n")
    *_, last = re.finditer(r"\b[a-z]{3,}\b", lines[2])
    lines[2] = f"{lines[2][: last.start()]}{last[0][::-1]}{lines[2][last.end() :]}"
    path.write_text("\n".join(lines), encoding="utf-8")


def lengthen(book: Path, number: int) -> None:
    """Add more than a page to the end of a chapter, so that all that follows moves on."""
    path = book / _name(number)
    more = "\n\n".join(_paragraph(random.Random(number + line), 90) for line in range(9))
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")


def chapter_files(book: Path) -> list[Path]:
    """The files of a book's chapters in reading order."""
    return sorted(book.glob("chapter-*.md"))


def _name(number: int) -> str:
    return f"chapter-{number:03d}.md"


def _chapter(number: int, count: int, chance: random.Random) -> Iterator[str]:
    yield f"# Chapter {number}: {_phrase(chance, 3)}"
    yield _paragraph(chance, 60)
    for section in range(1, 7):
        yield f"## {_phrase(chance, 4)} {number}.{section}"
        yield _paragraph(chance, 95)
        other = 1 + chance.randrange(count)
        yield f"{_paragraph(chance, 40)} More of this is in [chapter {other}]({_name(other)})."
        if section == 1:
            yield "\n".join(f"- {_sentence(chance, 14)}" for _ in range(5))
        if section == 2:
            rows = ["| When | Who | What |", "| --- | --- | --- |"]
            rows += [
                f"| {_phrase(chance, 2)} | {_phrase(chance, 2)} | {_sentence(chance, 9)} |"
                for _ in range(7)
            ]
            yield "\n".join(rows)
        if section == 3:
            yield "\n".join(f"{step}. {_sentence(chance, 12)}" for step in range(1, 6))
        if section == 4:
            yield f"> [!NOTE]\n> {_paragraph(chance, 35)}"
        if section == 5:
            yield "```sh\nsystemctl status queue\njournalctl --unit queue --since today\n```"
        yield f"{_paragraph(chance, 80)}[^{section}]" if section == 6 else _paragraph(chance, 80)
    yield f"[^6]: {_sentence(chance, 12)}"


def _paragraph(chance: random.Random, word_count: int) -> str:
    sentences = []
    while word_count > 0:
        length = min(word_count, 8 + chance.randrange(10))
        sentences.append(_sentence(chance, max(length, 3)))
        word_count -= length
    return " ".join(sentences)


def _sentence(chance: random.Random, word_count: int) -> str:
    words = chance.choices(_WORDS, k=word_count)
    if word_count > 10:
        words[word_count // 2] += ","
        words[word_count // 3] = f"**{words[word_count // 3]}**"
    return f"{' '.join(words)[0].upper()}{' '.join(words)[1:]}."


def _phrase(chance: random.Random, word_count: int) -> str:
    return " ".join(chance.sample(_WORDS[18:], word_count)).capitalize()

"""The language of a book that does not say it in handbook.yaml, and the words a book brings."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from publisher.language import SCHEMA, Phrase, normalised
from publisher.language.words import places_in
from publisher.load.files import read_text
from publisher.load.yaml_file import line_of, parse_yaml
from publisher.model import Place, Problem, Severity

_WORDS_NAME = "words.yaml"
_WORDS_FOLDER = "words"
# Where sites say which language they are in: MkDocs, then Jekyll, GitBook and others of its kind.
_SITE_SETTINGS = (
    ("mkdocs.yml", ("theme", "language")),
    ("_config.yml", ("lang",)),
    ("_config.yml", ("locale",)),
    ("_config.yml", ("language",)),
)
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def foreign_language(root: Path) -> tuple[str, Place] | None:
    """The language tag that a folder's own settings give it, and where; None for none."""
    for name, location in _SITE_SETTINGS:
        if not (root / name).is_file():
            continue
        data, _problems = parse_yaml(read_text(root / name, name)[0], name)
        value: Any = data
        for step in location:
            value = value.get(step) if isinstance(value, dict) else None
        if tag := _tag(value):
            return tag, Place(name, line_of(data, location))
    return _in_book_toml(root / "book.toml")


def own_words(
    root: Path, language: str, *, lenient: bool
) -> tuple[Mapping[str, Mapping[str, Phrase]], list[Problem]]:
    """The phrases that a book brings by language: words.yaml for its own, words/<tag>.yaml.

    In a `lenient` reading what is wrong with them is a warning.
    """
    files = [(language, root / _WORDS_NAME)]
    if (root / _WORDS_FOLDER).is_dir():
        named = sorted((root / _WORDS_FOLDER).glob("*.yaml"))
        files += [(tag, file) for file in named if (tag := normalised(file.stem))]
    words: dict[str, dict[str, Phrase]] = {}
    problems: list[Problem] = []
    for tag, file in files:
        if file.is_file() and file.resolve().is_relative_to(root):
            phrases, found = _phrases(file, file.relative_to(root).as_posix())
            words[tag] = {**words.get(tag, {}), **phrases}
            problems += found
    if lenient:
        problems = [replace(problem, severity=Severity.WARNING) for problem in problems]
    return words, problems


def _phrases(file: Path, path: str) -> tuple[dict[str, Phrase], list[Problem]]:
    text, problems = read_text(file, path)
    data, found = parse_yaml(text, path)
    problems += found
    phrases: dict[str, Phrase] = {}
    for key, value in data.items():
        line = line_of(data, (key,))
        if key not in SCHEMA:
            near = difflib.get_close_matches(str(key), SCHEMA, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else "README.md tells where all are listed."
            message = f"`{key}` is not known and was not used"
            problems.append(Problem("yaml-unknown", message, path, line, hint, Severity.WARNING))
        elif reason := _complaint(value, SCHEMA[key]):
            problems.append(Problem("yaml-value", f"`{key}`: {reason}", path, line))
        else:
            phrases[key] = dict(value) if isinstance(value, dict) else value
    return phrases, problems


def _complaint(value: Any, english: Phrase) -> str | None:
    """What is wrong with a phrase, by the English one in its place; None when nothing is."""
    forms = list(value.values()) if isinstance(value, dict) else [value]
    if isinstance(value, dict) and isinstance(english, str):
        return "should be text, not forms by number"
    if isinstance(value, dict) and not (set(value) <= set(_CATEGORIES) and "other" in value):
        return f"should have forms named {', '.join(_CATEGORIES)}, and `other` among them"
    if not all(isinstance(form, str) and form.strip() for form in forms):
        return f"should be text, not {value!r}; quote what only looks like a number or a date"
    known = places_in(english)
    if strange := sorted(places_in(value) - known):
        places = ", ".join(f"{{{name}}}" for name in sorted(known)) or "none"
        return f"{{{strange[0]}}} is no place to fill here; there is {places}"
    return None


def _in_book_toml(file: Path) -> tuple[str, Place] | None:
    """The language of an mdBook."""
    if not file.is_file():
        return None
    import tomllib  # few books have any

    text, _problems = read_text(file, file.name)
    try:
        book = tomllib.loads(text).get("book")
    except tomllib.TOMLDecodeError:
        return None
    tag = _tag(book.get("language")) if isinstance(book, dict) else None
    if tag is None:
        return None
    found = re.search(r"^\s*language\s*=", text, re.MULTILINE)
    return tag, Place(file.name, text.count("\n", 0, found.end()) + 1 if found else 1)


def _tag(value: Any) -> str | None:
    return normalised(value) if isinstance(value, str) else None

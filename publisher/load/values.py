"""`{{ name }}`: values of the book, declared in handbook.yaml and written where they belong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markdown_it.token import Token
from ruamel.yaml.comments import CommentedMap

from publisher.load.source import Line
from publisher.load.yaml_file import line_of
from publisher.model import Place, Problem

Values = Mapping[str, str]

_NAME = r"[^\W\d][\w-]*"
_CALL = re.compile(rf"(?<!\\)\{{\{{[ \t]*({_NAME}(?:\.[\w-]+)*)[ \t]*\}}\}}")
_ESCAPED_CALL = re.compile(rf"\\(?=\{{\{{[ \t]*{_NAME}(?:\.[\w-]+)*[ \t]*\}}\}})")
_ESCAPED_INCLUDE = re.compile(r"\\(?=\{\{\s*#\w+\s[^{}]*\}\})")
_UNPARSED = ("code_inline", "fence", "code_block", "html_block")


def read_values(
    data: CommentedMap, written: Any, path: str
) -> tuple[dict[str, str], list[Problem]]:
    """The values under `values:`, by their dotted names, and what is wrong with them.

    `data` is the whole file with its lines, `written` the same with each scalar as its author
    wrote it: 1.50 stays 1.50.
    """
    values: dict[str, str] = {}
    problems: list[Problem] = []

    def gather(held: Any, texts: Any, location: tuple[str, ...]) -> None:
        for (name, value), text in zip(held.items(), texts.values(), strict=True):
            where = (*location, name)
            if not re.fullmatch(_NAME if len(location) == 1 else r"[\w-]+", str(name)):
                wrong = "should be a name of letters, digits, - and _"
            elif isinstance(value, dict):
                gather(value, text, where)
                continue
            elif value is None or isinstance(value, list):
                wrong = "should be text, a number, a date, or true or false"
            elif "\n" in text.strip():
                wrong = "should be one line"
            else:
                values[".".join(map(str, where[1:]))] = text.strip()
                continue
            message = f"`{'.'.join(map(str, where))}`: {wrong}"
            problems.append(Problem("yaml-value", message, path, line_of(data, where)))
            values[".".join(map(str, where[1:]))] = ""  # so that its uses are not told too

    held = data.get("values")
    if isinstance(held, dict):
        gather(held, written["values"], ("values",))
    return values, problems


def fill(lines: Sequence[Line], values: Values) -> tuple[list[Line], list[Problem]]:
    """The lines with the values written in, on as many lines, and the names that are not known.

    A book that declares no values writes none: what stands in braces there is not ours.
    """
    if not values:
        return list(lines), []
    problems: list[Problem] = []
    filled = []
    for line in lines:
        if "{{" not in line.text:
            filled.append(line)
            continue
        in_table = line.text.lstrip().startswith("|")
        text, found = fill_text(line.text, line.place, _in_cells(values) if in_table else values)
        filled.append(Line(text, line.place))
        problems += found
    return filled, problems


def _in_cells(values: Values) -> Values:
    """The values as they are written in a row of a table, where a bar would end the cell."""
    return {name: value.replace("|", "\\|") for name, value in values.items()}


def fill_text(text: str, place: Place, values: Values) -> tuple[str, list[Problem]]:
    """A text, written at a place, with the values written in; `fill` for a piece of a line."""
    problems: list[Problem] = []

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name in values:
            return values[name]
        problems.append(_unknown(name, place, values))
        return name

    return (_CALL.sub(value, text) if values else text), problems


def unescape(tokens: Iterable[Token], values: Values) -> None:
    """Take the backslash off `\\{{ name }}` and `\\{{#include …}}` where Markdown leaves it.

    It does so in code and in HTML. The tokens given are changed.
    """
    for token in tokens:
        if token.type in _UNPARSED and "\\{{" in token.content:
            token.content = unescape_text(token.content, values)
        unescape(token.children or (), values)


def unescape_text(text: str, values: Values) -> str:
    """The text without these backslashes."""
    text = _ESCAPED_INCLUDE.sub("", text)
    return _ESCAPED_CALL.sub("", text) if values else text


def _unknown(name: str, place: Place, values: Values) -> Problem:
    near = difflib.get_close_matches(name, values, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Declared are: {', '.join(sorted(values))}."
    message = f"no value is named {name!r} under `values` in handbook.yaml"
    return Problem("value-unknown", message, place.path, place.line, hint)

"""YAML read with line numbers, and pydantic's findings told as problems with file and line."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from publisher.model import Problem, Severity

Schema = TypeVar("Schema", bound=BaseModel)
# What began at the context's mark was not closed: that is where to look, not at the end.
_UNCLOSED = ("while scanning a quoted scalar", "while parsing a flow")
# What the reader's words mean to an author
_SAID = {
    "found unexpected end of stream": "a quotation mark is not closed",
    "found unexpected document separator": "a quotation mark is not closed",
    "mapping values are not allowed here": "a colon stands where none may",
    "expected <block end>": "a text stands where the next name should begin",
    r"found character '\t' that cannot start any token": "a tab stands where spaces should be",
}

Location = tuple[int | str, ...]


_ATTEMPTS = 4  # each leaves out what the one before it found wrong


class _Constructor(RoundTripConstructor):
    """Reads a date that does not exist as text, for the validation to tell its line."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return str(node.value)


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def parse_yaml(
    text: str, path: str, first_line: int = 1, *, foreign: bool = False
) -> tuple[CommentedMap, list[Problem]]:
    """The mapping in a YAML text, empty when it cannot be read.

    `first_line` is the line of the file on which the text begins. In a `foreign` file a name may
    come twice, as other readers have it.
    """
    reader = YAML(typ="rt")
    reader.Constructor = _Constructor
    reader.allow_duplicate_keys = foreign
    try:
        data = reader.load(text)
    except MarkedYAMLError as error:
        unclosed = (error.context or "").startswith(_UNCLOSED)
        mark = (unclosed and error.context_mark) or error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        reason = (error.problem or "cannot be read").strip()
        reason = next((said for raw, said in _SAID.items() if raw in reason), reason)
        hint = "Quote text that holds a colon or a quotation mark, and indent with spaces."
        return CommentedMap(), [Problem("yaml-syntax", f"YAML: {reason}", path, line, hint)]
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        message = "YAML: a character that text files do not hold"
        return CommentedMap(), [Problem("yaml-syntax", message, path, line, "Delete it.")]
    except (YAMLError, ValueError, KeyError) as error:
        return CommentedMap(), [Problem("yaml-syntax", f"YAML: {error}", path, first_line)]
    if data is None:
        return CommentedMap(), []
    if not isinstance(data, CommentedMap):
        message = "expected a list of `name: value` lines"
        return CommentedMap(), [Problem("yaml-value", message, path, first_line)]
    return data, []


def as_written(text: str) -> Any:
    """What a YAML text that can be read holds, each scalar as it is written: 1.50, 2026-11-24."""
    return YAML(typ="base", pure=True).load(text)


def validate(
    schema: type[Schema], data: CommentedMap, path: str, first_line: int = 1
) -> tuple[Schema | None, list[Problem]]:
    """The data as `schema`, and what is wrong with it.

    Values that are wrong are left out and the rest is used, so that later stages can find
    problems of their own; None when what is left is not enough.
    """
    kept: dict[str, Any] = _plain(data)
    problems: list[Problem] = []
    for attempt in range(_ATTEMPTS):
        try:
            return schema.model_validate(kept), problems
        except ValidationError as error:
            errors = error.errors()
        if attempt == 0:
            problems = [_problem(schema, data, path, first_line, entry) for entry in errors]
        kept = _without(kept, [_left_out(entry) for entry in errors])
    return None, problems


def line_of(data: Any, location: Sequence[int | str], first_line: int = 1) -> int:
    """The line of the file on which the value at a location stands, as near as it is known."""
    line = first_line
    for step in location:
        try:
            position = data.lc.key(step) if isinstance(data, CommentedMap) else data.lc.item(step)
            line = first_line + position[0]
            data = data[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _problem(
    schema: type[BaseModel], data: CommentedMap, path: str, first_line: int, entry: Any
) -> Problem:
    location: Location = entry["loc"]
    name = _dotted(location)
    line = line_of(data, location, first_line)
    match entry["type"]:
        case "missing":
            return Problem("yaml-missing", f"`{name}` is required", path, line)
        case "extra_forbidden":
            known = list(_schema_at(schema, location[:-1]).model_fields)
            near = difflib.get_close_matches(str(location[-1]), known, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(known)}."
            message = f"`{name}` is not known and was not used"
            return Problem("yaml-unknown", message, path, line, hint, Severity.WARNING)
        case _:
            reason = str(entry["msg"]).removeprefix("Value error, ")
            reason = reason[:1].lower() + reason[1:]
            message = f"`{name}`: {reason}, not {entry['input']!r}"
            return Problem("yaml-value", message, path, line, entry.get("ctx", {}).get("hint", ""))


def _left_out(entry: Any) -> Location:
    """What goes with a wrong value: the value itself, or what lacks a value that it must have."""
    location: Location = entry["loc"]
    return location[:-1] if entry["type"] == "missing" and len(location) > 1 else location


def _without(data: dict[str, Any], locations: list[Location]) -> dict[str, Any]:
    """A copy of the data without the values at these locations."""
    kept: dict[str, Any] = _plain(data)
    # From the end, so that places in a list stay what they are until it is their turn.
    for location in sorted(set(locations), key=_place, reverse=True):
        holder: Any = kept
        for step in location[:-1]:
            if isinstance(holder, dict):
                holder = holder.get(step)
            elif isinstance(holder, list) and isinstance(step, int):
                holder = holder[step]
        if isinstance(holder, dict):
            holder.pop(location[-1], None)
        elif isinstance(holder, list) and isinstance(location[-1], int):
            del holder[location[-1] : location[-1] + 1]
    return kept


def _place(location: Location) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in location]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _schema_at(schema: type[BaseModel], location: Location) -> type[BaseModel]:
    """The schema of the value at a location."""
    for step in location:
        if isinstance(step, str) and step in schema.model_fields:
            schema = _schema_in(schema.model_fields[step].annotation) or schema
    return schema


def _schema_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_schema_in, get_args(annotation))), None)


def _dotted(location: Location) -> str:
    name = ""
    for step in location:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else str(step)
    return name

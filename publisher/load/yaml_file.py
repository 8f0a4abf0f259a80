"""YAML read with line numbers, and pydantic's findings told as problems with file and line."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError

from publisher.model import Problem, Severity

Schema = TypeVar("Schema", bound=BaseModel)
# What began at the context's mark was not closed: that is where to look, not at the end.
_UNCLOSED = ("while scanning a quoted scalar", "while parsing a flow")

Location = tuple[int | str, ...]


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[CommentedMap, list[Problem]]:
    """The mapping in a YAML text, empty when it cannot be read.

    `first_line` is the line of the file on which the text begins.
    """
    reader = YAML(typ="rt")
    try:
        data = reader.load(text)
    except MarkedYAMLError as error:
        unclosed = (error.context or "").startswith(_UNCLOSED)
        mark = (unclosed and error.context_mark) or error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        reason = (error.problem or "cannot be read").strip()
        hint = "Quote text that holds a colon or a quotation mark, and indent with spaces."
        return CommentedMap(), [Problem("yaml-syntax", f"YAML: {reason}", path, line, hint)]
    except (ValueError, KeyError) as error:  # a value such as a date that does not exist
        return CommentedMap(), [Problem("yaml-syntax", f"YAML: {error}", path, first_line)]
    if data is None:
        return CommentedMap(), []
    if not isinstance(data, CommentedMap):
        message = "expected a list of `name: value` lines"
        return CommentedMap(), [Problem("yaml-value", message, path, first_line)]
    return data, []


def validate(
    schema: type[Schema], data: CommentedMap, path: str, first_line: int = 1
) -> tuple[Schema | None, list[Problem]]:
    """The data as `schema`, and what is wrong with it.

    Values that are wrong are left out and the rest is used, so that later stages can find
    problems of their own; None when what is left is not enough.
    """
    try:
        return schema.model_validate(dict(data)), []
    except ValidationError as error:
        errors = error.errors()
    problems = [_problem(schema, data, path, first_line, entry) for entry in errors]
    try:
        return schema.model_validate(_without(data, [entry["loc"] for entry in errors])), problems
    except ValidationError:
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
            known = [field.alias or key for key, field in schema.model_fields.items()]
            near = difflib.get_close_matches(str(location[-1]), known, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(known)}."
            message = f"`{name}` is not known and was not used"
            return Problem("yaml-unknown", message, path, line, hint, Severity.WARNING)
        case _:
            reason = str(entry["msg"]).removeprefix("Value error, ")
            reason = reason[:1].lower() + reason[1:]
            return Problem("yaml-value", f"`{name}`: {reason}, not {entry['input']!r}", path, line)


def _without(data: CommentedMap, locations: list[Location]) -> dict[str, Any]:
    """A plain copy of the data without the values at these locations."""
    kept: dict[str, Any] = _plain(data)
    for location in sorted(
        locations, key=lambda steps: [str(step) for step in steps], reverse=True
    ):
        holder: Any = kept
        for step in location[:-1]:
            if isinstance(holder, dict):
                holder = holder.get(step)
            elif isinstance(holder, list) and isinstance(step, int):
                holder = holder[step]
        if isinstance(holder, dict):
            holder.pop(location[-1], None)
        elif isinstance(holder, list) and isinstance(location[-1], int):
            del holder[location[-1]]
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _dotted(location: Location) -> str:
    name = ""
    for step in location:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else str(step)
    return name

"""A chapter as JSON, and back. What comes back is checked: the file may be anyone's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import chain
from pathlib import PurePosixPath
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from markdown_it.token import Token

from publisher.model import Chapter, Problem

_TOKENS = "tokens"
# The columns of the table that tokens are kept in, with the types that may stand in each. It has a
# token's children in the rows below it: `children` is how many, -1 for None.
_COLUMNS: dict[str, set[type]] = {
    "type": {str},
    "tag": {str},
    "nesting": {int},
    "attrs": {dict},
    "map": {list, NoneType},
    "level": {int},
    "children": {int},
    "content": {str},
    "markup": {str},
    "info": {str},
    "meta": {dict},
    "block": {bool},
    "hidden": {bool},
}
_CHILDREN = list(_COLUMNS).index("children")


def chapter_json(chapter: Chapter, problems: list[Problem]) -> bytes:
    """A chapter and its problems as JSON. Raises ValueError for what JSON does not have."""
    data = {field.name: getattr(chapter, field.name) for field in fields(Chapter)}
    rows = [_row(token) for token in _flat(chapter.tokens)]
    data[_TOKENS] = list(zip(*rows, strict=True))
    held = {"chapter": data, "problems": problems}
    text = json.dumps(held, default=_plain, ensure_ascii=True, separators=(",", ":"))
    return text.encode("ascii")


def read_chapter_json(content: bytes) -> tuple[Chapter, list[Problem]] | None:
    """The chapter and its problems in what `chapter_json` wrote; None for what is none of it."""
    try:
        held = json.loads(content)
        data = held["chapter"]
        tokens = tuple(_tokens(data.pop(_TOKENS)))
        readers = _readers_of(Chapter)
        read = {name: readers[name](value) for name, value in data.items()}
        problems = [_reader_of(Problem)(problem) for problem in held["problems"]]
        return Chapter(**read, tokens=tokens), problems
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _flat(tokens: Any) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or ())


def _row(token: Token) -> list[Any]:
    row = [getattr(token, name) for name in _COLUMNS]
    row[_CHILDREN] = -1 if token.children is None else len(token.children)
    return row


def _plain(value: Any) -> Any:
    """What JSON has of its own for a value of the model."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, PurePosixPath):
        return str(value)
    raise ValueError(f"JSON has nothing for {value!r}")


def _tokens(columns: list[list[Any]]) -> list[Token]:
    if not columns:
        return []
    for column, types in zip(columns, _COLUMNS.values(), strict=True):
        if not set(map(type, column)) <= types:
            raise ValueError("a token has a value of another type")
    attributes, places = columns[list(_COLUMNS).index("attrs")], columns[4]
    if not set(map(type, chain.from_iterable(a.values() for a in attributes))) <= {str, int, float}:
        raise ValueError("a token has an attribute of another type")
    if any(place is not None and [*map(type, place)] != [int, int] for place in places):
        raise ValueError("a token stands on no lines")
    rows = zip(*columns, strict=True)
    return [_token(row, rows) for row in rows]


def _token(row: tuple[Any, ...], rows: Iterator[tuple[Any, ...]]) -> Token:
    token = _new(Token)
    (
        token.type,
        token.tag,
        token.nesting,
        token.attrs,
        token.map,
        token.level,
        count,
        token.content,
        token.markup,
        token.info,
        token.meta,
        token.block,
        token.hidden,
    ) = row
    if count < 0:
        token.children = None
        return token
    # The range goes first, for zip takes a row from what goes first before it finds the end
    token.children = [_token(child, rows) for _n, child in zip(range(count), rows, strict=False)]
    if len(token.children) != count:
        raise ValueError("a token has fewer children than it should")
    return token


_new = Token.__new__  # its __init__ takes half of the time
Reader = Callable[[Any], Any]


@cache
def _readers_of(model: type) -> dict[str, Reader]:
    hints = get_type_hints(model)
    return {field.name: _reader_of(hints[field.name]) for field in fields(model)}


@cache
def _reader_of(hint: Any) -> Reader:
    """What makes a value of a type in the model from JSON; it raises ValueError for others."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        [inner] = [argument for argument in arguments if argument is not NoneType]
        read = _reader_of(inner)
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        read = _reader_of(arguments[0])
        return lambda value: tuple(map(read, _of(list, value)))
    if is_dataclass(hint) and isinstance(hint, type):
        return lambda value: _object(hint, value)
    if hint is PurePosixPath or issubclass(hint, Enum):
        return lambda value: hint(_of(str, value))
    return lambda value: _of(hint, value)


def _object(model: type, value: Any) -> Any:
    readers = _readers_of(model)
    return model(**{name: readers[name](held) for name, held in _of(dict, value).items()})


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise ValueError(f"{value!r} is no {kind.__name__}")
    return value

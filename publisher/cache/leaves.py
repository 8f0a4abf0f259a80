"""Leaves as bytes: a header of JSON, the facts for the proof, and the PDF.

The header follows from the fields of the dataclasses. What is read is checked against them: it may
come with anyone's book.
"""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from publisher.model import Glyph, Leaf, Section

_APART = ("section", "facts", "pdf")
_FACTS = "facts-length"
_LAST_GLYPH = 0xFFFF
_PLAIN = (str, int, float, bool, type(None))


def leaf_to_bytes(leaf: Leaf) -> bytes:
    """All of a leaf but its section."""
    header = {
        field.name: _written(getattr(leaf, field.name))
        for field in fields(leaf)
        if field.name not in _APART
    }
    header[_FACTS] = len(leaf.facts)
    return json.dumps(header, separators=(",", ":")).encode() + b"\n" + leaf.facts + leaf.pdf


def leaf_from_bytes(section: Section, content: bytes) -> Leaf | None:
    """The leaf of a section; None where the content is not that of a leaf."""
    header, _, rest = content.partition(b"\n")
    try:
        data = json.loads(header)
        hints = _hints(Leaf)
        values = {
            name: _read(kind, data[name]) for name, kind in hints.items() if name not in _APART
        }
        length = int(data[_FACTS])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    if not len(values["areas"]) == values["page_count"] > 0:
        return None
    numbers, sets = values["page_numbers"], values["numerals"]
    if not all(0 <= n.page < values["page_count"] and 0 <= n.numerals < len(sets) for n in numbers):
        return None
    return Leaf(section=section, facts=rest[:length], pdf=rest[length:], **values)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _written(value: Any) -> Any:
    if is_dataclass(value):
        return [_written(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _read(kind: Any, value: Any) -> Any:
    """A value of a type, out of what `_written` made of it. Raises ValueError or TypeError."""
    if kind is Glyph:
        number, text, width = value
        is_number = type(number) is int and 0 <= number <= _LAST_GLYPH
        if is_number and isinstance(text, str) and isinstance(width, int | float):
            text.encode("utf-16")  # a ValueError for what is no text
            return Glyph(number, text, float(width))
        raise TypeError(f"no glyph: {value!r}")
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(*(_read(*pair) for pair in zip(_hints(kind).values(), value, strict=True)))
    if get_origin(kind) in (Union, types.UnionType):
        # Of the fields, those of `X | None` are the only ones that may be of two types
        present = [one for one in get_args(kind) if one is not types.NoneType]
        return None if value is None else _read(present[0], value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if not isinstance(value, list):
            raise TypeError(f"no list: {value!r}")
        if inner[-1] is Ellipsis:
            return tuple(_read(inner[0], item) for item in value)
        return tuple(_read(*pair) for pair in zip(inner, value, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind not in _PLAIN or type(value) is not kind:
        raise TypeError(f"no {kind}: {value!r}")
    return value

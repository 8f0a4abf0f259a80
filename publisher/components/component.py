"""What every component is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from publisher.language import Words
from publisher.model import Handbook


class Options(BaseModel):
    """What the YAML in a component's fence may say."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    caption: str = ""


class NothingToDrawError(Exception):
    """The handbook has no data for the component; the text says what would give it some."""


@dataclass(frozen=True)
class Component:
    """A component: the fence's name, which is also its template's, and what the template is given.

    `context` is given the words of the chapter's language; it raises NothingToDrawError when the
    handbook has no data for it.
    """

    name: str
    context: Callable[[Handbook, Words], Mapping[str, Any]]

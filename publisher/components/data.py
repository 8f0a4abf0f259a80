"""Data files as components read them."""

from __future__ import annotations

import difflib
from typing import TypeVar

from pydantic import BaseModel

from publisher.components.component import NothingToDrawError, Setting, WrongDataError
from publisher.load.yaml_file import validate
from publisher.model import Severity

Schema = TypeVar("Schema", bound=BaseModel)


def data_file(setting: Setting, name: str, schema: type[Schema]) -> Schema:
    """The file data/NAME.yaml of the book, validated. Its warnings are added to the setting's.

    Raises NothingToDrawError when there is none, WrongDataError when there is an error in it.
    """
    files = setting.handbook.data
    if name not in files:
        near = difflib.get_close_matches(name, files, n=1)
        hint = f"; there is data/{near[0]}.yaml" if near else ""
        raise NothingToDrawError(f"the book has no data/{name}.yaml{hint}")
    read, problems = validate(schema, files[name].content, files[name].path)
    if read is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise WrongDataError(tuple(problems))
    setting.warnings.extend(problems)
    return read

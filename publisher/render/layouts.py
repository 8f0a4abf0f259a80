"""Jinja layouts: where they lie, and their errors told with file and line."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
    pass_context,
)
from jinja2.runtime import Context

from publisher.check.layouts import LAYOUT_ENDING, layout_folders
from publisher.language import in_commas, listed, long_date, money, salary_range, span
from publisher.model import Handbook, Problem
from publisher.references import book_url


class LayoutError(Exception):
    """A layout that cannot be used; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _in_its_language(write: Callable[..., str]) -> Callable[..., str]:
    """A filter from a function whose last argument are the words of the layout's language."""

    @pass_context
    def filtered(context: Context, *values: Any) -> str:
        return write(*values, context["words"])

    return filtered


class Layouts:
    """The layouts of a handbook: its own first, then the publisher's."""

    def __init__(self, handbook: Handbook) -> None:
        self._root = handbook.root
        folders = layout_folders(handbook)
        self._environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.globals["book_url"] = book_url
        self._environment.filters |= {
            "span": _in_its_language(lambda years, words: span(years.low, years.high, words)),
            "salary_range": _in_its_language(salary_range),
            "money": _in_its_language(money),
            "long_date": _in_its_language(long_date),
            "in_commas": _in_its_language(in_commas),
            "listed": _in_its_language(listed),
        }

    def has(self, name: str) -> bool:
        """Whether there is a layout of this name."""
        return name + LAYOUT_ENDING in self._environment.list_templates()

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """The layout `name` with a context. Raises LayoutError."""
        try:
            return self._environment.get_template(name + LAYOUT_ENDING).render(context)
        except TemplateSyntaxError as error:
            path = self._path(error.filename or name)
            problem = Problem(
                "template-syntax", error.message or "cannot be read", path, error.lineno
            )
        except UndefinedError as error:
            path, line = self._position(error, name)
            hint = (
                "Layouts are given `book`, `section`, `chapter`, `part` and `words`; see layouts/."
            )
            problem = Problem("template-undefined", str(error.message), path, line, hint)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            path, line = self._position(error, name)
            problem = Problem("template-error", f"{type(error).__name__}: {error}", path, line)
        raise LayoutError(problem)

    def _position(self, error: Exception, name: str) -> tuple[str, int | None]:
        """The template and line that an error comes from; Jinja puts them into its traceback."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename.endswith(LAYOUT_ENDING):
                return self._path(frame.filename), frame.lineno
        return name, None

    def _path(self, file: str) -> str:
        return Path(os.path.relpath(file, self._root)).as_posix()

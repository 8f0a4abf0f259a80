"""Jinja layouts: where they lie, and their errors told with file and line."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
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

from publisher.check.layouts import LAYOUT_ENDING, OWN_LAYOUTS, layout_folders
from publisher.language import in_commas, listed, long_date, money, salary_range, span
from publisher.model import Handbook, Problem
from publisher.places import LAYOUTS
from publisher.references import book_url


class LayoutError(Exception):
    """A layout that cannot be used; `problem` says where and why.

    It has no path when the layout is the publisher's: what asked for it is then the place.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem

    def problem_at(self, path: str | None, line: int | None) -> Problem:
        """The problem, with this place when it has none of its own."""
        return self.problem if self.problem.path else replace(self.problem, path=path, line=line)


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
        self._has_own = handbook.has_settings
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

    def own(self, name: str) -> str | None:
        """The path of the layout of this name, from the book folder, when it is the book's own."""
        path = f"{OWN_LAYOUTS}/{name}{LAYOUT_ENDING}"
        return path if self._has_own and (self._root / path).is_file() else None

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
            problem = self._failure("template-undefined", str(error.message), error, name)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            message = f"{type(error).__name__}: {error}"
            problem = self._failure("template-error", message, error, name)
        raise LayoutError(problem)

    def _failure(self, code: str, message: str, error: Exception, name: str) -> Problem:
        """The failure of a layout at the place it comes from; Jinja puts it into its traceback.

        That is a line of the book's own layouts, when one took part: the publisher's are sound.
        """
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            file = Path(frame.filename)
            if frame.filename.endswith(LAYOUT_ENDING) and not file.is_relative_to(LAYOUTS):
                return Problem(code, message, self._path(frame.filename), frame.lineno)
        return Problem("layout-failed", f"the publisher's layout {name!r} fails: {message}")

    def _path(self, file: str) -> str:
        return Path(os.path.relpath(file, self._root)).as_posix()

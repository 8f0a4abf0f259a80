"""Components drawn into a chapter's HTML."""

from __future__ import annotations

import re
from dataclasses import replace

from publisher.components import COMPONENTS
from publisher.components.component import NothingToDrawError, Setting, WrongDataError
from publisher.load.yaml_file import parse_yaml, validate
from publisher.model import Problem, Severity
from publisher.render.chapter_html import ComponentCall
from publisher.render.layouts import LayoutError, Layouts

_HEADINGS = re.compile(r"(?:<h[2-6]\b[^>]*>(?:(?!</?h[1-6]\b).)*</h[2-6]>\s*)+\Z", re.DOTALL)
_LANDSCAPE = re.compile(r'\s*<div class="landscape\b[^>]*>')


def component_html(
    call: ComponentCall, setting: Setting, layouts: Layouts
) -> tuple[str, tuple[Problem, ...]]:
    """The HTML of a component, empty when there is an error in it, and what is wrong with it."""
    path, line = call.place.path, call.place.line
    component = COMPONENTS[call.name]
    data, problems = parse_yaml(call.options, path, line + 1)
    options, found = validate(component.options, data, path, line + 1)
    problems += found
    if options is None or any(problem.severity is Severity.ERROR for problem in problems):
        return "", tuple(problems)
    setting = replace(setting, warnings=problems)
    html = ""
    try:
        given = {
            "options": options,
            "words": setting.words,
            "chapter": setting.chapter,
            **component.context(setting, options),
        }
        html = layouts.render(f"components/{call.name}", given)
    except NothingToDrawError as error:
        message = f"`{call.name}` has nothing to draw: {error}"
        problems.append(Problem("component-empty", message, path, line))
    except WrongDataError as error:
        problems.extend(error.problems)
    except LayoutError as error:
        problems.append(error.problem_at(path, line))
    return html, tuple(problems)


def put_in(body: str, mark: str, html: str) -> str:
    """A chapter's body with a component where its mark stands.

    The headings right before one that begins a landscape page go with it to that page.
    """
    before, _, after = body.partition(mark)
    opening = _LANDSCAPE.match(html)
    headings = _HEADINGS.search(before) if opening else None
    if opening and headings:
        before = before[: headings.start()]
        html = f"{opening[0]}{headings[0]}{html[opening.end() :]}"
    return f"{before}{html}{after}"

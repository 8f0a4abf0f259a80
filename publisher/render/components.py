"""Components drawn into a chapter's HTML."""

from __future__ import annotations

from publisher.components import COMPONENTS
from publisher.components.component import NothingToDrawError, Setting, WrongDataError
from publisher.load.yaml_file import parse_yaml, validate
from publisher.model import Problem
from publisher.render.chapter_html import ComponentCall
from publisher.render.layouts import LayoutError, Layouts


def component_html(
    call: ComponentCall, setting: Setting, layouts: Layouts
) -> tuple[str, tuple[Problem, ...]]:
    """The HTML of a component, empty when something is wrong with it."""
    path, line = call.place.path, call.place.line
    component = COMPONENTS[call.name]
    data, problems = parse_yaml(call.options, path, line + 1)
    options, found = validate(component.options, data, path, line + 1)
    problems += found
    if options is None or problems:
        return "", tuple(problems)
    try:
        given = {
            "options": options,
            "words": setting.words,
            "chapter": setting.chapter,
            **component.context(setting, options),
        }
        return layouts.render(f"components/{call.name}", given), ()
    except NothingToDrawError as error:
        message = f"`{call.name}` has nothing to draw: {error}"
        return "", (Problem("component-empty", message, path, line),)
    except WrongDataError as error:
        return "", error.problems
    except LayoutError as error:
        return "", (error.problem_at(path, line),)

"""Components drawn into a chapter's HTML."""

from __future__ import annotations

from publisher.components import COMPONENTS
from publisher.components.component import NothingToDrawError, Options
from publisher.language import Words
from publisher.load.yaml_file import parse_yaml, validate
from publisher.model import Handbook, Problem
from publisher.render.chapter_html import ComponentCall
from publisher.render.layouts import LayoutError, Layouts


def component_html(
    call: ComponentCall, handbook: Handbook, layouts: Layouts, words: Words
) -> tuple[str, tuple[Problem, ...]]:
    """The HTML of a component, empty when something is wrong with it.

    `words` are those of the language of the chapter that it stands in.
    """
    path, line = call.place.path, call.place.line
    data, problems = parse_yaml(call.options, path, line + 1)
    options, found = validate(Options, data, path, line + 1)
    problems += found
    if options is None or problems:
        return "", tuple(problems)
    try:
        context = COMPONENTS[call.name].context(handbook, words)
        given = {"options": options, "words": words, **context}
        return layouts.render(f"components/{call.name}", given), ()
    except NothingToDrawError as error:
        message = f"`{call.name}` has nothing to draw: {error}"
        return "", (Problem("component-empty", message, path, line),)
    except LayoutError as error:
        return "", (error.problem_at(path, line),)

"""What the line that opens a fence says of the code in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Diagrams that other tools draw from code, by the names their fences bear.
DIAGRAMS = {
    "mermaid": "Mermaid",
    "plantuml": "PlantUML",
    "puml": "PlantUML",
    "dot": "Graphviz",
    "graphviz": "Graphviz",
    "d2": "D2",
    "nomnoml": "Nomnoml",
    "vega-lite": "Vega-Lite",
    "vegalite": "Vega-Lite",
    "ditaa": "Ditaa",
}
_DIRECTIVES = ("code", "code-block", "code-cell", "sourcecode")
_TITLE = re.compile(r"\b(?:title|filename|caption)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NAME = re.compile(r"[A-Za-z][\w+#.-]*")


@dataclass(frozen=True)
class Fence:
    """The language of a fence in small letters, and its title; either may be empty."""

    language: str
    title: str = ""


def read_fence(info: str) -> Fence:
    """The language and title in a fence's info string, in any of the usual notations.

    These are `python`, `rust,ignore`, `js{1,3}`, `{.python .numberLines}`, `{code-block} python`,
    and `yaml title="values.yaml"`.
    """
    found = _TITLE.search(info)
    title = (found[1] or found[2] or "").strip() if found else ""
    words = info.strip().split()
    if words and words[0].strip("{}") in _DIRECTIVES:
        words = words[1:]
    name = _NAME.match(words[0].lstrip("{.")) if words else None
    if name is None or name[0].lower() in ("title", "filename", "caption"):
        return Fence("", title)
    return Fence(name[0].lower(), title)

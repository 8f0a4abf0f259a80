"""Page components: fences in Markdown that are drawn from the handbook's data.

A component is a template in layouts/components/, a stylesheet in styles/components/ and, when it
computes something, a module here and a line in the table below.
"""

from __future__ import annotations

from publisher.components.component import Component
from publisher.components.salaries import SALARIES
from publisher.components.timeline import TIMELINE
from publisher.components.tracks import SKILLS, TRACKS
from publisher.components.wages import WAGES

__all__ = ["COMPONENTS", "Component"]

_TABLE = (
    TIMELINE,
    TRACKS,
    SKILLS,
    SALARIES,
    WAGES,
)
COMPONENTS: dict[str, Component] = {component.name: component for component in _TABLE}

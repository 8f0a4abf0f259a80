"""The book's own boxes: key points, stories, definitions. One template sets them all.

A box may hold anything that a chapter may, so its content is not put into the template: what the
template says before, between and after the title and the content is put around them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from publisher.language import Words
from publisher.model import Place, Problem
from publisher.render.layouts import LayoutError, Layouts

_TEMPLATE = "components/box"
_TITLE, _BODY = "\ufdd0title\ufdd0", "\ufdd0body\ufdd0"  # no characters: they stand in no text


@dataclass(frozen=True)
class Frame:
    """What a template says around a box's title and content, as HTML."""

    before_title: str = ""
    before_content: str = ""
    after_content: str = ""


@dataclass
class Boxes:
    """The frames of a chapter's boxes, in its language; `problems` tells why one has none."""

    layouts: Layouts
    words: Words
    problems: list[Problem] = field(default_factory=list)

    def frame(self, kind: str, place: Place, *, has_title: bool) -> Frame:
        """The frame of a box that stands at this place. Without a title, what would be before it
        is empty."""
        given = {
            "kind": kind,
            "label": self.words.callout(kind),
            "title": Markup(_TITLE) if has_title else "",
            "body": Markup(_BODY),
            "words": self.words,
        }
        try:
            html = self.layouts.render(_TEMPLATE, given)
        except LayoutError as error:
            self.problems.append(error.problem_at(place.path, place.line))
            return Frame()
        before_title, _, rest = html.partition(_TITLE) if has_title else ("", "", html)
        before_content, _, after = rest.partition(_BODY)
        if html.count(_BODY) != 1 or html.count(_TITLE) != has_title or _BODY in before_title:
            message = "a box has to print `title`, where there is one, and then `body`, each once"
            path = self.layouts.own(_TEMPLATE) or place.path
            self.problems.append(Problem("template-error", message, path))
            return Frame()
        return Frame(before_title, before_content, after)

"""`fonts` in handbook.yaml: which families and files it names, and on which lines."""

from __future__ import annotations

from ruamel.yaml.comments import CommentedMap

from publisher.load.settings import FontSettings
from publisher.load.yaml_file import line_of
from publisher.model import FontChoice, FontFile, Typefaces


def declared_typefaces(fonts: FontSettings, data: CommentedMap) -> Typefaces:
    """The families and font files of the settings, with their lines in handbook.yaml."""

    def lines(kind: str, names: list[str]) -> list[tuple[str, int]]:
        written = data["fonts"][kind] if names else ()
        listed = [written] if isinstance(written, str) else list(written)
        return [(name, line_of(data, ("fonts", kind, listed.index(name)))) for name in names]

    def choices(kind: str, names: list[str]) -> tuple[FontChoice, ...]:
        return tuple(FontChoice(name, line) for name, line in lines(kind, names))

    return Typefaces(
        serif=choices("serif", fonts.serif),
        sans=choices("sans", fonts.sans),
        mono=choices("mono", fonts.mono),
        files=tuple(FontFile(name, line) for name, line in lines("files", fonts.files)),
    )

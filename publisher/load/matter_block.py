"""The block at the head of a file: YAML between `---`, TOML between `+++`, or a JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ruamel.yaml.comments import CommentedMap

from publisher.load.yaml_file import parse_yaml
from publisher.model import Problem, Severity

_BLOCKS = {
    "YAML": r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)",
    "TOML": r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)",
    "JSON": r"\A(?=\{[ \t]*\n)(.*?^\})[ \t]*(?:\n|\Z)",
}
_LANGUAGES = {
    language: re.compile(pattern, re.DOTALL | re.MULTILINE) for language, pattern in _BLOCKS.items()
}
_NAME_LINE = re.compile(r"""["']?\w[\w .@/-]*["']?[ \t]*:(?:\s|$)|\{|\[""")
_BEGINS_WITH_BRACES = re.compile(r"^(title|summary)(:[ \t]*)(\{\{.*)$", re.MULTILINE)
_TITLE_LINE = re.compile(r"^title:[ \t]+(.+?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """Front matter as written; `first_line` is where its text begins in the file."""

    language: str
    text: str
    first_line: int


def split(text: str, *, lenient: bool = False) -> tuple[Block | None, str, int]:
    """A file's front matter, its body, and the line on which the body begins.

    In a `lenient` reading, prose between two rules at the head of a file is prose.
    """
    for language, pattern in _LANGUAGES.items():
        found = pattern.match(text)
        if found is None or (language == "JSON" and _json(found[1]) is None):
            continue
        if lenient and language == "YAML" and not _looks_like_names(found[1]):
            continue
        block = Block(language, found[1], 1 if language == "JSON" else 2)
        return block, text[found.end() :], text.count("\n", 0, found.end()) + 1
    return None, text, 1


def parse_block(
    block: Block | None, path: str, *, lenient: bool
) -> tuple[CommentedMap, list[Problem]]:
    """The mapping in front matter, empty when it cannot be read, and what is wrong with it.

    A `lenient` reading takes the title from a block that cannot be read, with a warning.
    """
    if block is None:
        return CommentedMap(), []
    if block.language == "YAML":
        text = _BEGINS_WITH_BRACES.sub(lambda m: m[1] + m[2] + json.dumps(m[3]), block.text)
        data, problems = parse_yaml(text, path, block.first_line, foreign=lenient)
    elif block.language == "JSON":
        data, problems = _with_lines(_json(block.text) or {}, block), []
    else:
        data, problems = _parse_toml(block, path)
    if lenient and problems:
        problems = [replace(problem, severity=Severity.WARNING) for problem in problems]
        if title := _TITLE_LINE.search(block.text):
            data = CommentedMap({"title": title[1].strip("\"'")})
    return data, problems


def _looks_like_names(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    return not lines or _NAME_LINE.match(lines[0]) is not None


def _json(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _parse_toml(block: Block, path: str) -> tuple[CommentedMap, list[Problem]]:
    import tomllib  # few books have any

    try:
        return _with_lines(tomllib.loads(block.text), block), []
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        at = block.first_line + int(line[1]) - 1 if line else block.first_line
        hint = "Put text between quotation marks, and write `name = value`."
        problem = Problem("matter-syntax", f"TOML: {reason.lower()}", path, at, hint)
        return CommentedMap(), [problem]


def _with_lines(data: Mapping[str, Any], block: Block) -> CommentedMap:
    """The mapping with the lines of its names, as if it were read from YAML."""
    mapping = CommentedMap(data)
    for name in data:
        found = re.search(rf"^\s*[\"']?{re.escape(name)}[\"']?\s*[=:]", block.text, re.MULTILINE)
        if found:
            line = block.text.count("\n", 0, found.end())
            mapping.lc.add_kv_line_col(name, [line, 0, line, 0])
    return mapping

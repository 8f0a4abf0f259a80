"""The table of codes holds what the program can yield, and the page of the docs is made from it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.codes import CODES, page

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for path in (ROOT / "publisher").rglob("*.py") if path.stem != "codes")
NAMES = {code.name for code in CODES}


def texts_in(node: ast.AST) -> Iterator[str]:
    """The texts that an expression may be: itself, or either branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_in(node.body)
        yield from texts_in(node.orelse)


def assigned(module: ast.Module, name: str) -> Iterator[str]:
    """The texts that a module gives to a name, alone or in a row of names, or as an argument."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield from texts_in(node.value)
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    for one, value in zip(target.elts, node.value.elts, strict=False):
                        if isinstance(one, ast.Name) and one.id == name:
                            yield from texts_in(value)
        elif isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if name in names:
                yield from passed(module, node.name, names.index(name), name)


def passed(module: ast.Module, function: str, position: int, name: str) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _called(node) == function:
            given = node.args[position : position + 1]
            given += [keyword.value for keyword in node.keywords if keyword.arg == name]
            for value in given:
                yield from texts_in(value)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def codes_in(path: Path) -> Iterator[tuple[int, set[str]]]:
    """The line of each `Problem(…)` in a file, and the codes that it may have."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _called(node) == "Problem":
            code = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            if not node.args and not code:  # a problem that was written down, read again
                continue
            (value,) = node.args[:1] or code
            found = set(texts_in(value))
            if isinstance(value, ast.Name):
                found |= set(assigned(module, value.id))
            yield node.lineno, found


def all_codes() -> set[str]:
    return {code for path in MODULES for _line, found in codes_in(path) for code in found}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_problem_has_a_code_of_the_table(path: Path) -> None:
    assert [(line, found) for line, found in codes_in(path) if not found or found - NAMES] == []


def test_every_code_of_the_table_can_come_about() -> None:
    assert NAMES - all_codes() == set()


def test_a_code_stands_in_the_table_once_and_says_what_to_do() -> None:
    assert len(NAMES) == len(CODES)
    assert [code.name for code in CODES if not code.meaning.endswith(".")] == []
    assert [code.name for code in CODES if not code.remedy.endswith(".")] == []


def test_the_page_of_the_docs_is_that_of_the_table() -> None:
    written = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    assert written == page(), "run `make docs`"
    assert [code.name for code in CODES if f"| `{code.name}` |" not in written] == []

"""What ARCHITECTURE.md says of the code is so."""

from __future__ import annotations

import ast
import fnmatch
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "publisher"
STYLES = ROOT / "styles"
LAYOUTS = ROOT / "layouts"

# A module imports only from its left.
ORDER = [
    "places",
    "garbage",
    "colours",
    "editions",
    "model",
    "codes",
    "report",
    "moment",
    "cache",
    "marks",
    "record",
    "formulae",
    "images",
    "language",
    "markdown",
    "addresses",
    "suggestions",
    "references",
    "terms",
    "book_index",
    "typefaces",
    "load",
    "check",
    "components",
    "render",
    "typeset",
    "kept_leaves",
    "link",
    "proof",
    "workers",
    "write",
    "gathering",
    "laying_out",
    "manuscript",
    "indexing",
    "settling",
    "build",
]

ALLOWED_IMPORTERS = {
    "weasyprint": ("publisher/typeset",),
    "uharfbuzz": ("publisher/typefaces",),
    "pikepdf": ("publisher/link", "publisher/proof"),
    "pypdfium2": ("publisher/proof",),
    "click": ("publish.py",),
    "ruamel": ("publisher/language", "publisher/load"),
}
MODULES = sorted(PACKAGE.rglob("*.py"))
PROGRAM = [ROOT / "publish.py", *MODULES]

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def unit_of(path: Path) -> str:
    """The module or package directly in publisher/ to which a file belongs."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def published_texts() -> Iterator[Path]:
    """All text files of the project but those that .gitignore names."""
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()]
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name != ".git" and not _matches(name, ignored)]
        for name in names:
            path = Path(folder, name)
            if name != ".git" and not _matches(name, ignored) and b"\0" not in path.read_bytes():
                yield path


def _matches(name: str, patterns: list[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def test_every_module_has_its_place_in_the_order() -> None:
    assert {unit_of(path) for path in MODULES} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_its_left(path: Path) -> None:
    unit = unit_of(path)
    left = ORDER[: ORDER.index(unit) + 1] if unit in ORDER else []
    imported = {name.split(".")[1] for name in imports_of(path) if name.startswith("publisher.")}
    assert [name for name in ORDER if name in imported and name not in left] == []


@pytest.mark.parametrize("library", ALLOWED_IMPORTERS)
def test_a_library_is_imported_in_its_stage_only(library: str) -> None:
    importers = {
        name_of(path)
        for path in PROGRAM
        if any(name.split(".")[0] == library for name in imports_of(path))
    }
    assert importers
    assert [name for name in importers if not name.startswith(ALLOWED_IMPORTERS[library])] == []


def test_every_page_rule_stands_in_page_css() -> None:
    def has_page_rule(path: Path) -> bool:
        return "@page" in re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)

    holders = [
        name_of(path)
        for path in (*STYLES.rglob("*.css"), *LAYOUTS.rglob("*.j2"))
        if has_page_rule(path)
    ]
    assert holders == ["styles/page.css"]


@pytest.mark.parametrize("function", ["target-counter", "target-text"])
def test_no_stylesheet_asks_for_the_page_of_another_place(function: str) -> None:
    files = [path for top in (STYLES, LAYOUTS) for path in top.rglob("*") if path.is_file()]
    assert files
    holders = [name_of(path) for path in files if function in path.read_text(encoding="utf-8")]
    assert holders == []


@pytest.mark.parametrize("path", PROGRAM, ids=name_of)
def test_every_module_and_all_that_is_public_has_a_docstring(path: Path) -> None:
    module = ast.parse(path.read_text(encoding="utf-8"))
    without = [
        definition.name for definition in public(module) if not ast.get_docstring(definition)
    ]
    assert ast.get_docstring(module)
    assert without == []


def public(holder: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """Public functions and classes, and the public methods of these."""
    for node in holder.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    # A path within a path, and in a file: address that a test refuses, is none of those meant.
    place = re.compile(r"(?<![\w.*~/-])/(?:work|home|Users|root)\b")
    texts = list(published_texts())
    assert ROOT / "README.md" in texts
    assert ROOT / "handbook/handbook.yaml" in texts
    found = [
        f"{name_of(path)}:{number}"
        for path in texts
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if place.search(line)
    ]
    assert found == []

"""The files of a book's data/, which its components draw from."""

from __future__ import annotations

from pathlib import Path

from publisher.load.files import is_inside, read_text
from publisher.load.yaml_file import parse_yaml
from publisher.model import DataFile, Problem

FOLDER = "data"


def read_data(root: Path) -> tuple[dict[str, DataFile], list[Problem]]:
    """The mappings in data/*.yaml by the names of their files, and what cannot be read."""
    files: dict[str, DataFile] = {}
    problems: list[Problem] = []
    for file in sorted((root / FOLDER).glob("*.yaml")):
        path = f"{FOLDER}/{file.name}"
        if not is_inside(root, file):
            hint = "Copy the file into the book folder."
            message = f"{path} lies outside the book folder"
            problems.append(Problem("data-outside", message, path, None, hint))
            continue
        text, found = read_text(file, path)
        content, wrong = parse_yaml(text, path)
        problems += [*found, *wrong]
        files[file.stem] = DataFile(path, content)
    return files, problems

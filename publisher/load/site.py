"""What the settings of the site around a folder say of its book: title, address, folder, list.

Each is read as far as it goes: a file that cannot be read says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from publisher.load.files import is_file, is_inside, read_text
from publisher.load.yaml_file import parse_yaml

MKDOCS_NAMES = ("mkdocs.yml", "mkdocs.yaml")


_TOP = PurePosixPath(".")


@dataclass(frozen=True)
class Site:
    """A site made of the folder: `kind` is the program that makes it, None when there is none.

    `folder` holds its pages; `address` is where it stands on the web, or the path after the host;
    `summary` is the list of chapters, from `folder`; `collections` are the folders in it that are
    published though their names begin with _.
    """

    kind: str | None = None
    folder: PurePosixPath = _TOP
    title: str | None = None
    address: str = ""
    summary: str = "SUMMARY.md"
    collections: frozenset[str] = frozenset()


def read_site(root: Path) -> Site:
    """The site that is made of the folder `root`."""
    for name, read in _READERS.items():
        for file in sorted(root.glob(name)):
            if is_file(file) and is_inside(root, file):
                site = read(_data(file))
                folder = root / site.folder
                if folder.is_dir() and is_inside(root, folder):
                    return site
                return Site(site.kind, _TOP, site.title, site.address, site.summary)
    return Site()


def _data(file: Path) -> dict[str, Any]:
    text, _problems = read_text(file, file.name, lenient=True)
    data: Any = None
    with suppress(ValueError):  # that of either language
        if file.suffix == ".toml":
            import tomllib  # few books have any

            data = tomllib.loads(text)
        elif file.suffix == ".json":
            data = json.loads(text)
        elif file.suffix in (".yml", ".yaml"):
            data = parse_yaml(text, file.name, foreign=True)[0]
        elif file.suffix in (".js", ".cjs", ".mjs", ".ts"):
            data = {"code": text}
    return data if isinstance(data, dict) else {}


def _mkdocs(data: dict[str, Any]) -> Site:
    folder = PurePosixPath(_text(data, "docs_dir") or "docs")
    return Site("MkDocs", folder, _text(data, "site_name"), _text(data, "site_url") or "")


def _mdbook(data: dict[str, Any]) -> Site:
    book, build, html = (
        _table(data, *names) for names in (["book"], ["build"], ["output", "html"])
    )
    folder = PurePosixPath(_text(book, "src") or _text(build, "src") or "src")
    return Site("mdBook", folder, _text(book, "title"), _text(html, "site-url") or "")


def _gitbook(data: dict[str, Any]) -> Site:
    summary = _text(_table(data, "structure"), "summary") or "SUMMARY.md"
    folder = PurePosixPath((_text(data, "root") or ".").lstrip("/"))
    return Site("GitBook", folder, _text(data, "title"), "", summary.removeprefix("./"))


def _jekyll(data: dict[str, Any]) -> Site:
    address = (_text(data, "url") or "") + (_text(data, "baseurl") or "")
    # https://jekyllrb.com/docs/collections/
    collections = _table(data, "collections")
    shown = (f"_{name}" for name in collections if _table(collections, name).get("output") is True)
    return Site("Jekyll", _TOP, _text(data, "title"), address, collections=frozenset(shown))


def _hugo(data: dict[str, Any]) -> Site:
    folder = PurePosixPath(_text(data, "contentDir") or _text(data, "contentdir") or "content")
    address = _text(data, "baseURL") or _text(data, "baseurl") or ""
    return Site("Hugo", folder, _text(data, "title"), address)


def _eleventy(data: dict[str, Any]) -> Site:
    found = re.search(r"\binput\s*:\s*[\"']([^\"']+)[\"']", data.get("code", ""))
    return Site("Eleventy", PurePosixPath(found[1].strip("/")) if found else _TOP)


def _middleman(data: dict[str, Any]) -> Site:
    return Site("Middleman", PurePosixPath("source"), _text(data, "service_name"))


def _in(kind: str, folder: str) -> Callable[[dict[str, Any]], Site]:
    return lambda data: Site(kind, PurePosixPath(folder))


# The first that is there counts.
_READERS: dict[str, Callable[[dict[str, Any]], Site]] = {
    "book.toml": _mdbook,
    **dict.fromkeys(MKDOCS_NAMES, _mkdocs),
    ".gitbook.yaml": _gitbook,
    "book.json": _gitbook,
    "docusaurus.config.*": _in("Docusaurus", "docs"),
    "docs/.vitepress": _in("VitePress", "docs"),
    "astro.config.*": _in("Astro", "src/content/docs"),
    ".eleventy.js": _eleventy,
    "eleventy.config.*": _eleventy,
    "hugo.*": _hugo,
    "config/_default/hugo.*": _hugo,
    "config/_default/config.*": _hugo,
    "config/tech-docs.yml": _middleman,
    "config.rb": _middleman,
    "_config.yml": _jekyll,
    "config.toml": _hugo,
    "config.yaml": _hugo,
}


def _table(data: dict[str, Any], *names: str) -> dict[str, Any]:
    held: Any = data
    for name in names:
        held = held.get(name) if isinstance(held, dict) else None
    return held if isinstance(held, dict) else {}


def _text(data: dict[str, Any], name: str) -> str | None:
    value = data.get(name)
    return value.strip() or None if isinstance(value, str) else None

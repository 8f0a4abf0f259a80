"""Images as HTML, and what is printed where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from publisher.language import Words
from publisher.markdown.slugs import file_title
from publisher.model import Chapter
from publisher.references import Fate, Resolver

_ICON_HEIGHT = 48  # pixels: lower images belong into the line of text
_ICON_WIDTH = 400
_PANORAMA_WIDTH, _PANORAMA_RATIO = 640, 2.2
_BADGE = re.compile(r"badge|shields\.io|travis-ci|codecov\.io|coveralls|circleci", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_SIZED = re.compile(r"<img\b[^>]*?\s(?:width|height)=[^>]*>")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|%|)\s*")
_KEPT = ("width", "height", "id", "class", "title", "align")
_REASONS = {
    Fate.EXTERNAL: "image-is-remote",
    Fate.OUTSIDE: "image-is-outside",
    Fate.UNREADABLE: "image-is-unreadable",
    Fate.NOWHERE: "image-is-missing",
}


def image_html(
    resolver: Resolver,
    chapter: Chapter,
    target: str,
    alternative: str,
    words: Words,
    attributes: Mapping[str, str] | None = None,
    *,
    in_line: bool = True,
) -> str:
    """An image, or where there is none to print, its words: in a box, or marked within a line.

    `words` are those of the chapter's language.
    """
    resolved = resolver.printed_image(chapter, target)
    alternative = " ".join(alternative.split()) or file_title(unquote(target))
    if resolved.fate is not Fate.INSIDE:
        said = escapeHtml(alternative)
        if in_line or is_badge(target):
            return f'<span class="unprinted-inline">{said}</span>'
        reason = words("image-not-printed", what=words(_REASONS[resolved.fate]))
        address = "" if target.startswith("data:") else escapeHtml(unquote(target.strip()))
        return (
            f'<span class="unprinted-image"><span class="unprinted-words">{said}</span>'
            f'<span class="unprinted-reason">{escapeHtml(reason)}</span>'
            f'<span class="unprinted-address">{address}</span></span>'
        )
    kept = {name: value for name, value in (attributes or {}).items() if name in _KEPT}
    file = resolver.image_file(resolved)
    if file.is_scaled and file.width and not ({"width", "height"} & kept.keys()):
        kept["width"] = f"{file.width:.0f}"
    if is_icon(resolver, chapter, target):
        kept["class"] = f"{kept.get('class', '')} icon".strip()
    others = "".join(f' {name}="{escapeHtml(value)}"' for name, value in kept.items())
    return f'<img src="{escapeHtml(resolved.url)}" alt="{escapeHtml(alternative)}"{others}>'


def is_badge(target: str) -> bool:
    """Whether an address is that of a badge, a sign of a few letters that stands in a line."""
    return _BADGE.search(target) is not None


def is_icon(resolver: Resolver, chapter: Chapter, target: str) -> bool:
    """Whether an image is so low that it belongs into a line of text."""
    file = resolver.image_file(resolver.image(chapter, target))
    return 0 < file.height <= _ICON_HEIGHT and file.width <= _ICON_WIDTH


def is_panorama(resolver: Resolver, chapter: Chapter, target: str) -> bool:
    """Whether an image is so wide and low that it can only be read beyond the column."""
    file = resolver.image_file(resolver.image(chapter, target))
    return file.width >= _PANORAMA_WIDTH and file.width >= _PANORAMA_RATIO * file.height > 0


def raw_images(
    html: str, resolver: Resolver, chapter: Chapter, words: Words, *, in_line: bool
) -> str:
    """HTML that an author wrote, with its images as `image_html` has them.

    Several in one piece are set as in a line.
    """
    in_line = in_line or len(_IMAGE.findall(html)) > 1

    def replaced(found: re.Match[str]) -> str:
        attributes = {
            name.lower(): unescape(next(filter(None, values), ""))
            for name, *values in _ATTRIBUTE.findall(found[0][len("<img") : -1].rstrip("/"))
        }
        target = attributes.get("src", "")
        if not target.strip():
            return ""
        is_small = _is_small(attributes)
        return image_html(
            resolver,
            chapter,
            target,
            attributes.get("alt", ""),
            words,
            attributes,
            in_line=in_line or is_small,
        )

    return _IMAGE.sub(replaced, html)


def _is_small(attributes: Mapping[str, str]) -> bool:
    lengths = (_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height"))
    return any(found and found[2] != "%" and float(found[1]) <= _ICON_HEIGHT for found in lengths)


def sized_images(html: str) -> str:
    """HTML in which the width and height of images count: the type setter reads styles only."""

    def styled(found: re.Match[str]) -> str:
        tag = found[0]
        attributes = {name: value for name, value, *_ in _ATTRIBUTE.findall(tag)}
        # The width alone, where there are both: so the image keeps its proportions.
        for name in ("width", "height"):
            length = _LENGTH.fullmatch(attributes.get(name, ""))
            if length and float(length[1]) > 0 and (name == "width" or length[2] != "%"):
                return f'<img style="{name}: {length[1]}{length[2] or "px"}"{tag[len("<img") :]}'
        return tag

    return _SIZED.sub(styled, html)


def lone_image(children: Sequence[Token]) -> Token | None:
    """The image of a paragraph that holds nothing else, but maybe a link about it."""
    images = [child for child in children if child.type == "image"]
    is_lone = len(images) == 1 and all(
        child.type in ("image", "link_open", "link_close")
        or (child.type in ("text", "softbreak") and not child.content.strip())
        for child in children
    )
    return images[0] if is_lone else None

"""handbook.yaml: what it may say."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from publisher.language import normalised


def _inside_the_book(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError("should be a path inside the book folder")
    return name


def _language_tag(tag: str) -> str:
    if "_" in tag or (found := normalised(tag)) is None:
        raise ValueError("should be a language tag such as en-GB")
    return found


def _web_address(address: str) -> str:
    if not re.match(r"https?://[^/\s]+", address):
        raise ValueError("should be an address such as https://example.com/handbook/")
    return address


def _colour(written: Any) -> Any:
    if not isinstance(written, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", written):
        message = "should be a colour of six figures or letters to f"
        hint = "Write it in quotation marks, such as '#12506b': without them YAML reads a comment."
        raise PydanticCustomError("colour", message, {"hint": hint})
    return written.lower()


ChapterPath = Annotated[str, Field(min_length=1), AfterValidator(_inside_the_book)]
LanguageTag = Annotated[str, AfterValidator(_language_tag)]
Direction = Literal["ltr", "rtl"]
Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """Base of what an author writes: no silent conversions, no unknown keys."""

    # What a book does not use is not made ready: each validator costs a start about 2 ms.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class PartSettings(Strict):
    """A part: its title, a sentence for its opener, its chapters in order."""

    title: Text
    chapters: list[ChapterPath] = Field(min_length=1)
    summary: str = ""


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Texts = Annotated[list[Text], BeforeValidator(_as_list)]
"""One text or a list of them."""


class FontSettings(Strict):
    """Families for text, headings and code, best first, and font files of the book."""

    serif: Texts = []
    sans: Texts = []
    mono: Texts = []
    files: Annotated[list[ChapterPath], BeforeValidator(_as_list)] = []


class Settings(Strict):
    """The whole of handbook.yaml. `chapters` stand before the first part.

    `logo` is an image of the book, `accent` the colour that all others are made from (#rrggbb);
    `site` is where the book also stands on the web; `values` are checked by `values.read_values`.
    Without `direction` the book runs as its language does.
    """

    title: Text
    subtitle: str = ""
    organisation: str = ""
    authors: list[Text] = []
    language: LanguageTag = "en"
    direction: Direction | None = None
    edition: str = ""
    date: datetime.date | None = None
    description: str = ""
    keywords: list[Text] = []
    contact: str = ""
    logo: ChapterPath | None = None
    accent: Annotated[str, BeforeValidator(_colour)] = ""
    slug: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")] | None = None
    paper: Literal["A4", "Letter"] = "A4"
    assets: ChapterPath | None = None
    site: Annotated[str, AfterValidator(_web_address)] | None = None
    values: dict[Any, Any] = {}
    fonts: FontSettings = FontSettings()
    chapters: list[ChapterPath] = []
    parts: list[PartSettings] = []

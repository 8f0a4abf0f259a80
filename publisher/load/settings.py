"""handbook.yaml: what it may say."""

from __future__ import annotations

import datetime
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

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


ChapterPath = Annotated[str, Field(min_length=1), AfterValidator(_inside_the_book)]
LanguageTag = Annotated[str, AfterValidator(_language_tag)]
Direction = Literal["ltr", "rtl"]
Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """Base of what an author writes: no silent conversions, no unknown keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PartSettings(Strict):
    """A part: its title, a sentence for its opener, its chapters in order."""

    title: Text
    chapters: list[ChapterPath] = Field(min_length=1)
    summary: str = ""


class Settings(Strict):
    """The whole of handbook.yaml. `chapters` stand before the first part.

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
    slug: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")] | None = None
    paper: Literal["A4", "Letter"] = "A4"
    assets: ChapterPath | None = None
    chapters: list[ChapterPath] = []
    parts: list[PartSettings] = []

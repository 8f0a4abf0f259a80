"""Forms to fill in by hand: checklists, fields to write in, and the page that is signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from publisher.components.component import Component, Options, Setting
from publisher.language import in_commas, long_date
from publisher.load.settings import Strict, Text
from publisher.model import Kind


class ChecklistOptions(Options):
    """Things to tick; with `initials` mentee and mentor sign each of them."""

    title: str = ""
    items: list[Text] = Field(min_length=1)
    initials: bool = False


class WriteInField(Strict):
    """A field: ruled lines, or a box so many millimetres high. Without either it has one line."""

    label: Text
    hint: str = ""
    lines: Annotated[int, Field(ge=1, le=25)] | None = None
    box: Annotated[int, Field(ge=10, le=220)] | None = None

    @model_validator(mode="after")
    def _is_ruled_or_boxed(self) -> Self:
        if self.lines and self.box:
            raise ValueError("should have `lines` or a `box` alone")
        return self

    @property
    def line_count(self) -> int:
        """How many lines are ruled; none in a box."""
        return 0 if self.box else self.lines or 1


class WriteInOptions(Options):
    """Labels stand beside the fields on a worksheet, above them in a column of text."""

    fields: list[WriteInField] = Field(min_length=1)
    labels: Literal["beside", "above"] | None = None


class SignOffOptions(Options):
    """What is signed, and who signs it."""

    statement: Text
    roles: list[Text] = Field(min_length=1)


def _checklist(_setting: Setting, _options: ChecklistOptions) -> Mapping[str, Any]:
    return {}


def _write_in(setting: Setting, options: WriteInOptions) -> Mapping[str, Any]:
    usual = "beside" if setting.chapter.kind is Kind.WORKSHEET else "above"
    return {"labels": options.labels or usual}


def _sign_off(setting: Setting, _options: SignOffOptions) -> Mapping[str, Any]:
    book, words = setting.handbook, setting.words
    said = [part for part in (book.edition, long_date(book.date, words)) if part]
    return {"edition": in_commas(said, words)}


CHECKLIST = Component("checklist", _checklist, ChecklistOptions)
WRITE_IN = Component("write-in", _write_in, WriteInOptions)
SIGN_OFF = Component("sign-off", _sign_off, SignOffOptions)

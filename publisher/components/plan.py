"""A plan by periods, to tick and to date, from data/NAME.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from publisher.components.component import Component, Options, Setting
from publisher.components.data import data_file
from publisher.load.settings import Strict, Text

Day = Annotated[int, Field(ge=1)]


class Period(Strict):
    """Days of a plan, counted from 1, and what is to be done in them, a list for each column."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="until")
    items: list[list[Text]]

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end < self.start:
            raise ValueError("`until` should not be before `from`")
        return self


class Plan(Strict):
    """The whole file: the heads of the columns, and the periods."""

    columns: list[Text] = Field(min_length=1)
    periods: list[Period] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_items_for_each_column(self) -> Self:
        for period in self.periods:
            if len(period.items) != len(self.columns):
                message = f"days {period.start} to {period.end} should have {len(self.columns)}"
                raise ValueError(f"{message} lists of items, one for each of `columns`")
        return self


class PlanOptions(Options):
    """`data` names the file of the plan."""

    data: str = Field(min_length=1)


def _context(setting: Setting, options: PlanOptions) -> Mapping[str, Any]:
    return {"plan": data_file(setting, options.data, Plan)}


PLAN = Component("plan", _context, PlanOptions)

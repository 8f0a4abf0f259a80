"""A plan by periods, to tick and to date, from data/NAME.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from publisher.components.component import Component, Options, Setting, WrongDataError
from publisher.components.data import data_file
from publisher.load.settings import Strict, Text
from publisher.load.yaml_file import line_of
from publisher.model import DataFile, Problem

Day = Annotated[int, Field(ge=1)]


class Period(Strict):
    """Days of a plan, counted from 1, and what is to be done in them, a list for each column."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="until")
    items: list[list[Text]]


class Plan(Strict):
    """The whole file: the heads of the columns, and the periods."""

    columns: list[Text] = Field(min_length=1)
    periods: list[Period] = Field(min_length=1)


class PlanOptions(Options):
    """`data` names the file of the plan."""

    data: str = Field(min_length=1)


def _context(setting: Setting, options: PlanOptions) -> Mapping[str, Any]:
    plan = data_file(setting, options.data, Plan)
    problems = tuple(_problems(plan, setting.handbook.data[options.data]))
    if problems:
        raise WrongDataError(problems)
    return {"plan": plan}


def _problems(plan: Plan, file: DataFile) -> Iterator[Problem]:
    def problem(message: str, *location: int | str) -> Problem:
        return Problem("yaml-value", message, file.path, line_of(file.content, location))

    for index, period in enumerate(plan.periods):
        if period.end < period.start:
            message = f"`until`: day {period.end} is before day {period.start}"
            yield problem(message, "periods", index, "until")
        if len(period.items) != len(plan.columns):
            message = f"`items`: should be {len(plan.columns)} lists, one for each of `columns`"
            yield problem(f"{message}, not {len(period.items)}", "periods", index, "items")


PLAN = Component("plan", _context, PlanOptions)

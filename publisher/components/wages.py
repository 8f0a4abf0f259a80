"""The statistics of wages as a table, from data/wages.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.components.component import Component, NothingToDrawError, Options, Setting
from publisher.language import money, number, percent
from publisher.model import Occupation, Wages


@dataclass(frozen=True)
class WageRow:
    """An occupation's figures as they are printed; what is not known is empty."""

    title: str
    code: str
    median: str
    tenths: str
    outlook: str
    openings: str


def _row(occupation: Occupation, wages: Wages, setting: Setting) -> WageRow:
    words = setting.words
    tenths = outlook = openings = ""
    if occupation.low is not None and occupation.high is not None:
        ends = [money(end, wages.currency, words) for end in (occupation.low, occupation.high)]
        tenths = words("range", low=ends[0], high=ends[1])
    if occupation.outlook is not None:
        key = "jobs-fewer" if occupation.outlook < 0 else "jobs-more"
        outlook = words(key, share=percent(abs(occupation.outlook), words))
    if occupation.openings is not None:
        openings = number(occupation.openings, words)
    median = money(occupation.median, wages.currency, words)
    return WageRow(occupation.title, occupation.code, median, tenths, outlook, openings)


def _context(setting: Setting, _options: Options) -> Mapping[str, Any]:
    wages = setting.handbook.wages
    if wages is None:
        raise NothingToDrawError("the book has no data/wages.yaml")
    rows = tuple(_row(occupation, wages, setting) for occupation in wages.occupations)
    return {
        "wages": wages,
        "rows": rows,
        "has_tenths": any(row.tenths for row in rows),
        "has_openings": any(row.openings for row in rows),
        "has_outlook": any(row.outlook for row in rows),
    }


WAGES = Component("wages", _context)

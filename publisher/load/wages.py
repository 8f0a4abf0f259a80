"""data/wages.yaml: published wages, and the tracks' benchmarks that are taken from it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from ruamel.yaml.comments import CommentedMap

from publisher.language import words_in
from publisher.load.settings import Strict, Text
from publisher.load.yaml_file import line_of, validate
from publisher.model import DataFile, Occupation, Problem, Wages

NAME = "wages"
Amount = Annotated[int, Field(gt=0)]


class OccupationEntry(Strict):
    """A line of the statistics; `low` and `high` are the 10th and the 90th percentile."""

    key: Text
    title: Text
    median: Amount
    code: str = ""
    low: Amount | None = None
    high: Amount | None = None
    outlook: float | None = None
    openings: Amount | None = None


class WagesFile(Strict):
    """The whole file: `source` is short, for charts, and `reference` tells it in full."""

    source: Text
    reference: str = ""
    place: Text
    date: Text
    year: int
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    outlook_period: str = ""
    occupations: list[OccupationEntry] = Field(min_length=1)


@dataclass(frozen=True)
class Benchmarks:
    """What the front matter of a track may call by its key; `language` is that of the book."""

    wages: Wages | None
    language: str
    own_words: Mapping[str, Any]

    def fill(self, data: CommentedMap, path: str, first_line: int) -> list[Problem]:
        """Write the figures where front matter names an occupation; tells unknown names."""
        written = data.get("benchmarks")
        if not isinstance(written, list):
            return []
        problems = []
        filled: list[Any] = []
        for index, entry in enumerate(written):
            if not isinstance(entry, str):
                filled.append(entry)
            elif (found := self._figure(entry)) is not None:
                filled.append(found)
            else:
                line = line_of(data, ("benchmarks", index), first_line)
                problems.append(self._unknown(entry, path, line))
        if any(isinstance(entry, str) for entry in written):
            data["benchmarks"] = filled
        return problems

    def _figure(self, key: str) -> dict[str, Any] | None:
        occupations = self.wages.occupations if self.wages else ()
        for occupation in occupations:
            if occupation.key == key and self.wages:
                words = words_in(self.language, self.own_words)
                return {
                    "label": words("wage-label", title=occupation.title, place=self.wages.place),
                    "amount": occupation.median,
                    "year": self.wages.year,
                    "source": self.wages.source,
                }
        return None

    def _unknown(self, key: str, path: str, line: int) -> Problem:
        if self.wages is None:
            hint = "Write label, amount, year and source here, or make data/wages.yaml."
        else:
            known = [occupation.key for occupation in self.wages.occupations]
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
        message = f"data/wages.yaml has no occupation {key!r}"
        return Problem("benchmark-unknown", message, path, line, hint)


def read_wages(files: Mapping[str, DataFile]) -> tuple[Wages | None, list[Problem]]:
    """The wages in data/wages.yaml, None when there are none, and what is wrong with the file."""
    file = files.get(NAME)
    if file is None:
        return None, []
    read, problems = validate(WagesFile, file.content, file.path)
    if read is None:
        return None, problems
    occupations = tuple(Occupation(**entry.model_dump()) for entry in read.occupations)
    return Wages(**read.model_dump() | {"occupations": occupations}), problems

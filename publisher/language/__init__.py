"""What depends on a language: the book's own words, figures, quotation marks, the way it runs."""

from __future__ import annotations

from publisher.language.figures import (
    in_commas,
    listed,
    long_date,
    money,
    number,
    percent,
    salary_range,
    span,
)
from publisher.language.quotes import quotes
from publisher.language.tags import direction, normalised
from publisher.language.words import ENGLISH, SCHEMA, Phrase, Words, is_spoken, words_in

__all__ = [
    "ENGLISH",
    "SCHEMA",
    "Phrase",
    "Words",
    "direction",
    "in_commas",
    "is_spoken",
    "listed",
    "long_date",
    "money",
    "normalised",
    "number",
    "percent",
    "quotes",
    "salary_range",
    "span",
    "words_in",
]

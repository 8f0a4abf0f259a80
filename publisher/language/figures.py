"""Dates, numbers and money as a language writes them, by Unicode's CLDR as Babel has it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol

from publisher.language.bidi import LEFT_TO_RIGHT_MARK, apart
from publisher.language.tags import direction, locale_of
from publisher.language.words import Words
from publisher.model import Salary

# In these regions `$` alone is another dollar than the American.
_DOLLARS_OF_THEIR_OWN = """AG AU BB BM BN BS BZ CA DM FJ GD GY HK JM KI KN KY LC LR NA NR NZ SB
    SG SR TT TV VC ZW"""


def long_date(date: datetime.date, words: Words) -> str:
    """A date in full: `24 November 2026`, `24. November 2026`."""
    return format_date(date, "long", locale=locale_of(words.language))


def number(value: float, words: Words) -> str:
    """A number: `1.5`, `1,5`."""
    return format_decimal(value, locale=locale_of(words.language))


def percent(value: float, words: Words) -> str:
    """A share given in percent: `3%`, `3 %`."""
    return format_percent(value / 100, locale=locale_of(words.language))


def money(amount: int, currency: str, words: Words) -> str:
    """An amount in whole units with its currency: `$60,000`, `60.000 €`."""
    locale = locale_of(words.language)
    symbol = _symbol(currency, words.language)
    # A sign such as $ may touch its figure; a code such as CHF is a word of its own.
    pattern = _whole(locale.currency_formats["standard"].pattern)
    if symbol[-1].isalpha():
        pattern = pattern.replace("¤#", "¤\u00a0#")
    text = format_currency(amount, currency, pattern, locale, currency_digits=False)
    return text.replace(get_currency_symbol(currency, locale), symbol)


def salary_range(salary: Salary, words: Words) -> str:
    """A salary range: `$60,000–$80,000`. A currency that stands apart is said once: `60–80 €`."""
    low, high = (money(amount, salary.currency, words) for amount in (salary.low, salary.high))
    pattern = locale_of(words.language).currency_formats["standard"].pattern
    if pattern.find("¤") > pattern.find("0"):
        low = number(salary.low, words)
    elif "\u00a0" in low:
        high = number(salary.high, words)
    return words("range", low=low, high=high)


def span(low: float, high: float, words: Words) -> str:
    """A number or a range of years in words: `4 years`, `1–2 years`."""
    if low == high:
        return words.counted("years", low, number=number(low, words))
    return words.counted("years-range", high, low=number(low, words), high=number(high, words))


def listed(items: Sequence[str], words: Words) -> str:
    """Things in a row: `a, b and c`."""
    row = [apart(item, words.language) for item in items]
    return format_list(row, locale=locale_of(words.language))


def in_commas(items: Sequence[str], words: Words) -> str:
    """Names with commas between them: `a, b, c`."""
    return words("list-comma").join(apart(item, words.language) for item in items)


def _symbol(currency: str, language: str) -> str:
    locale = locale_of(language)
    symbol = get_currency_symbol(currency, locale)
    american = currency == "USD" and locale.language == "en"
    if american and locale.territory not in _DOLLARS_OF_THEIR_OWN.split():
        return "$"
    # From the right, the sign of US$ would else stand before its letters.
    sign_after_letters = symbol[0].isalpha() and not symbol[-1].isalpha()
    mixed = sign_after_letters and direction(language) == "rtl"
    return f"{symbol}{LEFT_TO_RIGHT_MARK}" if mixed else symbol


def _whole(pattern: str) -> str:
    """A currency pattern (UTS 35, part 3) without places after the decimal mark."""
    return pattern.replace("0.00", "0")

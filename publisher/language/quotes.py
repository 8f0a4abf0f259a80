"""Quotation marks by language: around words, and around words quoted within them.

After Unicode's CLDR (delimiters) and the style guides of the languages' publishers.
"""

from __future__ import annotations

from publisher.language.tags import fallbacks

_NARROW = "\u202f"  # the narrow no-break space of French

# Opening and closing, then the same for a quotation within a quotation.
_ENGLISH = ("“", "”", "‘", "’")
_LOW_HIGH = ("„", "“", "‚", "‘")  # German and its neighbours
_LOW_RIGHT = ("„", "”", "‚", "’")
_RIGHT_RIGHT = ("”", "”", "’", "’")
_POINTED = ("«", "»", "‹", "›")
_POINTED_CURLED = ("«", "»", "“", "”")
_POINTED_LOW = ("«", "»", "„", "“")
_CORNERS = ("「", "」", "『", "』")

_QUOTES = {
    "en": _ENGLISH,
    "ar": _POINTED_CURLED,
    "be": _POINTED_LOW,
    "bg": _LOW_HIGH,
    "bs": _LOW_RIGHT,
    "ca": _POINTED_CURLED,
    "cs": _LOW_HIGH,
    "da": _RIGHT_RIGHT,
    "de": _LOW_HIGH,
    "de-CH": _POINTED,
    "de-LI": _POINTED,
    "el": _POINTED_CURLED,
    "es": _POINTED_CURLED,
    "es-MX": _ENGLISH,
    "es-US": _ENGLISH,
    "et": _LOW_HIGH,
    "eu": _POINTED_CURLED,
    "fa": _POINTED,
    "fi": _RIGHT_RIGHT,
    "fr": (f"«{_NARROW}", f"{_NARROW}»", "“", "”"),
    "fr-CH": (f"«{_NARROW}", f"{_NARROW}»", f"‹{_NARROW}", f"{_NARROW}›"),
    "gl": _POINTED_CURLED,
    "he": _RIGHT_RIGHT,
    "hr": _LOW_RIGHT,
    "hu": ("„", "”", "»", "«"),
    "hy": _POINTED_CURLED,
    "is": _LOW_HIGH,
    "it": _POINTED_CURLED,
    "it-CH": _POINTED,
    "ja": _CORNERS,
    "ka": _LOW_HIGH,
    "lt": _LOW_HIGH,
    "lv": _POINTED_LOW,
    "mk": _LOW_HIGH,
    "nb": ("«", "»", "‘", "’"),
    "nn": ("«", "»", "‘", "’"),
    "nl": ("“", "”", "‘", "’"),
    "pl": ("„", "”", "«", "»"),
    "ps": _POINTED,
    "pt": _ENGLISH,
    "pt-PT": _POINTED_CURLED,
    "ro": ("„", "”", "«", "»"),
    "ru": _POINTED_LOW,
    "sk": _LOW_HIGH,
    "sl": _LOW_HIGH,
    "sq": _LOW_HIGH,
    "sr": ("„", "“", "’", "’"),
    "sv": _RIGHT_RIGHT,
    "uk": _POINTED_LOW,
    "zh-Hant": _CORNERS,
}


def quotes(language: str) -> tuple[str, ...]:
    """The four marks of a language, as markdown-it's option `quotes` takes them.

    They are the opening and the closing mark, and the same within a quotation; English's for a
    language that is not in the table.
    """
    known = (tag for tag in fallbacks(language) if tag in _QUOTES)
    return _QUOTES[next(known, "en")]

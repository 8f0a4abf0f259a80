"""What fontconfig must be told for a document: which typeface emoji are set in."""

from __future__ import annotations

from weasyprint.text.ffi import fontconfig
from weasyprint.text.fonts import FontConfiguration

from publisher.typefaces.catalogue import EMOJI

# Pango asks for the family `emoji` and no other where a text asks for an emoji (its itemiser, since
# 1.44), whatever the style says: without this rule a system's colours would be printed.
_RULES = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <match target="pattern">
    <test name="family" qual="first"><string>emoji</string></test>
    <edit name="family" mode="prepend_first" binding="strong"><string>{EMOJI}</string></edit>
  </match>
</fontconfig>
"""


class BookFonts(FontConfiguration):  # type: ignore[misc]
    """The fonts of one document; emoji are set in the publisher's own typeface."""

    def __init__(self) -> None:
        super().__init__()
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, _RULES.encode(), True)

"""What fontconfig must be told for a document: emoji are not set in colour fonts of the machine."""

from __future__ import annotations

from weasyprint.text.ffi import fontconfig
from weasyprint.text.fonts import FontConfiguration

# Where a text asks for an emoji, Pango looks for the family `emoji` whatever the style says, and
# fontconfig prefers a machine's colour fonts for it. These are left with one private character, so
# that the next in fontconfig's list is taken: Noto Emoji, which the publisher brings. Pango heeds
# no rules for patterns but the machine's own, hence this one for fonts.
_RULES = b"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <match target="font">
    <test name="color"><bool>true</bool></test>
    <edit name="charset" mode="assign"><charset><int>0xf8ff</int></charset></edit>
  </match>
</fontconfig>
"""


class BookFonts(FontConfiguration):  # type: ignore[misc]
    """The fonts of one document, without the colour fonts of the machine."""

    def __init__(self) -> None:
        super().__init__()
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, _RULES, True)

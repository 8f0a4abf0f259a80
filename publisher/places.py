"""Where the publisher's own files lie."""

from pathlib import Path

_TOP = Path(__file__).resolve().parent.parent

LAYOUTS = _TOP / "layouts"
STYLES = _TOP / "styles"

"""The nearest neighbour: pandoc and typst, where they are installed.

They are looked for as programs, and as the Python packages pypandoc and typst of the interpreter
that has `pypandoc` beside it. `python pandoc_typst.py OUTPUT CHAPTER...` makes the document: it
imports nothing of this project.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_READS = "gfm+footnotes"
_PACKAGES = "import pypandoc, typst"
# About as much on a page as this publisher has, its contents, and what pandoc's own template for
# typst defines.
_HEAD = """
#set page(paper: "a4", numbering: "1", margin: (inside: 25mm, outside: 60mm, y: 25mm))
#set text(size: 10.5pt, lang: "en")
#set par(justify: true, leading: 0.75em, spacing: 1.2em)
#let horizontalrule = line(length: 100%)
#show heading.where(level: 1): it => pagebreak(weak: true) + it
#outline(depth: 2)
"""


def typst_command(chapters: Sequence[Path], made: Path) -> list[str] | None:
    """The command that makes a document of chapters, None where it is not installed."""
    python = sys.executable if _programs() else _interpreter()
    return [python, __file__, str(made), *map(str, chapters)] if python else None


def _programs() -> tuple[str, str] | None:
    pandoc, typst = shutil.which("pandoc"), shutil.which("typst")
    return (pandoc, typst) if pandoc and typst else None


def _interpreter() -> str | None:
    """An interpreter with pypandoc and typst."""
    found = shutil.which("pypandoc")
    beside = [str(Path(found).with_name("python"))] if found else []
    for python in (*beside, sys.executable):
        tried = subprocess.run([python, "-c", _PACKAGES], capture_output=True, check=False)
        if tried.returncode == 0:
            return python
    return None


def main() -> None:
    """Make the document that the command line names."""
    made, *chapters = map(Path, sys.argv[1:])
    source, fragment = made.with_suffix(".typ"), made.with_suffix(".md")
    text = "\n\n".join(chapter.read_text(encoding="utf-8") for chapter in chapters)
    fragment.write_text(text, encoding="utf-8")
    if programs := _programs():
        pandoc, typst = programs
        command = [pandoc, "-f", _READS, "-t", "typst", str(fragment)]
        written = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        source.write_text(_HEAD + written, encoding="utf-8")
        subprocess.run([typst, "compile", source, made], check=True)
        return
    import pypandoc  # type: ignore[import-not-found, unused-ignore]
    import typst as compiler  # type: ignore[import-not-found, unused-ignore]

    source.write_text(_HEAD + pypandoc.convert_file(fragment, "typst", format=_READS))
    compiler.compile(str(source), output=str(made))


if __name__ == "__main__":
    main()

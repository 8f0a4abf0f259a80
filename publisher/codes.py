"""Every kind of problem by its code: what it means, how much it weighs, how it is mended.

docs/problems.md is made from this table: `python -m publisher.codes` prints it.
"""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model import Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True)
class Code:
    """A kind of problem: the stage that finds it, its usual severity, what it means and mends."""

    name: str
    stage: str
    severity: Severity
    meaning: str
    remedy: str


CODES: tuple[Code, ...] = (
    Code(
        "book-empty",
        "load",
        _ERROR,
        "The folder holds no chapter.",
        "Name a folder with .md files.",
    ),
    Code(
        "chapter-missing",
        "load",
        _ERROR,
        "A file in the list of chapters does not exist.",
        "Correct the path, or take the line out.",
    ),
    Code(
        "chapter-outside",
        "load",
        _ERROR,
        "A file in the list of chapters lies outside the book folder.",
        "Copy the file into the book folder.",
    ),
    Code(
        "data-outside",
        "load",
        _ERROR,
        "A file in data/ leads outside the book folder.",
        "Copy the file into the book folder.",
    ),
    Code(
        "benchmark-unknown",
        "load",
        _ERROR,
        "A track names an occupation that data/wages.yaml does not have.",
        "Write its key as it stands there, or the figure itself.",
    ),
    Code("encoding", "load", _ERROR, "A file is not UTF-8 text.", "Save the file as UTF-8."),
    Code(
        "include-circle",
        "load",
        _ERROR,
        "A file brings itself in, directly or by way of others.",
        "Take one of these includes out.",
    ),
    Code(
        "include-missing",
        "load",
        _ERROR,
        "A file to include does not exist.",
        "Correct the path, which starts from the folder of the file that the line is in.",
    ),
    Code(
        "include-outside",
        "load",
        _ERROR,
        "A file to include lies outside the book folder.",
        "Copy the file into the book folder.",
    ),
    Code(
        "include-part",
        "load",
        _ERROR,
        "A file to include has no such lines, or no such ANCHOR.",
        "Name lines or an anchor that it has; the hint lists them.",
    ),
    Code(
        "matter-syntax",
        "load",
        _ERROR,
        "Front matter in TOML cannot be read.",
        "Put text between quotation marks, and write `name = value`.",
    ),
    Code(
        "value-unknown",
        "load",
        _ERROR,
        "A name in braces is not among the `values` of handbook.yaml.",
        "Correct the name, declare it, or write `\\{{ name }}` for the braces themselves.",
    ),
    Code(
        "yaml-missing",
        "load",
        _ERROR,
        "handbook.yaml or front matter lacks a value.",
        "Add the value that the message names.",
    ),
    Code(
        "yaml-syntax",
        "load",
        _ERROR,
        "handbook.yaml, words.yaml or front matter is no YAML that can be read.",
        "Quote text that holds a colon or a quotation mark, and indent with spaces.",
    ),
    Code(
        "yaml-unknown",
        "load",
        _WARNING,
        "A name means nothing in this kind of file; its value is not used.",
        "Correct the name, or take the line out.",
    ),
    Code(
        "yaml-value",
        "load",
        _ERROR,
        "A value is of the wrong kind.",
        "Write what the message asks for.",
    ),
    Code(
        "chapter-empty",
        "check",
        _NOTE,
        "A file holds neither text nor a title.",
        "Write it, or take it out of the book; a `title` in front matter names its page.",
    ),
    Code(
        "language-words",
        "check",
        _WARNING,
        "The book's own words, such as Contents, are not known in its language or a chapter's.",
        "Write them into `words/<language>.yaml` in the book folder; README.md tells how.",
    ),
    Code(
        "layout-unknown",
        "check",
        _ERROR,
        "A chapter asks for a layout that does not exist.",
        "Name one of those that there are, or leave `layout` out.",
    ),
    Code(
        "stage-unknown",
        "check",
        _ERROR,
        "A chapter says that it is useful at a stage which the path does not have.",
        "Write the label of a chapter of the kind `stage`.",
    ),
    Code(
        "link-broken",
        "check",
        _ERROR,
        "A link leads to no file and no heading.",
        "Correct the path, which starts from the chapter's folder, or the name of the heading.",
    ),
    Code(
        "link-outside",
        "check",
        _ERROR,
        "A link leads out of the book folder and its repository.",
        "Copy the file into the book folder, or link to an address on the web.",
    ),
    Code(
        "link-scheme",
        "check",
        _WARNING,
        "A link has an address that no PDF can follow, such as `javascript:`.",
        "Correct it, take it out, or link to an address on the web.",
    ),
    Code(
        "link-unprinted",
        "check",
        _NOTE,
        "A link leads to a file of the repository that is no chapter.",
        "Do nothing, when its words make sense without the link.",
    ),
    Code(
        "image-missing",
        "check",
        _WARNING,
        "An image does not exist; its words are printed in a box.",
        "Correct the path, which starts from the chapter's folder, or with / from the book's.",
    ),
    Code(
        "image-outside",
        "check",
        _ERROR,
        "An image lies outside the book folder.",
        "Copy the image into the book folder.",
    ),
    Code(
        "image-remote",
        "check",
        _WARNING,
        "An image, or a part of a drawing, lies on the network, which a build never uses.",
        "Copy the image into the book folder.",
    ),
    Code(
        "image-unreadable",
        "check",
        _WARNING,
        "An image file cannot be printed: it is broken, or of an unsupported kind.",
        "Save it anew as PNG, JPEG or SVG, or fetch it, when the message says so.",
    ),
    Code(
        "image-alternative",
        "check",
        _WARNING,
        "An image has no words for those who do not see it.",
        "Say in a few words what it shows: `![words](path)`.",
    ),
    Code(
        "diagram-code",
        "check",
        _WARNING,
        "A diagram that another tool draws (Mermaid, PlantUML, Graphviz) is printed as its code.",
        "Draw it with its own tool, and show the image.",
    ),
    Code(
        "html-dropped",
        "check",
        _WARNING,
        "HTML that paper cannot show is left out.",
        "Take it out, or say in words what it shows.",
    ),
    Code(
        "footnote-astray",
        "check",
        _WARNING,
        "A footnote is written twice or called nowhere, or a call has no footnote.",
        "Give each note a name of its own, and call each: [^name].",
    ),
    Code(
        "footnote-long",
        "check",
        _WARNING,
        "A footnote is too long for the foot of a page, and stands at the end of its chapter.",
        "Shorten it, or make it a part of the text.",
    ),
    Code(
        "maths-unset",
        "check",
        _WARNING,
        "A formula that cannot be read is printed as code.",
        "Check its braces and its commands, or leave it as code.",
    ),
    Code(
        "foreign-syntax",
        "check",
        _WARNING,
        "Template syntax of another tool is left out; told once a file, with a count.",
        "Say it in Markdown, or declare a name in braces under `values` in handbook.yaml.",
    ),
    Code(
        "font-file",
        "check",
        _ERROR,
        "A font file that handbook.yaml names is not in the book folder, or is no font.",
        "Name a .ttf, .otf, .woff or .woff2 file in the book folder.",
    ),
    Code(
        "font-unknown",
        "check",
        _ERROR,
        "A typeface that handbook.yaml names is not on this machine and not in the book.",
        "Correct the name, install the typeface, or put its files into the book.",
    ),
    Code(
        "font-system",
        "check",
        _NOTE,
        "A character is printed in a typeface that only this machine has.",
        "Put a font file into the book, so that pages are the same everywhere.",
    ),
    Code(
        "glyph-missing",
        "check",
        _ERROR,
        "A character is in no typeface, and prints as a box.",
        "Install the package that the hint names, or put a font file into the book.",
    ),
    Code(
        "character-control",
        "check",
        _WARNING,
        "A control character stands in a text; it is left out.",
        "Delete it.",
    ),
    Code(
        "character-private",
        "check",
        _WARNING,
        "An icon of a typeface that is not here is left out.",
        "Write a word or an emoji, or put the typeface's file into the book.",
    ),
    Code(
        "index-astray",
        "check",
        _WARNING,
        "A phrase that front matter gives the index is not in its chapter's running text.",
        "Write the phrase as the text has it; what it is called in the index may stand before it.",
    ),
    Code(
        "index-empty",
        "check",
        _WARNING,
        "A chapter of the kind `index` has nothing to list.",
        "Give chapters an `index:` in front matter, or the book a glossary.",
    ),
    Code(
        "index-see",
        "check",
        _WARNING,
        "A cross reference of the index leads to a heading that it does not have.",
        "Name a heading of the index; the hint has one that is like it.",
    ),
    Code(
        "term-repeated",
        "check",
        _ERROR,
        "A term is defined twice, or is another form of two terms.",
        "Make one definition of the two, or tell the terms apart by their names.",
    ),
    Code(
        "term-unknown",
        "check",
        _ERROR,
        "A glossary leaves a term unlinked that it does not define.",
        "Write the term as it is defined.",
    ),
    Code(
        "component-empty",
        "render",
        _ERROR,
        "A component has nothing to draw.",
        "Add the front matter that the message names.",
    ),
    Code(
        "layout-failed",
        "render",
        _ERROR,
        "A layout of the publisher does not fit what a chapter holds.",
        "Name a layout that fits the chapter's kind; when the chapter names none, report it.",
    ),
    Code(
        "template-syntax",
        "render",
        _ERROR,
        "A layout of the book's own is none that Jinja can read.",
        "Correct the line; often a bracket or an `{% end… %}` is missing.",
    ),
    Code(
        "template-undefined",
        "render",
        _ERROR,
        "A layout of the book's own uses a name that does not exist.",
        "Use `book`, `section`, `chapter`, `part` or `words`; see layouts/.",
    ),
    Code(
        "template-error",
        "render",
        _ERROR,
        "A layout of the book's own fails.",
        "Correct the line of the layout; the message says what it cannot do.",
    ),
    Code(
        "typeset",
        "typeset",
        _WARNING,
        "The type setter complains.",
        "Mend what it names; most often it is CSS of a layout.",
    ),
    Code(
        "typeset-failed",
        "typeset",
        _ERROR,
        "A chapter could not be laid out.",
        "Take out half of the text, then half of the rest, to find what it fails on.",
    ),
    Code(
        "worker-died",
        "typeset",
        _ERROR,
        "The process that laid out a chapter died.",
        "Where the machine ran out of memory, build with `-j 1`, or split the chapter.",
    ),
    Code(
        "footnote",
        "typeset",
        _WARNING,
        "A footnote does not stand on the page that calls it.",
        "Shorten the note, or move its call to another sentence.",
    ),
    Code(
        "index-unsettled",
        "typeset",
        _ERROR,
        "An index that is not the last chapter moves the pages that it names, again and again.",
        "Make the index the last chapter of the book.",
    ),
    Code(
        "link-lost",
        "link",
        _ERROR,
        "A link's target was not laid out.",
        "Lead the link to a heading; often its target is HTML that was left out.",
    ),
    Code(
        "proof-unreadable",
        "proof",
        _ERROR,
        "A file is no PDF, is damaged, or is locked with a password.",
        "Name a PDF that opens without a password, or build it again.",
    ),
    Code(
        "proof-record",
        "proof",
        _NOTE,
        "The PDF does not tell what it was made from, so that less of it can be checked.",
        "Do nothing, when another program made it.",
    ),
    Code("proof-page", "proof", _ERROR, "A page is not in the PDF.", "Build it again."),
    Code("proof-chapter", "proof", _ERROR, "A chapter is not in the PDF.", "Report it."),
    Code("proof-heading", "proof", _ERROR, "A heading is not in the PDF.", "Report it."),
    Code(
        "proof-text",
        "proof",
        _ERROR,
        "Words of a chapter are not in the PDF.",
        "Report it; until it is mended, write the passage in another way.",
    ),
    Code(
        "proof-paper",
        "proof",
        _ERROR,
        "Text or an image runs off the paper.",
        "Shorten what cannot be broken: a long word, a wide table, a large image.",
    ),
    Code(
        "proof-margin",
        "proof",
        _ERROR,
        "Text or an image stands in the margins.",
        "Shorten what cannot be broken: a long word, a wide table, a large image.",
    ),
    Code(
        "proof-glyph",
        "proof",
        _ERROR,
        "Characters print as boxes.",
        "Name a font that has them, or write them in words.",
    ),
    Code("proof-empty", "proof", _ERROR, "A page is empty.", "Report it."),
    Code(
        "proof-stranded",
        "proof",
        _WARNING,
        "A heading stands at the foot of a page, and what it heads on the next.",
        "Shorten the text above it, or set the heading elsewhere.",
    ),
    Code(
        "proof-image",
        "proof",
        _WARNING,
        "An image prints with less than 150 dpi.",
        "Use an image with as many pixels as the hint says.",
    ),
    Code("proof-font", "proof", _ERROR, "A font does not travel with the file.", "Report it."),
    Code("proof-link", "proof", _ERROR, "A link leads nowhere.", "Correct the link."),
    Code(
        "proof-path",
        "proof",
        _ERROR,
        "The PDF names a place on the machine that made it.",
        "Take the path out of handbook.yaml, or report it.",
    ),
    Code("proof-tags", "proof", _ERROR, "The PDF is not tagged.", "Report it."),
    Code("proof-language", "proof", _ERROR, "The PDF names no language.", "Report it."),
    Code("proof-title", "proof", _ERROR, "The PDF has no title.", "Report it."),
)

_STAGES = {
    "load": "Reading the sources",
    "check": "What the sources say",
    "render": "Layouts and components",
    "typeset": "Laying out",
    "link": "Linking",
    "proof": "The finished PDF",
}
_OPENING = """\
# Problems

What `publish.py` can find wrong with a book, by code. `publish.py check` tells it without making a
PDF, `publish.py build` stops on errors, and `publish.py proof` reads finished files. A warning does
not stop a build; with `--strict` it is an error. A note never is. In a folder without a
`handbook.yaml` some errors are warnings: there it is often the site around it that is missing.

This page is made from publisher/codes.py by `make docs`.
"""


def page() -> str:
    """The page of the documentation that lists all codes, in Markdown."""
    sections = [_OPENING]
    for stage, title in _STAGES.items():
        rows = [
            f"| `{code.name}` | {code.severity} | {_cell(code.meaning)} | {_cell(code.remedy)} |\n"
            for code in CODES
            if code.stage == stage
        ]
        head = f"## {title}\n\n| code | usually | means | what to do |\n| --- | --- | --- | --- |\n"
        sections.append(head + "".join(rows))
    return "\n".join(sections)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(page(), end="")

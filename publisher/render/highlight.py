"""Code to coloured pieces, by Pygments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Names that fences bear beside those Pygments knows.
_ALIASES = {
    "jsonc": "javascript",
    "mdx": "markdown",
    "env": "bash",
    "proto": "protobuf",
    "sh-session": "console",
    "terminal": "console",
    "tf": "terraform",
}
_MOST_CHARACTERS = 200_000  # what is longer is printed, but not worth the time of colouring

# The first that a token's type lies in counts; see pygments.token for the tree of types.
_CLASSES = (
    ("Comment.Preproc", "name"),
    ("Comment", "comment"),
    ("Keyword.Constant", "number"),
    ("Keyword", "keyword"),
    ("Operator.Word", "keyword"),
    ("Literal.String.Doc", "comment"),
    ("Literal.String", "string"),
    ("Literal", "number"),
    ("Name.Class", "name"),
    ("Name.Function", "name"),
    ("Name.Namespace", "name"),
    ("Name.Tag", "keyword"),
    ("Name.Decorator", "name"),
    ("Name.Attribute", "name"),
    ("Name.Builtin", "name"),
    ("Name.Variable", "name"),
    ("Generic.Prompt", "keyword"),
    ("Generic.Output", "output"),
    ("Generic.Deleted", "deleted"),
    ("Generic.Inserted", "inserted"),
    ("Generic.Heading", "keyword"),
    ("Generic.Subheading", "comment"),
)

Piece = tuple[str, str]


def highlight(code: str, language: str) -> tuple[Piece, ...]:
    """The code in pieces: a class of styles/components/code.css, or none, and the text.

    The texts together are the code. A language that Pygments does not know has no colours.
    """
    lexer = _lexer(_ALIASES.get(language, language)) if language else None
    if lexer is None or len(code) > _MOST_CHARACTERS:
        return (("", code),)
    pieces = tuple(_joined((_class_of(str(kind)), text) for kind, text in lexer.get_tokens(code)))
    if "".join(text for _class, text in pieces) != code:  # a lexer that drops or adds something
        return (("", code),)
    return pieces


@cache
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _class_of(kind: str) -> str:
    name = kind.removeprefix("Token.")
    return next((f"code-{of}" for under, of in _CLASSES if f"{name}.".startswith(f"{under}.")), "")


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with neighbours of one class made one."""
    current, texts = "", [""]
    for name, text in pieces:
        if name != current and not (text.isspace() and name == ""):
            yield current, "".join(texts)
            current, texts = name, []
        texts.append(text)
    yield current, "".join(texts)

"""Finished files read from the disk, whoever made them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from publisher.model import Handbook, Problem
from publisher.proof import proof


@dataclass(frozen=True)
class Proofed:
    """A file, what is wrong with it, and its pages; None when they cannot be read."""

    file: Path
    page_count: int | None
    problems: tuple[Problem, ...]


def proof_file(file: Path, handbook: Handbook | None) -> Proofed:
    """Preflight of a PDF, held against the handbook it was made from where that is given.

    A file that cannot be read is a problem of its own.
    """
    try:
        content = file.read_bytes()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            page_count = len(pdf.pages)
        return Proofed(file, page_count, proof(content, handbook))
    except pikepdf.PasswordError:
        reason = "it is locked with a password"
    except OSError as error:
        reason = f"it cannot be read: {error.strerror}"
    # pypdfium2's errors, like pikepdf's foreign ones, are RuntimeErrors.
    except (pikepdf.PdfError, RuntimeError):
        reason = "it is damaged" if content.lstrip().startswith(b"%PDF-") else "it is no PDF"
    return Proofed(file, None, (Problem("proof-unreadable", reason),))

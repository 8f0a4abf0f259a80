"""Markdown chapters become a printable PDF career handbook.

The stages, in the order a book passes through them:
load, check, render, typeset, link, proof, write. ARCHITECTURE.md tells what each takes and gives.
"""

__version__ = "0.1.0"

"""Typefaces: those the publisher brings, those of the book and of the machine, and what they hold.

Read by `check`, which tells of a character that no typeface holds, and by `typeset`, which declares
the typefaces that a section needs.
"""

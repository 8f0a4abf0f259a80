"""Glossary terms and index phrases found in running text, and the anchors they are given there."""

from __future__ import annotations

from publisher.terms.marking import Marked, Terms

__all__ = ["Marked", "Terms"]

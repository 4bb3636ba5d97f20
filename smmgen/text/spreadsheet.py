"""Texts in the cells of a spreadsheet, which likes to take them for formulas, numbers and dates."""

import re

from smmgen.pattern import pattern

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a cell begins that a spreadsheet reckons with. Source: OWASP, CSV Injection; read 2026-11."""

_TURNED = pattern(
    r"[\d\s.,:/%$€£₽()-]+|\d[\d.]*e\d+|\d{1,2}[\s-]*[a-zа-я]{3,9}\.?|[a-zа-я]{3,9}\.?[\s-]*\d{1,4}|true|false",
    re.IGNORECASE,
)
"""A text that is turned into a number, a date or a truth value when a table of plain text is opened."""


def guarded(text: str) -> str:
    """Return a cell's text with an apostrophe in front where a spreadsheet would not leave it a text."""
    return f"'{text}" if _is_at_risk(text) else text


def unguarded(text: str) -> str:
    """Return a text without the apostrophe that `guarded` put in front, and any other as it is."""
    return text[1:] if text.startswith("'") and _is_at_risk(text[1:]) else text


def _is_at_risk(text: str) -> bool:
    return text.startswith(_FORMULA) or _TURNED.fullmatch(text) is not None

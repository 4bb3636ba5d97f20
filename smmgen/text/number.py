"""Read numbers as people write them, with their unit, and write them as a language does."""

import re

from msgspec import Struct

from smmgen.pattern import pattern

_POINT = frozenset(("en", "he", "ja", "ko", "th", "zh"))
"""Languages with a decimal point; all others take a comma. Source: Unicode CLDR 46, decimal."""

_DOTTED = frozenset(("da", "de", "es", "id", "it", "nl", "pt", "tr"))
"""Languages that group thousands by full stops. Source: Unicode CLDR 46, group."""

_NBSP = "\u00a0"
_MINUS = "\u2212"
_WRITTEN = pattern(
    r"(?P<sign>[+\-\u2212\u2013]?)\s*(?P<before>[^\W\d]{0,3}[$€£¥₽₴₸₹]?)\s*(?P<second>[\-\u2212]?)"
    r"(?P<digits>\d(?:[\d\s.,'’]*\d)?)\s*(?P<after>\D{0,20})"
)
_GROUPS = pattern(r"\d{1,3}(?:[.,]\d{3})+")


class Amount(Struct, frozen=True):
    """A number with how many decimals it was written with, and what stood before and behind it."""

    value: float
    places: int = 0
    before: str = ""
    after: str = ""
    has_plus: bool = False


def parse_amount(written: str, language: str) -> Amount | None:
    """Read “1 234,5”, “1,234.5”, “−30 %”, “€12”, “12 kg”; None for anything else.

    One comma or point before three digits is read as the language has it: 1,234 is above a thousand in
    English and below two in Russian.
    """
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    whole, _, decimals = _plain(re.sub(r"[\s'’]", "", found["digits"]), language).partition(".")
    if not whole.isascii() or not decimals.isascii() or not (whole + decimals).isdigit():
        return None
    is_negative = (found["sign"] or "+") != "+" or bool(found["second"])
    value = float(f"{whole}.{decimals or 0}")
    return Amount(
        value=-value if is_negative else value,
        places=len(decimals),
        before=found["before"],
        after=found["after"].strip(),
        has_plus=found["sign"] == "+",
    )


def _plain(digits: str, language: str) -> str:
    """Return digits with a point for the decimals and without groups."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits
    decimal = marks[-1]
    if len(set(marks)) == 1:
        is_grouped = _GROUPS.fullmatch(digits) and (len(marks) > 1 or decimal != _decimal(language))
        decimal = "" if is_grouped or len(marks) > 1 else decimal
    others = ",." if not decimal else "," if decimal == "." else "."
    plain = digits.translate(dict.fromkeys(map(ord, others)))
    return plain.replace(decimal, ".") if decimal else plain


def _decimal(language: str) -> str:
    return "." if language[:2] in _POINT else ","


def write_number(value: float, places: int, language: str) -> str:
    """Write a number with so many decimals: 1,234.5 in English, 1 234,5 in Russian, 1.234,5 in German."""
    code = language[:2]
    group = "," if code in _POINT else "." if code in _DOTTED else _NBSP
    whole, _, decimals = f"{abs(value):,.{places}f}".partition(".")
    shown = whole.replace(",", group) + (f"{_decimal(language)}{decimals}" if decimals else "")
    is_zero = not any(sign in "123456789" for sign in shown)
    return shown if value >= 0 or is_zero else _MINUS + shown


def write_amount(amount: Amount, language: str) -> str:
    """Write a number with its unit; a space that never breaks parts it from a word or, mostly, a sign."""
    number = write_number(abs(amount.value), amount.places, language)
    sign = _MINUS if amount.value < 0 else "+" if amount.has_plus and amount.value else ""
    before = amount.before + (_NBSP if amount.before[-1:].isalpha() else "")
    is_close = amount.after in ("", "°", "″", "′") or (amount.after[0] in "%€$£" and language[:2] in _POINT)
    return f"{sign}{before}{number}{'' if is_close else _NBSP}{amount.after}"

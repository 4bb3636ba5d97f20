"""Tell “a” from “an” where letters alone can tell."""

import re

from smmgen.pattern import pattern
from smmgen.text.phrases import words

_AN = pattern(r"(?!eu|ewe|one|once|oui|oaxaca)(?:[aeio]|u(?:n(?!i|anim)|p|gl|ltra|mbr|rg))", re.IGNORECASE)
_A = pattern(
    r"(?:[bcdfgjklmnpqrstvwyz](?=[a-z]*[aeiouy])|eu|uni(?:que|vers|t|on|form|corn|fied|son)|use|usu|one\b)",
    re.IGNORECASE,
)
_NO_NOUN = words("is are and or in of as at on if a an it into also am")


def article(word: str) -> str:
    """Return “a” or “an” for a word where that is sure, not for “hour”, “FAQ”, “of”."""
    if word.lower() in _NO_NOUN or (len(word) > 1 and word.isupper()):
        return ""
    if _AN.match(word):
        return "an"
    return "a" if _A.match(word) else ""

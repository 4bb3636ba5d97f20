"""Posts of one text, in a language, for the tables of rules that proofread."""

from smmgen.model.diagnostic import Diagnostic
from tests.check.world import checked, post

POST = "content/posts/example.md"


def codes(text: str, topics: str, brand: str = "", **keys: object) -> list[str]:
    """Return the codes of some topics ("GRM STY") that are found in a post of this text."""
    return [one.code for one in findings(text, brand, **keys) if one.code[:3] in topics.split()]


def findings(text: str, brand: str = "", **keys: object) -> tuple[Diagnostic, ...]:
    """Return what is found in a post of this text; a Cyrillic one is Russian."""
    language = "ru" if any("а" <= sign <= "я" for sign in text.lower()) else "en"
    written = post(text, **{"accounts": "[tg]", "language": language, **keys})
    return checked({POST: written, **({"smmgen.yaml": brand} if brand else {})}).findings

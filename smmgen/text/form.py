"""Fill a form of words: names in braces, and stretches in square brackets that may be missing."""

import re
from collections.abc import Mapping

from smmgen.pattern import pattern

_OPTIONAL = pattern(r"\[([^\[\]]*)\]")
_NAME = pattern(r"\{(\w+)\}")
_TWO_STOPS = pattern(r"(?<!\.)\.\.(?!\.)")


def names_in(form: str) -> tuple[str, ...]:
    """Return the names that a form has in braces, each once."""
    return tuple(dict.fromkeys(_NAME.findall(form)))


def fill(form: str, values: Mapping[str, str]) -> str:
    """Put values where their names stand; a stretch in brackets goes where a name in it has no value.

    White space becomes single blanks, and a value's full stop is not doubled: "Northwind Inc." ends with one.
    """

    def kept(found: re.Match[str]) -> str:
        return found[1] if all(values.get(name) for name in names_in(found[1])) else ""

    filled = _NAME.sub(lambda found: values.get(found[1], ""), _OPTIONAL.sub(kept, form))
    return _TWO_STOPS.sub(".", " ".join(filled.split()))

"""The words of the pages, in the languages that brands speak."""

from smmgen.build.english import ENGLISH
from smmgen.build.russian import RUSSIAN
from smmgen.build.wording import Words


def words(language: str) -> Words:
    """Return the words of a language by its IETF tag; English where there are none."""
    return {"ru": RUSSIAN}.get(language.lower().partition("-")[0], ENGLISH)

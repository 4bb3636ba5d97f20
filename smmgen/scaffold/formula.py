"""Skeletons of posts after copywriting formulas, with prompts for their authors."""

from smmgen.scaffold.fill import FILES

FORMULAS = ("4u", "aida", "fab", "pas", "storytelling")


def formula(name: str, language: str) -> str:
    """Return a formula's skeleton in a language (an IETF tag), in English where it has none of that one.

    What stands between `<<?` and `>>` is for the author; `smmgen check` finds what was left there.
    """
    known = language.partition("-")[0]
    place = FILES / (known if known in ("en", "ru") else "en") / "formulas" / f"{name}.md"
    return place.read_text("utf-8")

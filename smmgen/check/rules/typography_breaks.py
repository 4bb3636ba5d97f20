"""What must not be parted at the end of a line."""

import re
from collections.abc import Iterable, Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import Rule, rule
from smmgen.check.retype import of_edits
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern

_UNITS = (
    "g|kg|mg|t|lb|oz|ml|cl|dl|l|mm|cm|m|km|ft|mi|mph|min|h|Hz|kHz|MHz|GHz|kB|MB|GB|TB|px|kcal|W|kW|V|EUR|USD|GBP"
    "|CHF|am|pm|г|кг|мг|т|л|мл|мм|см|м|км|мин|ч|сек|руб|тыс|млн|млрд|шт|стр|гг|ккал|Вт|кВт|Гц|ГБ|МБ"
)
"""Units that are written short, and what is like them; not the Russian second, for “с” is “with” as well."""

_BEFORE_UNIT = pattern(rf"[0-9] (?=(?:{_UNITS})(?![\w’'])|[%‰°€£₽₴₸₺]|[ap]\.m\.)")
_AFTER_DIGIT = pattern(r"[0-9] ")
_DOTTED = pattern(r"\. ?\w\.")
"""What every such number and all initials have: few texts do, and the patterns above and below take a
hundredth of a small repository's check to compile."""

_BEHIND_SIGN = pattern(r"(?<=[№§]) (?=\d)")
_INITIALS = pattern(r"[A-ZА-ЯЁ]\. ?(?:[A-ZА-ЯЁ]\. ?){1,2}(?=[A-ZА-ЯЁ][a-zа-яё])")
_STATES = pattern(r"(?:U\.S\.(?:A\.)?|U\.K\.|U\.N\.|E\.U\.|D\.C\.|L\.A\.|P\.S\.|N\.B\.) ")
"""What is shortened like a name and is none."""

_SHORTENED = pattern(r"(?<!\w)(?:т\. (?:[екдпчн]\.|к\.)|и т\. ?[дп]\.|до н\. э\.|н\. э\.|[ei]\. [ge]\.)")

_SHORT = ("т. ", "и т.", "н. э", "e. g", "i. e")

Stretch = tuple[int, int]


@rule("TYP013", severity="info", on=Prose, shows="measures")
def space_before_unit(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Part a number from its unit by a no-break space (U+00A0): 250 g, 20 °C, 15 %.

    Why: at the end of a line the number would stay behind, and a phone's lines are short. A post's numbers
    are told of once, and `--fix` mends them all. “15%” and “250g” without a space are left alone.

    Words are not asked for it: networks break lines anew on every screen, and a no-break space behind every
    short word is more than anybody wants to read. On cards smmgen keeps short words and the next together by
    itself, in English, Russian and German.

    Wrong:
        ---
        accounts: [tg]
        ---
        A bag of 250 g.

    Right:
        ---
        accounts: [tg]
        ---
        A bag of 250{U+00A0}g.

    Source: SI Brochure, 9th edition, 5.4.3; ГОСТ 8.417-2002, 8.3; Unicode Standard Annex 14, class GL.
    """
    if _AFTER_DIGIT.search(prose.text):
        ends = [found.end() for found in _BEFORE_UNIT.finditer(prose.text)]
        places = [(end - 1, end) for end in ends]
        what = "A number may be parted from its unit", "numbers may be parted from their units"
        yield from _once(space_before_unit, prose, places, what)


@rule("TYP014", severity="info", on=Prose)
def space_in_name(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Keep №, §, initials and shortened words with what follows, by a no-break space (U+00A0).

    Why: “№” at the end of a line, or “А. С.” without “Пушкин”, has to be read twice. A post's are told of
    once, and `--fix` mends them all.

    Wrong:
        ---
        accounts: [tg]
        language: ru
        ---
        Номер № 5 из книги А. С. Пушкина.

    Right:
        ---
        accounts: [tg]
        language: ru
        ---
        Номер №{U+00A0}5 из книги А.{U+00A0}С.{U+00A0}Пушкина.

    Source: Мильчин, Чельцова, Справочник издателя и автора, 2.4 and 16.3; Chicago Manual of Style, 17th
    edition, 7.66.
    """
    text = prose.text
    if ". " not in text and "№" not in text and "§" not in text:
        return
    places = [found.span() for found in _BEHIND_SIGN.finditer(text)] if "№" in text or "§" in text else []
    for found in _INITIALS.finditer(text) if _DOTTED.search(text) else ():
        if not text[found.start() - 1 : found.start()].isalnum() and not _STATES.fullmatch(found.group()):
            places += _spaces(found)
    if any(map(text.__contains__, _SHORT)):
        places += [place for found in _SHORTENED.finditer(text) for place in _spaces(found)]
    if places:
        what = "This may be parted", "things may be parted"
        yield from _once(space_in_name, prose, sorted(set(places)), what)


def _spaces(found: re.Match[str]) -> Iterator[Stretch]:
    for at, sign in enumerate(found.group(), found.start()):
        if sign == " ":
            yield at, at + 1


def _once(rule: Rule, prose: Prose, places: Iterable[Stretch], what: tuple[str, str]) -> Iterator[Diagnostic]:
    places = tuple(places)
    if places:
        edits = tuple(edit for place in places for edit in prose.edit(*place, "\u00a0"))
        one, several = what
        message = f"{one} at the end of a line."
        if len(places) > 1:
            message = f"{len(places)} {several} at the end of a line, here the first."
        hint = "Write a no-break space (U+00A0) instead of the space."
        yield of_edits(rule, prose, places[0], message, hint, edits)

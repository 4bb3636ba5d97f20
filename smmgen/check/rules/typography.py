"""Signs that are typed out of others, for want of a key."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.retype import each, retyped
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern

_DOTS = pattern(r"(?<!\.)\.{3,}")
_TIMES = pattern(r"[0-9][ \u00a0]?[xXхХ][ \u00a0]?(?=\d)")
_FACTOR = pattern(r"(?:^|[^\w.,])(?!0$)\d+(?:[.,]\d+)?$")
_BRACKETED = pattern(
    r"\((?:[cCсС](?=\)[ \u00a0]?(?:\d{4}|[A-ZА-ЯЁ]))|(?<=\w\()[rR]|(?<=\w\()(?:tm|TM|тм|ТМ))\)"
)
_MARKS = {"c": "©", "с": "©", "r": "®", "tm": "™", "тм": "™"}
_FRACTION = pattern(r"(?:(?<![\d./,])|(?<=\d) )(1/2|1/4|3/4)(?=[ \u00a0][a-zа-яё])")
_FRACTIONS = {"1/2": "½", "1/4": "¼", "3/4": "¾"}


@rule("TYP015", severity="warning", on=Prose)
def three_dots(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write an ellipsis as one sign, “…”.

    Why: it counts as one character, is never broken, and stands as it was drawn. Behind “?” and “!” Russian
    writes two dots, which are left alone.

    Wrong:
        ---
        accounts: [tg]
        ---
        Wait for it...

    Right:
        ---
        accounts: [tg]
        ---
        Wait for it…

    Source: Unicode Standard, chapter 6.2, U+2026; Мильчин, Чельцова, Справочник издателя и автора, 4.4.
    """
    if "..." not in prose.text:
        return
    for found in _DOTS.finditer(prose.text):
        new = ".." if prose.text[found.start() - 1 : found.start()] in ("?", "!") else "…"
        message = f"{len(found.group())} full stops stand here for an ellipsis."
        yield retyped(three_dots, prose, *found.span(), new, message)


@rule("TYP016", severity="warning", on=Prose, shows="measures")
def letter_for_times(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write × between numbers, not the letter x or х.

    Why: screen readers read the letter, search takes it for a word, and it hangs below the line.

    Wrong:
        ---
        accounts: [tg]
        ---
        Two bags, 2 x 250 grams.

    Right:
        ---
        accounts: [tg]
        ---
        Two bags, 2 × 250 grams.

    Source: Chicago Manual of Style, 17th edition, 12.9; ГОСТ 8.417-2002; Unicode Standard, U+00D7.
    """
    for found in _TIMES.finditer(prose.text):
        start = found.start() + 1
        if _FACTOR.search(prose.text, max(0, start - 12), start):
            written = prose.text[start : found.end()]
            message = f"The letter “{written.strip()}” stands here for ×."
            new = re.sub("[xXхХ]", "×", written)
            yield retyped(letter_for_times, prose, start, found.end(), new, message)


@rule("TYP017", severity="info", on=Prose, shows="brackets")
def bracketed_mark(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write ©, ® and ™, not (c), (r) and (tm).

    Why: the letters in brackets are a makeshift of old keyboards. “(c)” is looked at only before a year or a
    name, since it may be the third point of a list.

    Wrong:
        ---
        accounts: [tg]
        ---
        (c) 2026 Northwind Coffee

    Right:
        ---
        accounts: [tg]
        ---
        © 2026 Northwind Coffee

    Source: Unicode Standard, U+00A9, U+00AE and U+2122; ГОСТ Р 7.0.1-2003, знак охраны авторского права.
    """
    if "(" in prose.text:
        yield from each(bracketed_mark, prose, _BRACKETED, _mark)


@rule("TYP018", severity="info", on=Prose)
def typed_fraction(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write ½, ¼ and ¾ before what there is so much of.

    Why: “1 1/2 cups” is read as “eleven” at a glance. Dates, pages and part numbers such as (1/2) are left
    alone.

    Wrong:
        ---
        accounts: [tg]
        ---
        Take 1 1/2 cups of water.

    Right:
        ---
        accounts: [tg]
        ---
        Take 1½ cups of water.

    Source: Chicago Manual of Style, 17th edition, 9.15; Unicode Standard, chapter 15.4, fractions.
    """
    if "/" in prose.text:
        yield from each(typed_fraction, prose, _FRACTION, _fraction)


def _mark(found: re.Match[str]) -> tuple[str, str]:
    new = _MARKS[found.group()[1:-1].lower()]
    return f"“{found.group()}” stands here for {new}.", new


def _fraction(found: re.Match[str]) -> tuple[str, str]:
    new = _FRACTIONS[found[1]]
    return f"“{found[1]}” stands here for {new}.", new

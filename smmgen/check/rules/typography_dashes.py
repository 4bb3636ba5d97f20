"""Dashes, ranges and minus signs where a hyphen was typed."""

import re
from collections.abc import Iterator, Mapping

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.retype import retyped
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.typography import DASHES, Dash
from smmgen.pattern import pattern

_BLANKS = " \u00a0\u202f"
_BLANK = "[ \u00a0\u202f]"
_HYPHENS = pattern("--*")
_APART = pattern(rf"(?<=\S){_BLANK}+-{{1,3}}{_BLANK}+(?=\S)|(?<=[^\W\d_])-{{2,3}}(?=[^\W\d_])")
_DASH = pattern(rf"(?<=\S){_BLANK}[–—]{_BLANK}(?=\S)|(?<=[^\W\d_])—(?=[^\W\d_])")
_NUMBER = r"\d{1,4}(?:[:.,]\d{1,3})?"
_RANGE = pattern(
    rf"(?<![\w.,:/+#−–-])({_NUMBER})-({_NUMBER})(?![\w/:+-]|[.,]\d)(?={_BLANK}?([^\W\d_]|[%°€$£₽])?)"
)
_BEFORE_NUMBER = pattern(r"-(?=\d)")
_BEHIND_NUMBER = pattern(r"[\d)][ \u00a0]$")
_MINUS = pattern(r"(?<![^\s(\[«“„])-")
_LONG = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})


@rule("TYP006", severity="warning", on=Prose, shows="hyphens")
def hyphen_for_dash(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write a dash between parts of a sentence, not a hyphen.

    Why: a hyphen joins, a dash parts; “coffee - black” reads like a slip. `--fix` writes the dash that the
    post has elsewhere, else “ — ” in Russian and “ – ” in other languages. `typography: {dash: {en: closed}}`
    in `smmgen.yaml` chooses: `short` is “ – ”, `long` is “ — ”, `closed` is “—” without spaces.

    Wrong:
        ---
        accounts: [tg]
        ---
        Coffee - black, please.

    Right:
        ---
        accounts: [tg]
        ---
        Coffee – black, please.

    Source: Chicago Manual of Style, 17th edition, 6.75 to 6.92; Мильчин, Чельцова, Справочник издателя и
    автора, 5.2.
    """
    if "-" not in prose.text:
        return
    for found in _apart(prose.text):
        start, end = found.span()
        new = _dash(prose, context, start)
        is_range = prose.text[start - 1].isdigit() and prose.text[end].isdigit()
        message = f"A hyphen stands here for a dash: “{found.group()}”."
        yield retyped(hyphen_for_dash, prose, start, end, "–" if is_range else new, message)


@rule("TYP007", severity="warning", on=Prose)
def other_dash(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write the dash that the brand has chosen.

    Why: two kinds of dash in one feed look like two authors. It is looked at only where `typography:` in
    `smmgen.yaml` chooses a dash for the language: `short` is “ – ”, `long` is “ — ”, `closed` is “—”.

    Wrong:
        ---
        accounts: [tg]
        ---
        Coffee — black, please.
        === smmgen.yaml
        brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin}
        theme: northwind
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        typography: {dash: {en: short}}

    Right:
        ---
        accounts: [tg]
        ---
        Coffee – black, please.
        === smmgen.yaml
        brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin}
        theme: northwind
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        typography: {dash: {en: short}}

    Source: Chicago Manual of Style, 17th edition, 6.85; New Hart's Rules, 2nd edition, 4.11.
    """
    chosen = context.project.brand.typography.dash
    if not chosen or ("–" not in prose.text and "—" not in prose.text):
        return
    for found in _DASH.finditer(prose.text):
        wanted = _chosen(chosen, prose.passage(found.start()).tag)
        new = DASHES[wanted] if wanted else ""
        if new and found.group().replace("\u00a0", " ").replace("\u202f", " ") != new:
            message = f"The dash here is “{found.group()}”; the brand writes “{new}”."
            yield retyped(other_dash, prose, *found.span(), new, message)


@rule("TYP008", severity="warning", on=Prose, shows="hyphens")
def hyphen_in_range(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write ranges of numbers with an en dash: 10–12, 9:00–18:00.

    Why: the dash means “to”, a hyphen joins. Dates such as 2026-12-01, telephone numbers, scores and
    anything with letters in it are left alone.

    Wrong:
        ---
        accounts: [tg]
        ---
        Open 9:00-18:00.

    Right:
        ---
        accounts: [tg]
        ---
        Open 9:00–18:00.

    Source: Chicago Manual of Style, 17th edition, 6.78; Мильчин, Чельцова, Справочник издателя и автора, 6.2.
    """
    if "-" not in prose.text:
        return
    for hyphen in _BEFORE_NUMBER.finditer(prose.text):
        begin = hyphen.start()
        found = _RANGE.search(prose.text, max(0, begin - 9), begin + 12)
        if found and found.start() < begin < found.end() and _is_range(found):
            new = f"{found[1]}–{found[2]}"
            message = f"The range “{found.group()}” has a hyphen."
            yield retyped(hyphen_in_range, prose, *found.span(), new, message)


@rule("TYP009", severity="warning", on=Prose, shows="hyphens")
def hyphen_for_minus(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write the minus sign before a number: −5 °C, −30 %.

    Why: a hyphen is short and low, and at the end of a line it may stay behind alone.

    Wrong:
        ---
        accounts: [tg]
        ---
        It is -5 °C outside.

    Right:
        ---
        accounts: [tg]
        ---
        It is −5 °C outside.

    Source: Chicago Manual of Style, 17th edition, 12.9; Unicode Standard, chapter 6.2, U+2212.
    """
    if "-" not in prose.text:
        return
    for found in _BEFORE_NUMBER.finditer(prose.text):
        is_first = _MINUS.match(prose.text, found.start())
        if is_first and not _BEHIND_NUMBER.search(prose.text, max(0, found.start() - 2), found.start()):
            message = "A hyphen stands here for a minus sign."
            yield retyped(hyphen_for_minus, prose, *found.span(), "−", message)


def _apart(text: str) -> Iterator[re.Match[str]]:
    """Yield the hyphens that stand between words, with the spaces around them."""
    for hyphens in _HYPHENS.finditer(text):
        start = hyphens.start()
        while start and text[start - 1] in _BLANKS:
            start -= 1
        if found := _APART.match(text, start):
            yield found


def _dash(prose: Prose, context: Context, at: int) -> str:
    """Return the dash to write at a place: the brand's choice, else the post's habit, else the language's."""
    passage = prose.passage(at)
    if wanted := _chosen(context.project.brand.typography.dash, passage.tag):
        return DASHES[wanted]
    if passage.language in _LONG or (" — " in prose.text and " – " not in prose.text):
        return DASHES["long"]
    return DASHES["short"]


def _chosen(chosen: Mapping[str, Dash], tag: str) -> Dash | None:
    return chosen.get(tag) or chosen.get(tag.partition("-")[0].lower())


def _is_range(found: re.Match[str]) -> bool:
    """Tell a range from telephone numbers, dates and scores: it rises, and both ends are alike."""
    first, second, unit = found[1], found[2], found[3]
    if _value(first) >= _value(second) or (":" in first) != (":" in second):
        return False
    if ":" in first:
        return True
    if any(len(one) > 1 and one[0] == "0" and one.isdigit() for one in (first, second)):
        return False
    are_years = len(first) == len(second) == 4 and first < second <= "2199"
    return max(len(first), len(second)) <= 2 or are_years or bool(unit)


def _value(number: str) -> float:
    whole, _, part = number.replace(",", ".").replace(":", ".").partition(".")
    return float(f"{whole}.{part or 0}")

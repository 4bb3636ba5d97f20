"""Personal data that a post would make public."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern
from smmgen.text.checksum import is_card, is_snils

_FREE_MAIL = (
    "gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com icloud.com me.com aol.com proton.me"
    " protonmail.com gmx.de gmx.net web.de t-online.de mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru"
    " ya.ru yandex.com rambler.ru"
)
_AT_FREE_HOST = rf"@(?:{'|'.join(map(re.escape, _FREE_MAIL.split()))})"
_MAIL = pattern(rf"[\w.+-]+{_AT_FREE_HOST}(?![\w-]|\.\w)", re.IGNORECASE)
_FREE_HOST = pattern(_AT_FREE_HOST, re.IGNORECASE)
_HOST = pattern(r"@[\w-]+\.")
"""Both begin with a sign that few texts have, and are found in a tenth of the time; mentions have no dot."""

_GAP = r"[\s\u00a0().-]{0,3}"
_MOBILE = pattern(
    rf"(?<![\d+/=#-])(?:(?:\+7|8){_GAP}9(?:{_GAP}\d){{9}}|\+49{_GAP}(?:\(0\))?{_GAP}1[567](?:{_GAP}\d){{8,9}}"
    rf"|\+44{_GAP}(?:\(0\))?{_GAP}7(?:{_GAP}\d){{9}})(?!\d)"
)
_MANY_DIGITS = pattern(r"\d(?:(?:[^\w\n]{0,3}\d){9}|\d{5})")
_CARD = pattern(r"(?<![\d-])\d{4}[ \u00a0-]?\d{4}[ \u00a0-]?\d{4}[ \u00a0-]?\d{4}(?![\d-])")
_SNILS = pattern(r"(?<![\d-])\d{3}-\d{3}-\d{3}[ \u00a0-]\d{2}(?![\d-])")
_PASSPORT = pattern(r"паспорт\w*\D{0,20}(\d{2}\s?\d{2}\s?(?:№\s?)?\d{6})(?!\d)", re.IGNORECASE)
_FLAT = pattern(
    r"\b(?:ул|улица|улице|пр-т|просп|проспект|пер|переулок|наб|набережная|бульвар|б-р|шоссе)\b\.?[^\n;!?]{2,60}?"
    r"\bкв(?:\.|артира)\s*\d{1,4}",
    re.IGNORECASE,
)


@rule("LAW004", severity="warning", on=Prose)
def personal_data(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Publish no data of persons: numbers of phones, cards and papers, private mailboxes, home addresses.

    Why: what is public is copied within minutes; who has not agreed may complain, and the fine is the
    brand's.
    Looked for are mobile numbers (Russian, German, British), mailboxes of free mail services, bank cards,
    Russian passports and insurance numbers (SNILS), and addresses with a flat. The brand's own stand under
    `contacts`: `law: {contacts: ["+7 900 123-45-67", northwind@gmail.com]}` in smmgen.yaml.

    Wrong:
        ---
        title: The winner
        accounts: [tg]
        ---
        Anna has won! Congratulate her: +7 (900) 123-45-67.

    Right:
        ---
        title: The winner
        accounts: [tg]
        ---
        Anna K. has won! Call the café: +49 30 901820, or write to hello@northwind.example.

    Source: regulation (EU) 2016/679 (GDPR), article 6; Russia's law 152-FZ, articles 6, 7 and 10.1; read
    2026-11.
    """
    for start, end, what in _found(prose.seen):
        if _bare(prose.seen[start:end]) not in _own(context.project.brand):
            hint = "Leave it out, or add it to `law: contacts` in smmgen.yaml if it is the brand's own."
            yield personal_data.at(prose.place(start, end), f"This looks like {what}.", hint, post=prose.post)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what looks like data of a person; most posts have nothing that needs a closer look."""
    if "@" in text and _HOST.search(text) and _FREE_HOST.search(text):
        yield from ((*one.span(), "a person's mailbox") for one in _MAIL.finditer(text))
    if _MANY_DIGITS.search(text):
        yield from _numbers(text)
    if "кв" in text or "КВ" in text:
        yield from ((*one.span(), "a person's home address") for one in _FLAT.finditer(text))


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((*one.span(), "a person's mobile number") for one in _MOBILE.finditer(text))
    yield from ((*one.span(), "a bank card's number") for one in _CARD.finditer(text) if is_card(one[0]))
    insured = (one for one in _SNILS.finditer(text) if is_snils(one[0]))
    yield from ((*one.span(), "an insurance number (SNILS)") for one in insured)
    yield from ((*one.span(1), "a passport's number") for one in _PASSPORT.finditer(text))


def _own(brand: Brand) -> frozenset[str]:
    return frozenset(_bare(one) for one in brand.law.contacts)


def _bare(written: str) -> str:
    """Return what is the same however it is spaced: a mailbox in small letters, a number's digits."""
    if "@" in written:
        return written.lower().strip()
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if not digits:
        return " ".join(written.lower().split())
    return "7" + digits[1:] if len(digits) == 11 and digits[0] == "8" else digits

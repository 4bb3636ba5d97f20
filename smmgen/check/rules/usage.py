"""Set phrases and endings that are written otherwise, in English and in Russian."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.wordlist import listed_in
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern
from smmgen.text.phrases import words


@rule("GRM005", severity="warning", on=Prose, shows="phrases")
def mistake(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write set phrases as they are written.

    Why: «в течении дня», «по приезду», “should of been” are heard right and written wrong, and followers
    tell the brand so in the comments. The list has only what is wrong wherever it stands. `--fix` mends it.

    Wrong:
        ---
        accounts: [tg]
        language: ru
        ---
        Зерно обжарим в течении дня.

    Right:
        ---
        accounts: [tg]
        language: ru
        ---
        В течении реки есть пороги, а зерно обжарим в течение дня.

    Source: Д. Э. Розенталь, Справочник по правописанию и литературной правке; The Chicago Manual of Style,
    5.254.
    """
    for _, hit in listed_in(prose, "mistake"):
        written = prose.text[hit.start : hit.end]
        right = _like(written, hit.phrase.instead)
        fix = prose.edit(hit.start, hit.end, right)
        message = f"“{' '.join(written.split())}” is written “{right}”."
        yield mistake.at(prose.place(hit.start, hit.end), message, "Run smmgen check --fix.", fix=fix)


def _like(written: str, right: str) -> str:
    """Return the right words with a capital letter where the written ones have it."""
    return right[:1].upper() + right[1:] if written[:1].isupper() else right


_NEEDS = words(
    "может могут можете можем могу можно нужно надо нельзя хочет хотят хотите хочу хотим будет будут буду "
    "будем будете должен должна должны решил решила решили успел успела успели успеете "
    "начали перестал перестала перестали готов готова готовы рад рады собираемся собираетесь"
)
_PERSONS = words("он она оно они")
_VERB = pattern(r"(?:ть|т)ся(?!\w)")
_ASKS = pattern(r"(?:^|\W)(?:что|кто|кого|кому|чего|сколько|как|где|куда|когда|всё|все)\s+$", re.IGNORECASE)
"""Words behind which a clause may end with “нужно”, its comma forgotten: «всё, что нужно находится здесь»."""

_BEFORE = pattern(r"(?<!\w)(\w+)[ \n\u00a0](?:не[ \u00a0])?(\w{2,})$")
_ASIDE = words("кажется думается хочется придётся придется найдётся найдется остаётся остается")


@rule("GRM006", severity="warning", on=Prose, shows="Russian")
def verb_ending(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Tell «-тся» from «-ться».

    Why: the commonest slip of written Russian, and the one that readers forgive least. Behind «можно»,
    «нужно», «хотите» and their like stands the infinitive, with a soft sign («что делать?»); behind «он»
    and «она» at a sentence's end stands none («что делает?»). Only these sure places are looked at.
    `--fix` mends it.

    Wrong:
        ---
        accounts: [tg]
        language: ru
        ---
        Теперь можно записатся на каппинг.

    Right:
        ---
        accounts: [tg]
        language: ru
        ---
        Можно записаться на каппинг, и всем она нравится.

    Source: Правила русской орфографии и пунктуации, под ред. В. В. Лопатина, § 31.
    """
    if "ru" not in prose.languages:
        return
    for found in _VERB.finditer(prose.text):
        old, new = ("ться", "тся") if found[0] == "ться" else ("тся", "ться")
        start = _misspelt(prose, found.start(), found.end(), old)
        if start is None:
            continue
        word = prose.text[start : found.end()]
        right = word.removesuffix(old) + new
        fix = prose.edit(*found.span(), new)
        message = f"“{word}” is written “{right}” here."
        yield verb_ending.at(prose.place(start, found.end()), message, f"Write «{right}».", fix=fix)


def _misspelt(prose: Prose, at: int, end: int, ending: str) -> int | None:
    """Return where a verb begins whose ending is wrong for sure behind the word before it."""
    before = _BEFORE.search(prose.text, max(0, at - 60), at)
    if before is None or prose.passage(at).language != "ru":
        return None
    if _ASKS.search(prose.text[max(0, before.start() - 12) : before.start()]):
        return None
    led_by, verb = before[1].lower(), before[2]
    if ending == "тся":
        is_wrong = led_by in _NEEDS and verb[-1] in "аеёиуюя" and f"{verb}тся".lower() not in _ASIDE
    else:
        is_wrong = led_by in _PERSONS and (end >= len(prose.text) or prose.text[end] in ".!?…;\n")
    return before.start(2) if is_wrong else None

"""How posts are written: loudly, in worn phrases, in the language of an office."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.shows import has_capitals
from smmgen.check.wordlist import listed_in
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern
from smmgen.text.phrases import words

_RUN = pattern(r"(?<![\w#@-])[A-ZА-ЯЁ][A-ZА-ЯЁ’']*(?:[ ,!–—-]+[A-ZА-ЯЁ][A-ZА-ЯЁ’']*)*(?![\w-])")
_LETTERS = pattern(r"[A-ZА-ЯЁ]+")
_DESIGNED = frozenset({"headline", "field", "option", "cell"})
"""Kinds of words whose capital letters are the card's or the table's look."""

_LOUD = words(
    "FREE SALE BEST BIGGEST BIG HUGE NEVER ALWAYS TODAY TONIGHT TOMORROW NOW ONLY LAST EVERY PLEASE "
    "IMPORTANT HURRY WIN STOP ALL VERY REALLY MUST LIMITED EXCLUSIVE AMAZING ATTENTION URGENT WARNING "
    "WAIT LOOK CHANCE FINALLY DISCOUNT SPECIAL OFFER BONUS NEW COME LOVE THANK THANKS GIFT GIFTS GIVEAWAY "
    "БЕСПЛАТНО СКИДКА СКИДКИ СКИДКОЙ РАСПРОДАЖА РАСПРОДАЖИ АКЦИЯ ТОЛЬКО СЕГОДНЯ ЗАВТРА СРОЧНО ВНИМАНИЕ "
    "ВАЖНО НОВИНКА НОВИНКИ НОВЫЙ НОВОЕ ПОСЛЕДНИЙ ПОСЛЕДНИЕ САМЫЙ САМЫЕ ЛУЧШИЙ ЛУЧШИЕ НИКОГДА ВСЕГДА ОЧЕНЬ "
    "НАСТОЯЩИЙ УСПЕЙТЕ СПЕШИТЕ ПОДАРОК ПОДАРКИ РОЗЫГРЫШ КОНКУРС УРА СУПЕР ОГРОМНЫЙ ОГРОМНЫЕ ВЫГОДА ВСЕ "
    "ВСЁ"
)
"""Words that are loud in capital letters; others may be acronyms."""

_SMALL = words(
    "THE A AN AND OR OF TO IN ON AT FOR WITH BY IS ARE WE YOU IT И В НА С СО К ПО НЕ НО МЫ ВЫ ДО ОТ ЗА"
)
_SENTENCE = 3
"""So many words in capital letters, a small or a loud one among them, are a sentence and no acronyms."""


@rule("STY001", severity="warning", on=Prose, shows="capitals")
def shouting(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write sentences in small letters.

    Why: three words and more in capital letters read as shouting, are read more slowly, and screen readers
    may spell them. Cards have their own look and are left alone, and so are the brand's `capitals`.

    Wrong:
        ---
        accounts: [tg]
        ---
        ALL BEANS MUST GO until Sunday.

    Right:
        ---
        accounts: [tg]
        ---
        All beans must go until Sunday, by DHL or UPS.

    Source: W3C, Cognitive Accessibility Guidance, on capital letters; GOV.UK style guide, capitalisation.
    """
    for found, said in _loud(prose, context):
        if _is_sentence(said):
            message = f"{len(said)} words in capital letters."
            hint = "Write them small; **bold** stands out too."
            yield shouting.at(prose.place(*found.span()), message, hint)


@rule("STY002", severity="info", on=Prose, shows="capitals")
def loud_word(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Think twice before you write a word in capital letters.

    Why: see STY001. Only words that ask for it are found (“FREE”, «БЕСПЛАТНО»), so that acronyms and
    codes are left alone; `voice: {capitals: […]}` allows more.

    Wrong:
        ---
        accounts: [tg]
        ---
        It is our BIGGEST sale.

    Right:
        ---
        accounts: [tg]
        ---
        It is our biggest sale, by UNESCO rules, with the code SNOW30.
    """
    for found, said in _loud(prose, context):
        loudest = [word for word in said if word in _LOUD]
        if not _is_sentence(said) and loudest:
            message = f"“{loudest[0]}” is in capital letters."
            hint = f"Write it small, or allow it: voice: {{capitals: [{loudest[0]}]}}."
            yield loud_word.at(prose.place(*found.span()), message, hint)


def _loud(prose: Prose, context: Context) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Yield runs of words in capital letters with those that are no known acronym."""
    runs = prose.once(_runs)
    if not runs:
        return
    voice = context.project.brand.voice
    allowed = {word for name in (*voice.capitals, *voice.names) for word in _LETTERS.findall(name)}
    for found in runs:
        said = [word for word in _LETTERS.findall(found[0]) if len(word) > 1 and word not in allowed]
        if said and prose.passage(found.start()).kind not in _DESIGNED:
            yield found, said


def _runs(prose: Prose) -> tuple[re.Match[str], ...]:
    return tuple(_RUN.finditer(prose.text)) if has_capitals(prose) else ()


def _is_sentence(said: list[str]) -> bool:
    return len(said) >= _SENTENCE and any(word in _SMALL or word in _LOUD for word in said)


_SIGNS = pattern(r"[!?]{2,}")


@rule("STY003", severity="warning", on=Prose)
def many_signs(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Let one exclamation or question mark do.

    Why: “!!!” does not say more than “!”, and looks like spam to readers and to networks. “?!” is a sign
    of its own. `--fix` leaves one.

    Wrong:
        ---
        accounts: [tg]
        ---
        New beans are in!!!

    Right:
        ---
        accounts: [tg]
        ---
        New beans are in! Already?!
    """
    if "!" not in prose.text and "?" not in prose.text:
        return
    for found in _SIGNS.finditer(prose.text):
        if found[0] not in ("?!", "!?"):
            one = found[0][0] if len(set(found[0])) == 1 else "?!"
            place, fix = prose.place(*found.span()), prose.edit(*found.span(), one)
            yield many_signs.at(place, f"“{found[0]}” shouts.", f"Write “{one}”.", fix=fix)


@rule("STY004", severity="info", on=Prose, shows="phrases")
def worn(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Say what is so instead of a worn phrase.

    Why: “game-changing”, «индивидуальный подход» and their like are in everybody's posts; readers skip them
    and remember nothing. The lists are `smmgen/check/lists/en.txt` and `ru.txt`. A brand takes a phrase out
    with `voice: {allow: [stay tuned]}` and adds its own to `voice: {words: {…}}`.

    Wrong:
        ---
        accounts: [tg]
        ---
        A state-of-the-art grinder, nestled in Kreuzberg.

    Right:
        ---
        accounts: [tg]
        ---
        A grinder that stays cool, in Kreuzberg.

    Source: the lists are ours; George Orwell, Politics and the English Language, 1946; М. Ильяхов,
    Л. Сарычева, Пиши, сокращай.
    """
    for _, hit in listed_in(prose, "cliche", context.project.brand.voice.allow):
        said = " ".join(prose.text[hit.start : hit.end].split())
        hint = f"{_capital(hit.phrase.instead)}." if hit.phrase.instead else "Say it in your own words."
        yield worn.at(prose.place(hit.start, hit.end), f"“{said}” is a worn phrase.", hint)


@rule("STY005", severity="info", on=Prose, shows="phrases")
def wordy(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write plain words instead of an office's.

    Why: «осуществляется доставка», «в целях», “in order to”, “prior to” say what a short word says, and
    sound like a letter from the tax office. The lists and how to change them: see STY004.

    Wrong:
        ---
        accounts: [tg]
        language: ru
        ---
        Доставка осуществляется в целях вашего удобства.

    Right:
        ---
        accounts: [tg]
        language: ru
        ---
        Доставляем, чтобы вам было удобно. Это наши данные.

    Source: the lists are ours; Н. Галь, Слово живое и мёртвое; Plain Language Action and Information
    Network, Federal Plain Language Guidelines.
    """
    for _, hit in listed_in(prose, "wordy", context.project.brand.voice.allow):
        said = " ".join(prose.text[hit.start : hit.end].split())
        hint = f"Plainer: {hit.phrase.instead}." if hit.phrase.instead else "Delete it; nothing is lost."
        yield wordy.at(prose.place(hit.start, hit.end), f"“{said}” is office language.", hint)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_NOUN = r"\w{2,}(?:[аеяё]ни(?:е|я|ю|ем|и|й)|ци(?:я|и|ю|ей|й)|ост(?:ь|и|ью|ей))"
_CHAIN = pattern(rf"(?<!\w)(?:{_NOUN}\s){{2,}}{_NOUN}(?!\w)", re.IGNORECASE)
_CHAINED = pattern(r"ни[еяюий]\w? \w+(?:ни|ци|ост)")


@rule("STY006", severity="info", on=Prose, shows="Russian")
def noun_chain(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Use verbs instead of a chain of nouns made from them.

    Why: three nouns in «-ние», «-ция», «-ость» in a row («повышение эффективности использования») have to be
    read twice. Who does what is told by a verb.

    Wrong:
        ---
        accounts: [tg]
        language: ru
        ---
        Наша цель: обеспечение возможности сохранения аромата.

    Right:
        ---
        accounts: [tg]
        language: ru
        ---
        Наша цель: чтобы аромат сохранился. Описание доставки здесь.

    Source: Н. Галь, Слово живое и мёртвое, chapter 1.
    """
    if "ru" not in prose.languages or not _CHAINED.search(prose.text):
        return
    for found in _CHAIN.finditer(prose.text):
        message = f"“{' '.join(found[0].split())}” is a chain of nouns."
        yield noun_chain.at(prose.place(*found.span()), message, "Say with a verb who does what.")

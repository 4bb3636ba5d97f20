"""What the brand says and how, as `voice:` in `smmgen.yaml` and the strategy have it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.wordlist import heads_of, plain_of, words_of
from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.pattern import pattern
from smmgen.text.article import article
from smmgen.text.phrases import HEAD, Hit, Phrase, Phrases, phrases_of, plain, words


@rule("VOI001", severity="warning", on=Prose)
def name(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Spell names as the brand spells them.

    Why: who writes the own name in three ways looks like three firms, and search finds one of them. The
    names are the brand's own and those of `voice: {names: […]}`; other letter case, and a space or hyphen
    too many or too few, are found by themselves. What else people write goes into `voice: {words: {NWC:
    Northwind Coffee}}`. `--fix` writes the name.

    Wrong:
        ---
        accounts: [tg]
        ---
        All beans of NorthWind coffee must go.

    Right:
        ---
        accounts: [tg]
        ---
        All beans of Northwind Coffee must go, see @northwind_coffee.
    """
    names = (context.project.brand.name, *context.project.brand.voice.names)
    if all(spelt == prose.text.count(one) for one, spelt in _spelt(prose, names)):
        return
    for found in _names(names).finditer(prose.text):
        right = _spelling(names)[_plain(found[0])]
        if found[0] != right and " ".join(found[0].split()) != right:
            place, fix = prose.place(*found.span()), prose.edit(*found.span(), right)
            yield name.at(place, f"“{found[0]}” is spelt “{right}”.", "Run smmgen check --fix.", fix=fix)


_BETWEEN = r"(?:[-\u2010\u2011 \u00a0]|\n(?!\n))?"


def _spelt(prose: Prose, names: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Yield how often each name stands in a prose, however it is spelt."""
    letters = "".join(words_of(prose))
    return ((one, letters.count(_plain(one))) for one in names)


@cache
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    spelt = sorted(filter(_can_vary, dict.fromkeys(names)), key=len, reverse=True)
    patterns = [_BETWEEN.join(map(re.escape, _plain(one))) for one in spelt]
    return re.compile(rf"(?<![\w@#/.-])(?:{'|'.join(patterns) or '(?!)'})(?![\w-]|\.\w|@)", re.IGNORECASE)


def _can_vary(name: str) -> bool:
    """Tell whether a name is long enough to be told from a common word that is written otherwise."""
    return len(_plain(name)) > HEAD and (name != name.lower() or " " in name)


@cache
def _spelling(names: tuple[str, ...]) -> dict[str, str]:
    return {_plain(name): name for name in reversed(names)}


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", plain(name))


@rule("VOI002", severity="warning", on=Prose)
def unwanted(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Say what the brand says instead of the words it does not want.

    Why: `voice: {words: {…}}` in `smmgen.yaml` is what the brand agreed on. A star stands for the rest of a
    word: `discount*`. Where a word stands behind it, `--fix` writes that.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {words: {cheap: good value, liquid gold: }}
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        Our cheap beans are liquid gold.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {words: {cheap: good value, liquid gold: }}
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        Our good value beans are in. Come cheaply.
    """
    unwanted_words = context.project.brand.voice.words
    if not unwanted_words:
        return
    for hit in _unwanted(tuple(unwanted_words.items())).find(plain_of(prose), heads_of(prose)):
        said, instead = prose.text[hit.start : hit.end], hit.phrase.instead
        if said == instead or (prose.text.startswith(instead, hit.start) and instead):
            continue
        right = _like(said, instead)
        is_sure = bool(instead) and "*" not in hit.phrase.words
        fix = _instead(prose, hit, right) if is_sure else ()
        hint = f"Say “{right}”." if instead else "Say it otherwise."
        place = prose.place(hit.start, hit.end)
        yield unwanted.at(place, f"The brand does not say “{' '.join(said.split())}”.", hint, fix=fix)


_ARTICLE = pattern(r"\b([aA])n?([ \u00a0])$")


def _instead(prose: Prose, hit: Hit, right: str) -> tuple[Edit, ...]:
    """Return the edit that writes other words, with the article before them as these want it."""
    before = _ARTICLE.search(prose.text, max(0, hit.start - 4), hit.start)
    wanted = article(right.partition(" ")[0]) if before else ""
    if before and wanted and prose.passage(hit.start).language == "en":
        said = f"{before[1]}{wanted[1:]}{before[2]}{right}"
        return prose.edit(before.start(), hit.end, said)
    return prose.edit(hit.start, hit.end, right)


def _like(said: str, instead: str) -> str:
    return instead[:1].upper() + instead[1:] if said[:1].isupper() and not said.isupper() else instead


@cache
def _unwanted(listed: tuple[tuple[str, str], ...]) -> Phrases:
    return phrases_of(Phrase(said, instead) for said, instead in listed)


_THOU = words(
    "ты тебя тебе тобой тобою твой твоя твое твои твоего твоей твоему твоем твою твоим твоими твоих"
)
_INFORMAL = pattern(
    r"(?<![\w-])(?:ты|тебя|тебе|тобою?|тобой|тво(?:[йяеё]|его|ей|ему|[её]м|ю|ими?|их|и))(?!\w)", re.IGNORECASE
)
_YOU = r"(?:ы|ас|ам|ами|аш(?:а|е|и|его|ей|ему|ем|у|им|ими|их)?)(?!\w)"
_FORMAL: Mapping[str, re.Pattern[str]] = {
    "ты": pattern(rf"(?<![\w-])[вВ]{_YOU}"),
    "вы": pattern(rf"В(?<![\w-].){_YOU}"),
    "Вы": pattern(rf"в(?<![\w-].){_YOU}"),
}
"""How «вы» is written where the brand says something else: «Вы» where it says «вы»."""

_GERMAN = {
    "du": pattern(r"(?<![\w-])(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)(?!\w)"),
    "Sie": pattern(r"(?<![\w-])(?:du|dich|dir|dein(?:e[mnrs]?)?)(?!\w)", re.IGNORECASE),
}
_QUOTED = pattern(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")


@rule("VOI003", severity="warning", on=Prose)
def address(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Address readers in one way.

    Why: «вы» in one post and «ты» in the next sounds like two people who do not know each other. `voice:
    {address: {ru: вы}}` says which: «ты», «вы», or «Вы» with a capital letter; `{de: du}` or `{de: Sie}`.
    What stands in quotation marks, or is quoted, is somebody else's.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {address: {ru: вы}}
        === content/posts/example.md
        ---
        accounts: [tg]
        language: ru
        ---
        Твой кофе уже ждёт. Мы рады Вам.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {address: {ru: вы}}
        === content/posts/example.md
        ---
        accounts: [tg]
        language: ru
        ---
        Ваш кофе уже ждёт. «Твой тоже», — сказал Лев сыну.
    """
    for language, form in context.project.brand.voice.address.items():
        if language not in prose.languages:
            continue
        for start, end in _otherwise(prose, language, form):
            message = f"“{prose.text[start:end]}” is not how the brand speaks to its readers ({form})."
            yield address.at(prose.place(start, end), message, f"Write it with “{form}”.")


def _otherwise(prose: Prose, language: str, form: str) -> Iterator[tuple[int, int]]:
    """Yield where readers are addressed in another way than the brand wants."""
    quoted: list[tuple[int, int]] = []
    addresses = _patterns(prose, form)
    for found in chain.from_iterable(address.finditer(prose.text) for address in addresses):
        passage = prose.passage(found.start())
        if passage.language != language or passage.kind == "quote":
            continue
        if _is_capital_anyway(found[0], form) and _begins(prose.text, passage.start, found.start()):
            continue
        quoted = quoted or [one.span() for one in _QUOTED.finditer(prose.text)] or [(-1, -1)]
        if not any(start < found.start() < end for start, end in quoted):
            yield found.span()


def _patterns(prose: Prose, form: str) -> Iterator[re.Pattern[str]]:
    if form in _FORMAL:
        yield _FORMAL[form]
    if form in ("вы", "Вы") and not _THOU.isdisjoint(words_of(prose)):
        yield _INFORMAL
    if form in _GERMAN:
        yield _GERMAN[form]


def _is_capital_anyway(word: str, form: str) -> bool:
    """Tell whether a word is wrong only inside a sentence: «Вы», and “Sie”, which may be “she” there."""
    return (form == "вы" and word.startswith("В")) or form == "du"


def _begins(text: str, start: int, at: int) -> bool:
    """Tell whether a sentence, a quotation or a list's item begins here."""
    before = text[start:at].rstrip()
    return not before or before[-1] in '.!?…:\n«“„"(—–-*•'

"""Words that are another account's."""

from collections import defaultdict
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.variant import Variant
from smmgen.pattern import pattern

_IN_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "tg", "uk"})
_IN_LATIN = frozenset(
    {"cs", "da", "de", "en", "es", "et", "fi", "fr", "hu", "it", "lt", "lv", "nl", "no", "pl", "pt"}
)


@rule("NET007", severity="info", on=Project)
def same_words(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Say it in other words on another account of the same network.

    Why: who follows both reads it twice, and some networks show the second copy to fewer people. A repost,
    which says where it comes from, is left alone. Looked at are posts that are complete.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts:
          tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
          club: {network: telegram, chat: "@northwind_club", token: env:TELEGRAM_TOKEN}
        === content/posts/example.md
        ---
        status: review
        accounts: [tg, club]
        ---
        New beans are in.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts:
          tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
          club: {network: telegram, chat: "@northwind_club", token: env:TELEGRAM_TOKEN}
        === content/posts/example.md
        ---
        status: review
        accounts: [tg, club]
        ---
        New beans are in.

        ::: only club
        Members have a bag put by until Friday.
        :::
    """
    accounts = project.brand.accounts
    networks = [account.network for account in accounts.values()]
    if len(networks) == len(set(networks)):
        return
    first: dict[tuple[str, int], tuple[str, str]] = {}
    others: dict[tuple[str, int], set[str]] = defaultdict(set)
    for post in context.outlines:
        if not post.is_finished or post.repost:
            continue
        for account, says in zip(post.goes_to, post.says, strict=True):
            key = (accounts[account].network if account in accounts else "", says)
            whose, where = first.setdefault(key, (account, post.id))
            if says and whose != account and account not in others[key]:
                others[key].add(account)
                message = f"{account} says the same as {whose}{f' in “{where}”' if where != post.id else ''}."
                hint = f"Write “::: instead {account}”, or leave one of them out."
                yield same_words.at(post.place("text", account), message, hint, post=post.id, account=account)


_CYRILLIC = pattern(r"[\u0400-\u04ff]")
_LATIN = pattern(r"[A-Za-z\u00c0-\u024f]")
_ENOUGH = 40
"""Letters from which on a text's script tells its language's."""


@rule("NET008", severity="warning", on=Variant)
def other_language(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Write for an account in its own language.

    Why: a post that goes to an English and a Russian channel, and has no part of its own for one of them,
    shows it the other's words. A post whose own `language` is stated means it.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts:
          tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
          tg-ru: {network: telegram, chat: "@northwind_ru", token: env:TELEGRAM_TOKEN, language: ru}
        === content/posts/example.md
        ---
        status: review
        accounts: [tg, tg-ru]
        ---
        The new harvest from Kenya is in, with blackcurrant in the cup.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts:
          tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
          tg-ru: {network: telegram, chat: "@northwind_ru", token: env:TELEGRAM_TOKEN, language: ru}
        === content/posts/example.md
        ---
        status: review
        accounts: [tg, tg-ru]
        ---
        The new harvest from Kenya is in, with blackcurrant in the cup.

        ::: instead tg-ru
        Приехал новый урожай из Ньери, в чашке чёрная смородина.
        :::
    """
    post = context.posts[variant.post]
    account = context.account(variant)
    if post.language or account is None or post.repost or not context.is_finished(post.id):
        return
    if any(post.overrides.get(name, {}).get("language") for name in (account.name, account.network)):
        return
    for message in variant.messages:
        if strange := _strange_script(account.language, message.written.visible):
            told = f"The text for {account.name} (language: {account.language}) is in {strange} letters."
            hint = f"Write “::: instead {account.name}”, or state the post's language."
            yield other_language.at(message.span, told, hint, post=post.id, account=account.name)


def _strange_script(language: str, text: str) -> str:
    """Name the script of a text that cannot be of a language: Russian has Cyrillic letters, English few."""
    primary, has_cyrillic = language.partition("-")[0].lower(), _CYRILLIC.search(text) is not None
    if primary in _IN_CYRILLIC and not has_cyrillic:
        return "Latin" if len(_LATIN.findall(text)) >= _ENOUGH else ""
    if primary in _IN_LATIN and has_cyrillic:
        cyrillic = len(_CYRILLIC.findall(text))
        return "Cyrillic" if cyrillic >= max(_ENOUGH, len(_LATIN.findall(text))) else ""
    return ""

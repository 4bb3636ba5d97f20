"""Advertisements where they are expected, and only where they may be."""

from collections.abc import Iterator

from smmgen.check.advertising import accounts, advertised, aims_at_russia, is_russian
from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.compose.override import for_account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import FINISHED
from smmgen.model.post import Post

CLOSED_IN_RUSSIA = frozenset({"discord", "facebook", "instagram", "linkedin", "threads", "x"})
"""Networks of banned organisations, or to which Russia has closed the way.

Source: law 72-FZ of 7 April 2025, in force from 1 September 2025; the lists of the Ministry of Justice and of
Roskomnadzor; read 2026-11. That Telegram and YouTube are among them was said by the FAS in March 2026 and is
disputed, so they are not.
"""


@rule("ADS006", severity="error", on=Post, shows="rubric")
def unmarked_rubric(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Give each post of an advertising rubric its `ad`.

    Why: the brand has said by `ad: true` that all posts of this rubric are advertisements; one without the
    marking goes out without its label. A draft may lack it.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        rubrics: {partners: {ad: true}}
        === content/posts/example.md
        ---
        title: Beans
        status: review
        rubric: partners
        ---
        All beans must go.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        rubrics: {partners: {ad: true}}
        === content/posts/example.md
        ---
        title: Beans
        status: review
        rubric: partners
        ad: {advertiser: Northwind LLC}
        ---
        All beans must go.

    Source: directive 2005/29/EC, annex I, 11; FTC, 16 CFR part 255; law 38-FZ, article 18.1; read 2026-11.
    """
    brand = context.project.brand
    rubric = brand.rubrics.get(post.rubric)
    if rubric is None or not rubric.is_ad or post.ad or post.status not in FINISHED:
        return
    lacking = [one.name for one in accounts(post, brand) if for_account(post, one).post.ad is None]
    if lacking:
        message = (
            f"Posts of “{post.rubric}” are advertisements; this one has no `ad` for {', '.join(lacking)}."
        )
        hint = "Add ad: {advertiser: Northwind LLC}, or choose another rubric."
        yield unmarked_rubric.at(post.spans.at("rubric"), message, hint, post=post.id)


@rule("ADS007", severity="error", on=Post, shows="ad")
def unwanted(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Keep advertisements off accounts that take none.

    Why: the brand has said so by `ads: false`: the network forbids them there, or a promise was given to the
    readers.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN, ads: false}}
        === content/posts/example.md
        ---
        title: Beans
        ad: {advertiser: Northwind LLC}
        ---
        All beans must go.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        === content/posts/example.md
        ---
        title: Beans
        ad: {advertiser: Northwind LLC}
        ---
        All beans must go.
    """
    for one in advertised(post, context.project.brand):
        if not one.account.takes_ads:
            message = f"{one.account.name} takes no advertisements (ads: false in smmgen.yaml)."
            span, hint = one.mine.span("ad"), "Leave this account out of the post's `accounts`."
            yield unwanted.at(span, message, hint, post=post.id, account=one.account.name)


@rule("ADS008", severity="warning", on=Post, shows="ad")
def banned_in_russia(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Show readers in Russia no advertisement on Instagram, Facebook and other networks banned there.

    Why: since 1 September 2025 advertisements on the networks of organisations banned in Russia, and on those
    that Russia has closed the way to, are an offence of who pays and of who publishes, marked or not. What
    concerns Telegram and YouTube is disputed: `ads: false` on an account keeps advertisements off it.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Moscow, language: ru}
        accounts: {x: {network: x, token: env:X_TOKEN}}
        === content/posts/example.md
        ---
        title: Зёрна
        ad: {advertiser: ООО «Ромашка», erid: 2VtzqvABC}
        ---
        Все зёрна со скидкой.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin, language: en}
        accounts: {x: {network: x, token: env:X_TOKEN}}
        === content/posts/example.md
        ---
        title: Beans
        ad: {advertiser: Northwind LLC}
        ---
        All beans must go.

    Source: law 72-FZ of 7 April 2025, which changed law 38-FZ, article 5, part 10.7; read 2026-11.
    """
    brand = context.project.brand
    if not is_russian(brand):
        return
    for one in advertised(post, brand):
        language = one.mine.post.language or one.account.language
        if one.account.network in CLOSED_IN_RUSSIA and aims_at_russia(brand, one.account, language):
            network = context.adapter(one.account.network)
            title = network.title if network else one.account.network
            message = f"Russia forbids advertisements for its readers on {title}."
            span, hint = one.mine.span("ad"), f"Leave {one.account.name} out of this post's `accounts`."
            yield banned_in_russia.at(span, message, hint, post=post.id, account=one.account.name)

"""Advertisements: marked as the law and the networks want it, and only where they may be."""

import re
from collections.abc import Iterator

from smmgen.check.advertising import advertised, aims_at_russia
from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.ads import Ad
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.pattern import pattern
from smmgen.text.form import names_in
from smmgen.text.inn import is_inn

_TOKEN = pattern(r"[A-Za-z0-9]{6,100}")
_PLACEHOLDER = pattern(r"(.)\1*|todo.*|token|example|placeholder", re.IGNORECASE)


@rule("ADS001", severity="error", on=Post, shows="ad")
def without_token(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Give an advertisement for readers in Russia its token, `erid`.

    Why: an advertisement on the internet may be shown in Russia only with the token that an operator of
    advertising data (ORD) has given it, beside the word «реклама» and who advertises; fines reach 500,000
    roubles. It is asked for once the post is ready: the token is given to the finished words and pictures.

    This concerns VK, OK and MAX, and Russian posts of a brand whose time zone is in Russia; `ads: {countries:
    [RU]}` in smmgen.yaml says so for any other brand, and a list without RU that none are meant.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Moscow, language: ru}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        === content/posts/example.md
        ---
        title: Зёрна
        status: ready
        publish_at: 2026-12-01 10:00
        ad: {advertiser: ООО «Ромашка»}
        ---
        Все зёрна со скидкой.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Moscow, language: ru}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        === content/posts/example.md
        ---
        title: Зёрна
        status: ready
        publish_at: 2026-12-01 10:00
        ad: {advertiser: ООО «Ромашка», erid: 2VtzqvABC}
        ---
        Все зёрна со скидкой.

    Source: law 38-FZ of 13 March 2006, article 18.1, parts 1 and 16; Code of Administrative Offences, article
    14.3, part 16; read 2026-11.
    """
    brand = context.project.brand
    for one in advertised(post, brand):
        language = one.mine.post.language or one.account.language
        if (
            one.mine.post.status == "ready"
            and not one.ad.erid
            and aims_at_russia(brand, one.account, language)
        ):
            message = "This advertisement has no token (erid), and it is for readers in Russia."
            hint = "Add erid: 2VtzqvABC, as the operator of advertising data (ORD) gives it."
            span = one.mine.span("ad")
            yield without_token.at(span, message, hint, post=post.id, account=one.account.name)


def _ads(post: Post, context: Context) -> Iterator[tuple[Ad, tuple[str, ...]]]:
    """Yield a post's own marking and those of its variants, each with its path."""
    if post.ad:
        yield post.ad, ("ad",)
    for name, changes in post.overrides.items():
        if isinstance(ad := changes.get("ad"), Ad):
            yield ad, ("variants", name, "ad")


@rule("ADS002", severity="error", on=Post, shows="ad")
def malformed_token(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Write the token of an advertisement as it was given: Latin letters and digits.

    Why: nobody finds an advertisement in the register by a token with a Cyrillic letter, a blank or half a
    link in it, and it then counts as having none.

    Wrong:
        ---
        title: Beans
        accounts: [tg]
        ad: {advertiser: Northwind LLC, erid: "erid: 2VtzqvABC"}
        ---
        All beans must go.

    Right:
        ---
        title: Beans
        accounts: [tg]
        ad: {advertiser: Northwind LLC, erid: 2VtzqvABC}
        ---
        All beans must go.

    Source: law 38-FZ, article 18.1, part 16; tokens as operators of advertising data give them;
    read 2026-11.
    """
    for ad, path in _ads(post, context):
        if ad.erid and (fault := _fault(ad.erid)):
            span, hint = (
                post.spans.at(*path, "erid"),
                "Copy it anew from the operator of advertising data (ORD).",
            )
            yield malformed_token.at(span, f"The token “{ad.erid}” {fault}.", hint, post=post.id)


def _fault(token: str) -> str:
    if found := re.search(r"erid\s*[:=]\s*(\w+)", token, re.IGNORECASE):
        return f"is more than the token, which is “{found[1]}”"
    strange = [sign for sign in dict.fromkeys(token) if not re.match("[A-Za-z0-9]", sign)]
    if strange:
        return f"has “{strange[0]}” in it; tokens are Latin letters and digits"
    if not _TOKEN.fullmatch(token):
        return f"has {len(token)} characters; tokens have 6 at least"
    return "stands for one that is not there yet" if _PLACEHOLDER.fullmatch(token) else ""


@rule("ADS003", severity="warning", on=Post, shows="ad")
def wrong_number(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Write the payer's tax number (INN) without a mistake: ten digits, or twelve of a person.

    Why: the last digits are made of the others, so that a slip shows; readers and the register would look for
    somebody else.

    Wrong:
        ---
        title: Beans
        accounts: [tg]
        ad: {advertiser: Northwind LLC, inn: "7707083894"}
        ---
        All beans must go.

    Right:
        ---
        title: Beans
        accounts: [tg]
        ad: {advertiser: Northwind LLC, inn: "7707083893"}
        ---
        All beans must go.

    Source: order ED-7-14/559 of the Federal Tax Service of Russia, 26 June 2025; read 2026-11.
    """
    for ad, path in _ads(post, context):
        if ad.inn and not is_inn(ad.inn):
            message = f"“{ad.inn}” is no tax number (INN): its last digits do not fit the others."
            span, hint = (
                post.spans.at(*path, "inn"),
                "An INN has 10 digits, that of a person 12; copy it anew.",
            )
            yield wrong_number.at(span, message, hint, post=post.id)


@rule("ADS009", severity="warning", on=Project)
def label_lacks(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Let the brand's own label say who advertises, and in Russian the token too.

    Why: `ads.label` replaces our words for every advertisement, so that what it leaves out is nowhere.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Moscow}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        ads: {label: {ru: "Реклама. {advertiser}"}}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Moscow}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        ads: {label: {ru: "Реклама. {advertiser}.[ erid: {erid}]"}}

    Source: law 38-FZ, article 18.1, part 16; read 2026-11.
    """
    for language, form in project.brand.ads.labels.items():
        wanted = ("advertiser", "erid") if language.partition("-")[0] == "ru" else ("advertiser",)
        lacking = [f"{{{name}}}" for name in wanted if name not in names_in(form)]
        if lacking:
            message = f"The label “{form}” does not say {' and '.join(lacking)}."
            span = project.brand.spans.at("ads", "label", language)
            yield label_lacks.at(span, message, 'Such as "Реклама. {advertiser}.[ erid: {erid}]".')

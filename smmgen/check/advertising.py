"""Who an advertisement is for: its accounts, and whether Russia's law holds there."""

from collections.abc import Iterator

from msgspec import Struct

from smmgen.compose.override import Mine, accounts_of, for_account
from smmgen.model.ads import Ad
from smmgen.model.brand import Account, Brand
from smmgen.model.post import Post

RUSSIAN_NETWORKS = frozenset({"max", "ok", "vk"})
"""Networks whose readers are in Russia, whatever the brand says of itself."""

_EUROPE = "Kaliningrad Moscow Kirov Volgograd Astrakhan Saratov Ulyanovsk Samara"
_ASIA = (
    "Yekaterinburg Omsk Novosibirsk Barnaul Tomsk Novokuznetsk Krasnoyarsk Irkutsk Chita Yakutsk Khandyga "
    "Vladivostok Ust-Nera Magadan Sakhalin Srednekolymsk Kamchatka Anadyr"
)
_RUSSIAN_ZONES = {f"Europe/{name}" for name in _EUROPE.split()} | {f"Asia/{name}" for name in _ASIA.split()}
"""Time zones of Russia. Source: IANA time zone database, zone1970.tab, RU; read 2026-11."""


class Advertised(Struct, frozen=True):
    """An advertisement on one account, and the post as it is there."""

    account: Account
    ad: Ad
    mine: Mine


def accounts(post: Post, brand: Brand) -> tuple[Account, ...]:
    """Return the accounts that a post goes to."""
    rubric = brand.rubrics.get(post.rubric)
    return accounts_of(post, brand.accounts, rubric.accounts if rubric else ())


def has_ad(post: Post) -> bool:
    """Tell whether a post is an advertisement, on one account at least."""
    if not post.overrides:
        return post.ad is not None
    return post.ad is not None or any("ad" in changes for changes in post.overrides.values())


def advertised(post: Post, brand: Brand) -> Iterator[Advertised]:
    """Yield where a post is an advertisement."""
    if not has_ad(post):
        return
    for account in accounts(post, brand):
        mine = for_account(post, account)
        if mine.post.ad:
            yield Advertised(account, mine.post.ad, mine)


def is_russian(brand: Brand) -> bool:
    """Tell whether the brand speaks to Russia: it says so, or its time zone is there."""
    if brand.ads.countries is not None:
        return "RU" in brand.ads.countries
    return brand.timezone.key in _RUSSIAN_ZONES


def aims_at_russia(brand: Brand, account: Account, language: str) -> bool:
    """Tell whether what an account shows in a language is for readers in Russia.

    Where the brand does not say, all on a Russian network is; elsewhere a Russian brand's Russian posts are.
    """
    if brand.ads.countries is None and account.network in RUSSIAN_NETWORKS:
        return True
    is_local = language.partition("-")[0] == "ru" or account.network in RUSSIAN_NETWORKS
    return is_local and is_russian(brand)

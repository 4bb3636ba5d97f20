"""Tell what a post may name: accounts, rubrics, cards and the other words of the brand."""

from collections.abc import Iterator

from msgspec import Struct

from smmgen.adapter import adapter
from smmgen.assistant.desk import Desk, Look
from smmgen.assistant.tool import Answer, Asked, Told, Tool
from smmgen.clock import Slot
from smmgen.editor.known import known_in
from smmgen.model.brand import Account
from smmgen.model.card import said
from smmgen.scaffold.formula import FORMULAS
from smmgen.scaffold.plan_list import WEEKDAYS


class BrandAsked(Asked, frozen=True, kw_only=True):
    """Nothing: there is one brand."""


class AccountTold(Struct, frozen=True, kw_only=True):
    """An account; `text` is how long a message may be, in `unit`. Keys and addresses are not told."""

    name: str
    network: str
    title: str
    language: str
    text: int
    text_with_media: int
    unit: str
    images: int
    hashtags: int
    needs_media: bool
    can: tuple[str, ...]
    slots: tuple[str, ...]
    is_paused: bool


class RubricTold(Struct, frozen=True):
    """A section of the plan; no accounts mean all."""

    name: str
    title: str
    card: str
    accounts: tuple[str, ...]
    share: float | None
    hashtags: tuple[str, ...]


class CardTold(Struct, frozen=True, kw_only=True):
    """An image template, the texts that it shows beside the headline, and a headline as it likes them."""

    name: str
    title: str
    fields: tuple[str, ...]
    example: str


class BrandTold(Told, frozen=True, kw_only=True):
    """What a post may name, and the rules that hold for all."""

    name: str
    url: str
    timezone: str
    language: str
    quiet_hours: str
    accounts: tuple[AccountTold, ...]
    rubrics: tuple[RubricTold, ...]
    cards: tuple[CardTold, ...]
    campaigns: tuple[str, ...]
    owners: tuple[str, ...]
    tags: tuple[str, ...]
    formulas: tuple[str, ...]


def _brand(desk: Desk, _: BrandAsked) -> Answer:
    look = desk.look()
    brand, known = look.brand, known_in(look.project, look.tree.paths())
    quiet = brand.quiet_hours
    shown = BrandTold(
        name=brand.name,
        url=brand.url,
        timezone=brand.timezone.key,
        language=brand.language,
        quiet_hours=f"{quiet[0]:%H:%M}-{quiet[1]:%H:%M}" if quiet else "",
        accounts=tuple(_account(one, look) for one in brand.accounts.values()),
        rubrics=tuple(
            RubricTold(one.name, one.title, one.card, one.accounts, one.share, one.hashtags)
            for one in brand.rubrics.values()
        ),
        cards=tuple(_cards(look)),
        campaigns=known.campaigns,
        owners=known.owners,
        tags=known.tags,
        formulas=FORMULAS,
    )
    return Answer(shown)


def _account(account: Account, look: Look) -> AccountTold:
    network = adapter(account.network)
    limits = network.limits(account)
    return AccountTold(
        name=account.name,
        network=account.network,
        title=network.title,
        language=account.language or look.brand.language,
        text=limits.text,
        text_with_media=limits.text_with_media,
        unit=limits.unit,
        images=limits.images,
        hashtags=limits.hashtags,
        needs_media=limits.needs_media,
        can=tuple(sorted(network.abilities)),
        slots=tuple(map(_slot, look.brand.slots.get(account.name, ()))),
        is_paused=account.is_paused,
    )


def _slot(slot: Slot) -> str:
    return f"{', '.join(WEEKDAYS[day] for day in sorted(slot.weekdays))} {slot.at:%H:%M}"


def _cards(look: Look) -> Iterator[CardTold]:
    for card in look.project.theme.cards.values():
        if not card.is_base:
            example = said(card.example, look.brand.language)
            yield CardTold(name=card.name, title=card.title, fields=tuple(card.fields), example=example)


BRAND = Tool(
    name="brand",
    title="Brand",
    about="Tell what a post may name: accounts with their networks, limits and times, rubrics, cards with "
    "their fields, campaigns, people and tags. No key and no token is told.",
    asked=BrandAsked,
    told=BrandTold,
    answer=_brand,
)

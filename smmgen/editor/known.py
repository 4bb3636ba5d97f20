"""What a repository knows by name: what an editor offers while somebody writes."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from smmgen.adapter import adapter_names
from smmgen.model.project import Project
from smmgen.model.sizes import post_sizes

PLAIN_CARD = "none"
"""Asks for the photo itself, without a card."""


class Known(Struct, frozen=True, kw_only=True):
    """Names of each kind; all are empty outside a repository. `accounts` have their networks."""

    accounts: Mapping[str, str] = {}
    rubrics: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def known_in(project: Project, paths: Iterable[str]) -> Known:
    """Gather the names of a repository; `paths` are its files."""
    brand, posts = project.brand, project.posts
    return Known(
        accounts={name: account.network for name, account in brand.accounts.items()},
        rubrics=tuple(brand.rubrics),
        cards=(*project.theme.cards, PLAIN_CARD),
        themes=tuple(path.split("/")[1] for path in paths if path.endswith("/theme.yaml")),
        colours=tuple(project.theme.colours),
        posts=tuple(post.id for post in posts),
        campaigns=_used(post.campaign for post in posts),
        owners=_used(post.owner for post in posts),
        tags=_used(tag for post in posts for tag in post.tags),
        languages=_used([brand.language, *(account.language for account in brand.accounts.values())]),
    )


def _used(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}))


def size_names() -> tuple[str, ...]:
    """Return the names of sizes that a post may ask for on some network."""
    return _used(name for network in adapter_names() for name in post_sizes(network))

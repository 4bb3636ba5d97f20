"""Show an account: its name, handle and network."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from smmgen.adapter import Adapter
from smmgen.build.output import safe_name
from smmgen.build.pages import Pages
from smmgen.build.richtext import Offsets
from smmgen.build.view import AccountView
from smmgen.model.brand import Account, Brand
from smmgen.text.links import host
from smmgen.text.slug import slug

FindAdapter = Callable[[str], Adapter]


class Counting(Struct, frozen=True):
    """In what a network counts: the unit's name for people, and the unit of its entities."""

    unit: str
    offsets: Offsets


def account_views(brand: Brand, find_adapter: FindAdapter, pages: Pages) -> Mapping[str, AccountView]:
    """Return all accounts of the brand by name, in its order."""
    return {
        account.name: _view(account, brand, _title(account.network, find_adapter), pages)
        for account in brand.accounts.values()
    }


def _view(account: Account, brand: Brand, title: str, pages: Pages) -> AccountView:
    template = pages.network(account.network)
    return AccountView(
        name=account.name,
        network=account.network,
        title=title,
        handle=_handle(account, brand),
        host=host(account.base_url),
        language=account.language or brand.language,
        template=template,
        style=template.rpartition("/")[2].removesuffix(".html"),
        icon=pages.icon(template),
        href=f"accounts/{safe_name(account.name)}/index.html",
        is_paused=account.is_paused,
    )


def counting(account: Account, find_adapter: FindAdapter) -> Counting:
    """Return how an account's network counts; characters where the network is not installed."""
    try:
        network = find_adapter(account.network)
    except KeyError:
        return Counting("characters", "code points")
    return Counting(network.limits(account).unit, network.offsets)


def _title(network: str, find_adapter: FindAdapter) -> str:
    try:
        return find_adapter(network).title
    except KeyError:
        return network.title()


def _handle(account: Account, brand: Brand) -> str:
    written = account.handle or account.text("handle") or account.text("chat")
    if written:
        return written
    server = host(account.base_url)
    return f"@{slug(brand.name, 24)}" + (f"@{server}" if server else "")

"""Where secrets go that a network replaces."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project


@rule("SEC004", severity="error", on=Project)
def nowhere_to_keep(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Say where secrets go that a network replaces.

    Why: TikTok and Pinterest give a new refresh token each time one is used, and the old one is dead then;
    with `renew: true` the tokens of Threads and of Instagram's own login are replaced too. A new one that is
    kept nowhere is lost with the run, and the account with it. So nothing is published there before
    `secrets.keep` is a command that takes the new one from its standard input to where the secrets are.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts:
          threads: {network: threads, token: env:THREADS_TOKEN, renew: true}
        hosting: {static: {url: https://northwind.example/social/}}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts:
          threads: {network: threads, token: env:THREADS_TOKEN, renew: true}
        hosting: {static: {url: https://northwind.example/social/}}
        secrets: {keep: [gh, secret, set, "{name}"]}

    Source: TikTok's, Pinterest's and Meta's documentation of their tokens; read 2026-11.
    """
    brand = project.brand
    if brand.keep_secret:
        return
    for name, account in brand.accounts.items():
        network = context.adapter(account.network)
        replaced = network.renews(account) if network else ()
        if network and replaced:
            names = " and ".join(account.secrets.get(one, one) for one in replaced)
            message = f"{network.title} replaces {names} while it is used, and the new one is kept nowhere."
            hint = 'Add secrets: {keep: [gh, secret, set, "{name}"]}, or your own command.'
            yield nowhere_to_keep.at(brand.spans.at("accounts", name), message, hint, account=name)

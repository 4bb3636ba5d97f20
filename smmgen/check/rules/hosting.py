"""Where pictures get a public address, for networks that fetch them."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project


@rule("HST001", severity="error", on=Project)
def no_hosting(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Set up a place for pictures where a network fetches them from an address.

    Why: Instagram, Threads and TikTok take no file: they fetch it from a public address. Without one
    nothing can be published there. The built site itself, published on GitHub Pages, will do:
    `hosting: {static: {url: https://northwind.github.io/social/}}`.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {insta: {network: instagram, user_id: "17", token: env:INSTAGRAM_TOKEN}}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {insta: {network: instagram, user_id: "17", token: env:INSTAGRAM_TOKEN}}
        hosting: {static: {url: https://northwind.example/social/}}
    """
    brand = project.brand
    if brand.hosting is not None:
        return
    for name, account in brand.accounts.items():
        network = context.adapter(account.network)
        if network and network.fetches_media:
            message = f"{network.title} fetches pictures from a public address, and none is set up."
            hint = "Add hosting: {static: {url: https://…}}, or a bucket; see docs/configuration.md."
            yield no_hosting.at(brand.spans.at("accounts", name), message, hint, account=name)

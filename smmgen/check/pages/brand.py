"""Pages of what is found while reading `smmgen.yaml`."""

from smmgen.check.registry import page


@page("BRD001", severity="error", found_by="read")
def missing() -> None:
    """Work in a folder with a `smmgen.yaml` that is not empty.

    Why: it says who speaks, where and when. `smmgen init` begins a repository with one.
    """


@page("BRD003", severity="error", found_by="read")
def unknown_network() -> None:
    """Name a network that is installed.

    Why: without its adapter nothing can be written for it or sent to it.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegramm, chat: "@northwind", token: env:TELEGRAM_TOKEN}}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
    """


@page("BRD004", severity="error", found_by="read")
def literal_secret() -> None:
    """Write a secret as `env:NAME`, never its value.

    Why: whoever can read the repository, now or in ten years, could publish in the brand's name. A secret
    that was in a file must be renewed: git remembers it.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: "12345:not-a-true-one"}}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
    """


@page("BRD005", severity="error", found_by="read")
def no_variable() -> None:
    """Name an environment variable in capitals, digits and underscores.

    Why: that is how the systems that publish keep secrets; other names are refused there.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:telegram-token}}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
    """

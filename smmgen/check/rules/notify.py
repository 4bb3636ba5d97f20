"""Where people are told what needs them."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project


@rule("NTF001", severity="error", on=Project)
def no_plain_message(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Let `notify` be a chat or mail that takes a plain message in one step.

    Why: what it has to tell is text, at the moment when something went wrong. Networks that want a picture,
    or publish in two steps, are no place for it; a Telegram chat, Discord, Slack, Matrix or mail is.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        hosting: {static: {url: "https://northwind.example/social"}}
        notify: {network: instagram, user_id: "17841400000000042", token: env:TEAM_TOKEN}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        notify: {network: telegram, chat: "-1001234567890", token: env:TEAM_TOKEN}
    """
    account = project.brand.notify
    network = context.adapter(account.network) if account else None
    if account is None or network is None:
        return
    if network.delivery_class == "handle" or network.limits(account).needs_media:
        message = f"{network.title} takes no plain message in one step, so nobody can be told things there."
        hint = "Name a chat or mail, such as notify: {network: telegram, chat: …, token: env:…}."
        yield no_plain_message.at(project.brand.spans.at("notify"), message, hint)

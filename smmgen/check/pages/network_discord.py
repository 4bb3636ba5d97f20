"""Pages of what the check of Discord finds."""

from smmgen.check.registry import page


@page("DSC001", severity="error", found_by="network")
def no_way_into_discord() -> None:
    """Give an account on Discord a webhook, or a bot's token and the channel's number.

    Why: nothing can be published without one of them.

    Source: Discord's developer documentation, webhooks and messages.
    """


@page("DSC002", severity="error", found_by="network")
def webhook_alone() -> None:
    """Leave to a bot what a webhook on Discord cannot do.

    Why: a webhook only writes messages, one below the other. It opens no thread for a first comment, passes
    nothing on to the channels that follow, and answers no message.

    Source: Discord's developer documentation, webhooks.
    """


@page("DSC003", severity="error", found_by="network")
def ping_of_nobody() -> None:
    """Name whom a message on Discord may ping: everyone, roles, users.

    Why: Discord refuses a message that names others. Without `ping` nobody is pinged, whatever the text says.

    Source: Discord's developer documentation, allowed mentions.
    """


@page("DSC004", severity="error", found_by="network")
def many_files() -> None:
    """Keep the pictures and the video of a message on Discord within ten.

    Why: Discord refuses a message with more files.

    Source: Discord's OpenAPI description, v10.
    """

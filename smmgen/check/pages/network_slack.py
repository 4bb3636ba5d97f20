"""Pages of what the check of Slack finds."""

from smmgen.check.registry import page


@page("SLK001", severity="error", found_by="network")
def slack_channel() -> None:
    """Name a channel on Slack by its ID, such as C0123456789.

    Why: a channel's name may change, and Slack lists, changes and deletes messages by the ID alone.

    Source: Slack's documentation, conversations.history and chat.update.
    """


@page("SLK002", severity="error", found_by="network")
def slack_call_of_nobody() -> None:
    """Name whom a message on Slack may call: here, channel, everyone.

    Why: there are no others. Without `ping` nobody is called, whatever the text says.

    Source: Slack's documentation, rich text block, broadcast.
    """

"""Write what each kind of network allows to promise, for docs/publishing.md, from the adapters themselves."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from smmgen.adapter import Adapter

START, END = "<!-- promises: python -m smmgen.cli.network_reference -->", "<!-- end -->"
"""Between these lines of docs/publishing.md stands the table."""

Kind = Literal["keyed", "handle", "windowed", "found", "blind"]
"""A delivery class; `found` is a blind network whose own posts can be read."""


class Promise(Struct, frozen=True):
    """What a kind of network has, what is done after a cut-off, what follows, and what a held post needs.

    `short` says it in a few words.
    """

    has: str
    cut_off: str
    promise: str
    held: str
    short: str


PROMISES: dict[Kind, Promise] = {
    "keyed": Promise(
        "takes a name of ours for each post",
        "It is sent again under the same name. If the first call had worked, the second changes nothing.",
        "exactly once",
        "Look at the network all the same; `--resend` cannot double it.",
        "sent again under the same name: exactly once",
    ),
    "handle": Promise(
        "publishes in two steps: first a draft that nobody sees",
        "The draft is asked whether it is public. Only if it is not, that very draft is published.",
        "exactly once, as far as the network's word can be trusted",
        "Look at the network. `--resend` asks the draft again: it cannot double an unchanged post.",
        "its draft tells: exactly once",
    ),
    "windowed": Promise(
        "remembers a key of ours for a while",
        "Within 45 minutes it is looked for, and if it is not there, sent again with the same key, "
        "so that the network itself leaves out a second one. Later it is only looked for.",
        "exactly once within the 45 minutes, at most once after",
        "Look at the network. `--resend` only if it is not there.",
        "sent again with the same key, later held: exactly once, then at most once",
    ),
    "found": Promise(
        "has no such help, but its latest posts can be read",
        "It is never sent again by itself. If it is found among the account's latest posts, it is noted as "
        "public; if not for sure, it is held for you.",
        "at most once",
        "Look at the network, a second time after some minutes. `--resend` only if it is not there.",
        "looked for, else held for you: at most once",
    ),
    "blind": Promise(
        "has no such help, and does not show us what we posted",
        "Nobody but you can look: it is held for you.",
        "at most once",
        "Look at the channel. `--resend` only if it is not there.",
        "held for you: at most once",
    ),
}


def kind_of(network: Adapter) -> Kind:
    """Return what kind of network it is."""
    return "found" if network.delivery_class == "blind" and network.recent else network.delivery_class


def with_promises(page: str, networks: Sequence[Adapter]) -> str:
    """Return docs/publishing.md's text with the table as it is now."""
    before, _, rest = page.partition(START)
    return (
        before + "\n".join([START, *_table(networks), "", *_comments(networks), END]) + rest.partition(END)[2]
    )


def _table(networks: Sequence[Adapter]) -> Iterator[str]:
    yield "| the network | which | a call was cut off | promise | a post that is held |"
    yield "|---|---|---|---|---|"
    for kind, promise in PROMISES.items():
        if which := [network for network in networks if kind_of(network) == kind]:
            cells = (promise.has, _links(which), promise.cut_off, promise.promise, promise.held)
            yield f"| {' | '.join(cells)} |"


def _comments(networks: Iterable[Adapter]) -> Iterator[str]:
    """Tell where first comments have less than posts, and videos more."""
    names = [one for one in networks if one.comment_class == "blind" and one.delivery_class != "blind"]
    if names:
        yield f"This is of posts. A first comment whose call was cut off is held for you on {_links(names)}."
    if videos := [one for one in networks if one.video_class == "handle"]:
        yield f"Videos are uploaded in a step before, which is asked first, on {_links(videos)}."


def _links(networks: Sequence[Adapter]) -> str:
    *most, last = (f"[{network.title}](networks/{network.name}.md)" for network in networks)
    return f"{', '.join(most)} and {last}" if most else last

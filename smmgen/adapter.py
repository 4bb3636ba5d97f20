"""What a network's adapter is: the one page that its author reads.

An adapter is one module, `smmgen/networks/NAME.py` or one of another package, that ends in
`ADAPTER = Adapter(name=…, …)` and is named in the entry-point group `smmgen.networks`. It answers every
question about its network and does nothing that is done for all networks above it: splitting,
truncating, scheduling, retrying and recording are written once, with the help of `count` and `Outcome`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from smmgen.model.brand import Account
from smmgen.model.bundle import File, FinishedMessage
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.fault import ConfigError
from smmgen.model.limits import Limits as Limits
from smmgen.model.limits import PollLimits as PollLimits
from smmgen.model.limits import VideoLimits as VideoLimits
from smmgen.model.numbers import Numbers as Numbers
from smmgen.model.option import Option as Option
from smmgen.model.session import Session as Session
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.model.wire import Broken as Broken
from smmgen.model.wire import Letters as Letters
from smmgen.model.wire import NotReached as NotReached
from smmgen.model.wire import Reply as Reply
from smmgen.model.wire import Request as Request
from smmgen.model.wire import Talk as Talk
from smmgen.plugin import entry_points

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Ability = Literal[
    "image", "album", "thread", "reply", "link-card", "poll", "video", "first-comment", "repost", "article"
]
"""What an adapter can publish. A post that needs another ability is an error, never cut in silence.

`article`: pictures in the text stay where they stand, as on a blog; `write` is given them as figures.
"""

DeliveryClass = Literal["keyed", "handle", "windowed", "blind"]
"""What may be promised after a call whose end was not seen.

`keyed`: the record's name is ours, so a repeat is harmless. `handle`: an invisible draft is published by
its id. `windowed`: the network keeps an idempotency key for a while. `blind`: nothing to rely on.
"""


class NotHosted(Exception):  # noqa: N818
    """A file's public address does not answer with it yet; nothing was sent."""


class Sent(Struct, frozen=True):
    """The message is public under `remote_id`, to be seen at `url`; `note` is what a person should know."""

    remote_id: str
    url: str
    note: str = ""


class NotSent(Struct, frozen=True):
    """Nothing was published, for sure, and a later try may do better; not before `not_before` (UTC).

    `is_account_wide` where the fault lies with the account (a refused token): its other deliveries wait too.
    """

    why: str
    not_before: datetime | None = None
    status: int | None = None
    is_account_wide: bool = False


class Refused(Struct, frozen=True):
    """The network refused this message for good."""

    why: str
    status: int | None = None


class Ambiguous(Struct, frozen=True):
    """Nobody can tell from the answer whether the message is public."""

    why: str
    status: int | None = None


Outcome = Sent | NotSent | Refused | Ambiguous


class Prepared(Struct, frozen=True):
    """A draft that nobody can see yet; `handle` names it, for the ledger, in 500 characters at most."""

    handle: str


Draft = Literal["unpublished", "pending", "gone", "unknown"]
"""What became of a draft that is not public: it can be published; the network is still at work on it; it
was never published and cannot be any more, so that a new one may be made; nobody can tell."""


def not_hosted(file: File) -> str:
    """Refuse to give a file an address, where no hosting is set up."""
    raise ConfigError(
        "This network fetches pictures and videos from a public address, and no place is set up for them: "
        "add `hosting` to smmgen.yaml."
    )


class Sending(Struct, frozen=True, kw_only=True):
    """One attempt at one delivery.

    `key` and `first_tried` (UTC) were fixed at the first claim and are the same at every attempt.
    `thread` holds the remote ids of the parts before this one, first to last; a first comment is the last
    part. `reply_to` is the remote id of the post that this one answers, empty if none. `repost` is that of
    the post that this one shows again. `handle` is what `prepare` made. `read` returns a file's bytes,
    `public_url` an address where networks can fetch it, which answers already; raises `NotHosted`, and
    `ConfigError` where no place for files is set up.
    """

    delivery: Delivery
    key: str
    first_tried: datetime
    thread: tuple[str, ...]
    reply_to: str
    read: Callable[[File], bytes]
    handle: str = ""
    repost: str = ""
    public_url: Callable[[File], str] = not_hosted

    @property
    def content(self) -> FinishedMessage:
        """Return the message with its files."""
        return self.delivery.content


class Found(Struct, frozen=True, kw_only=True):
    """A post that the network showed when asked for the account's latest; `text` is its visible text.

    `images` is how many pictures it has; None where the network does not tell.
    """

    remote_id: str
    url: str
    text: str
    at: datetime
    images: int | None


class Identity(Struct, frozen=True, kw_only=True):
    """Who a secret speaks as, and what it may do.

    `missing` are rights that publishing needs and the secret lacks, each with what to do. `expires` is when
    it dies, UTC; None where it does not, or nobody says. `notes` are facts that the account's owner should
    know, such as an API version near its end.
    """

    name: str
    url: str = ""
    rights: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    expires: datetime | None = None
    notes: tuple[str, ...] = ()


class Metrics(Struct, frozen=True, kw_only=True):
    """How a network's numbers are read; nobody sees these calls, and a repeat does no harm.

    `posts` returns the numbers of posts by their remote ids, or why they cannot be had now; what is deleted,
    or has none, is left out. It is given `at_once` ids at most, and is None where a network tells followers
    only, of which `no_metrics` speaks then. `gives` names the numbers that the network has at all, so that
    people know what to expect. `followers` returns how many follow the account, None where the network does
    not tell. `why_not` says why this very account has no numbers, empty where it has some. `needs` says which
    right reading needs beside those of publishing, and `source` where the network's own pages tell all this,
    and when they were read.
    """

    gives: tuple[str, ...]
    posts: Callable[[Session, tuple[str, ...]], Mapping[str, Numbers] | NotSent | Refused] | None
    source: str
    at_once: int = 1
    why_not: Callable[[Account], str] | None = None
    followers: Callable[[Session], int | NotSent | Refused | None] | None = None
    needs: str = ""


def renews_nothing(account: Account) -> tuple[str, ...]:
    """Name no secret: those of most networks stay what they are."""
    return ()


class Adapter(Struct, frozen=True, kw_only=True):
    """A network, as a value of functions: swap one with `dataclasses.replace` in a test.

    `host` is the network's own base URL, empty where each account has its own server. `write` turns
    blocks into the network's form; `count` returns a text's length as the network counts it. `offsets` is
    the unit of the written text's entities. `hashtag` turns a tag's words into the network's habit, with
    "#". `message_options` returns what a message is told beside its text, from the account and the
    post's language. `check` finds what only this network minds. `key` fixes a delivery's idempotency key
    at its first claim, from its id and its due time. `send` publishes and raises nothing; `recent` lists
    the account's latest posts, newest first, at most so many, and raises `NotReached` or `Broken` where
    they cannot be read; it is None where the network has no way. `class_now` tells the delivery class of
    the very server that the account is on, where servers differ: it is to be asked before anything is
    sent again, raises nothing, and answers "blind" where it cannot tell.

    `comment_class` is the delivery class of first comments, where it is another than that of posts, and
    `video_class` that of posts with a video. The class "handle" asks for `prepare` and `inspect`. `prepare`
    makes the draft, with calls that nobody can see; its handle is in the ledger before `send` publishes that
    very draft. `inspect` tells what became of a handle: `Sent` where it is public. Both raise nothing.

    `edit` changes what is public under a remote id to what is handed in; `retract` deletes it. They return
    `Sent` (what was deleted keeps its id) or why not, and are None where the network has no way. `identify`
    makes a harmless call: who is this, what may it do, when does it end; it returns `NotSent` or `Refused`
    where the secret is of no use. `secret_facts` is for people: the secrets' rights, how long they live,
    how they are renewed. `renews` names the account's secrets that `Session.renewed` replaces, which need
    `secrets.keep`. `fetches_media`: the network fetches pictures and videos from a public address.
    `ad_options` names the flags, set per post, that mark an advertisement: a paid one, or the brand's own.
    `metrics` reads what posts have gathered; where it is None, `no_metrics` says in a sentence why.
    """

    name: str
    title: str
    host: str
    options: Mapping[str, Option]
    limits: Callable[[Account], Limits]
    abilities: frozenset[Ability]
    delivery_class: DeliveryClass
    offsets: Literal["code points", "utf-16", "bytes"]
    write: Callable[[Blocks, Account], Written]
    count: Callable[[Written, Account], int]
    hashtag: Callable[[str], str]
    message_options: Callable[[Account, str], Mapping[str, OptionValue]]
    check: Callable[[Variant, Account], Iterable[Diagnostic]]
    key: Callable[[DeliveryId, datetime], str]
    send: Callable[[Session, Sending], Outcome]
    recent: Callable[[Session, int], tuple[Found, ...]] | None
    class_now: Callable[[Session], DeliveryClass] | None = None
    prepare: Callable[[Session, Sending], Prepared | NotSent | Refused] | None = None
    inspect: Callable[[Session, str], Sent | Draft] | None = None
    edit: Callable[[Session, Sending, str], Outcome] | None = None
    retract: Callable[[Session, str], Outcome] | None = None
    identify: Callable[[Session], Identity | NotSent | Refused] | None = None
    comment_class: DeliveryClass | None = None
    video_class: DeliveryClass | None = None
    secret_facts: str = ""
    renews: Callable[[Account], tuple[str, ...]] = renews_nothing
    fetches_media: bool = False
    ad_options: Mapping[Literal["paid", "own"], str] = {}
    metrics: Metrics | None = None
    no_metrics: str = ""
    comments: None = None


GROUP = "smmgen.networks"


@cache
def _entries() -> "Mapping[str, EntryPoint]":
    return {entry.name: entry for entry in entry_points(GROUP)}


def adapter_names() -> tuple[str, ...]:
    """Return the names of all installed networks, sorted."""
    return tuple(sorted(_entries()))


def _own(name: str) -> Adapter | None:
    place = f"{GROUP}.{name}"
    if not name.isidentifier() or find_spec(place) is None:
        return None
    found = getattr(import_module(place), "ADAPTER", None)
    return found if isinstance(found, Adapter) else None


@cache
def adapter(name: str) -> Adapter:
    """Return the adapter of a network; raise `KeyError` where none of that name is installed.

    Our own are found by their module's name, without asking all installed packages.
    """
    loaded = _own(name) or _entries()[name].load()
    if not isinstance(loaded, Adapter):
        raise TypeError(f"the entry point {GROUP}:{name} is not an Adapter")
    return loaded

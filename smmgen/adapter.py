"""What a network's adapter is: the one page that its author reads.

An adapter is one module, `smmgen/networks/NAME.py` or one of another package, that ends in
`ADAPTER = Adapter(name=…, …)` and is named in the entry-point group `smmgen.networks`. It answers every
question about its network and does nothing that is done for all networks above it: splitting,
truncating, scheduling, retrying and recording are written once, with the help of `count` and `Outcome`.
"""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, Protocol

from msgspec import Struct

from smmgen.model.brand import Account
from smmgen.model.bundle import File, FinishedMessage
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.plugin import entry_points

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Ability = Literal[
    "image", "album", "thread", "reply", "link-card", "poll", "video", "first-comment", "repost"
]
"""What an adapter can publish. A post that needs another ability is an error, never cut in silence."""

DeliveryClass = Literal["keyed", "handle", "windowed", "blind"]
"""What may be promised after a call whose end was not seen.

`keyed`: the record's name is ours, so a repeat is harmless. `handle`: an invisible draft is published by
its id. `windowed`: the network keeps an idempotency key for a while. `blind`: nothing to rely on.
"""


class Option(Struct, frozen=True, kw_only=True):
    """One key of an account in `smmgen.yaml`. A secret's value is written `env:NAME` there."""

    kind: Literal["text", "number", "flag", "choice", "secret"]
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()


class PollLimits(Struct, frozen=True, kw_only=True):
    """What the network takes as a poll: how many options, and how long they are, in characters.

    `question` is how long that may be, in characters; 0 where the network has no place for it: the text of
    the message then ends with it. `hours` is how long a poll may be open at most; 0 where it has no end.
    `has_pictures` tells whether a message may have a poll and pictures.
    """

    question: int
    options: int
    option: int
    hours: int
    has_pictures: bool = False


class Limits(Struct, frozen=True, kw_only=True):
    """What the network takes in one message.

    `text` and `text_with_media` are in the unit that `count` counts, which `unit` names in the plural for
    messages to people. `alt` is in characters, `image_bytes` in bytes. `sizes` maps a size's name to
    (width, height) in pixels; the first is the usual one, "link" that of a link card's picture.
    `video_cover` is the size of a video's cover; None where the network makes one of the video itself.
    `poll` is to be given where the adapter can publish polls.
    """

    text: int
    text_with_media: int
    unit: str
    images: int
    image_bytes: int
    alt: int
    sizes: Mapping[str, tuple[int, int]]
    hashtags: int
    video_cover: tuple[int, int] | None = None
    poll: PollLimits | None = None


class Request(Struct, frozen=True, kw_only=True):
    """One call to a network's server. At most one of `json`, `form` and `content` is the body.

    With `files`, `form` and `files` go as multipart; a file is (name, bytes, media type). `is_visible` is
    true for the call that makes something public: that one is never repeated by anybody.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    url: str
    headers: Mapping[str, str] = {}
    query: Mapping[str, str | int | bool] = {}
    json: Any = None
    form: Mapping[str, str] | None = None
    files: tuple[tuple[str, tuple[str, bytes, str]], ...] = ()
    content: bytes | None = None
    is_visible: bool = False


class Reply(Struct, frozen=True):
    """A server's answer, whole. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON, or None where it is none."""
        import json  # the answers are few, and start-up should not pay for the decoder

        try:
            return json.loads(self.body)
        except ValueError:
            return None


class NotReached(Exception):  # noqa: N818  (it reads as what happened)
    """The call failed before the first byte of the request went out: nothing was sent, for sure."""


class Broken(Exception):  # noqa: N818
    """The call failed after something may have been sent: what the server did is not known."""


class Session(Protocol):
    """What an adapter is handed for one account in one run.

    `memo` lasts for the run: a sign-in or an instance's limits are kept there. `now` is UTC.
    """

    @property
    def account(self) -> Account: ...  # noqa: D102
    @property
    def base_url(self) -> str: ...  # noqa: D102
    @property
    def memo(self) -> MutableMapping[str, Any]: ...  # noqa: D102

    def secret(self, option: str) -> str:
        """Return a secret of the account by its option's name; raise `ConfigError` where it is not set."""

    def call(self, request: Request) -> Reply:
        """Send a request once: no redirects, no repeats. Raises `NotReached` or `Broken`."""

    def now(self) -> datetime:
        """Return the time, in UTC."""


class Sent(Struct, frozen=True):
    """The message is public under `remote_id`, to be seen at `url`."""

    remote_id: str
    url: str


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


class Sending(Struct, frozen=True, kw_only=True):
    """One attempt at one delivery.

    `key` and `first_tried` (UTC) were fixed at the first claim and are the same at every attempt.
    `thread` holds the remote ids of the parts before this one, first to last. `reply_to` is the remote id
    of the post that this one answers, empty if none. `read` returns a file's bytes.
    """

    delivery: Delivery
    key: str
    first_tried: datetime
    thread: tuple[str, ...]
    reply_to: str
    read: Callable[[File], bytes]

    @property
    def content(self) -> FinishedMessage:
        """Return the message with its files."""
        return self.delivery.content


class Found(Struct, frozen=True, kw_only=True):
    """A post that the network showed when asked for the account's latest; `text` is its visible text."""

    remote_id: str
    url: str
    text: str
    at: datetime
    images: int


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
    metrics: None = None
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

"""Help for authors of adapters: a session that answers from a script, and messages ready to be sent.

An adapter's test hands `Script` the answers in their order, sends a message that `sending` made, and looks at
the outcome and at what was asked. `faults` tells where an adapter contradicts itself.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import Adapter, Broken, Reply, Request, Sending, Talk
from smmgen.model.brand import Account
from smmgen.model.bundle import File, FinishedMessage
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.document import PLACE, Blocks, Figure
from smmgen.model.post import Poll
from smmgen.model.source import Source, Span
from smmgen.model.variant import LinkCard, Message, OptionValue
from smmgen.read.markdown import read_markdown
from smmgen.read.schema import Reading

DUE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""When the messages that `sending` makes are due."""

NOW = datetime(2026, 12, 1, 9, 0, 5, tzinfo=UTC)
"""The time in a script's session."""

SPAN = Span("content/posts/sale.md", 5, 1, 5, 20)

Answer = Reply | tuple[str, ...] | Exception
"""What a script's line does: it answers a call, says things in a talk, or raises `NotReached` or `Broken`."""


def answer(status: int = 200, body: Any = None, **headers: str) -> Reply:
    """Return an answer: bytes as they are, anything else as JSON; `_` in a header's name is a dash."""
    data = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
    return Reply(status, {name.replace("_", "-"): value for name, value in headers.items()}, data)


class Script:
    """A session: answer each request with the next line of the script, and keep what was asked.

    A secret's value is "the-" and its option's name. `kept` are the secrets that the adapter renewed. `said`
    is what the adapter said in its talks. A request beyond the script's end raises `StopIteration`.
    """

    def __init__(self, account: Account, answers: Iterable[Answer], base_url: str = "https://net.example"):
        self.account = account
        self.base_url = base_url
        self.memo: MutableMapping[str, Any] = {}
        self.requests: list[Request] = []
        self.kept: dict[str, str] = {}
        self.said: list[str] = []
        self._answers = iter(answers)

    def secret(self, option: str) -> str:
        """Return the renewed secret, else a made-up one that names its option."""
        return self.kept.get(option, f"the-{option}")

    def now(self) -> datetime:
        """Return `NOW`, always."""
        return NOW

    def renewed(self, option: str, value: str) -> None:
        """Keep a renewed secret."""
        self.kept[option] = value

    def call(self, request: Request) -> Reply:
        """Answer with the script's next line."""
        self.requests.append(request)
        said = self._next()
        if not isinstance(said, Reply):
            raise TypeError("the script's next line is no answer to a call")
        return said

    def talk(self, talk: Talk) -> tuple[str, ...]:
        """Say what the script's next line has, until the adapter has heard enough."""
        self.said += talk.first
        lines = self._next()
        if not isinstance(lines, tuple):
            raise TypeError("the script's next line is nothing to be said in a talk")
        for number, line in enumerate(lines, 1):
            answer = talk.then(line)
            if answer is None:
                return lines[:number]
            self.said += answer
        raise Broken("the script has no more to say")

    def _next(self) -> Reply | tuple[str, ...]:
        line = next(self._answers)
        if isinstance(line, Exception):
            raise line
        return line

    @property
    def paths(self) -> list[str]:
        """Return what was asked, as “GET /path”, in order."""
        return [f"{one.method} {one.url.removeprefix(self.base_url)}" for one in self.requests]


def picture(number: int = 0, focus: tuple[float, float] = (0.5, 0.5)) -> File:
    """Return a finished picture of 1080 × 1350 pixels."""
    return File(
        path=f"images/beans-{number}.jpg",
        alt=f"A bag of beans, number {number}",
        width=1080,
        height=1350,
        bytes=4,
        sha256="0" * 64,
        media_type="image/jpeg",
        focus=focus,
    )


def film() -> File:
    """Return a finished video of 1920 × 1080 pixels and 12.4 seconds."""
    return File(
        path="videos/roast.mp4",
        alt="Beans turn brown",
        width=1920,
        height=1080,
        bytes=4,
        sha256="1" * 64,
        media_type="video/mp4",
        seconds=12.4,
    )


def with_options(account: Account, **options: OptionValue) -> Account:
    """Return the account with these options besides its own."""
    return replace(account, options={**account.options, **options})


def sending(
    adapter: Adapter,
    account: Account,
    markdown: str = "All beans must go.",
    *,
    number: int = 0,
    files: tuple[File, ...] = (),
    card: LinkCard | None = None,
    thumbnail: File | None = None,
    link: str = "",
    poll: Poll | None = None,
    video: File | None = None,
    title: str = "",
    tags: tuple[str, ...] = (),
    is_comment: bool = False,
    handle: str = "",
    repost: str = "",
    options: Mapping[str, OptionValue] | None = None,
    public_url: Callable[[File], str] = lambda file: f"https://files.example/{file.path}",
    thread: tuple[str, ...] = (),
    reply_to: str = "",
    post: str = "sale",
    read: Callable[[File], bytes] = lambda file: b"jpeg",
) -> Sending:
    """Write a message as the adapter does, and make it ready to be sent."""
    blocks = read_markdown(Reading(Source("post.md", markdown)), markdown).blocks
    written = adapter.write(
        _placed(blocks, len(files)) if "article" in adapter.abilities else blocks, account
    )
    limits = adapter.limits(account)
    message = Message(
        number=number,
        written=written,
        length=adapter.count(written, account),
        limit=limits.text_with_media if files else limits.text,
        link=link,
        link_card=card,
        poll=poll,
        title=title,
        tags=tags,
        is_comment=is_comment,
        options={**adapter.message_options(account, account.language or "en"), **(options or {})},
        span=SPAN,
    )
    name = DeliveryId(account.name, post, number)
    delivery = Delivery(
        id=name,
        network=adapter.name,
        due=DUE,
        total=1,
        content=FinishedMessage(message, files, thumbnail, video),
        digest="d" * 64,
        fingerprint="f" * 64,
    )
    return Sending(
        delivery=delivery,
        key=adapter.key(name, DUE),
        first_tried=NOW,
        thread=thread,
        reply_to=reply_to,
        read=read,
        handle=handle,
        repost=repost,
        public_url=public_url,
    )


def _placed(blocks: Blocks, files: int) -> Blocks:
    """Let the pictures in an article's text be the last of its files, as composing does."""
    number = count(files - sum(isinstance(block, Figure) for block in blocks))
    return tuple(
        replace(block, source=f"{PLACE}{next(number)}") if isinstance(block, Figure) else block
        for block in blocks
    )


def faults(adapter: Adapter, account: Account) -> tuple[str, ...]:
    """Return where an adapter contradicts itself, each in a sentence; none where it is consistent.

    What it does over the network is not looked at: that is for tests with a `Script`.
    """
    return tuple(said for said, is_so in _contradictions(adapter, account) if is_so)


def _contradictions(adapter: Adapter, account: Account) -> Iterator[tuple[str, bool]]:
    limits, able = adapter.limits(account), adapter.abilities
    has_secrets = any(option.kind == "secret" for option in adapter.options.values())
    has_steps = adapter.prepare is not None and adapter.inspect is not None
    yield "The class “handle” asks for `prepare` and `inspect`.", _is_in_steps(adapter) and not has_steps
    yield "It publishes polls, but `limits.poll` is not given.", "poll" in able and limits.poll is None
    yield "It publishes videos, but `limits.video` is not given.", "video" in able and limits.video is None
    yield "It publishes albums of one picture at most.", "album" in able and limits.images < 2
    yield "It needs media, but publishes none.", limits.needs_media and not able & {"image", "video"}
    yield "A text with media may not be longer than one without.", limits.text_with_media > limits.text
    yield "There is no size of pictures.", "image" in able and not limits.sizes
    yield "An advertisement sets what is no flag of a post.", not _marks_ads(adapter)
    yield "It renews what is no secret of its own.", not _renews_secrets(adapter, account)
    yield (
        "It has secrets, but `secret_facts` tells nothing of them.",
        has_secrets and not adapter.secret_facts,
    )


def _renews_secrets(adapter: Adapter, account: Account) -> bool:
    return all(
        name in adapter.options and adapter.options[name].kind == "secret" for name in adapter.renews(account)
    )


def _marks_ads(adapter: Adapter) -> bool:
    found = [adapter.options.get(name) for name in adapter.ad_options.values()]
    return all(option and option.kind == "flag" and option.per_post for option in found)


def _is_in_steps(adapter: Adapter) -> bool:
    return "handle" in (adapter.delivery_class, adapter.comment_class, adapter.video_class)

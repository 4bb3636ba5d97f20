"""A session that answers from a script, and deliveries to send through it."""

import json
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import Adapter, Reply, Request, Sending
from smmgen.model.brand import Account
from smmgen.model.bundle import File, FinishedMessage
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.post import Poll
from smmgen.model.source import Source, Span
from smmgen.model.variant import LinkCard, Message, OptionValue
from smmgen.read.markdown import read_markdown
from smmgen.read.schema import Reading

NOW = datetime(2026, 12, 1, 9, 0, 5, tzinfo=UTC)
DUE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SPAN = Span("content/posts/sale.md", 5, 1, 5, 20)

Answer = Reply | Exception


def answer(status: int = 200, body: Any = None, **headers: str) -> Reply:
    data = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
    return Reply(status, {name.replace("_", "-"): value for name, value in headers.items()}, data)


class Script:
    """Answer each request with the next line of the script; keep what was asked."""

    def __init__(self, account: Account, answers: Iterable[Answer], base_url: str = "https://net.example"):
        self.account = account
        self.base_url = base_url
        self.memo: MutableMapping[str, Any] = {}
        self.requests: list[Request] = []
        self.kept: dict[str, str] = {}
        self._answers = iter(answers)

    def secret(self, option: str) -> str:
        return f"the-{option}"

    def now(self) -> datetime:
        return NOW

    def renewed(self, option: str, value: str) -> None:
        self.kept[option] = value

    def call(self, request: Request) -> Reply:
        self.requests.append(request)
        said = next(self._answers)
        if isinstance(said, Exception):
            raise said
        return said

    @property
    def paths(self) -> list[str]:
        return [f"{one.method} {one.url.removeprefix(self.base_url)}" for one in self.requests]


def picture(number: int = 0, focus: tuple[float, float] = (0.5, 0.5)) -> File:
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
    written = adapter.write(read_markdown(Reading(Source("post.md", markdown)), markdown).blocks, account)
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


def film() -> File:
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
    return replace(account, options={**account.options, **options})

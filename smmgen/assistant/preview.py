"""Show a post as each network will: its text with the fold, counters, links and pictures."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from msgspec import Meta, Struct

from smmgen.adapter import adapter
from smmgen.assistant.checking import of_file
from smmgen.assistant.desk import Desk, Look
from smmgen.assistant.findings import Finding, Summary, told
from smmgen.assistant.picture import drawn_pictures
from smmgen.assistant.refused import Refused
from smmgen.assistant.tool import Answer, Asked, Told, Tool
from smmgen.assistant.unsaved import PostName, Text, tried
from smmgen.model.fold import FOLDS, shown_part
from smmgen.model.post import Post, Status
from smmgen.model.variant import Message, Variant
from smmgen.read.schema import near


class PreviewAsked(Asked, frozen=True, kw_only=True):
    """Which post to show, on which accounts, and whether to draw its pictures."""

    post: PostName = ""
    text: Text = ""
    accounts: Annotated[
        tuple[Annotated[str, Meta(max_length=100)], ...],
        Meta(max_length=100, description="Names of accounts; all of the post's where none is named."),
    ] = ()
    pictures: Annotated[bool, Meta(description="Draw the pictures too, and return them as images.")] = False


class CardShown(Struct, frozen=True):
    """The box of a link."""

    url: str
    title: str
    description: str


class PictureShown(Struct, frozen=True):
    """A picture as it will be drawn: pixels, the words on it, and its alternative text."""

    card: str
    width: int
    height: int
    headline: str
    alt: str


class MessageShown(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One message as readers see it; `length` and `limit` are in the network's own unit.

    `before_more` is the part that the feed shows, where it hides the rest.
    """

    text: str
    length: int
    limit: int
    unit: str
    is_too_long: bool = False
    before_more: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    link: str = ""
    card: CardShown | None = None
    pictures: tuple[PictureShown, ...] = ()
    poll: tuple[str, ...] = ()
    video: str = ""
    is_comment: bool = False


class VariantShown(Struct, frozen=True):
    """The post on one account; `publish_at` is the brand's time, empty while it has none."""

    account: str
    network: str
    publish_at: str
    messages: tuple[MessageShown, ...]


class PreviewTold(Told, frozen=True, kw_only=True):
    """A post as its readers will see it, and what is wrong with its file."""

    post: str
    path: str
    status: Status
    variants: tuple[VariantShown, ...]
    findings: tuple[Finding, ...]
    summary: Summary
    pictures: tuple[str, ...]


def _preview(desk: Desk, asked: PreviewAsked) -> Answer:
    look, path, post = _meant(desk, asked)
    variants = _wanted(look, post, asked.accounts)
    findings, summary = told(of_file(path, look.checked.findings), "warning")
    names, pictures = drawn_pictures(look, variants) if asked.pictures else ((), ())
    shown = PreviewTold(
        post=post.id,
        path=path,
        status=post.status,
        variants=tuple(_variant(one, look) for one in variants),
        findings=findings,
        summary=summary,
        pictures=names,
    )
    return Answer(shown, pictures)


def _meant(desk: Desk, asked: PreviewAsked) -> tuple[Look, str, Post]:
    """Return the repository, and the file and the post that are meant."""
    if not asked.text:
        if not asked.post:
            raise Refused("preview needs a `post` or a `text`.", "posts lists the posts.")
        look = desk.look()
        post = look.post(asked.post)
        return look, post.source.path, post
    made = tried(desk, asked.post, asked.text)
    if made.post is None:
        raise Refused("This text cannot be read as a post.", "check tells why, with the same text.")
    return made.look, made.path, made.post


def _wanted(look: Look, post: Post, accounts: Iterable[str]) -> tuple[Variant, ...]:
    variants = {one.account: one for one in look.checked.variants if one.post == post.id}
    for name in accounts:
        if name not in variants:
            raise Refused(f"This post is not for an account “{name}”.", near(name, variants))
    return tuple(variants[name] for name in accounts or variants)


def _variant(variant: Variant, look: Look) -> VariantShown:
    at = variant.publish_at
    unit = adapter(variant.network).limits(look.brand.accounts[variant.account]).unit
    return VariantShown(
        account=variant.account,
        network=variant.network,
        publish_at=f"{at.astimezone(look.brand.timezone):%Y-%m-%d %H:%M}" if at else "",
        messages=tuple(_message(one, variant.network, unit) for one in variant.messages),
    )


def _message(message: Message, network: str, unit: str) -> MessageShown:
    text, card, video = message.written.visible, message.link_card, message.video
    before = shown_part(text, FOLDS.get(network))
    return MessageShown(
        text=text,
        length=message.length,
        limit=message.limit,
        unit=unit,
        is_too_long=bool(message.limit) and message.length > message.limit,
        before_more=before if before != text else "",
        title=message.title,
        tags=message.tags,
        link=message.link,
        card=CardShown(card.url, card.title, card.description) if card else None,
        pictures=tuple(_pictures(message)),
        poll=(message.poll.question, *message.poll.options) if message.poll else (),
        video=video.path if video else "",
        is_comment=message.is_comment,
    )


def _pictures(message: Message) -> Iterator[PictureShown]:
    covers = (message.video_cover, message.link_card.picture if message.link_card else None)
    for one in (*message.pictures, *(cover for cover in covers if cover)):
        yield PictureShown(one.card, one.width, one.height, one.image.headline, one.alt)


PREVIEW = Tool(
    name="preview",
    title="Preview",
    about="Show a post as each network's readers will see it: the text with what the feed hides behind "
    "“more”, length and limit, links, time and pictures. With text, of a file that is not saved.",
    asked=PreviewAsked,
    told=PreviewTold,
    answer=_preview,
)

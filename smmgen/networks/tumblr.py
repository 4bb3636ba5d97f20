"""Tumblr: posts of a blog.

Source: Tumblr API documentation and Neue Post Format specification, October 2024; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from smmgen.adapter import (
    Adapter,
    Broken,
    Draft,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    Prepared,
    Refused,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import tumblr, tumblr_post
from smmgen.apis.answers import Stopped, deleted, objects, text, told
from smmgen.apis.article import places
from smmgen.apis.finding import finding
from smmgen.apis.tumblr import name_of
from smmgen.markup.article import article
from smmgen.markup.article_parts import parts
from smmgen.markup.npf import Block, blocks_of, layout, shown
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import PLACE, Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags

LONGEST = 100_000
"""Tumblr takes a whole post of 1 MB, about 900,000 characters; this one stops what is no post."""
LINKS, TAG = 100, 140
"""Links in a post's text; characters of a tag. Source: Post Content Limits; the tag's is UNVERIFIED."""

OPTIONS: Mapping[str, Option] = {
    "blog": Option(kind="text", required=True, help="the blog's name, as in NAME.tumblr.com"),
    "consumer_key": Option(kind="secret", required=True, help="the app's OAuth consumer key"),
    "consumer_secret": Option(kind="secret", required=True, help="the app's OAuth consumer secret"),
    "token": Option(kind="secret", required=True, help="the account's OAuth token"),
    "token_secret": Option(kind="secret", required=True, help="the account's OAuth token secret"),
    "reblogs": Option(kind="flag", help="let people reblog (as it is without this key)", per_post=True),
    "source": Option(kind="text", help="the address that a post names as its source", per_post=True),
    "slug": Option(kind="text", help="the end of the address, behind the number", per_post=True),
}


def limits(account: Account) -> Limits:
    """Return Tumblr's limits. Source: Post Content Limits; the bytes of a picture are UNVERIFIED."""
    return Limits(
        text=LONGEST,
        text_with_media=LONGEST,
        unit="characters",
        images=30,
        image_bytes=10_000_000,
        alt=4096,
        sizes=post_sizes("tumblr"),
        hashtags=0,
        tags=20,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write HTML, of which sending makes Tumblr's blocks; pictures stay where they stand."""
    return article(blocks)


def count(written: Written, account: Account) -> int:
    """Count code points as readers see them. Source: Text Block Length."""
    return len(written.visible)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find tags and links that Tumblr would refuse or part."""
    for message in variant.messages:
        links = {one.href for part in parts(message.written.text) for one in part.stretches if one.href}
        wrong = next((one for one in message.tags if "," in one or len(one) > TAG), None)
        if wrong is not None:
            words = f"The tag “{wrong[:40]}” of {len(wrong)} characters is none on Tumblr."
            hint = f"Use no commas and at most {TAG} characters."
            yield finding("TMB001", variant, message, words, hint, about="tags")
        if len(links) > LINKS:
            words = f"The text has {len(links)} links; Tumblr takes {LINKS}."
            yield finding("TMB002", variant, message, words, "Leave some out, or part the post.")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from Tumblr's habits."""
    options: dict[str, OptionValue] = {name: account.text(name) for name in ("source", "slug")}
    options = {name: value for name, value in options.items() if value}
    return options | ({} if account.flag("reblogs", default=True) else {"reblogs": False})


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the delivery's name: Tumblr keeps no keys."""
    return str(delivery)


@told
def prepare(session: Session, sending: Sending) -> Prepared | NotSent | Refused:
    """Upload the pictures with a draft, which nobody sees."""
    body = {**_body(sending, _content(sending)), "state": "draft"}
    return Prepared(tumblr.make(session, body, tumblr_post.uploads(sending)))


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish the draft as it is: its blocks have their pictures' addresses already."""
    there = tumblr.post(session, sending.handle)
    if (state := text(there.get("state"))) not in ("", "draft"):
        return Refused(f"Somebody changed the draft on Tumblr: its state is “{state}” now.")
    content = there.get("content")
    if not isinstance(content, list) or not content:
        return NotSent("Tumblr did not show the draft.")
    body = _body(sending, content)
    if isinstance(there.get("layout"), list):
        body["layout"] = there["layout"]
    made = tumblr.change(session, sending.handle, {**body, "state": "published"})
    if not isinstance(made, str):
        return made
    return _public(session, sending.handle) or Sent(made, tumblr.permalink(session, made))


def _public(session: Session, handle: str) -> Sent | None:
    """Return the public post that a draft has become, under its old number or a new one, if it is shown.

    A published draft may get another id; it keeps the old one as its genesis. Source: API, fields of posts.
    """
    try:
        found = tumblr.newest(session, 20)
    except Stopped:
        return None
    for one in found:
        if handle in (name_of(one), text(one.get("genesis_post_id"))):
            return tumblr_post.sent(session, one)
    return None


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Ask for the draft; one that is not there any more may be public under another number."""
    try:
        state = text(tumblr.post(session, handle).get("state"))
    except Stopped as stop:
        if stop.outcome.status != 404:
            return "unknown"
        state = "published"
    if state == "draft":
        return "unpublished"
    return _public(session, handle) or "unknown"


def _content(sending: Sending) -> list[Block]:
    """Return the blocks: pictures first, but for those in the text, and the link's card last."""
    content, words = sending.content, sending.content.message.written.text
    images = {
        f"{PLACE}{number}": tumblr_post.picture(number, file) for number, file in enumerate(content.files)
    }
    inside = places(words)
    album = [block for number, block in enumerate(images.values()) if number not in inside]
    card = content.message.link_card
    last = [tumblr_post.card(card, content.thumbnail)] if card else []
    return [*album, *blocks_of(words, images), *last]


def _body(sending: Sending, content: list[Block]) -> dict[str, Any]:
    inside = places(sending.content.message.written.text)
    return tumblr_post.body(sending, content, layout(len(sending.content.files) - len(inside), len(content)))


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Put the post in the place of what is public; its pictures are uploaded anew."""
    body = {**_body(sending, _content(sending)), "state": "published"}
    made = tumblr.change(session, remote_id, body, tumblr_post.uploads(sending))
    return Sent(remote_id, tumblr.permalink(session, remote_id)) if isinstance(made, str) else made


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post; one that is gone already is deleted."""
    return deleted(tumblr.delete(session, remote_id), remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose keys these are, and whether that account may post on the blog."""
    user = tumblr.ask(session, "/user/info").get("user")
    who = user if isinstance(user, dict) else {}
    found = who.get("blogs")
    blogs = objects(found)
    name, host = tumblr.blog(session), tumblr.permalink(session, "").removesuffix("/post/")
    mine = next((one for one in blogs if name == one.get("name") or host == _address(one)), None)
    missing = () if mine else (f"a place on the blog “{name}”: invite this account as a member",)
    return Identity(
        name=text((mine or {}).get("title")) or text(who.get("name")),
        url=host,
        missing=missing,
        notes=("Tumblr takes 250 posts and 250 pictures a day from an account.",),
    )


def _address(blog: Mapping[str, Any]) -> str:
    return text(blog.get("url")).rstrip("/")


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the blog's latest posts; raises `NotReached` or `Broken`."""
    try:
        posts = tumblr.newest(session, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for post in posts if (found := _seen(session, post)))


def _seen(session: Session, post: Mapping[str, Any]) -> Found | None:
    at, content = post.get("timestamp"), post.get("content")
    if not isinstance(at, int) or not isinstance(content, list):
        return None
    sent = tumblr_post.sent(session, post)
    return Found(
        remote_id=sent.remote_id,
        url=sent.url,
        text=shown(content),
        at=datetime.fromtimestamp(at, UTC),
        images=sum(isinstance(one, dict) and one.get("type") == "image" for one in content),
    )


ADAPTER = Adapter(
    name="tumblr",
    title=tumblr.TITLE,
    host=tumblr.HOST,
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "article", "link-card"}),
    delivery_class="handle",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=recent,
    prepare=prepare,
    inspect=inspect,
    edit=edit,
    retract=retract,
    identify=identify,
    no_metrics="Tumblr tells how many notes a post has, which smmgen does not read yet; it tells no views.",
    secret_facts=(
        "The token and its secret live until the app is removed under Settings, Apps. They have all rights "
        "of the account's blogs."
    ),
)

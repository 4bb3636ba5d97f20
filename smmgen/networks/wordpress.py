"""WordPress: articles on a blog of one's own.

Source: WordPress REST API handbook, reference of v2, and a WordPress 6.1 that was driven; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Draft,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    Prepared,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import wordpress
from smmgen.apis.answers import Stopped, fields, text, told
from smmgen.apis.article import cover_of, paragraphs, placed, slug_of
from smmgen.apis.finding import finding
from smmgen.markup.article import article, seen
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags

LONGEST = 100_000
"""WordPress has no limit that a text would meet; this one stops what is no article."""

OPTIONS: Mapping[str, Option] = {
    "user": Option(kind="text", required=True, help="the user's name, as for signing in"),
    "password": Option(kind="secret", required=True, help="an application password of that user"),
    "categories": Option(kind="list", help="names of categories that are there already", per_post=True),
    "excerpt": Option(kind="text", help="the summary that lists of posts show", per_post=True),
    "slug": Option(kind="text", help="the end of the address, where it is not the post's id", per_post=True),
    "comments": Option(kind="flag", help="let people comment, or not, whatever the blog does", per_post=True),
    "plain_addresses": Option(kind="flag", help="for a blog whose permalinks are set to “plain”"),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
}


def limits(account: Account) -> Limits:
    """Return what WordPress takes; its size of uploads is the server's own, of 2 MB at least."""
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=50,
        image_bytes=2_000_000,
        alt=1000,
        sizes=post_sizes("wordpress"),
        hashtags=0,
        title=200,
        needs_title=True,
        tags=20,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write HTML, with pictures where they stand."""
    return article(blocks)


def count(written: Written, account: Account) -> int:
    """Count the characters that readers see."""
    return len(written.visible)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find an article without a title, and a slug that WordPress would change."""
    message = variant.messages[0]
    slug = str(message.options.get("slug", ""))

    if not message.title:
        words = "An article on WordPress has no title."
        yield finding("WPR001", variant, message, words, "Add `title:` to the post.", about="title")
    if slug and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        words = f"WordPress would change the slug “{slug}”."
        yield finding("WPR002", variant, message, words, "Use a-z, 0-9 and single hyphens.", about="slug")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what goes beside the text."""
    options: dict[str, OptionValue] = {name: account.text(name) for name in ("excerpt", "slug")}
    options["categories"] = account.words("categories")
    if "comments" in account.options:
        return {name: value for name, value in options.items() if value} | {
            "comments": account.flag("comments")
        }
    return {name: value for name, value in options.items() if value}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the delivery's name: WordPress keeps no keys."""
    return str(delivery)


@told
def prepare(session: Session, sending: Sending) -> Prepared | NotSent | Refused:
    """Upload the pictures and make the draft. One that a lost answer left behind is taken up again."""
    wordpress.owner(session)
    body = _body(session, sending)
    there = wordpress.post_at(session, body["slug"])
    if there is None:
        name = wordpress.number(wordpress.ask(session, "POST", "posts", json={**body, "status": "draft"}))
        return Prepared(str(name)) if name else NotSent("WordPress made a draft but did not name it.")
    is_ours = _words(there) == _words({name: {"raw": body[name]} for name in ("title", "content")})
    if there.get("status") == "draft" and is_ours:
        return Prepared(str(wordpress.number(there)))
    return Refused(
        f"The blog has a post with the slug “{body['slug']}” already ({text(there.get('status'))}): "
        "delete it there, or give this one another `slug`."
    )


def _words(post: Mapping[str, Any]) -> list[str]:
    """Return a post's title and words: a blog may have changed its tags, but not those."""
    return [*wordpress.raw(post, "title").split(), "\n", *seen(wordpress.raw(post, "content")).split()]


def _body(session: Session, sending: Sending) -> dict[str, Any]:
    content, options = sending.content, sending.content.message.options
    uploads = {
        place: wordpress.media(session, file, sending.read(file)) for place, file in enumerate(content.files)
    }
    cover = cover_of(content)
    categories = options.get("categories")
    body: dict[str, Any] = {
        "title": content.message.title,
        "content": placed(content, {place: address for place, (_, address) in uploads.items()}, cover),
        "excerpt": str(options.get("excerpt", "")),
        "slug": slug_of(content, sending.delivery.id.post),
        "tags": [wordpress.tag(session, name) for name in content.message.tags],
        "featured_media": 0 if cover is None else uploads[cover][0],
    }
    if isinstance(categories, tuple):
        body["categories"] = [wordpress.category(session, name) for name in categories]
    if "comments" in options:
        body["comment_status"] = "open" if options["comments"] else "closed"
    return body


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish the draft by its id, unless it was thrown away: that would bring it back to life."""
    if sending.content.message.is_comment:
        return _comment(session, sending)
    status = text(wordpress.post(session, sending.handle).get("status"))
    if status not in ("draft", "pending", "auto-draft", "publish"):
        return Refused(f"Somebody changed the draft on WordPress: its status is “{status}” now.")
    answer = wordpress.publish(session, "POST", f"posts/{sending.handle}", json={"status": "publish"})
    return _read(answer, sending.handle) if isinstance(answer, Reply) else answer


def _read(answer: Reply, name: str) -> Outcome:
    post = fields(answer)
    if str(wordpress.number(post)) != name or post.get("status") != "publish" or not text(post.get("link")):
        return Ambiguous("WordPress answered, but not with a published post.", answer.status)
    return Sent(name, text(post.get("link")))


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Ask for the draft's status; what lies in the trash or is deleted may have been public before."""
    try:
        post = wordpress.post(session, handle)
    except Stopped:
        return "unknown"
    match post.get("status"):
        case "publish" if text(post.get("link")):
            return Sent(handle, text(post.get("link")))
        case "draft" | "pending" | "auto-draft":
            return "unpublished"
        case "future":
            return "pending"
        case _:
            return "unknown"


def _comment(session: Session, sending: Sending) -> Outcome:
    post = sending.thread[0]
    body = {"post": int(post), "content": paragraphs(sending.content.message.written.text)}
    answer = wordpress.publish(session, "POST", "comments", json=body)
    if not isinstance(answer, Reply):
        return answer
    made, link = wordpress.number(fields(answer)), text(fields(answer).get("link"))
    if not made:
        return Ambiguous("WordPress took the comment but did not name it.", answer.status)
    return Sent(f"{post}-c{made}", link)


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Put the article, or the comment, in the place of what is public; its slug and status stay."""
    post, _, comment = remote_id.partition("-c")
    if comment:
        body = {"content": paragraphs(sending.content.message.written.text)}
        answer = wordpress.publish(session, "POST", f"comments/{comment}", json=body)
        return Sent(remote_id, text(fields(answer).get("link"))) if isinstance(answer, Reply) else answer
    changed = {name: value for name, value in _body(session, sending).items() if name != "slug"}
    answer = wordpress.publish(session, "POST", f"posts/{post}", json=changed)
    return _read(answer, post) if isinstance(answer, Reply) else answer


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Put a post, or a comment, into the trash; what is there, or gone, already is retracted."""
    post, _, comment = remote_id.partition("-c")
    path = f"comments/{comment}" if comment else f"posts/{post}"
    answer = wordpress.publish(session, "DELETE", path)
    if isinstance(answer, Reply) or getattr(answer, "status", 0) in (404, 410):
        return Sent(remote_id, "")
    return answer


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose password this is, and what that user may do."""
    who = wordpress.owner(session)
    able = who.get("capabilities")
    rights = tuple(name for name in _NEEDED if isinstance(able, dict) and able.get(name))
    missing = tuple(
        f"`{name}`: give the user the role of an author or editor" for name in sorted(_NEEDED - {*rights})
    )
    return Identity(name=text(who.get("name")), url=session.base_url, rights=rights, missing=missing)


_NEEDED = frozenset({"publish_posts", "upload_files", "edit_published_posts"})

ADAPTER = Adapter(
    name="wordpress",
    title=wordpress.TITLE,
    host="",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "article", "first-comment"}),
    delivery_class="handle",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=None,
    prepare=prepare,
    inspect=inspect,
    comment_class="blind",
    edit=edit,
    retract=retract,
    identify=identify,
    no_metrics="WordPress counts no views by itself; its comments smmgen does not count yet.",
    secret_facts=(
        "An application password lives until it is revoked in the user's profile. It has all rights of its "
        "user: give it to one with the role of an author or editor, not to an administrator."
    ),
)

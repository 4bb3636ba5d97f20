"""Ghost: articles on a site of one's own, and their newsletters.

Source: Ghost's Admin API documentation, and a Ghost 6.65 that was driven; read 2026-11.
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
from smmgen.apis import ghost
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.article import cover_of, placed, slug_of
from smmgen.apis.finding import finding
from smmgen.markup.article import article
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags

LONGEST = 100_000
"""Ghost has no limit that a text would meet; this one stops what is no article."""

EXCERPT = 300
SLUG = 185
"""Ghost takes 191 characters, and may add a number where a slug is taken."""

OPTIONS: Mapping[str, Option] = {
    "key": Option(kind="secret", required=True, help="the Admin API key of a custom integration"),
    "newsletter": Option(kind="text", help="the slug of a newsletter to send the post by", per_post=True),
    "segment": Option(kind="text", help="which members get that newsletter", per_post=True),
    "visibility": Option(
        kind="choice", choices=("public", "members", "paid"), help="who may read it", per_post=True
    ),
    "excerpt": Option(kind="text", help="the summary that lists of posts show", per_post=True),
    "slug": Option(kind="text", help="the end of the address, where it is not the post's id", per_post=True),
    "canonical": Option(kind="text", help="the address that search engines shall show", per_post=True),
    "featured": Option(kind="flag", help="let the theme put it forward", per_post=True),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
}


def limits(account: Account) -> Limits:
    """Return what Ghost takes; the size of uploads is the server's own, of 5 MB at least."""
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=50,
        image_bytes=5_000_000,
        alt=191,
        sizes=post_sizes("ghost"),
        hashtags=0,
        title=255,
        needs_title=True,
        tags=20,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write HTML, with pictures where they stand; Ghost's editor keeps a table only as HTML of its own."""
    written = article(blocks)
    kept = re.sub(
        r"<table>.*?</table>",
        lambda table: f"<!--kg-card-begin: html-->\n{table[0]}\n<!--kg-card-end: html-->",
        written.text,
        flags=re.DOTALL,
    )
    return Written(kept, written.visible, "article")


def count(written: Written, account: Account) -> int:
    """Count the characters that readers see."""
    return len(written.visible)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find an article without a title, a slug that Ghost would change, an excerpt that it refuses."""
    message = variant.messages[0]
    slug, excerpt = (str(message.options.get(name, "")) for name in ("slug", "excerpt"))

    if not message.title:
        words = "An article on Ghost has no title."
        yield finding("GHO001", variant, message, words, "Add `title:` to the post.", about="title")
    if slug and (len(slug) > SLUG or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)):
        words = f"Ghost would change the slug “{slug}”."
        hint = f"Use a-z, 0-9 and single hyphens, {SLUG} at most."
        yield finding("GHO002", variant, message, words, hint, about="slug")
    if len(excerpt) > EXCERPT:
        words = f"The excerpt has {len(excerpt)} characters; Ghost takes {EXCERPT}."
        yield finding("GHO003", variant, message, words, "Shorten it.", about="excerpt")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what goes beside the text."""
    names = ("newsletter", "segment", "visibility", "excerpt", "slug", "canonical")
    options: dict[str, OptionValue] = {name: account.text(name) for name in names if account.text(name)}
    return options | ({"featured": True} if account.flag("featured") else {})


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the delivery's name: Ghost keeps no keys."""
    return str(delivery)


@told
def prepare(session: Session, sending: Sending) -> Prepared | NotSent | Refused:
    """Upload the pictures and make the draft. One that a lost answer left behind is filled anew."""
    slug = slug_of(sending.content, sending.delivery.id.post)
    there = ghost.post_at(session, slug)
    if there and (there.get("status") != "draft" or _mark(session) not in ghost.tag_names(there)):
        return Refused(
            f"The site has a post with the slug “{slug}” already ({text(there.get('status'))}): "
            "delete it there, or give this one another `slug`."
        )
    if newsletter := sending.content.message.options.get("newsletter"):
        ghost.expect_newsletter(session, str(newsletter))
    name = text(there.get("id"))
    body = _body(session, sending) | {"slug": slug, "status": "draft"}
    if name:
        body["updated_at"] = text(there.get("updated_at"))
    made = _written(session, "PUT" if name else "POST", f"posts/{name}/" if name else "posts/", body)
    return Prepared(made) if made else NotSent("Ghost made a draft but did not name it.")


def _written(session: Session, method: str, path: str, body: Mapping[str, Any]) -> str:
    answer = ghost.ask(session, method, path, query={"source": "html"}, json={"posts": [body]})
    return text(ghost.first(answer).get("id"))


def _mark(session: Session) -> str:
    """Return the internal tag by which our drafts are known; readers never see one."""
    return f"#smmgen-{session.account.name}"


def _body(session: Session, sending: Sending) -> dict[str, Any]:
    content, options = sending.content, sending.content.message.options
    addresses = {
        place: ghost.image(session, file, sending.read(file)) for place, file in enumerate(content.files)
    }
    cover = cover_of(content)
    names = (*content.message.tags, _mark(session))
    return {
        "title": content.message.title,
        "html": placed(content, addresses, cover),
        "tags": [{"name": name} for name in names],
        "feature_image": None if cover is None else addresses[cover],
        "feature_image_alt": None if cover is None else content.files[cover].alt or None,
        "custom_excerpt": options.get("excerpt"),
        "canonical_url": options.get("canonical"),
        "visibility": options.get("visibility", "public"),
        "featured": options.get("featured") is True,
    }


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish the draft by its id, with the newsletter if one was asked for: a mail cannot be called back."""
    post, options = ghost.post(session, sending.handle), sending.content.message.options
    if post.get("status") in _PUBLIC:
        return _public(post, sending.handle)
    if post.get("status") != "draft":
        return Refused(f"Somebody changed the draft on Ghost: its status is “{post.get('status')}” now.")
    body = {"status": "published", "updated_at": text(post.get("updated_at"))}
    newsletter = options.get("newsletter")
    query = {"newsletter": newsletter, "email_segment": options.get("segment", "all")} if newsletter else {}
    answer = ghost.publish(session, "PUT", f"posts/{sending.handle}/", query=query, json={"posts": [body]})
    return _read(answer, sending.handle)


_PUBLIC = frozenset({"published", "sent"})
"""Statuses of what people have; “sent” went out by mail alone."""


def _read(answer: Reply | Outcome, name: str) -> Outcome:
    if not isinstance(answer, Reply):
        return answer
    return _public(ghost.first(fields(answer)), name, answer.status)


def _public(post: Mapping[str, Any], name: str, status: int | None = None) -> Outcome:
    if text(post.get("id")) != name or post.get("status") not in _PUBLIC or not text(post.get("url")):
        return Ambiguous("Ghost answered, but not with a published post.", status)
    return Sent(name, text(post.get("url")))


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Ask for the draft's status; what is deleted may have been public before."""
    try:
        post = ghost.post(session, handle)
    except Stopped:
        return "unknown"
    match post.get("status"):
        case "published" | "sent" if text(post.get("url")):
            return Sent(handle, text(post.get("url")))
        case "draft":
            return "unpublished"
        case "scheduled":
            return "pending"
        case _:
            return "unknown"


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Put the article in the place of what is public; its slug stays, and no mail goes out."""
    body = _body(session, sending)
    body["updated_at"] = text(ghost.post(session, remote_id).get("updated_at"))
    query, path = {"source": "html"}, f"posts/{remote_id}/"
    return _read(ghost.publish(session, "PUT", path, query=query, json={"posts": [body]}), remote_id)


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post for good."""
    return deleted(ghost.publish(session, "DELETE", f"posts/{remote_id}/"), remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Try the key, and ask which site this is."""
    ghost.post_at(session, "smmgen")
    site = ghost.site(session)
    version = text(site.get("version"))
    notes = (f"Ghost {version}",) if version else ()
    return Identity(name=text(site.get("title")) or "Ghost", url=text(site.get("url")), notes=notes)


ADAPTER = Adapter(
    name="ghost",
    title=ghost.TITLE,
    host="",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "article"}),
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
    edit=edit,
    retract=retract,
    identify=identify,
    no_metrics=(
        "Ghost tells how often letters were opened and links clicked, which smmgen does not read "
        "yet; it tells no views."
    ),
    secret_facts=(
        "An Admin API key lives until its integration is deleted or the key is made anew, on the site under "
        "Settings, Integrations. It may write, publish and delete all posts, and send newsletters."
    ),
)

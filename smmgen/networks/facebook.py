"""Facebook: the posts of a Page.

Source: developers.facebook.com, Pages API, posts; Graph API, references of Page feed, photos, videos and
comments (v25); read 2026-11.
"""

from collections.abc import Iterator, Mapping

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Draft,
    Found,
    Identity,
    Limits,
    NotReached,
    NotSent,
    Option,
    Outcome,
    Prepared,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
    VideoLimits,
)
from smmgen.apis import facebook
from smmgen.apis.answers import Stopped, fields, text, told
from smmgen.apis.facebook_numbers import METRICS
from smmgen.apis.finding import finding
from smmgen.apis.graph import VERSION, VERSION_NOTE, ask, deleted, missing, moment, publish, token_of
from smmgen.apis.ledger_key import named_key
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags
from smmgen.text.links import host

LONGEST = 63_206
"""What all programs for Facebook take; no page of Facebook's own says so."""

LONGEST_COMMENT = 8000
MOST_IMAGES = 10

OPTIONS: Mapping[str, Option] = {
    "page": Option(kind="text", required=True, help="the Page's number"),
    "token": Option(kind="secret", required=True, help="the Page's token, see the docs"),
    "app_secret": Option(kind="secret", help="the app's secret, where the app asks for a proof of it"),
    "two_steps": Option(
        kind="flag", help="make an unpublished post, then publish it (as it is without this key)"
    ),
    "preview": Option(
        kind="flag", help="show the preview of the post's link (as it is without this key)", per_post=True
    ),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
    "max_images": Option(kind="number", help=f"the most pictures of a post, where it is not {MOST_IMAGES}"),
    "version": Option(kind="text", help=f"another version of Meta's API than {VERSION}"),
}

RIGHTS = {
    "pages_manage_posts": "nothing can be published without it; tick it when the token is made",
    "pages_read_engagement": "tick it when the token is made",
    "pages_manage_engagement": "first comments need it; tick it when the token is made",
}


def limits(account: Account) -> Limits:
    """Return Facebook's limits, with the account's own for text and pictures.

    Source: errors of Page photos (4 MB); the longest text, comment and alternative text and the number of
    pictures are not documented: they are what programs for Facebook take.
    """
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=account.number("max_images", MOST_IMAGES),
        image_bytes=4_000_000,
        alt=1000,
        sizes=post_sizes("facebook"),
        hashtags=3,
        video=VideoLimits(bytes=1_000_000_000, seconds=(1, 14_400)),
        comment=LONGEST_COMMENT,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; Facebook finds links and hashtags."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count code points: Facebook does not say what it counts."""
    return len(written.text)


_OWN = ("facebook.com", "fb.com", "fb.me", "fb.watch")


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find a link to Facebook itself, which it may refuse to show a preview of."""
    for message in variant.messages:
        is_shown = not message.pictures and not message.video and message.options.get("preview") is not False
        where = host(message.link).removeprefix("www.").removeprefix("m.") if message.link else ""
        if is_shown and where in _OWN:
            what = f"Facebook may refuse a post with a preview of its own page {message.link}."
            hint = "Set `preview: false` under `variants: facebook: options:`, or leave the link out."
            yield finding("FBK001", variant, message, what, hint, "warning", about="link")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from Facebook's habits."""
    return {} if account.flag("preview", default=True) else {"preview": False}


@told
def prepare(session: Session, sending: Sending) -> Prepared:
    """Upload photos and make the unpublished post, or upload the video; nobody sees either."""
    return Prepared(str(facebook.draft(session, sending)))


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Tell what became of an unpublished post."""
    try:
        return facebook.inspected(session, handle)
    except (Stopped, NotReached, Broken, ValueError):
        return "unknown"


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish the draft with one call; a first comment is one call too."""
    if sending.content.message.is_comment:
        return _comment(session, sending)
    return facebook.publish_draft(session, sending)


def _comment(session: Session, sending: Sending) -> Outcome:
    path, words = f"{sending.thread[0]}/comments", sending.content.message.written.text
    answer = publish(session, facebook.net_of(session), path, {"message": words})
    if not isinstance(answer, Reply):
        return answer
    name = text(fields(answer).get("id"))
    if not name:
        return Ambiguous("Facebook took the comment but did not name it.", answer.status)
    return Sent(name, facebook.address_of(session, name))


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Put the text in the place of what is public; Facebook lets pictures and links be as they are."""
    field = "message" if "_" in remote_id else "description"  # a video's number has no post's before it
    form = {field: sending.content.message.written.text}
    answer = publish(session, facebook.net_of(session), remote_id, form)
    if not isinstance(answer, Reply):
        return answer
    if fields(answer).get("success") is not True:
        return Ambiguous("Facebook did not confirm the change.", answer.status)
    return Sent(remote_id, facebook.address_of(session, remote_id))


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post, a video or a comment."""
    answer = deleted(session, facebook.net_of(session), remote_id)
    return Sent(remote_id, "") if isinstance(answer, Reply) else answer


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose token this is and what it may do; a person's token cannot publish as the Page."""
    net = facebook.net_of(session)
    me = ask(session, net, "me", query={"fields": "id,name"})
    token = token_of(session, net)
    lacking = missing(token.rights, RIGHTS)
    if text(me.get("id")) != facebook.page_of(session):
        why = f"this token is not that of the Page {facebook.page_of(session)}; take the Page's own"
        lacking = (f"the Page's token: {why}", *lacking)
    return Identity(
        name=text(me.get("name")),
        url=f"https://www.facebook.com/{text(me.get('id'))}",
        rights=token.rights,
        missing=lacking,
        expires=token.ends,
        notes=(VERSION_NOTE,),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the Page's latest posts; raises `NotReached` or `Broken`."""
    found = []
    for post in facebook.posts(session, most):
        at, name = moment(post.get("created_time")), text(post.get("id"))
        if at and name:
            url, words = text(post.get("permalink_url")), text(post.get("message"))
            images = facebook.images_of(post)
            found.append(Found(remote_id=name, url=url, text=words, at=at, images=images))
    return tuple(found)


ADAPTER = Adapter(
    name="facebook",
    title=facebook.TITLE,
    host="https://graph.facebook.com",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "video", "first-comment"}),
    delivery_class="handle",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=named_key,
    send=send,
    recent=recent,
    prepare=prepare,
    inspect=inspect,
    comment_class="blind",
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts=(
        "A Page's token, made from a person's token of sixty days, has no end of its own. It dies when that "
        "person changes the password, loses the role, or removes the app. A system user's token is sturdier."
    ),
)

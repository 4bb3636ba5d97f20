"""Instagram: pictures, carousels and reels of a professional account.

Source: developers.facebook.com, Instagram Platform, content publishing, error codes, comments (June 2026);
read 2026-11.
"""

import time
from collections.abc import Mapping

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Draft,
    Found,
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
    VideoLimits,
)
from smmgen.apis import instagram
from smmgen.apis.answers import fields, text, told
from smmgen.apis.graph import (
    VERSION,
    VERSION_NOTE,
    ask,
    deleted,
    listed,
    missing,
    publish,
    read_after,
    rows,
    token_of,
)
from smmgen.apis.graph_container import Pause, inspected, publish_container, seen
from smmgen.apis.instagram_check import check
from smmgen.apis.instagram_numbers import METRICS
from smmgen.apis.ledger_key import named_key
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Written
from smmgen.text import hashtags
from smmgen.text.count import utf16

LONGEST = 2200
LONGEST_COMMENT = 300
MOST_IMAGES = 10

OPTIONS: Mapping[str, Option] = {
    "user_id": Option(kind="text", required=True, help="the account's number, not its name"),
    "token": Option(kind="secret", required=True, help="a token that may publish, see the docs"),
    "login": Option(
        kind="choice",
        choices=("facebook", "instagram"),
        help="which login the token is from; `facebook` without it",
    ),
    "renew": Option(kind="flag", help="renew a token of Instagram's own login in each run that publishes"),
    "app_secret": Option(kind="secret", help="the app's secret, where the app asks for a proof of it"),
    "version": Option(kind="text", help=f"another version of Meta's API than {VERSION}"),
    "max_images": Option(
        kind="number", help=f"the most pictures of a carousel, where it is not {MOST_IMAGES}"
    ),
    "max_comment": Option(
        kind="number", help=f"the longest first comment, where it is not {LONGEST_COMMENT}"
    ),
    "collaborators": Option(
        kind="list", help="names of up to three accounts that post it together", per_post=True
    ),
    "location": Option(kind="text", help="the number of a place, as Facebook's Pages have it", per_post=True),
    "made_with_ai": Option(kind="flag", help="label the post as made with AI", per_post=True),
    "paid": Option(
        kind="flag", help="label the post as a paid partnership; `ad:` of a post sets it", per_post=True
    ),
    "share_to_feed": Option(
        kind="flag", help="show reels in the profile's grid too (as it is without this key)", per_post=True
    ),
}

RIGHTS = {
    "instagram_basic": "tick it when the token is made",
    "instagram_content_publish": "nothing can be published without it; tick it when the token is made",
    "instagram_manage_comments": "first comments need it; tick it when the token is made",
    "pages_read_engagement": "tick it when the token is made",
}


def limits(account: Account) -> Limits:
    """Return Instagram's limits, with the account's own for carousels and comments.

    Source: content publishing, image and video specifications. The unit of the 2200 characters is not
    documented, so the stricter one counts; the 10 pictures and the 300 characters of a comment are not
    verified. More than 5 hashtags are said to be of no use.
    """
    return Limits(
        text=LONGEST,
        text_with_media=LONGEST,
        unit="characters",
        images=account.number("max_images", MOST_IMAGES),
        image_bytes=8_000_000,
        alt=1000,
        sizes=post_sizes("instagram"),
        hashtags=5,
        video_cover=(1080, 1920),
        video=VideoLimits(bytes=300_000_000, seconds=(3, 900), ratio=(0.01, 10)),
        comment=account.number("max_comment", LONGEST_COMMENT),
        needs_media=True,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; Instagram finds mentions and hashtags, and makes no link of an address."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count UTF-16 units, the stricter of the two readings of “characters”."""
    return utf16(written.text)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from Instagram's habits."""
    options: dict[str, OptionValue] = {
        "collaborators": account.words("collaborators"),
        "location": account.text("location"),
        "made_with_ai": account.flag("made_with_ai"),
        "paid": account.flag("paid") and not instagram.is_own_login(account),
    }
    given = {name: value for name, value in options.items() if value}
    return given if account.flag("share_to_feed", default=True) else {**given, "share_to_feed": False}


@told
def prepare(session: Session, sending: Sending, pause: Pause = time.sleep) -> Prepared:
    """Make the container, which nobody sees; Instagram fetches the files then."""
    instagram.renewed(session)
    return Prepared(str(instagram.container(session, sending, pause)))


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Tell what became of a container."""
    return inspected(session, instagram.kind_of(session), handle)


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish the container with one call; a first comment is one call too."""
    if sending.content.message.is_comment:
        return _comment(session, sending)
    return publish_container(session, instagram.kind_of(session), sending.handle)


def _comment(session: Session, sending: Sending) -> Outcome:
    net, media = instagram.net_of(session), sending.thread[0]
    answer = publish(session, net, f"{media}/comments", {"message": sending.content.message.written.text})
    if not isinstance(answer, Reply):
        return answer
    name = text(fields(answer).get("id"))
    if not name:
        return Ambiguous("Instagram took the comment but did not name it.", answer.status)
    return Sent(name, text(read_after(session, net, media, "permalink").get("permalink")))


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post or a comment."""
    answer = deleted(session, instagram.net_of(session), remote_id)
    return Sent(remote_id, "") if isinstance(answer, Reply) else answer


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose token this is, what it may do, and how much of the day's posts is used up."""
    net, who = instagram.net_of(session), session.account.text("user_id")
    name = text(ask(session, net, who, query={"fields": "id,username"}).get("username"))
    is_own = instagram.is_own_login(session.account)
    token = None if is_own else token_of(session, net)
    rights = token.rights if token else ()
    return Identity(
        name=f"@{name}",
        url=f"https://www.instagram.com/{name}/",
        rights=rights,
        missing=missing(rights, RIGHTS),
        expires=token.ends if token else session.memo.get("secret_ends"),
        notes=(*_used(session), VERSION_NOTE),
    )


def _used(session: Session) -> tuple[str, ...]:
    """Return how many of the day's posts are used up, where Instagram tells."""
    path = f"{session.account.text('user_id')}/content_publishing_limit"
    found = read_after(session, instagram.net_of(session), path, "quota_usage,config")
    first = next(iter(rows(found)), {})
    used, config = first.get("quota_usage"), first.get("config")
    most = config.get("quota_total") if isinstance(config, dict) else None
    if not isinstance(used, int) or not isinstance(most, int):
        return ()
    return (f"{used} of {most} posts of the last 24 hours are used up.",)


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest posts; raises `NotReached` or `Broken`."""
    path = f"{session.account.text('user_id')}/media"
    asked = "id,caption,permalink,timestamp,media_type,children{media_type}"
    return seen(listed(session, instagram.net_of(session), path, asked, most), "caption")


ADAPTER = Adapter(
    name="instagram",
    title=instagram.TITLE,
    host="https://graph.facebook.com",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "video", "first-comment"}),
    ad_options={"paid": "paid"},
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
    retract=retract,
    identify=identify,
    metrics=METRICS,
    fetches_media=True,
    renews=instagram.renews,
    secret_facts=(
        "A Page's token, made from a person's token of sixty days, has no end of its own; it dies when that "
        "person changes the password or loses the role. A token of Instagram's own login lives for 60 days; "
        "`renew: true` renews it in each run that publishes, where `secrets.keep` says where to keep it."
    ),
)

"""Reddit: posts in a community, which its own rules decide about.

Source: Reddit API documentation, /api/submit, and wiki, rules for clients; recorded answers in PRAW's tests,
2020 to 2025; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    PollLimits,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import reddit, reddit_post
from smmgen.apis.answers import Stopped, deleted, text, told
from smmgen.apis.ledger_key import named_key
from smmgen.apis.reddit_check import findings, notes
from smmgen.apis.reddit_error import ALREADY, SCOPES, TITLE
from smmgen.apis.reddit_numbers import METRICS
from smmgen.markup.markdown import REDDIT, markdown
from smmgen.markup.unmarked import unmarked
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags

LONGEST = 40_000
"""Source: Reddit's answer TOO_LONG; a community may want less."""

OPTIONS: Mapping[str, Option] = {
    "subreddit": Option(
        kind="text", required=True, help="the community, such as coffee; u_name is a profile", per_post=True
    ),
    "user": Option(kind="text", required=True, help="the account's name on Reddit, without u/"),
    "client_id": Option(kind="text", required=True, help="the app's ID, below its name among your apps"),
    "client_secret": Option(kind="secret", required=True, help="the app's secret"),
    "refresh_token": Option(kind="secret", required=True, help="what signing in once gives, see the docs"),
    "flair": Option(kind="text", help="the post's flair, by its words or its template's ID", per_post=True),
    "nsfw": Option(kind="flag", help="say that it is not safe for work", per_post=True),
    "spoiler": Option(kind="flag", help="say that it is a spoiler", per_post=True),
    "captions": Option(kind="flag", help="show the pictures' texts as captions in galleries", per_post=True),
    "resubmit": Option(kind="flag", help="publish a link though the community had it before", per_post=True),
    "replies": Option(kind="flag", help="tell the account of comments (as it is without this key)"),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
}
_FLAGS = ("nsfw", "spoiler", "captions", "resubmit")


def limits(account: Account) -> Limits:
    """Return Reddit's limits, with the account's own for text.

    Source: TOO_LONG of /api/submit (300 and 40,000); PRAW, submit (2 to 6 options, 1 to 7 days). How long an
    option and a comment may be, how large a picture, and that a gallery has 20 is common knowledge.
    """
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=20,
        image_bytes=20_000_000,
        alt=0,
        sizes=post_sizes("reddit"),
        hashtags=0,
        poll=PollLimits(question=0, options=6, option=120, hours=168),
        comment=10_000,
        title=300,
        needs_title=True,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write Reddit's Markdown; it finds u/names and r/names."""
    return markdown(blocks, REDDIT)


def count(written: Written, account: Account) -> int:
    """Count code points of what is sent, the signs of Markdown included."""
    return len(written.text)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find what only Reddit minds: no title, no community, a poll with a link, odd days, long captions."""
    return findings(variant)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return the community, the flair, and what differs from Reddit's habits."""
    options: dict[str, OptionValue] = {
        name: account.text(name) for name in ("subreddit", "flair") if account.text(name)
    }
    options |= {name: True for name in _FLAGS if account.flag(name)}
    return options if account.flag("replies", default=True) else {**options, "replies": False}


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the pictures, which nobody sees, and publish with one call."""
    content = sending.content
    if content.message.is_comment:
        return _comment(session, sending)
    if not content.message.title.strip():
        return Refused("Reddit takes no post without a title: add title: to it.")
    common = reddit_post.common(session, sending)
    if content.message.poll:
        return _poll(session, sending, common)
    if len(content.files) > 1 and not sending.repost:
        return _gallery(session, sending, common)
    if content.files and not sending.repost:
        return _picture(session, sending, common)
    answer = reddit.act(session, "/api/submit", form=reddit_post.form({**common, **_kind(sending)}))
    if isinstance(answer, Ambiguous) and ALREADY in answer.why:
        return _submitted_before(session, sending, answer)
    return _named(answer)


def _submitted_before(session: Session, sending: Sending, answer: Ambiguous) -> Outcome:
    """Tell whether it was an earlier attempt of ours that brought a link, which a community takes once."""
    since = sending.first_tried - _SKEW
    try:
        posts = reddit.own_posts(session, 25)
    except Stopped:
        return answer
    for post in posts:
        if reddit_post.is_link_post(post, sending, since):
            return Sent(text(post.get("name")), reddit_post.permalink(post))
    why = "The community takes a link once, and had this one before: set `resubmit: true`, or leave it out."
    return Refused(f"{why} {answer.why}", answer.status)


def _kind(sending: Sending) -> Mapping[str, Any]:
    """Return what kind of post it is: one shown again, a link with a text below it, or a text."""
    message = sending.content.message
    if sending.repost:
        return {"kind": "crosspost", "crosspost_fullname": sending.repost}
    if message.link_card is None:
        return {"kind": "self", "text": message.written.text}
    is_again = bool(message.options.get("resubmit"))
    link = {"kind": "link", "url": message.link_card.url, "resubmit": is_again}
    return link | ({"text": message.written.text} if message.written.text else {})


def _named(answer: Reply | Outcome) -> Outcome:
    """Read the name of the post: `name`, or, of galleries and polls, a whole `id`."""
    if not isinstance(answer, Reply):
        return answer
    made = reddit.data(answer)
    name = text(made.get("name")) or text(made.get("id"))
    if not name.startswith("t3_"):
        return Ambiguous("Reddit took the post but did not name it.", answer.status)
    return Sent(name, text(made.get("url")) or f"https://redd.it/{name.removeprefix('t3_')}")


def _assets(session: Session, sending: Sending) -> list[reddit.Asset]:
    return [
        reddit.upload(session, (file.path.rpartition("/")[2], sending.read(file), file.media_type))
        for file in sending.content.files
    ]


def _gallery(session: Session, sending: Sending, common: Mapping[str, Any]) -> Outcome:
    words = sending.content.message.written.text
    items = reddit_post.gallery(sending, _assets(session, sending))
    body = {**common, "items": items, "show_error_list": True} | ({"text": words} if words else {})
    return _named(reddit.act(session, "/api/submit_gallery_post.json", json=body))


def _poll(session: Session, sending: Sending, common: Mapping[str, Any]) -> Outcome:
    message = sending.content.message
    if message.poll is None:
        return Refused("There is no poll.")
    asked = {"options": list(message.poll.options), "duration": reddit_post.days(message.poll)}
    body = {**common, **asked, "text": message.written.text}
    return _named(reddit.act(session, "/api/submit_poll_post", json=body))


def _picture(session: Session, sending: Sending, common: Mapping[str, Any]) -> Outcome:
    """Publish one picture. Reddit's answer does not name the post, so it is looked for among our own."""
    (asset,) = _assets(session, sending)
    words = sending.content.message.written.text
    body = {**common, "kind": "image", "url": asset.url} | ({"text": words} if words else {})
    since = session.now() - _SKEW
    answer = reddit.act(session, "/api/submit", form=reddit_post.form(body))
    if not isinstance(answer, Reply):
        return answer
    named = _named(answer)
    if isinstance(named, Sent) or not reddit.data(answer):
        return named
    post = reddit.look_for(session, lambda one: reddit_post.is_picture_post(one, sending, asset, since))
    if post is None:
        return Ambiguous("Reddit took the picture, but its post has not appeared yet.", answer.status)
    return Sent(text(post.get("name")), reddit_post.permalink(post))


_SKEW = timedelta(minutes=2)
"""Reddit's clock and ours may differ by so much."""


def _comment(session: Session, sending: Sending) -> Outcome:
    """Comment on the post as its author."""
    body = {
        "thing_id": sending.thread[0],
        "text": sending.content.message.written.text,
        "api_type": "json",
    }
    answer = reddit.act(session, "/api/comment", form=body)
    if not isinstance(answer, Reply):
        return answer
    made = reddit_post.first_thing(answer)
    if not text(made.get("name")).startswith("t1_"):
        return Ambiguous("Reddit took the comment but did not name it.", answer.status)
    return Sent(text(made.get("name")), reddit_post.permalink(made))


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change the text of a text post or a comment; Reddit changes no titles, links and pictures."""
    content = sending.content
    if content.files or content.message.link_card or content.message.poll or sending.repost:
        return Refused("Reddit changes the text of text posts and comments only: delete the post instead.")
    body = {"thing_id": remote_id, "text": content.message.written.text, "api_type": "json"}
    answer = reddit.act(session, "/api/editusertext", form=body)
    if not isinstance(answer, Reply):
        return answer
    return Sent(remote_id, reddit_post.permalink(reddit_post.first_thing(answer)))


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post or a comment; deleting what is not there is no error to Reddit."""
    return deleted(reddit.act(session, "/api/del", form={"id": remote_id}), remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose token this is, what it may do, and what the community asks of posts."""
    who = reddit.ask(session, "/api/v1/me")
    name = text(who.get("name")) if isinstance(who, dict) else ""
    rights: tuple[str, ...] = session.memo.get("scopes", ())
    lacking = () if not rights or "*" in rights else tuple(one for one in SCOPES if one not in rights)
    return Identity(
        name=f"u/{name}",
        url=f"{reddit.SITE}/user/{name}",
        rights=rights,
        missing=tuple(f"`{right}`: sign in again with it" for right in lacking),
        notes=notes(session, name),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest posts in its community; raises `NotReached` or `Broken`.

    What it posted elsewhere is left out: another account of the brand may say the same there.
    """
    community = reddit.subreddit(session.account.text("subreddit")).casefold()
    try:
        posts = reddit.own_posts(session, 100)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    mine = [post for post in posts if text(post.get("subreddit")).casefold() == community]
    return tuple(found for post in mine[:most] if (found := reddit_post.found_post(post, unmarked)))


ADAPTER = Adapter(
    name="reddit",
    title=TITLE,
    host=reddit.HOST,
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "link-card", "poll", "first-comment", "repost"}),
    delivery_class="blind",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=named_key,
    send=send,
    recent=recent,
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts=(
        "A refresh token lives until it is revoked among the account's apps; access tokens are made of it in "
        "each run. The app's secret lives until the app is deleted."
    ),
)

"""Pinterest: Pins with a picture, a carousel or a video, on a board.

Source: Pinterest API v5, OpenAPI description 5.23.0 (December 2025); Pinterest's pages on access and Pin
specifications; read 2026-11.
"""

import time
from collections.abc import Mapping
from typing import Any

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
from smmgen.apis import pinterest, pinterest_pin, rotating
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.ledger_key import named_key
from smmgen.apis.pinterest_check import LONGEST, LONGEST_LINK, check
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Written
from smmgen.text import hashtags

UNPINNED = "unpinned"

OPTIONS: Mapping[str, Option] = {
    "app_id": Option(kind="text", required=True, help="the app's ID"),
    "app_secret": Option(kind="secret", required=True, help="the app's secret key"),
    "refresh_token": Option(kind="secret", required=True, help="what signing in once gives, see the docs"),
    "board": Option(
        kind="text", required=True, help="the board's number, as `smmgen doctor` lists it", per_post=True
    ),
    "section": Option(kind="text", help="the number of the board's section", per_post=True),
    "max_characters": Option(kind="number", help=f"the longest description, where it is not {LONGEST}"),
}


def limits(account: Account) -> Limits:
    """Return Pinterest's limits.

    Source: PinCreate, PinMediaSource. The bytes and seconds of pictures and videos are those of Pinterest's
    help pages and of clients, not verified.
    """
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=5,
        image_bytes=20_000_000,
        alt=500,
        sizes=post_sizes("pinterest"),
        hashtags=20,
        video_cover=(1000, 1500),
        video=VideoLimits(bytes=1_000_000_000, seconds=(4, 900), ratio=(0.5, 1.91), alt=500),
        title=100,
        link=LONGEST_LINK,
        needs_media=True,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; Pinterest finds hashtags, and the Pin itself is the link."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count code points, as the API's description says of lengths."""
    return len(written.text)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return the board and its section."""
    return {name: account.text(name) for name in ("board", "section") if account.text(name)}


@told
def prepare(
    session: Session, sending: Sending, pause: pinterest.Pause = time.sleep
) -> Prepared | NotSent | Refused:
    """Upload a video, and wait until it can be pinned; nobody sees it."""
    video, message = sending.content.video, sending.content.message
    if video is None:
        return Refused("There is no video.")
    media = pinterest.upload(session, video, sending.read(video), pause)
    session.memo[media] = UNPINNED
    words = pinterest_pin.mark(message.title, message.written.text)
    return Prepared(str(pinterest_pin.Handle(media, words, session.now())))


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Make the Pin with one call."""
    if sending.content.video:
        return _film(session, sending)
    if not sending.content.files:
        return Refused("Pinterest takes no Pin without a picture or a video.")
    return _pinned(session, {**pinterest_pin.words(sending), "media_source": pinterest_pin.pictures(sending)})


def _film(session: Session, sending: Sending) -> Outcome:
    """Pin an uploaded video; it is noted for the run that it is not pinned, as long as that is certain."""
    if not sending.handle:
        return NotSent("The video was not uploaded yet.")
    media = pinterest_pin.handle_of(sending.handle).media
    source = pinterest_pin.film(sending, media)
    session.memo.pop(media, None)
    outcome = _pinned(session, {**pinterest_pin.words(sending), "media_source": source})
    if isinstance(outcome, NotSent):
        session.memo[media] = UNPINNED
    return outcome


def _pinned(session: Session, body: Mapping[str, Any]) -> Outcome:
    answer = pinterest.act(session, "POST", "/pins", body)
    if not isinstance(answer, Reply):
        return answer
    pin = text(fields(answer).get("id"))
    if not pin:
        return Ambiguous("Pinterest took the Pin but did not name it.", answer.status)
    return Sent(pin, pinterest.permalink(pin))


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Tell what became of an uploaded video: one that is ready may have been pinned, if not in this run."""
    try:
        known = pinterest_pin.handle_of(handle)
        now = pinterest.state(session, known.media)
        if now == "failed":
            return "gone"
        if now != "succeeded":
            return "pending" if now in ("registered", "processing") else "unknown"
        if known.media in session.memo:
            return "unpublished"
        return pinterest_pin.same(known, pinterest.own_pins(session)) or "unknown"
    except (Stopped, NotReached, Broken, ValueError):
        return "unknown"


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change the board, the words, the link and the alternative text; the picture stays."""
    answer = pinterest.act(session, "PATCH", f"/pins/{remote_id}", pinterest_pin.changes(sending))
    return Sent(remote_id, pinterest.permalink(remote_id)) if isinstance(answer, Reply) else answer


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a Pin; one that is gone already is deleted."""
    return deleted(pinterest.act(session, "DELETE", f"/pins/{remote_id}"), remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose token this is, what it may do, and which boards there are."""
    name = text(pinterest.ask(session, "/user_account").get("username"))
    is_there = pinterest.has_board(session, session.account.text("board"))
    boards = pinterest.items(pinterest.ask(session, "/boards", {"page_size": "100"}))
    listed = ", ".join(f"{text(board.get('name'))} ({text(board.get('id'))})" for board in boards) or "none"
    rights: tuple[str, ...] = session.memo.get("scopes", ())
    lacking = [f"`{one}`: sign in again with it" for one in pinterest.missing(rights)]
    if not is_there:
        lacking.append(f"the board {session.account.text('board')}: the account's boards are {listed}")
    return Identity(
        name=name,
        url=f"{pinterest.SITE}/{name}/",
        rights=rights,
        missing=tuple(lacking),
        expires=session.memo.get("secret_ends"),
        notes=(
            f"Boards: {listed}.",
            "Pins of an app with trial access are seen by their own account only: ask for standard access.",
        ),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the latest Pins on the account's board; raises `NotReached` or `Broken`.

    What is on other boards is left out: another account of the brand may say the same there.
    """
    board = session.account.text("board")
    try:
        pins = pinterest.own_pins(session)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    mine = [found for pin in pins if pin.get("board_id") == board and (found := pinterest_pin.found_pin(pin))]
    return tuple(sorted(mine, key=lambda one: one.at, reverse=True)[:most])


ADAPTER = Adapter(
    name="pinterest",
    title=pinterest.TITLE,
    host=pinterest.HOST,
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "video"}),
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
    prepare=prepare,
    inspect=inspect,
    video_class="handle",
    edit=edit,
    retract=retract,
    identify=identify,
    no_metrics="Pinterest has analytics of Pins, which smmgen does not read yet.",
    secret_facts=(
        "A refresh token lives for 60 days and is replaced each time it is used, by the doctor too: the new "
        "one goes to `secrets.keep`, and without that nothing is done. Access tokens are made of it in a run."
    ),
    renews=rotating.renews,
)

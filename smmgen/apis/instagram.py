"""Calls of Instagram's publishing API: what a post becomes, container by container.

Source: developers.facebook.com, Instagram Platform, content publishing, reference of IG User media (June
2026); read 2026-11.
"""

import json
import time

from smmgen.adapter import Refused, Sending, Session
from smmgen.apis.answers import Stopped
from smmgen.apis.graph import VERSION, Net, renew
from smmgen.apis.graph_container import Form, Handle, Kind, Pause, carousel, make, mark_of, wait
from smmgen.model.brand import Account
from smmgen.model.bundle import File

TITLE = "Instagram"
OWN_HOST = "https://graph.instagram.com"
"""The host for tokens of Instagram's own login; those of Facebook's login go to graph.facebook.com."""

LEAST_RATIO, MOST_RATIO = 4 / 5, 1.91
"""Width by height of pictures in the feed."""

SLACK = 0.005
"""A rounded pixel is no fault: 1080 × 566 is 1.908, 1080 × 565 is 1.912."""


def is_own_login(account: Account) -> bool:
    """Tell whether the token comes from Instagram's own login, not from Facebook's."""
    return account.text("login") == "instagram"


def net_of(session: Session) -> Net:
    """Return where the account's calls go."""
    return Net(TITLE, f"{_host(session)}/{session.account.text('version') or VERSION}")


def _host(session: Session) -> str:
    is_elsewhere = is_own_login(session.account) and not session.account.base_url
    return OWN_HOST if is_elsewhere else session.base_url


def kind_of(session: Session) -> Kind:
    """Return how containers are made here."""
    who = session.account.text("user_id")
    return Kind(
        net=net_of(session),
        make=f"{who}/media",
        publish=f"{who}/media_publish",
        lists=(f"{who}/media",),
        state="status_code",
        fault="status",
        words="caption",
    )


def renews(account: Account) -> tuple[str, ...]:
    """Name the token of Instagram's own login, where the account asks for it."""
    return ("token",) if is_own_login(account) and account.flag("renew") else ()


def renewed(session: Session) -> None:
    """Renew the token, where the account asks for it."""
    if renews(session.account):
        renew(session, net_of(session), _host(session), "ig_refresh_token")


def container(session: Session, sending: Sending, pause: Pause = time.sleep) -> Handle:
    """Make the container of a whole post, wait for it a little, and return its handle; raises `Stopped`."""
    kind, made = kind_of(session), session.now()
    caption = sending.content.message.written.text
    parts = [_picture(sending, file) for file in sending.content.files]
    if video := sending.content.video:
        parts.insert(0, {"media_type": "VIDEO", "video_url": sending.public_url(video)})
    if not parts:
        raise Stopped(Refused("Instagram takes no post without a picture or a video."))
    whole = carousel(session, kind, parts, pause) if len(parts) > 1 else _single(sending, parts[0])
    name = make(session, kind, {**whole, "caption": caption, **_told(sending)})
    wait(session, kind, (name,), pause)
    return Handle(name, mark_of(caption), made)


def _picture(sending: Sending, file: File) -> Form:
    ratio = file.width / file.height
    if not LEAST_RATIO - SLACK <= ratio <= MOST_RATIO + SLACK:
        why = (
            f"The picture {file.path} is {file.width} × {file.height}; Instagram takes 4:5 to 1.91:1. "
            "Ask for a size, such as `size: portrait`."
        )
        raise Stopped(Refused(why))
    return {"image_url": sending.public_url(file), "alt_text": file.alt}


def _single(sending: Sending, part: Form) -> Form:
    """Return what is told of one picture, or of a video, which becomes a reel."""
    if "video_url" not in part:
        return part
    cover = sending.content.thumbnail
    shown = "false" if sending.content.message.options.get("share_to_feed") is False else "true"
    reel = {"media_type": "REELS", "video_url": part["video_url"], "share_to_feed": shown}
    return {**reel, "cover_url": sending.public_url(cover)} if cover else reel


def _told(sending: Sending) -> Form:
    options = sending.content.message.options
    people = options.get("collaborators")
    named = [one.lstrip("@") for one in people] if isinstance(people, tuple) else []
    return {
        "collaborators": json.dumps(named) if named else "",
        "location_id": str(options.get("location", "")),
        "is_ai_generated": "true" if options.get("made_with_ai") else "",
        "is_paid_partnership": "true" if options.get("paid") else "",
    }

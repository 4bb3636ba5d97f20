"""Calls of Facebook's Pages API: unpublished photos, drafts of posts, videos in pieces.

Source: developers.facebook.com, Pages API, posts; Graph API, references of Page feed, photos and videos
(v25); read 2026-11.
"""

import json
from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Ambiguous, Draft, NotSent, Outcome, Reply, Sending, Sent, Session
from smmgen.apis.answers import Stopped, fields, text
from smmgen.apis.graph import VERSION, Net, ask, listed, moment, publish, read_after, rows
from smmgen.apis.graph_container import SLACK, Handle, handle_of, mark_of
from smmgen.model.bundle import File

TITLE = "Facebook"
VIDEO_HOST = "https://graph-video.facebook.com"
"""The host that takes videos; everything else goes to graph.facebook.com."""

DIRECT = "direct"
"""The handle of a post that goes out in one call, without a draft."""

VIDEO = "video-"

Form = Mapping[str, str]


def net_of(session: Session) -> Net:
    """Return where the Page's calls go."""
    return Net(TITLE, f"{session.base_url}/{session.account.text('version') or VERSION}")


def _video_net(session: Session) -> Net:
    """Return where the calls of a video's upload go."""
    host = session.base_url if session.account.base_url else VIDEO_HOST
    return Net(TITLE, f"{host}/{session.account.text('version') or VERSION}")


def page_of(session: Session) -> str:
    """Return the Page's number."""
    return session.account.text("page")


def draft(session: Session, sending: Sending) -> Handle:
    """Make what nobody sees yet and return its handle; raises `Stopped`.

    That is an unpublished post, or the uploaded pieces of a video; an account of one step has neither.
    """
    mark, made = mark_of(sending.content.message.written.text), session.now()
    if video := sending.content.video:
        return Handle(_upload(session, sending, video), mark, made)
    if not session.account.flag("two_steps", default=True):
        return Handle(DIRECT, mark, made)
    form = {**_post(session, sending), "published": "false"}
    return Handle(_named(ask(session, net_of(session), f"{page_of(session)}/feed", form), "id"), mark, made)


def _post(session: Session, sending: Sending) -> Form:
    """Return what a post is told, with its photos uploaded; without any its link has a preview."""
    message = sending.content.message
    photos = [{"media_fbid": _photo(session, sending, file)} for file in sending.content.files]
    shows_link = not photos and message.options.get("preview") is not False
    return {
        "message": message.written.text,
        "link": message.link if shows_link else "",
        "attached_media": json.dumps(photos) if photos else "",
    }


def _photo(session: Session, sending: Sending, file: File) -> str:
    """Upload a photo that nobody sees until a post shows it, and return its number."""
    form = {"published": "false", "alt_text_custom": file.alt}
    source = (file.path.rpartition("/")[2], sending.read(file), file.media_type)
    found = ask(session, net_of(session), f"{page_of(session)}/photos", form, files=(("source", source),))
    return _named(found, "id")


def _named(found: Mapping[str, Any], field: str) -> str:
    name = text(found.get(field))
    if not name:
        raise Stopped(NotSent(f"Facebook made a draft but did not say its {field}."))
    return name


def _upload(session: Session, sending: Sending, file: File) -> str:
    """Upload a video in the pieces that Facebook asks for; nobody sees it before the last call."""
    net, path, data = _video_net(session), f"{page_of(session)}/videos", sending.read(file)
    found = ask(session, net, path, {"upload_phase": "start", "file_size": str(len(data))})
    video, upload = _named(found, "video_id"), _named(found, "upload_session_id")
    start, end = _piece(found)
    while start < end:
        form = {"upload_phase": "transfer", "upload_session_id": upload, "start_offset": str(start)}
        piece = (file.path.rpartition("/")[2], data[start:end], "application/octet-stream")
        later = _piece(ask(session, net, path, form, files=(("video_file_chunk", piece),)))
        if later[0] <= start:
            raise Stopped(NotSent("Facebook asked for the same piece of the video again."))
        start, end = later
    return f"{VIDEO}{video}-{upload}"


def _piece(found: Mapping[str, Any]) -> tuple[int, int]:
    """Return from where to where, in bytes, Facebook wants to have the video next; equal at its end."""
    try:
        return int(found.get("start_offset", "")), int(found.get("end_offset", ""))
    except (TypeError, ValueError):
        raise Stopped(NotSent("Facebook did not say which piece of the video it wants.")) from None


def publish_draft(session: Session, sending: Sending) -> Outcome:
    """Publish what a handle names with one visible call; raises `Stopped`."""
    name, net = handle_of(sending.handle).container, net_of(session)
    if name == DIRECT:
        return _published(session, net, f"{page_of(session)}/feed", _post(session, sending), "")
    if name.startswith(VIDEO):
        video, upload = _parts(name)
        words = sending.content.message.written.text
        form = {"upload_phase": "finish", "upload_session_id": upload, "description": words}
        return _published(session, _video_net(session), f"{page_of(session)}/videos", form, video)
    return _published(session, net, name, {"is_published": "true"}, name)


def _parts(name: str) -> tuple[str, str]:
    """Return a video's number and that of its upload."""
    video, _, upload = name.removeprefix(VIDEO).partition("-")
    return video, upload


def _published(session: Session, net: Net, path: str, form: Form, name: str) -> Outcome:
    """Make the visible call; where the post has no `name` yet, the answer tells it."""
    answer = publish(session, net, path, form)
    if not isinstance(answer, Reply):
        return answer
    told = fields(answer)
    is_done = told.get("success") is True if name else bool(text(told.get("id")))
    if not is_done:
        return Ambiguous("Facebook took the post but did not confirm it.", answer.status)
    made = name or text(told.get("id"))
    return Sent(made, address_of(session, made))


def address_of(session: Session, name: str) -> str:
    """Return the address of what is public; empty where Facebook does not tell."""
    return _address(read_after(session, net_of(session), name, "permalink_url"))


def _address(found: Mapping[str, Any]) -> str:
    """Return a whole address: that of a video starts after the host."""
    address = text(found.get("permalink_url"))
    return f"https://www.facebook.com{address}" if address.startswith("/") else address


def inspected(session: Session, written: str) -> Sent | Draft:
    """Tell what became of a handle; raises `Stopped` and `Broken`."""
    handle = handle_of(written)
    if handle.container == DIRECT:
        return _found(session, handle) or "unknown"
    if handle.container.startswith(VIDEO):
        return _video(session, _parts(handle.container)[0])
    asked = {"fields": "id,is_published,permalink_url"}
    found = ask(session, net_of(session), handle.container, query=asked)
    if found.get("is_published") is True:
        return Sent(handle.container, _address(found))
    return "unpublished" if found.get("is_published") is False else "unknown"


def _video(session: Session, video: str) -> Sent | Draft:
    """Tell how far a video is. The last call may be made again: its upload can become this one video only."""
    found = ask(session, net_of(session), video, query={"fields": "status,permalink_url"})
    status = found.get("status")
    if not isinstance(status, dict):
        return "unknown"
    published, processed = _phase(status, "publishing_phase"), _phase(status, "processing_phase")
    if published == "complete":
        return Sent(video, _address(found))
    if status.get("video_status") in ("error", "expired"):
        return "gone" if published == "not_started" else "unknown"
    if processed == "not_started" and published == "not_started":
        return "unpublished"
    return "pending" if published in ("not_started", "in_progress") else "unknown"


def _phase(status: Mapping[str, Any], name: str) -> str:
    found = status.get(name)
    return text(found.get("status")) if isinstance(found, dict) else ""


def posts(session: Session, most: int) -> list[Mapping[str, Any]]:
    """Return the Page's latest posts, newest first; raises `Broken`."""
    asked = "id,message,created_time,permalink_url,attachments{media_type,subattachments}"
    return listed(session, net_of(session), f"{page_of(session)}/published_posts", asked, most)


def _found(session: Session, handle: Handle) -> Sent | None:
    """Find a post by its text and time among the latest; None where none or several could be it."""
    since = handle.made - SLACK
    same = [
        Sent(text(post.get("id")), _address(post))
        for post in posts(session, 25)
        if mark_of(text(post.get("message"))) == handle.mark
        and (at := moment(post.get("created_time")))
        and at >= since
    ]
    return same[0] if len(same) == 1 else None


def images_of(post: Mapping[str, Any]) -> int:
    """Count a post's photos."""
    attached = post.get("attachments")
    first = next(iter(rows(attached)), {}) if isinstance(attached, dict) else {}
    inside = first.get("subattachments")
    if isinstance(inside, dict):
        return len(rows(inside))
    return int(first.get("media_type") == "photo")

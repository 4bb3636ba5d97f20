"""Facebook's videos: sent as bytes or fetched from an address, in one piece; the post comes with them.

`facebook_upload.py` takes those that come in several. The answer names the video alone. The first look at it
says that it is being processed, the next that it is ready. Source: Graph API, "Page videos", "Video", "Error
codes" (352, 389); read 2026-11.
"""

from typing import Any

from smmgen.sandbox.facebook_later import due_of, wait
from smmgen.sandbox.facebook_message import check_message
from smmgen.sandbox.facebook_post import Draft, new_name, permalink, publish
from smmgen.sandbox.graph_answer import refused, wrong
from smmgen.sandbox.graph_asked import Asked
from smmgen.sandbox.graph_container import kept_film, shown
from smmgen.sandbox.graph_field import Node, select
from smmgen.sandbox.graph_token import Account, check_publisher
from smmgen.sandbox.hosted import Hosted, fetch

CODECS = ("avc1", "avc3", "hvc1", "hev1", "vp09", "av01", "mp4v")
KNOWN = frozenset(
    {
        "content_category",
        "content_tags",
        "description",
        "embeddable",
        "feed_targeting",
        "file_size",
        "file_url",
        "no_story",
        "published",
        "scheduled_publish_time",
        "secret",
        "social_actions",
        "sponsor_id",
        "targeting",
        "title",
        "unpublished_content_type",
        "upload_phase",
        "upload_session_id",
    }
)


def create(asked: Asked, given: str) -> dict[str, str]:
    """Take a video and publish it."""
    check_publisher(asked.token, "pages_manage_posts")
    owner = asked.account(given)
    check_message(asked.text("description"))
    video, film = asked.new_id(122_100_000_000_000_000), read_film(asked, _file(asked))
    release(asked, owner, video, film)
    return {"id": video}


def read_film(asked: Asked, file: Hosted) -> dict[str, Any]:
    """Return a film to keep, or refuse what is none."""
    found = kept_film(asked.world, file, "")
    if found is None or found[1] not in CODECS:
        told = "The video file you selected is in a format that we don't support."
        raise refused(352, f"(#352) {told}", subcode=1363024, title="Unsupported video format", told=told)
    return found[0]


def release(asked: Asked, owner: Account, video: str, film: dict[str, Any]) -> None:
    """Publish a film with its words, or let it wait for its time."""
    check_message(asked.text("description"))
    due = due_of(asked)
    draft = Draft(
        message=asked.text("description"),
        title=asked.text("title"),
        video=video,
        pictures=shown([film]),
        warnings=asked.strange(KNOWN),
        request=asked.sent(),
    )
    post = new_name(asked, owner) if due is not None else publish(asked, owner, draft)
    if due is not None:
        wait(asked, owner, post, draft, due)
    keep(asked, {"id": video, "owner": owner.name, "post": post, "looks": 1, "seconds": film["seconds"]})


def keep(asked: Asked, kept: dict[str, Any]) -> None:
    """Keep a video; one without a post is being uploaded."""
    asked.world.store.put_thing("facebook", "video", kept["id"], kept)


def _file(asked: Asked) -> Hosted:
    upload, url = asked.call.uploads.get("source"), asked.text("file_url")
    if upload is not None and upload.content:
        return Hosted(content=upload.content, media_type=upload.media_type)
    if not url:
        raise wrong("No video file was given: source or file_url is required")
    file = fetch(asked.world, url)
    if file is None:
        told = "Unable to fetch video file from URL."
        raise refused(389, f"(#389) {told}", subcode=1363057, title="Could not download video", told=told)
    return file


def find(asked: Asked, name: str) -> dict[str, Any] | None:
    """Return a video of a Page that the token speaks for."""
    kept: dict[str, Any] | None = asked.world.store.thing("facebook", "video", name)
    return kept if kept is not None and asked.token.name in ("", kept["owner"]) else None


def get(asked: Asked, kept: dict[str, Any]) -> dict[str, Any]:
    """Return a video, and bring it on by this look."""
    if kept["looks"] and kept["post"]:
        keep(asked, kept | {"looks": kept["looks"] - 1})
    return select(_node(kept), asked.fields(), "Video")


def _node(kept: dict[str, Any]) -> Node:
    is_ready = not kept["looks"]
    return {
        "id": kept["id"],
        "status": _status(is_uploaded=bool(kept["post"]), is_ready=is_ready),
        "length": kept["seconds"],
        "post_id": kept["post"].partition("_")[2] if is_ready else None,
        "permalink_url": permalink(kept["post"]).replace("/posts/", "/videos/") if is_ready else None,
        "published": is_ready,
    }


def _status(*, is_uploaded: bool, is_ready: bool) -> dict[str, Any]:
    """Return how far a video is: uploaded, processed, published."""
    state = "ready" if is_ready else "processing" if is_uploaded else "uploading"
    working = "complete" if is_ready else "in_progress" if is_uploaded else "not_started"
    return {
        "video_status": state,
        "uploading_phase": {"status": "complete" if is_uploaded else "in_progress"},
        "processing_phase": {"status": working},
        "publishing_phase": {"status": "complete" if is_ready else "not_started"},
    }

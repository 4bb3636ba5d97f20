"""Facebook's uploads of videos in pieces: begin, send the pieces that are asked for, end; the end publishes.

An upload is for one video, whose id is told when it begins; what has ended cannot be ended again. Source:
Graph API, "Page videos", upload phases, "Video", `status`, in its machine-readable reference; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.facebook_video import keep, read_film, release
from smmgen.sandbox.graph_answer import refused, wrong
from smmgen.sandbox.graph_asked import Asked
from smmgen.sandbox.graph_token import check_publisher
from smmgen.sandbox.hosted import Hosted

PIECE = 1024 * 1024
"""Bytes that are asked for at a time; the network chooses so many as it likes."""

LARGEST = 10 * 1024**3
"""Meta names 10 GB for a Page's video."""


def step(asked: Asked, given: str) -> dict[str, Any]:
    """Take a step of an upload, which `upload_phase` names."""
    check_publisher(asked.token, "pages_manage_posts")
    match asked.text("upload_phase"):
        case "start":
            return _start(asked, given)
        case "transfer":
            return _transfer(asked)
        case "finish":
            return _finish(asked, given)
        case _:
            raise wrong("upload_phase must be one of start, transfer, finish, cancel")


def _start(asked: Asked, given: str) -> dict[str, str]:
    size, owner = asked.text("file_size"), asked.account(given)
    if not size.isdigit() or not 0 < int(size) <= LARGEST:
        raise wrong("The parameter file_size is required")
    video, upload = asked.new_id(122_100_000_000_000_000), asked.new_id(122_100_000_000_000_000)
    keep(asked, {"id": video, "owner": owner.name, "post": "", "looks": 1, "seconds": 0})
    kept = {"id": upload, "video": video, "owner": owner.name, "size": int(size), "has": 0, "pieces": []}
    _keep(asked, kept)
    return {"video_id": video, "upload_session_id": upload, **_next(kept)}


def _transfer(asked: Asked) -> dict[str, str]:
    kept, piece = _upload(asked), asked.call.uploads.get("video_file_chunk")
    if piece is None or not piece.content:
        raise wrong("The parameter video_file_chunk is required")
    if asked.text("start_offset") != str(kept["has"]) or kept["has"] + len(piece.content) > kept["size"]:
        told = "The piece is not the one that was asked for."
        raise refused(6001, "There was a problem uploading your video", subcode=1363037, told=told)
    digest = asked.world.store.put_media(piece.content)
    kept = kept | {"has": kept["has"] + len(piece.content), "pieces": [*kept["pieces"], digest]}
    _keep(asked, kept)
    return _next(kept)


def _finish(asked: Asked, given: str) -> dict[str, bool]:
    kept = _upload(asked)
    if kept["has"] < kept["size"]:
        told = "Pieces are missing."
        raise refused(6000, "There was a problem uploading your video", subcode=1363041, told=told)
    store = asked.world.store
    content = b"".join(store.media(one) or b"" for one in kept["pieces"])
    film = read_film(asked, Hosted(content=content, media_type="video/mp4"))
    release(asked, asked.account(given), kept["video"], film)
    store.drop_thing("facebook", "upload", kept["id"])
    return {"success": True}


def _next(kept: dict[str, Any]) -> dict[str, str]:
    """Return which piece is wanted next; where it starts and ends is the same at the end."""
    end = min(kept["has"] + PIECE, kept["size"])
    return {"start_offset": str(kept["has"]), "end_offset": str(end)}


def _upload(asked: Asked) -> dict[str, Any]:
    kept: dict[str, Any] | None = asked.world.store.thing(
        "facebook", "upload", asked.text("upload_session_id")
    )
    if kept is None or asked.token.name not in ("", kept["owner"]):
        raise wrong("Invalid upload_session_id")
    return kept


def _keep(asked: Asked, kept: dict[str, Any]) -> None:
    asked.world.store.put_thing("facebook", "upload", kept["id"], kept)

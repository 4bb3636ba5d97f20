"""YouTube's Data API, version 3, with its uploads and Google's token endpoint.

Source: YouTube Data API, reference and discovery document 20260427; read 2026-11.
"""

import re
from collections.abc import Callable
from typing import Any

from smmgen.sandbox import youtube_comment as comment
from smmgen.sandbox import youtube_video as video
from smmgen.sandbox.exchange import Answer, Call, Fake, World
from smmgen.sandbox.youtube_answer import refusal, refused, without_id
from smmgen.sandbox.youtube_channel import channels, playlist_items
from smmgen.sandbox.youtube_token import token
from smmgen.sandbox.youtube_upload import begin, proceed

_UPLOAD = r"(?:resumable/)?upload/youtube/v3/videos"
ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("POST", r"token", token),
    ("POST", _UPLOAD, begin),
    ("PUT", _UPLOAD, proceed),
    ("POST", r"upload/youtube/v3/thumbnails/set", video.set_thumbnail),
    ("GET", r"youtube/v3/videos", video.listed),
    ("PUT", r"youtube/v3/videos", video.update),
    ("DELETE", r"youtube/v3/videos", video.delete),
    ("GET", r"youtube/v3/channels", channels),
    ("GET", r"youtube/v3/playlistItems", playlist_items),
    ("GET", r"youtube/v3/commentThreads", comment.threads),
    ("POST", r"youtube/v3/commentThreads", comment.insert_thread),
    ("POST", r"youtube/v3/comments", comment.insert_answer),
)


def method(call: Call) -> str:
    """Return the call as the documents write it: `PUT /upload/youtube/v3/videos`."""
    return f"{call.method} /{call.path.removeprefix('resumable/')}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as YouTube does."""
    for verb, pattern, act in ROUTES:
        if re.fullmatch(pattern, call.path) and verb == call.method:
            if call.problem:
                raise refused(400, "parseError", "Parse Error", domain="global")
            found = act(call, world)
            return found if isinstance(found, Answer) else Answer(body=found)
    raise refused(404, domain="global")


FAKE = Fake(
    name="youtube",
    title="YouTube",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)

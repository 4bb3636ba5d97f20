"""TikTok's Content Posting API, version 2: photos, films, drafts, and what became of them.

Source: TikTok API, "Content Posting API reference"; read 2026-11.
"""

from collections.abc import Callable
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, World
from smmgen.sandbox.tiktok_answer import refusal, refused, without_id
from smmgen.sandbox.tiktok_chunk import take_chunk
from smmgen.sandbox.tiktok_post import init_draft, init_photos, init_video
from smmgen.sandbox.tiktok_read import creator_info, list_videos, query_videos, status, user_info
from smmgen.sandbox.tiktok_token import token

ROUTES: dict[tuple[str, str], Callable[[Call, World], Any]] = {
    ("POST", "v2/oauth/token/"): token,
    ("POST", "v2/post/publish/creator_info/query/"): creator_info,
    ("POST", "v2/post/publish/content/init/"): init_photos,
    ("POST", "v2/post/publish/video/init/"): init_video,
    ("POST", "v2/post/publish/inbox/video/init/"): init_draft,
    ("POST", "v2/post/publish/status/fetch/"): status,
    ("POST", "v2/video/list/"): list_videos,
    ("POST", "v2/video/query/"): query_videos,
    ("GET", "v2/user/info/"): user_info,
    ("PUT", "upload/"): take_chunk,
}


def method(call: Call) -> str:
    """Return the call as the documents write it: `POST /v2/post/publish/content/init/`."""
    return f"{call.method} /{call.path}"


def answer(call: Call, world: World) -> Answer:
    """Answer a call as TikTok does."""
    act = ROUTES.get((call.method, call.path))
    if act is None:
        raise refused(404)
    if call.problem:
        raise refused(400, what="The request body is not valid JSON.")
    found = act(call, world)
    return found if isinstance(found, Answer) else Answer(body=found)


FAKE = Fake(
    name="tiktok",
    title="TikTok",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)

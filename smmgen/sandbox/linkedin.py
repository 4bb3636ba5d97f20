"""LinkedIn's API: versioned REST for posts, pictures, films and comments; OpenID and OAuth beside it.

Source: LinkedIn API, Marketing 2026-09: "Posts", "Images", "Comments", "little text format"; read 2026-11.
"""

import re
from collections.abc import Callable
from typing import Any

from smmgen.sandbox import linkedin_comment as comment
from smmgen.sandbox import linkedin_post as post
from smmgen.sandbox import linkedin_video as video
from smmgen.sandbox.exchange import Answer, Call, Fake, World
from smmgen.sandbox.linkedin_answer import check_headers, refusal, refused, without_id
from smmgen.sandbox.linkedin_image import get_image, initialize, upload
from smmgen.sandbox.linkedin_stats import network_size, share_statistics
from smmgen.sandbox.linkedin_token import access_token, introspect, organization, userinfo

_URN = r"(urn:li:\w+:[\w-]+)"
ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("POST", r"rest/posts", post.create),
    ("GET", r"rest/posts", post.by_author),
    ("POST", rf"rest/posts/{_URN}", post.edit),
    ("GET", rf"rest/posts/{_URN}", post.get),
    ("DELETE", rf"rest/posts/{_URN}", post.delete),
    ("POST", r"rest/images", initialize),
    ("GET", rf"rest/images/{_URN}", get_image),
    ("POST", r"rest/videos", video.act),
    ("GET", rf"rest/videos/{_URN}", video.get_video),
    ("POST", rf"rest/socialActions/{_URN}/comments", comment.create),
    ("GET", rf"rest/socialActions/{_URN}/comments", comment.listed),
    ("POST", rf"rest/socialActions/{_URN}/comments/(\d+)", comment.edit),
    ("DELETE", rf"rest/socialActions/{_URN}/comments/(\d+)", comment.delete),
    ("PUT", r"dms-uploads/([\w-]+)/uploaded-image/0", upload),
    ("PUT", r"dms-uploads/([\w-]+)/uploadedVideo/(\d+)", video.upload_part),
    ("PUT", r"dms-uploads/([\w-]+)/thumbnail/0", video.upload_cover),
    ("GET", r"rest/organizations/(\d+)", organization),
    ("GET", r"rest/organizationalEntityShareStatistics", share_statistics),
    ("GET", rf"rest/networkSizes/{_URN}", network_size),
    ("GET", r"v2/userinfo", userinfo),
    ("POST", r"oauth/v2/introspectToken", introspect),
    ("POST", r"oauth/v2/accessToken", access_token),
)


def method(call: Call) -> str:
    """Return the call as the documents write it: `POST /rest/posts`, `DELETE /rest/posts/:urn`."""
    path = re.sub(_URN, ":urn", call.path)
    path = re.sub(r"dms-uploads/[\w-]+", "dms-uploads/:key", re.sub(r"comments/\d+", "comments/:id", path))
    action = call.query.get("action")
    return f"{call.method} /{path}" + (f"?action={action}" if action else "")


def answer(call: Call, world: World) -> Answer:
    """Answer a call as LinkedIn does."""
    for verb, pattern, act in ROUTES:
        match = re.fullmatch(pattern, call.path)
        if match and verb == call.method:
            if call.path.startswith("rest/"):
                _check_versioned(call)
            found = act(call, world, *match.groups())
            return found if isinstance(found, Answer) else Answer(body=found)
    raise refused(404)


def _check_versioned(call: Call) -> None:
    if call.bearer() is None:
        raise refused(401, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token", serviceErrorCode=65604)
    check_headers(call)
    if call.problem:
        raise refused(400, what="Request body could not be converted to data map")


FAKE = Fake(
    name="linkedin",
    title="LinkedIn",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
    id_headers=("x-restli-id", "x-linkedin-id"),
)

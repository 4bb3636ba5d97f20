"""Check a JSON body against the few shapes of X's description, and refuse it as X words it.

Source: the OpenAPI description of X API v2, 2.167: CreatePostsRequest, CreateMediaMetadataRequest,
InitializeMediaUploadRequest, all closed to other properties but the second; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from smmgen.sandbox.exchange import Call, Refused
from smmgen.sandbox.x_answer import problem, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a value has to be: its type, its least and most (length, items, number), what is inside."""

    kind: type
    least: int | None = None
    most: int | None = None
    pattern: str = ""
    choices: tuple[str, ...] = ()
    inner: "Shape | None" = None
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    is_open: bool = False


NAMES = {str: "string", int: "integer", bool: "boolean", list: "array", dict: "object", float: "number"}
TEXT, FLAG = Shape(kind=str), Shape(kind=bool)
ID = Shape(kind=str, pattern="^[0-9]{1,19}$")
IDS = Shape(kind=list, inner=ID)
SETTINGS = Shape(kind=str, choices=("following", "mentionedUsers", "subscribers", "verified"))
ANY = Shape(kind=dict, is_open=True)

POST = Shape(
    kind=dict,
    fields={
        "text": TEXT,
        "card_uri": TEXT,
        "community_id": ID,
        "direct_message_deep_link": TEXT,
        "edit_options": Shape(kind=dict, fields={"previous_post_id": ID}, required=("previous_post_id",)),
        "for_super_followers_only": FLAG,
        "geo": Shape(kind=dict, fields={"place_id": TEXT}, required=("place_id",)),
        "made_with_ai": FLAG,
        "media": Shape(
            kind=dict,
            fields={
                "media_ids": Shape(kind=list, least=1, most=4, inner=ID),
                "tagged_user_ids": Shape(kind=list, most=10, inner=ID),
                "call_to_actions": ANY,
                "description": TEXT,
                "title": TEXT,
                "embeddable": FLAG,
                "preview_media_id": ID,
            },
            required=("media_ids",),
        ),
        "nullcast": FLAG,
        "paid_partnership": FLAG,
        "poll": Shape(
            kind=dict,
            fields={
                "options": Shape(kind=list, least=2, most=4, inner=Shape(kind=str, least=1, most=25)),
                "duration_minutes": Shape(kind=int, least=5, most=10080),
                "reply_settings": SETTINGS,
            },
            required=("options", "duration_minutes"),
        ),
        "quote_tweet_id": ID,
        "reply": Shape(
            kind=dict,
            fields={
                "in_reply_to_tweet_id": ID,
                "exclude_reply_user_ids": IDS,
                "auto_populate_reply_metadata": FLAG,
            },
            required=("in_reply_to_tweet_id",),
        ),
        "reply_settings": SETTINGS,
        "share_with_followers": FLAG,
    },
)
METADATA = Shape(
    kind=dict,
    is_open=True,
    required=("id",),
    fields={
        "id": ID,
        "metadata": Shape(
            kind=dict,
            is_open=True,
            fields={
                "alt_text": Shape(
                    kind=dict, is_open=True, required=("text",), fields={"text": Shape(kind=str, most=1000)}
                )
            },
        ),
    },
)
INITIALIZE = Shape(
    kind=dict,
    fields={
        "additional_owners": IDS,
        "media_category": Shape(
            kind=str,
            choices=words(
                "amplify_video tweet_gif tweet_image tweet_video dm_gif dm_image dm_video subtitles"
            ),
        ),
        "media_type": Shape(
            kind=str,
            choices=words(
                "video/mp4 video/webm video/mp2t video/quicktime text/srt text/vtt image/jpeg image/gif"
                " image/bmp image/png image/webp image/pjpeg image/tiff model/gltf-binary"
                " model/vnd.usdz+zip"
            ),
        ),
        "shared": FLAG,
        "total_bytes": Shape(kind=int, least=0, most=17_179_869_184),
    },
)


def checked(call: Call, shape: Shape) -> Mapping[str, Any]:
    """Return the JSON body of a call; refuse one that is not of the shape."""
    kind = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(problem(415, f"Content-Type '{kind}' is not supported; use application/json."))
    if call.problem:
        raise Refused(problem(400, call.problem, "Invalid Request", "invalid-request"))
    faults = [{"message": fault} for fault in _faults("$", dict(call.fields), shape)]
    if faults:
        detail = "One or more parameters to your request was invalid."
        raise Refused(problem(400, detail, "Invalid Request", "invalid-request", errors=faults))
    return call.fields


def _faults(path: str, value: Any, shape: Shape) -> Iterator[str]:
    if type(value) is not shape.kind:
        found = "null" if value is None else NAMES.get(type(value), "unknown")
        yield f"{path}: {found} found, {NAMES[shape.kind]} expected"
        return
    yield from _size(path, value, shape)
    if shape.choices and value not in shape.choices:
        yield f"{path}: does not have a value in the enumeration [{', '.join(shape.choices)}]"
    if isinstance(value, str) and not re.search(shape.pattern, value):
        yield f"{path}: does not match the regex pattern {shape.pattern}"
    if isinstance(value, list) and shape.inner:
        for number, item in enumerate(value):
            yield from _faults(f"{path}[{number}]", item, shape.inner)
    if isinstance(value, dict):
        yield from _members(path, value, shape)


def _size(path: str, value: Any, shape: Shape) -> Iterator[str]:
    size = value if isinstance(value, int) else len(value)
    words = {
        int: ("must have a minimum value of {}", "must have a maximum value of {}"),
        str: ("must be at least {} characters long", "may only be {} characters long"),
        list: (
            "there must be a minimum of {} items in the array",
            "there must be a maximum of {} items in the array",
        ),
    }
    little, much = words.get(shape.kind, ("", ""))
    if shape.least is not None and size < shape.least:
        yield f"{path}: {little.format(shape.least)}"
    if shape.most is not None and size > shape.most:
        yield f"{path}: {much.format(shape.most)}"


def _members(path: str, value: dict[str, Any], shape: Shape) -> Iterator[str]:
    for name in shape.required:
        if name not in value:
            yield f"{path}.{name}: is missing but it is required"
    for name, inner in value.items():
        if name in shape.fields:
            yield from _faults(f"{path}.{name}", inner, shape.fields[name])
        elif not shape.is_open:
            closed = "the schema does not allow additional properties"
            yield f"{path}.{name}: is not defined in the schema and {closed}"

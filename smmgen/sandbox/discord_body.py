"""Check the body of a Discord message: text, embeds, files, mentions, poll.

Limits: 2,000 characters of text; 10 embeds of at most 6,000 characters together; 10 files of 10 MiB; 25 MiB
in all; alternative texts of 1,024. Source: Discord's developer documentation, "Webhook", "Message", "Poll",
"Uploading Files", and its OpenAPI description (API v10); read 2026-11.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smmgen.sandbox.discord_answer import Problems, refusal, refused
from smmgen.sandbox.exchange import Call, Refused, Upload

CONTENT = 2000
EMBEDS = 6000
FILE_BYTES = 10 * 1024 * 1024
BODY_BYTES = 25 * 1024 * 1024
SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 2, 1 << 12, 1 << 15
_EMBED = {"title": 256, "description": 4096, "url": 2048}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A body that is allowed: its fields, and its new files with their descriptions."""

    fields: Mapping[str, Any]
    files: tuple[tuple[Upload, str], ...]
    kept: tuple[str, ...] | None


def body(call: Call, *, is_edit: bool = False) -> Draft:
    """Return the checked body of a new or an edited message."""
    given = _given(call)
    problems = Problems()
    problems.length("content", given.get("content"), CONTENT)
    problems.length("username", given.get("username"), 80)
    _username(problems, given.get("username"))
    _embeds(problems, given.get("embeds"))
    _mentions(problems, given.get("allowed_mentions"))
    _poll(problems, given.get("poll"))
    _flags(problems, given.get("flags"))
    files, kept = _files(problems, call, given)
    problems.settle()
    if not is_edit and not (given.get("content") or given.get("embeds") or given.get("poll") or files):
        raise refused(400, 50006, "Cannot send an empty message")
    return Draft(fields=given, files=files, kept=kept)


def _given(call: Call) -> Mapping[str, Any]:
    if call.problem:
        raise refused(400, 50109, "The request body contains invalid JSON.")
    size = len(call.body) + sum(len(upload.content) for upload in call.uploads.values())
    if size > BODY_BYTES or any(len(upload.content) > FILE_BYTES for upload in call.uploads.values()):
        raise Refused(refusal(413))
    if "payload_json" not in call.fields:
        return call.fields
    try:
        given = json.loads(str(call.fields["payload_json"]))
    except ValueError as fault:
        raise refused(400, 50109, "The request body contains invalid JSON.") from fault
    return given if isinstance(given, dict) else {}


def _username(problems: Problems, given: Any) -> None:
    for word in ("clyde", "discord"):
        if isinstance(given, str) and word in given.lower():
            problems.add("username", "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"')


def _embeds(problems: Problems, given: Any) -> None:
    total = 0
    for number, embed in enumerate(problems.rows("embeds", given, 10)):
        path = f"embeds.{number}"
        for name, most in _EMBED.items():
            text = problems.length(f"{path}.{name}", embed.get(name), most)
            total += len(text.strip()) if name != "url" else 0
        for name, inner, most in (("footer", "text", 2048), ("author", "name", 256)):
            part = embed.get(name) or {}
            total += len(problems.length(f"{path}.{name}.{inner}", part.get(inner), most).strip())
        for place, row in enumerate(problems.rows(f"{path}.fields", embed.get("fields"), 25)):
            where = f"{path}.fields.{place}"
            total += len(problems.length(f"{where}.name", row.get("name", ""), 256, 1).strip())
            total += len(problems.length(f"{where}.value", row.get("value", ""), 1024, 1).strip())
        _address(problems, f"{path}.url", embed.get("url"), ())
        for name in ("image", "thumbnail"):
            _address(problems, f"{path}.{name}.url", (embed.get(name) or {}).get("url"), ("attachment",))
    if total > EMBEDS:
        problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBEDS}")


def _address(problems: Problems, path: str, given: Any, more: tuple[str, ...]) -> None:
    if given is None:
        return
    schemes = ("http", "https", *more)
    scheme = str(given).partition("://")[0]
    if scheme not in schemes or not str(given).partition("://")[2]:
        allowed = ", ".join(repr(name) for name in schemes)
        what = f'Scheme "{scheme}" is not supported. Scheme must be one of ({allowed}).'
        problems.add(path, "URL_TYPE_INVALID_SCHEME", what)


def _mentions(problems: Problems, given: Any) -> None:
    if given is None:
        return
    if not isinstance(given, dict):
        problems.add("allowed_mentions", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    parse = given.get("parse") or []
    for number, one in enumerate(parse):
        if one not in ("roles", "users", "everyone"):
            what = "Value must be one of ('roles', 'users', 'everyone')."
            problems.add(f"allowed_mentions.parse.{number}", "BASE_TYPE_CHOICES", what)
    for name in ("users", "roles"):
        if name in parse and given.get(name):
            what = f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.'
            problems.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", what)
        if len(given.get(name) or []) > 100:
            problems.add(
                f"allowed_mentions.{name}", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length."
            )


def _poll(problems: Problems, given: Any) -> None:
    if given is None:
        return
    if not isinstance(given, dict):
        problems.add("poll", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    question = given.get("question") or {}
    problems.length("poll.question.text", question.get("text", ""), 300, 1)
    answers = problems.rows("poll.answers", given.get("answers"), 10)
    if not answers:
        problems.add("poll.answers", "BASE_TYPE_REQUIRED", "This field is required")
    for number, answer in enumerate(answers):
        media = answer.get("poll_media") or {}
        problems.length(f"poll.answers.{number}.poll_media.text", media.get("text", ""), 55, 1)
    hours = 24 if given.get("duration") is None else given["duration"]
    if not isinstance(hours, int) or not 1 <= hours <= 768:
        what = "int value should be between 1 and 768."
        problems.add("poll.duration", "NUMBER_TYPE_MIN" if hours == 0 else "NUMBER_TYPE_MAX", what)


def _flags(problems: Problems, given: Any) -> None:
    if given is None:
        return
    if not isinstance(given, int):
        problems.add("flags", "NUMBER_TYPE_COERCE", f'Value "{given}" is not int.')
    elif given & COMPONENTS_V2:
        problems.add("flags", "SANDBOX", "This sandbox shows no components; send content, embeds and files.")


def _files(
    problems: Problems, call: Call, given: Mapping[str, Any]
) -> tuple[tuple[tuple[Upload, str], ...], tuple[str, ...] | None]:
    """Return the new files with their descriptions, and the ids of the attachments to keep."""
    named = {match[1]: name for name in call.uploads if (match := re.fullmatch(r"files\[(\d+)\]", name))}
    rows = problems.rows("attachments", given.get("attachments"), 10)
    described: dict[str, str] = {}
    kept: list[str] = []
    for number, row in enumerate(rows):
        if "id" not in row:
            problems.add(f"attachments.{number}.id", "BASE_TYPE_REQUIRED", "This field is required")
        text = problems.length(f"attachments.{number}.description", row.get("description"), 1024)
        described[str(row.get("id"))] = text
        if str(row.get("id")) not in named:
            kept.append(str(row.get("id")))
    if len(named) + len(kept) > 10:
        problems.add("files", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    files = tuple((call.uploads[named[key]], described.get(key, "")) for key in sorted(named, key=int))
    return files, tuple(kept) if given.get("attachments") is not None else None

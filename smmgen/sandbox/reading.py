"""Read a request into a `Call`: query, JSON, forms and multipart bodies with their nested names."""

import json
import re
from collections.abc import Iterable
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from smmgen.sandbox.exchange import Call, Upload

BODY_BYTES = 64 * 1024 * 1024
"""More is refused unread."""


class TooLarge(Exception):  # noqa: N818
    """The body is larger than any of the networks takes."""


async def read_call(request: Request, path: str) -> Call:
    """Return the call below a network's root; raise `TooLarge`."""
    fields: dict[str, Any] = {}
    uploads: dict[str, Upload] = {}
    body, problem = b"", ""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if int(request.headers.get("content-length") or 0) > BODY_BYTES:
        raise TooLarge
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        try:
            fields, uploads = await _form(request)
        except MultiPartException as fault:
            problem = fault.message
    else:
        body = await _body(request)
        if kind == "application/json" and body:
            fields, problem = _json(body)
    return Call(
        method=request.method,
        path=path,
        query=nested(request.query_params.multi_items()),
        headers=dict(request.headers),
        fields=fields,
        uploads=uploads,
        body=body,
        problem=problem,
        target=_target(request),
    )


def _target(request: Request) -> str:
    query = request.scope["query_string"].decode("latin-1")
    path: str = request.scope["raw_path"].decode("latin-1")
    return f"{path}?{query}" if query else path


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_BYTES:
            raise TooLarge
    return bytes(body)


async def _form(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    pairs: list[tuple[str, str]] = []
    uploads: dict[str, Upload] = {}
    async with request.form(max_part_size=4 * 1024 * 1024) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = Upload(
                    filename=value.filename or "",
                    media_type=value.content_type or "",
                    content=await value.read(),
                )
            else:
                pairs.append((name, value))
    return nested(pairs), uploads


def _json(body: bytes) -> tuple[dict[str, Any], str]:
    try:
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as fault:
        return {}, f"can't parse the JSON body: {fault}"
    return (value, "") if isinstance(value, dict) else ({}, "the JSON body is not an object")


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Fold names with brackets: `a[]` is a list, `a[b]` and `a[][b]` are objects, as Rails reads them."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        match = re.fullmatch(r"([^\[\]]+)((?:\[[^\[\]]*\])*)", name)
        keys = re.findall(r"\[([^\[\]]*)\]", match[2]) if match else []
        _put(found, [match[1] if match else name, *keys], value)
    return found


def _put(place: dict[str, Any], keys: list[str], value: str) -> None:
    match keys:
        case [key]:
            place[key] = value
        case [key, ""]:
            _list(place, key).append(value)
        case [key, "", inner, *rest]:
            rows = _list(place, key)
            if not rows or not isinstance(rows[-1], dict) or (not rest and inner in rows[-1]):
                rows.append({})
            _put(rows[-1], [inner, *rest], value)
        case [key, *rest]:
            below = place.get(key)
            if not isinstance(below, dict):
                below = place[key] = {}
            _put(below, rest, value)


def _list(place: dict[str, Any], key: str) -> list[Any]:
    rows = place.get(key)
    if not isinstance(rows, list):
        rows = place[key] = []
    return rows

"""OK's (Odnoklassniki's) REST API for groups: `/fb.do?method=…` or `/api/GROUP/METHOD`, signed calls.

A call is signed by the MD5 of its sorted parameters and a secret: the session's key, or the MD5 of the access
token and the application's key. All three are `1:sandbox` here; `1:sandbox.limited` is a token of an
application without rights. Any application key is known.
Source: OK's REST documents, "Signing requests"; read 2026-11.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from smmgen.sandbox import ok_account, ok_comment, ok_photo, ok_read, ok_topic
from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.ok_answer import Fault, error, gateway, refusal, without_id
from smmgen.sandbox.ok_asked import METHODS, Asked, read

SECRET = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
LIMITED = f"{SECRET}.limited"
FREE = (
    "users.getCurrentUser",
    "users.getLoggedInUser",
    "users.hasAppPermission",
    "group.getInfo",
    "url.getInfo",
)
"""What an application may call without rights of its own."""

PERFORM: Mapping[str, Callable[[Asked], Any]] = {
    "mediatopic.post": ok_topic.post,
    "mediatopic.getByIds": ok_read.get_by_ids,
    "mediatopic.getTopics": ok_read.get_topics,
    "mediatopic.getRepublishedTopic": ok_topic.republished,
    "mediatopic.deleteTopic": ok_topic.delete,
    "photosV2.getUploadUrl": ok_photo.upload_url,
    "photosV2.commit": ok_photo.commit,
    "discussions.addDiscussionComment": ok_comment.add,
    "discussions.getComments": ok_comment.get,
    "group.getInfo": ok_account.groups,
    "group.getUserGroupsByIds": ok_account.members,
    "url.getInfo": ok_account.url_info,
    "users.getCurrentUser": ok_account.current_user,
    "users.getLoggedInUser": ok_account.logged_in_user,
    "users.hasAppPermission": ok_account.has_permission,
}


def method(call: Call) -> str:
    """Return the method's name as the documents write it, or the path of an upload."""
    if call.path == "fb.do":
        return str(_params(call).get("method", ""))
    return call.path.removeprefix("api/").replace("/", ".")


def answer(call: Call, world: World) -> Answer:
    """Answer a call as OK does."""
    if call.path == "uploadImage":
        return ok_photo.upload(call, world)
    if not re.fullmatch(r"fb\.do|api/\w+/\w+", call.path) or call.method not in ("GET", "POST"):
        raise Refused(gateway(404))
    try:
        return Answer(body=_performed(method(call), _params(call), call, world))
    except Fault as fault:
        raise Refused(error(fault.code, fault.why)) from fault


def _params(call: Call) -> dict[str, Any]:
    """Return the parameters of the address and of a form; OK reads no JSON."""
    is_json = call.headers.get("content-type", "").startswith("application/json")
    return {**call.query, **({} if is_json else call.fields)}


def _performed(name: str, params: Mapping[str, Any], call: Call, world: World) -> Any:
    if call.problem:
        raise Fault(4, "The body cannot be read")
    key = params.get("application_key", "")
    if not key:
        raise Fault(101, "No application key")
    if not re.fullmatch(r"[A-Za-z0-9]{4,40}", str(key)):
        raise Fault(101, "Application not exist")
    if name not in METHODS:
        raise Fault(3, f"Method {name} not found")
    if str(params.get("format", "json")).lower() != "json":
        raise Fault(5000, "The sandbox answers in JSON only")
    token = _token(params)
    _guard_signature(params, token)
    if token == LIMITED and name not in FREE:
        raise Fault(10, "Application has no rights for this")
    asked = read(name, params, call, world)
    ok_topic.publish_due(world)
    return PERFORM[name](asked)


def _token(params: Mapping[str, Any]) -> str:
    token = str(params.get("access_token") or params.get("session_key") or "")
    if not token:
        raise Fault(453, "No session key")
    if token not in (SECRET, LIMITED):
        raise Fault(103, "Invalid session key")
    return token


def _guard_signature(params: Mapping[str, Any], token: str) -> None:
    given = params.get("sig", "")
    if not given:
        raise Fault(104, "No signature specified")
    if given not in {signature(params, SECRET), signature(params, _md5(token + SECRET))}:
        raise Fault(104, "Signature verification failed")


def signature(params: Mapping[str, Any], secret: str) -> str:
    """Return a call's signature: the token and the signature itself are not signed."""
    signed = sorted(set(params) - {"access_token", "session_key", "sig"})
    return _md5("".join(f"{name}={params[name]}" for name in signed) + secret)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


FAKE = Fake(
    name="ok",
    title="OK",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)

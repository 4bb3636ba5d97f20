"""VK's API for communities: `/method/NAME`, and the addresses that it gives for uploads.

Answers have the shape of version 5.199. Errors come with HTTP 200. Only pictures, polls and links can be
attached. Source: VK API schema 5.199 (January 2025) and VK's documents, "API requests"; read 2026-11.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from smmgen.sandbox import vk_account, vk_comment, vk_photo, vk_poll, vk_read, vk_stats, vk_wall
from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.vk_answer import Fault, error, gateway, good, refusal, without_id
from smmgen.sandbox.vk_asked import METHODS, Asked, Who, guard_kind, read

OLDEST = 131
"""The oldest version that is answered is 5.131."""

ADDRESS = 8192
"""A longer address is refused before it reaches the API, in bytes; a long text has to go in the body."""

PER_SECOND = {"user": Limit(3, 1), "service": Limit(3, 1), "group": Limit(20, 1)}
"""Calls of a token. Source: VK's documents, "API requests"; read 2026-11."""

PERFORM: Mapping[str, Callable[[Asked], Any]] = {
    "wall.post": vk_wall.post,
    "wall.edit": vk_wall.edit,
    "wall.delete": vk_wall.delete,
    "wall.repost": vk_wall.repost,
    "wall.get": vk_read.get,
    "wall.getById": vk_read.get_by_id,
    "stats.getPostReach": vk_stats.post_reach,
    "wall.createComment": vk_comment.create,
    "wall.deleteComment": vk_comment.delete,
    "wall.getComments": vk_comment.get,
    "photos.getWallUploadServer": vk_photo.wall_server,
    "photos.saveWallPhoto": vk_photo.save_wall,
    "photos.getMessagesUploadServer": vk_photo.messages_server,
    "photos.saveMessagesPhoto": vk_photo.save_message,
    "polls.create": vk_poll.create,
    "polls.getById": vk_poll.get,
    "users.get": vk_account.get_users,
    "groups.getById": vk_account.get_groups,
    "groups.getTokenPermissions": vk_account.get_token_permissions,
    "account.getAppPermissions": vk_account.get_app_permissions,
}


def method(call: Call) -> str:
    """Return the method's name, or "upload"."""
    head, _, name = call.path.partition("/")
    return name if head == "method" else head


def answer(call: Call, world: World) -> Answer:
    """Answer a call as VK does."""
    head, _, name = call.path.partition("/")
    if _address_bytes(call) > ADDRESS:
        raise Refused(gateway(414))
    if head == "upload":
        return vk_photo.upload(call, world)
    if head != "method" or call.method not in ("GET", "POST"):
        raise Refused(gateway(404))
    params = _params(call)
    try:
        return good(_performed(name, params, call, world))
    except Fault as fault:
        told = {"method": name, "oauth": "1", **params}
        raise Refused(error(fault.code, fault.why, told)) from fault


def _address_bytes(call: Call) -> int:
    return sum(len(quote(name)) + len(quote(str(value))) + 2 for name, value in call.query.items())


def _params(call: Call) -> dict[str, Any]:
    """Return the parameters of the address and of a form; VK reads no JSON."""
    is_json = call.headers.get("content-type", "").startswith("application/json")
    return {**call.query, **({} if is_json else call.fields)}


def _performed(name: str, params: Mapping[str, Any], call: Call, world: World) -> Any:
    if call.problem:
        raise Fault(8, "the body cannot be read")
    if name not in METHODS:
        raise Fault(3)
    _guard_version(str(params.get("v", "")))
    who = vk_account.who_calls(str(params.get("access_token") or call.bearer() or ""))
    guard_kind(name, who)
    _count(who, world)
    asked = read(name, params, call, world, who)
    vk_wall.publish_due(world)
    return PERFORM[name](asked)


def _guard_version(version: str) -> None:
    if not version:
        raise Fault(8, "v (version) is required")
    whole, _, part = version.partition(".")
    if whole != "5" or not part.isdecimal():
        raise Fault(8, "v (version) is invalid")
    if int(part) < OLDEST:
        raise Fault(8, f"versions below 5.{OLDEST} are deprecated")


def _count(who: Who, world: World) -> None:
    if world.meter.count(f"vk {who.kind} {who.actor}", PER_SECOND[who.kind], world.now()).is_exceeded:
        raise Fault(6)


FAKE = Fake(
    name="vk",
    title="VK",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)

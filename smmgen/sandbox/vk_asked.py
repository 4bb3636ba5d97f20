"""The parameters that VK's methods take, by hand from its schema, and a call's arguments read by them.

Source: VK API schema 5.199 (`methods.json`: names, types, which are required, which tokens may call); the
parameters of carousels stand in the documents of `wall.post` only; read 2026-11. A parameter that VK does not
know it overlooks; the sandbox keeps such names, to warn of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.vk_answer import Fault, wrong

Kind = Literal["user", "group", "service"]
_ALWAYS = ("v", "access_token", "lang", "test_mode", "captcha_sid", "captcha_key")
_PATTERNS = {
    "int": r"-?\d{1,18}",
    "uint": r"\d{1,18}",
    "bool": r"[01]",
    "number": r"-?\d+(\.\d+)?",
    "list": r"[\s\S]*",
    "text": r"[\s\S]*",
}
_TOLD = {"int": "integer", "uint": "positive", "bool": "boolean", "number": "a number"}

_CONTENT = (
    "owner_id:int friends_only:bool message attachments:list services signed:bool publish_date:uint"
    " lat:number long:number place_id:uint"
    " mark_as_ads:bool close_comments:bool donut_paid_duration:int copyright"
    " primary_attachments_mode photo_attachments_crop"
)
_PEOPLE = "fields:list name_case"
_TABLE: Mapping[str, str] = {
    "wall.post": f"user group; {_CONTENT} from_group:bool post_id:uint guid link_title link_photo_id"
    " mute_notifications:bool",
    "wall.edit": f"user; {_CONTENT} post_id:uint! poster_bkg_id:uint poster_bkg_owner_id:int"
    " poster_bkg_access_hash topic_id:uint",
    "wall.delete": "user; owner_id:int post_id:uint",
    "wall.repost": "user; object! message group_id:uint mark_as_ads:bool mute_notifications:bool",
    "wall.get": "user service; owner_id:int domain offset:uint count:uint filter extended:bool fields:list",
    "wall.getById": "user service; posts:list! extended:bool copy_history_depth:int fields:list",
    "stats.getPostReach": "user; owner_id! post_ids:list!",
    "wall.createComment": "user group; owner_id:int post_id:uint! from_group:uint message"
    " reply_to_comment:int attachments:list sticker_id:uint guid",
    "wall.deleteComment": "user; owner_id:int post_id:uint comment_id:uint!",
    "wall.getComments": "user service; owner_id:int post_id:uint need_likes:bool start_comment_id:uint"
    " offset:int count:uint sort"
    " preview_length:uint extended:bool fields:list comment_id:uint thread_items_count:uint",
    "photos.getWallUploadServer": "user; group_id:int",
    "photos.saveWallPhoto": "user; user_id:uint group_id:uint photo! server:int hash latitude:number"
    " longitude:number caption",
    "photos.getMessagesUploadServer": "user group; peer_id:int",
    "photos.saveMessagesPhoto": "user group; photo! server:int hash",
    "polls.create": "user; question is_anonymous:bool is_multiple:bool end_date:uint owner_id:int app_id:int"
    " add_answers photo_id:uint background_id disable_unvote:bool",
    "polls.getById": "user; owner_id:int is_board:bool poll_id:uint! extended:bool friends_count:uint"
    f" {_PEOPLE}",
    "users.get": f"user group service; user_ids:list from_group_id:int {_PEOPLE}",
    "groups.getById": "user group service; group_ids:list group_id fields:list",
    "groups.getTokenPermissions": "group;",
    "account.getAppPermissions": "user; user_id:uint",
}
METHODS = frozenset(_TABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whose token calls: `actor` is the id it acts as (a community's is negative), 0 for a service."""

    kind: Kind
    actor: int

    def may_edit(self, owner: int) -> bool:
        """Tell whether it may publish on a wall: a user on its own and on every community's."""
        return owner == self.actor or (self.kind == "user" and owner < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call with its arguments, all of the right type; `strange` are names that VK does not know."""

    call: Call
    world: World
    who: Who
    values: Mapping[str, str]
    strange: tuple[str, ...]

    def text(self, name: str) -> str:
        """Return an argument, "" where it is not given."""
        return self.values.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number, `default` where it is not given."""
        return int(self.values.get(name) or default)

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return self.values.get(name) == "1"

    def items(self, name: str) -> list[str]:
        """Return the parts of a list, which VK separates by commas."""
        return [part for part in (part.strip() for part in self.text(name).split(",")) if part]


def kinds(method: str) -> list[str]:
    """Return which tokens may call a method."""
    return _TABLE[method].partition(";")[0].split()


def read(method: str, params: Mapping[str, Any], call: Call, world: World, who: Who) -> Asked:
    """Return a call's arguments; refuse what is missing or of a wrong type."""
    known: dict[str, str] = {}
    for row in _TABLE[method].partition(";")[2].split():
        name, _, kind = row.rstrip("!").partition(":")
        value = params.get(name, "")
        if not isinstance(value, str):
            raise wrong(f"{name} should be passed as a single value")
        if row.endswith("!") and not value:
            raise wrong(f"{name} is undefined")
        if value and not re.fullmatch(_PATTERNS[kind or "text"], value):
            raise wrong(f"{name} not {_TOLD[kind]}")
        if name in params:
            known[name] = value
    strange = tuple(name for name in params if name not in known and name not in _ALWAYS)
    return Asked(call=call, world=world, who=who, values=known, strange=strange)


def guard_kind(method: str, who: Who) -> None:
    """Refuse a token of a kind that may not call the method."""
    if who.kind in kinds(method):
        return
    codes = {
        "user": (5, "user"),
        "group": (27, "group"),
        "service": (28, "service token"),
    }
    code, name = codes[who.kind]
    tail = name if who.kind == "service" else f"{name} auth."
    raise Fault(code, f"method is unavailable with {tail}")

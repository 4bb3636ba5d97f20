"""The parameters that OK's methods take, by hand from its documents, and a call's arguments read by them.

Source: OK's REST documents of each method; read 2026-11. A parameter that OK does not know it overlooks; the
sandbox keeps such names, to warn of them.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.ok_answer import Fault

USER = "570000000001"
"""The id of the one user, whose sessions all are."""

_ALWAYS = ("method", "application_key", "access_token", "session_key", "sig", "format", "call_id", "__online")
_PATTERNS = {"int": r"-?\d{1,18}", "uint": r"\d{1,18}", "bool": r"true|false", "text": r"[\s\S]*"}
_TABLE: Mapping[str, str] = {
    "mediatopic.post": "uid type gid:uint attachment! set_status:bool devices text_link_preview:bool"
    " hidden_post:bool ads_post:bool",
    "mediatopic.getByIds": "topic_ids! media_limit:uint fields features",
    "mediatopic.getTopics": "gid:uint! count:uint fields",
    "mediatopic.getRepublishedTopic": "topic_id:uint!",
    "mediatopic.deleteTopic": "topic_id:uint! gid:uint",
    "photosV2.getUploadUrl": "uid aid gid:uint count:uint placeholders:bool topicLink:bool target_id sizes",
    "photosV2.commit": "photo_id token comment photos",
    "discussions.addDiscussionComment": "entityId:uint! entityType! comment reply_to_comment_id as_admin:bool"
    " attachments frmt fields fieldset",
    "discussions.getComments": "discussionId:uint! discussionType! anchor direction count:uint frmt fields"
    " fieldset mark_as_read:bool includeRemoved:bool",
    "group.getInfo": "uids! move_to_top:bool fields",
    "group.getUserGroupsByIds": "group_id:uint! uids!",
    "url.getInfo": "url!",
    "users.getCurrentUser": "fields",
    "users.getLoggedInUser": "",
    "users.hasAppPermission": "uid ext_perm!",
}
METHODS = frozenset(_TABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call with its arguments, all of the right type; `strange` are names that OK does not know."""

    call: Call
    world: World
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
        return self.values.get(name) == "true"

    def items(self, name: str) -> list[str]:
        """Return the parts of a list, which OK separates by commas."""
        return [part for part in (part.strip() for part in self.text(name).split(",")) if part]

    def json(self, name: str) -> Any:
        """Return a JSON argument; refuse what is none."""
        try:
            return json.loads(self.text(name))
        except ValueError as fault:
            raise Fault(100, f"Invalid parameter {name} value : it is no JSON") from fault


def read(method: str, params: Mapping[str, Any], call: Call, world: World) -> Asked:
    """Return a call's arguments; refuse what is missing or of a wrong type."""
    known: dict[str, str] = {}
    for row in _TABLE[method].split():
        name, _, kind = row.rstrip("!").partition(":")
        value = params.get(name, "")
        if row.endswith("!") and not value:
            raise Fault(100, f"Missed required parameter: {name}")
        if not isinstance(value, str) or (value and not re.fullmatch(_PATTERNS[kind or "text"], value)):
            raise Fault(100, f"Invalid parameter {name} value")
        if name in params:
            known[name] = value
    strange = tuple(name for name in params if name not in known and name not in _ALWAYS)
    return Asked(call=call, world=world, values=known, strange=strange)

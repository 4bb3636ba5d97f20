"""What MAX counts of a channel's post: how often it was seen. A bot is not told reactions in figures.

Source: dev.max.ru, GET /messages with `message_ids`, Message (`stat`, of posts in channels alone), GET
/chats/{chatId} (`participants_count`); read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import max as api
from smmgen.apis.answers import number, objects, reads


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    found = api.ask(session, "/messages", message_ids=",".join(ids)).get("messages")
    messages = objects(found)
    return {api.mid(message): Numbers(views=_views(message)) for message in messages}


def _views(message: Mapping[str, Any]) -> int | None:
    stat = message.get("stat")
    return number(stat.get("views")) if isinstance(stat, dict) else None


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    place = api.ask(session, f"/chats/{session.account.text('chat')}")
    return number(place.get("participants_count"))


METRICS = Metrics(
    gives=("views",),
    posts=_posts,
    followers=_followers,
    at_once=20,
    source="dev.max.ru, GET /messages and GET /chats, read 2026-11",
)

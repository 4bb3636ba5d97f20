"""What OK counts of a group's topics.

Source: apiok.ru, mediatopic.getByIds and group.getInfo; the fields of the summaries and of the views as
clients of 2025 and 2026 read them; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import ok
from smmgen.apis.answers import number, objects, reads, text

_FIELDS = ("ID", "LIKE_SUMMARY", "DISCUSSION_SUMMARY", "RESHARE_SUMMARY", "VIEWS_COUNT")


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    fields = ",".join(f"media_topic.{name}" for name in _FIELDS)
    asked = {"topic_ids": ",".join(ids), "media_limit": "1", "fields": fields}
    found = ok.ask(session, "mediatopic.getByIds", asked)
    topics = found.get("media_topics") if isinstance(found, dict) else None
    listed = objects(topics)
    return {text(topic.get("id")): _numbers(topic) for topic in listed}


def _numbers(topic: Mapping[str, Any]) -> Numbers:
    return Numbers(
        views=number(topic.get("views_count")),
        reactions=_count(topic, "like_summary", "count"),
        comments=_count(topic, "discussion_summary", "comments_count"),
        shares=_count(topic, "reshare_summary", "count"),
    )


def _count(topic: Mapping[str, Any], part: str, name: str) -> int | None:
    found = topic.get(part)
    return number(found.get(name)) if isinstance(found, dict) else None


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    asked = {"uids": session.account.text("group"), "fields": "uid,members_count"}
    found = ok.ask(session, "group.getInfo", asked)
    first = found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
    return number(first.get("members_count"))


METRICS = Metrics(
    gives=("views", "reactions", "comments", "shares"),
    posts=_posts,
    followers=_followers,
    at_once=50,
    source="apiok.ru, mediatopic.getByIds and group.getInfo, read 2026-11",
)

"""Show X's posts: one by its id, several, an account's own, with the fields and expansions asked for.

The description 2.167 calls the fields of a post `post.fields` and some of them by new names; the guides
still say `tweet.fields`. Both are taken, and answered by the names that go with them. A post that is not
there is an error in an answer that is otherwise good. Sources: that description, and X API v2, "Fields",
"Data dictionary", "Timelines"; read 2026-11.
"""

from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import tally
from smmgen.sandbox.x_account import id_of, name_of, signed_in, user
from smmgen.sandbox.x_answer import invalid, missing, moment, names, words
from smmgen.sandbox.x_post import by_id

FIELDS = words(
    "article article_title attachments author_id card_uri community_id context_annotations conversation_id"
    " created_at display_text_range edit_controls edit_history_post_ids edit_history_tweet_ids entities geo"
    " id in_reply_to_user_id lang matched_media_notes media_metadata non_public_metrics note_post note_tweet"
    " note_request_suggestions organic_metrics paid_partnership possibly_sensitive promoted_metrics"
    " public_metrics referenced_posts referenced_tweets reply_settings scopes source suggested_source_links"
    " suggested_source_links_with_counts text withheld"
)
EXPANSIONS = words(
    "article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet"
    " attachments.poll_ids author_id edit_history_post_ids edit_history_tweet_ids entities.mentions.username"
    " geo.place_id in_reply_to_user_id referenced_posts referenced_tweets.id username"
)
MEDIA_FIELDS = words(
    "alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url"
    " promoted_metrics public_metrics type url variants width"
)
POLL_FIELDS = ("duration_minutes", "end_datetime", "id", "options", "voting_status")
CUT = 280
"""Characters of a long post; the whole is its note. Source: X API v2, data dictionary; read 2026-11."""
SETTINGS = {"mentionedUsers": "mentioned_users"}


def get_one(call: Call, world: World, post_id: str) -> Any:
    """Return a post."""
    signed_in(call, world)
    kept = by_id(world, post_id)
    if kept is None:
        return {"errors": [missing("tweet", "id", post_id)]}
    return {"data": _post(call, world, kept), **_includes(call, world, [kept])}


def get_many(call: Call, world: World) -> Any:
    """Return the posts of up to 100 ids; what is not there is told beside them."""
    signed_in(call, world)
    ids = [one for one in str(call.query.get("ids", "")).split(",") if one]
    if not 1 <= len(ids) <= 100:
        raise invalid(
            "ids", ids, f"The number of values in the `ids` query parameter is {len(ids)}, not 1 to 100"
        )
    found = {post_id: by_id(world, post_id) for post_id in ids}
    there = [kept for kept in found.values() if kept]
    answer: dict[str, Any] = {"data": [_post(call, world, kept) for kept in there]} if there else {}
    errors = [missing("tweet", "ids", post_id) for post_id, kept in found.items() if kept is None]
    return answer | _includes(call, world, there) | ({"errors": errors} if errors else {})


def timeline(call: Call, world: World, user_id: str) -> Any:
    """Return an account's posts, newest first, in pages."""
    signed_in(call, world)
    name = name_of(world, user_id)
    if not name:
        return {"errors": [missing("user", "id", user_id)]}
    size, skip = _number(call, "max_results", 10, 5, 100), _number(call, "pagination_token", 0, 0, 1 << 62)
    found = [kept for kept in world.store.posts("x", name) if _is_wanted(call, kept)]
    found.sort(key=lambda kept: -int(kept.post.id))
    page = found[skip : skip + size]
    meta: dict[str, Any] = {"result_count": len(page)}
    if not page:
        return {"meta": meta}
    meta |= {"newest_id": page[0].post.id, "oldest_id": page[-1].post.id}
    if skip + size < len(found):
        meta["next_token"] = str(skip + size)
    return {"data": [_post(call, world, kept) for kept in page], **_includes(call, world, page), "meta": meta}


def _number(call: Call, name: str, usual: int, least: int, most: int) -> int:
    given = str(call.query.get(name, usual))
    if not given.isdecimal() or not least <= int(given) <= most:
        raise invalid(
            name, given, f"The `{name}` query parameter value [{given}] is not between {least} and {most}"
        )
    return int(given)


def _is_wanted(call: Call, kept: Kept) -> bool:
    earliest, latest = _time(call, "start_time"), _time(call, "end_time")
    since, until = _number(call, "since_id", 0, 0, 1 << 63), _number(call, "until_id", 1 << 63, 0, 1 << 63)
    at = kept.post.at.replace(microsecond=0)
    if (earliest and at < earliest) or (latest and at >= latest):
        return False
    if "replies" in names(call, "exclude", ("replies", "retweets")) and kept.post.reply_to:
        return False
    return since < int(kept.post.id) < until


def _time(call: Call, name: str) -> datetime | None:
    given = str(call.query.get(name, ""))
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as fault:
        raise invalid(name, given, f"The `{name}` query parameter value [{given}] is no time") from fault
    return moment.replace(microsecond=0) if moment.tzinfo else moment.replace(tzinfo=UTC, microsecond=0)


def _asked(call: Call) -> tuple[bool, list[str]]:
    """Return whether the old names are spoken, and the fields asked for."""
    is_old = "tweet.fields" in call.query
    return is_old, names(call, "tweet.fields" if is_old else "post.fields", FIELDS)


def _post(call: Call, world: World, kept: Kept) -> dict[str, Any]:
    state, post = kept.state, kept.post
    is_old, fields = _asked(call)
    replied = [{"type": "replied_to", "id": post.reply_to}] if post.reply_to else None
    media = [world.store.thing("x", "media", media_id) for media_id in state["media"]]
    more = {
        "created_at": moment(post.at.replace(microsecond=0)),
        "author_id": id_of(world, post.account),
        "conversation_id": state["conversation"],
        "in_reply_to_user_id": id_of(world, state["reply_to"]["account"]) if state["reply_to"] else None,
        "referenced_tweets" if is_old else "referenced_posts": replied,
        "entities": state["entities"] or None,
        "attachments": _attachments(state, media),
        "public_metrics": _metrics(world, kept, "retweet" if is_old else "repost"),
        "reply_settings": SETTINGS.get(state["reply_settings"], state["reply_settings"]),
        "paid_partnership": state["paid_partnership"],
        "possibly_sensitive": False,
        "lang": "und",
        "display_text_range": [0, len(state["text"])],
        "media_metadata": [{"media_key": one["key"], "alt_text": one["alt"]} for one in media if one["alt"]]
        or None,
    }
    if len(state["text"]) > CUT:
        more["note_tweet" if is_old else "note_post"] = {
            "text": state["text"],
            "entities": state["entities"],
        }
    history = "edit_history_tweet_ids" if is_old else "edit_history_post_ids"
    found = {"id": post.id, "text": _cut(state["text"]), history: [post.id]}
    wanted = {*fields, *names(call, "expansions", EXPANSIONS)}
    wanted |= {name.partition(".")[0] for name in wanted}
    return found | {name: value for name, value in more.items() if name in wanted and value is not None}


def _cut(text: str) -> str:
    return text if len(text) <= CUT else f"{text[:CUT]}…"


def _attachments(state: dict[str, Any], media: list[dict[str, Any]]) -> dict[str, Any] | None:
    if state["poll"]:
        return {"poll_ids": [state["poll"]["id"]]}
    return {"media_keys": [one["key"] for one in media]} if media else None


def _metrics(world: World, kept: Kept, shared: str) -> dict[str, int]:
    answers = world.store.count("x", reply_to=kept.post.id)
    return {
        f"{shared}_count": tally(world, kept.post, "shares"),
        "reply_count": answers + tally(world, kept.post, "comments"),
        "like_count": tally(world, kept.post, "reactions"),
        "quote_count": 0,
        "bookmark_count": tally(world, kept.post, "saves"),
        "impression_count": tally(world, kept.post, "views"),
    }


def _includes(call: Call, world: World, found: list[Kept]) -> dict[str, Any]:
    wanted = names(call, "expansions", EXPANSIONS)
    includes: dict[str, list[Any]] = {}
    if "author_id" in wanted:
        fields = names(
            call, "user.fields", ("created_at", "description", "public_metrics", "verified", "username")
        )
        includes["users"] = [
            user(world, name, fields) for name in dict.fromkeys(k.post.account for k in found)
        ]
    if "attachments.media_keys" in wanted:
        includes["media"] = [
            _media(call, world, media_id) for kept in found for media_id in kept.state["media"]
        ]
    if "attachments.poll_ids" in wanted:
        includes["polls"] = [_poll(call, kept) for kept in found if kept.state["poll"]]
    return (
        {"includes": {name: rows for name, rows in includes.items() if rows}}
        if any(includes.values())
        else {}
    )


def _media(call: Call, world: World, media_id: str) -> dict[str, Any]:
    kept = world.store.thing("x", "media", media_id)
    _, width, height, seconds = kept["shown"]
    kind = {"image": "photo", "gif": "animated_gif"}.get(kept["kind"], "video")
    more = {
        "alt_text": kept["alt"] or None,
        "width": width,
        "height": height,
        "url": f"{world.url}/media/{kept['sha256']}" if kind == "photo" else None,
        "duration_ms": int(seconds * 1000) if kind == "video" else None,
    }
    fields = names(call, "media.fields", MEDIA_FIELDS)
    found = {"media_key": kept["key"], "type": kind}
    return found | {name: more[name] for name in fields if more.get(name) is not None}


def _poll(call: Call, kept: Kept) -> dict[str, Any]:
    poll, shown = kept.state["poll"], kept.post.poll
    options = [
        {"position": number, "label": label, "votes": 0} for number, label in enumerate(poll["options"], 1)
    ]
    more = {
        "duration_minutes": poll["duration_minutes"],
        "end_datetime": moment(shown.ends_at) if shown and shown.ends_at else None,
        "voting_status": "open",
    }
    fields = names(call, "poll.fields", POLL_FIELDS)
    return {"id": poll["id"], "options": options} | {name: more[name] for name in fields if name in more}

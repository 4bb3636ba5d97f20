"""Mastodon's polls: 2 to 4 options of at most 50 characters, 5 minutes to a month, never with media.

Source: Mastodon API, statuses, and `configuration.polls` of an instance; read 2026-11.
"""

from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.mastodon_answer import invalid, moment, new_id, refused


def poll(call: Call, world: World, *, has_media: bool) -> dict[str, Any] | None:
    """Return a Poll object of what the call asks for, or None."""
    asked = call.fields.get("poll")
    if not isinstance(asked, dict):
        return None
    if has_media:
        raise refused(422, "Cannot attach media to a post with a poll")
    titles = [str(title) for title in asked.get("options", [])]
    if not 2 <= len(titles) <= 4:
        raise invalid("Poll options must be 2 to 4 items")
    if any(not title.strip() or len(title) > 50 for title in titles):
        raise invalid("Poll options can't be longer than 50 characters each")
    seconds = int(asked.get("expires_in", 0))
    if not 300 <= seconds <= 2_629_746:
        raise invalid("Poll duration is too short or too long")
    return {
        "id": new_id(world),
        "expires_at": moment(world.now() + timedelta(seconds=seconds)),
        "expired": False,
        "multiple": str(asked.get("multiple")).lower() == "true",
        "votes_count": 0,
        "voters_count": 0,
        "options": [{"title": title, "votes_count": 0} for title in titles],
        "emojis": [],
    }

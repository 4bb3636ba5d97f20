"""Telegram's polls.

1 to 12 options of 1 to 100 characters, a question of 1 to 300, open for 5 to 2,628,000 seconds. A poll of a
channel is always anonymous. Source: Bot API 10.1, sendPoll, Poll; the words of the errors as its server has
them; read 2026-11.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.post import Poll
from smmgen.sandbox.store import Kept
from smmgen.sandbox.telegram_answer import (
    argument,
    bad_request,
    flag_argument,
    json_argument,
    number_argument,
    text_argument,
)
from smmgen.sandbox.telegram_chat import chat_argument
from smmgen.sandbox.telegram_message import Draft, caption_text, keep, options

QUESTION, OPTION, EXPLANATION = 300, 100, 200
OPTIONS = (1, 12)
OPEN_SECONDS = (5, 2_628_000)


def send_poll(call: Call, world: World) -> Any:
    """Post a poll."""
    key, chat = chat_argument(call, world)
    question = text_argument(call, "question").strip()
    if not question:
        raise bad_request("poll question must be non-empty")
    if len(question) > QUESTION:
        raise bad_request(f"poll question length must not exceed {QUESTION}")
    if text_argument(call, "is_anonymous").lower() == "false":
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    labels, right = _options(call), _right(call)
    if any(number >= len(labels) for number in right):
        raise bad_request("wrong correct option ID specified")
    ends_at = _end(call, world)
    about = caption_text(
        text_argument(call, "description"),
        text_argument(call, "description_parse_mode"),
        argument(call, "description_entities"),
    )
    is_multiple = flag_argument(call, "allows_multiple_answers")
    poll = Poll(question=question, options=labels, is_multiple=is_multiple, ends_at=ends_at, right=right)
    media = {"poll": _shown(call, world, poll)}
    if about.text:
        media["poll"]["description"] = about.text
    draft = Draft(text=about, media=media, poll=poll, extra=options(call, world, key))
    return keep(call, world, key, chat, draft)


def _options(call: Call) -> tuple[str, ...]:
    given = json_argument(call, "options", "options")
    if not isinstance(given, list):
        raise bad_request("expected an Array of String as options")
    labels = [str(one.get("text", "") if isinstance(one, dict) else one).strip() for one in given]
    if len(labels) < OPTIONS[0]:
        raise bad_request(f"poll must have at least {OPTIONS[0]} option")
    if len(labels) > OPTIONS[1]:
        raise bad_request(f"poll can't have more than {OPTIONS[1]} options")
    if not all(labels):
        raise bad_request("poll options must be non-empty")
    if any(len(label) > OPTION for label in labels):
        raise bad_request(f"poll options length must not exceed {OPTION}")
    return tuple(labels)


def _right(call: Call) -> tuple[int, ...]:
    """Return the numbers of the right answers of a quiz; a poll that is none has none."""
    kind = text_argument(call, "type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    if kind == "regular":
        return ()
    given = json_argument(call, "correct_option_ids", "correct option IDs")
    one = number_argument(call, "correct_option_id")
    given = given if given is not None else [] if one is None else [one]
    if not isinstance(given, list) or not given or not all(type(n) is int and n >= 0 for n in given):
        raise bad_request("wrong correct option ID specified")
    if len(text_argument(call, "explanation")) > EXPLANATION:
        raise bad_request("too long explanation specified")
    return tuple(given)


def _end(call: Call, world: World) -> datetime | None:
    period, date = number_argument(call, "open_period"), number_argument(call, "close_date")
    now = world.now()
    if period:
        seconds = period
    elif date:
        seconds = date - int(now.timestamp())
    else:
        return None
    if not OPEN_SECONDS[0] <= seconds <= OPEN_SECONDS[1]:
        raise bad_request("poll can't be open for so short or so long a time")
    return now + timedelta(seconds=seconds)


def _shown(call: Call, world: World, poll: Poll) -> dict[str, Any]:
    """Return a Poll object."""
    kind = "quiz" if poll.right else "regular"
    period = number_argument(call, "open_period")
    found: dict[str, Any] = {
        "id": str(world.store.next_number("telegram", "poll", 5_300_000_000_000_000_000)),
        "question": poll.question,
        "options": [
            {"persistent_id": str(number), "text": label, "voter_count": 0}
            for number, label in enumerate(poll.options)
        ],
        "total_voter_count": 0,
        "is_closed": flag_argument(call, "is_closed"),
        "is_anonymous": True,
        "type": kind,
        "allows_multiple_answers": poll.is_multiple,
        "allows_revoting": flag_argument(call, "allows_revoting") if kind == "quiz" else True,
        "members_only": flag_argument(call, "members_only"),
    }
    if poll.ends_at:
        found["close_date"] = int(poll.ends_at.astimezone(UTC).timestamp())
    if period:
        found["open_period"] = period
    if poll.right:
        found["correct_option_ids"] = list(poll.right)
        found["explanation"] = text_argument(call, "explanation")
    return found


def stop_poll(call: Call, world: World) -> Any:
    """Close a poll and return it."""
    key, _ = chat_argument(call, world)
    kept: Kept | None = world.store.post("telegram", key, text_argument(call, "message_id"))
    if kept is None:
        raise bad_request("message with poll to stop not found")
    if "poll" not in kept.state:
        raise bad_request("message has no poll")
    if kept.state["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    poll = kept.state["poll"] | {"is_closed": True}
    world.store.put_post(kept.post, kept.state | {"poll": poll})
    return poll

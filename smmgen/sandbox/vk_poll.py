"""VK's polls: made first, attached to a post then.

1 to 10 answers of at most 100 characters. Source: VK API schema 5.199, `polls.create`, and its documents;
read 2026-11.
"""

import json
from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.post import Poll
from smmgen.sandbox.vk_answer import Fault, wrong
from smmgen.sandbox.vk_asked import Asked

ANSWERS = 10
ANSWER = 100
_EARLIEST = 1_550_700_000
_BACKGROUNDS = ("", "1", "2", "3", "4", "6", "8", "9")


def create(asked: Asked) -> Any:
    """Make a poll; return it."""
    if not asked.text("question").strip():
        raise wrong("question is undefined")
    owner = asked.number("owner_id", asked.who.actor)
    if not asked.who.may_edit(owner):
        raise Fault(15)
    if asked.text("background_id") not in _BACKGROUNDS:
        raise wrong("background_id is invalid")
    number = asked.world.store.next_number("vk", "poll", 800_000_001)
    answers = [
        {"id": number * 10 + place, "text": text, "votes": 0, "rate": 0}
        for place, text in enumerate(_answers(asked))
    ]
    kept = {
        "id": number,
        "owner_id": owner,
        "author_id": asked.who.actor,
        "created": int(asked.world.now().timestamp()),
        "question": asked.text("question"),
        "votes": 0,
        "answers": answers,
        "anonymous": asked.flag("is_anonymous"),
        "multiple": asked.flag("is_multiple"),
        "disable_unvote": asked.flag("disable_unvote"),
        "end_date": _end(asked),
        **dict.fromkeys(("closed", "is_board", "can_edit", "can_report"), False),
        **dict.fromkeys(("can_vote", "can_share"), True),
        "answer_ids": [],
    }
    asked.world.store.put_thing("vk", "poll", f"{owner}_{number}", kept)
    return kept


def _answers(asked: Asked) -> list[str]:
    try:
        given = json.loads(asked.text("add_answers") or "null")
    except ValueError as fault:
        raise wrong("add_answers is invalid") from fault
    if not isinstance(given, list) or not all(isinstance(text, str) and text.strip() for text in given):
        raise wrong("add_answers should be an array of strings")
    if not 1 <= len(given) <= ANSWERS:
        raise wrong(f"add_answers should have 1 to {ANSWERS} items")
    if any(len(text) > ANSWER for text in given):
        raise wrong(f"add_answers: an answer should be less or equal to {ANSWER} letters")
    return given


def _end(asked: Asked) -> int:
    end = asked.number("end_date")
    if end and end < max(_EARLIEST, int(asked.world.now().timestamp())):
        raise wrong("end_date should be in the future")
    return end


def get(asked: Asked) -> Any:
    """Return a poll by its id."""
    owner = asked.number("owner_id", asked.who.actor)
    kept = find_poll(asked.world, f"{owner}_{asked.text('poll_id')}")
    if kept is None:
        raise Fault(250)
    return kept


def find_poll(world: World, name: str) -> dict[str, Any] | None:
    """Return a poll object, or None where there is none."""
    kept: dict[str, Any] | None = world.store.thing("vk", "poll", name)
    return kept


def shown(kept: dict[str, Any]) -> Poll:
    """Return a poll as a post's readers see it."""
    return Poll(
        question=kept["question"],
        options=tuple(answer["text"] for answer in kept["answers"]),
        is_multiple=kept["multiple"],
        ends_at=datetime.fromtimestamp(kept["end_date"], UTC) if kept["end_date"] else None,
    )

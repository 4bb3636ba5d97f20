"""What only Threads minds in a post.

Source: developers.facebook.com, Threads API, posts, links and topic tags (2026); read 2026-11.
"""

from collections.abc import Iterator

from smmgen.apis.finding import finding
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message, Variant
from smmgen.text import links

MOST_LINKS = 5
LONGEST_TOPIC = 50
POLL_HOURS = 24


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find too many links, a topic that is none, and a poll that would be open for another time."""
    for message in variant.messages:
        if (number := len(_links(message))) > MOST_LINKS:
            what = f"This post has {number} different links; Threads takes {MOST_LINKS}."
            yield finding("THR001", variant, message, what, "Leave out the least important ones.")
        topic = str(message.options.get("topic", ""))
        if topic and not message.number and (fault := _topic_fault(topic)):
            what = f"The topic “{topic}” {fault}."
            hint = f"Take one of {LONGEST_TOPIC} characters at most, without “.”, “&” and “#”."
            yield finding("THR002", variant, message, what, hint, about="topic")
        if message.poll and message.poll.hours != POLL_HOURS:
            what = f"The poll is to be open for {message.poll.hours} hours; on Threads it is {POLL_HOURS}."
            hint = f"Set `hours: {POLL_HOURS}`."
            yield finding("THR003", variant, message, what, hint, "warning", about="poll.hours")


def _links(message: Message) -> set[str]:
    text = message.written.text
    shown = {text[start:end] for start, end in links.find_urls(text)}
    is_attached = message.link and not (message.pictures or message.video or message.poll)
    return shown | {message.link} if is_attached else shown


def _topic_fault(topic: str) -> str:
    if len(topic) > LONGEST_TOPIC:
        return f"is {len(topic)} characters long; Threads takes {LONGEST_TOPIC}"
    return "has a sign that Threads does not take" if set(topic) & set(".&#\n") else ""

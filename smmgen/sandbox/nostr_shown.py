"""What a reader of Nostr sees of a note, an article or a poll.

Source: NIP-01, NIP-10, NIP-19, NIP-23, NIP-36, NIP-88, NIP-92; read 2026-11.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.bech32 import encoded
from smmgen.sandbox.commonmark import read as read_markdown
from smmgen.sandbox.exchange import World
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.nostr_event import Event, first
from smmgen.sandbox.post import Card, Picture, Poll, Post
from smmgen.sandbox.rich import Rich, Rule, plain, scanned, stripped

NOTE, ARTICLE, POLL = 1, 30_023, 1068
SEEN = (NOTE, ARTICLE, POLL)
_RULES: tuple[Rule, ...] = (
    (
        re.compile(r"nostr:(n(?:pub|profile|event|ote|addr)1[a-z0-9]+)"),
        lambda match: plain(match[0], "mention"),
    ),
    (re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?'\")\]]"), lambda match: plain(match[0], "link", match[0])),
    (re.compile(r"(?<![\w&/])#\w*[^\W\d]\w*"), lambda match: plain(match[0], "hashtag")),
)


def account(event: Event) -> str:
    """Return an author's name, as readers see it."""
    return encoded("npub", bytes.fromhex(event["pubkey"]))


def permalink(event: Event) -> str:
    """Return an event's address on a site that shows them."""
    return "https://njump.me/" + encoded("nevent", bytes((0, 32)) + bytes.fromhex(event["id"]))


def show(world: World, event: Event) -> None:
    """Keep the post of an event that people read."""
    media, text = _media(world, event), _text(event)
    for url in media:
        text = _without(text, url)
    post = Post(
        network="nostr",
        account=account(event),
        id=event["id"],
        at=datetime.fromtimestamp(event["created_at"], UTC),
        text=text.text,
        url=permalink(event),
        marks=text.marks,
        entities=tuple(event["tags"]),
        media=tuple(media.values()),
        card=_card(text) if not media else None,
        title=first(event, "title") if event["kind"] == ARTICLE else "",
        poll=_poll(event),
        reply_to=_above(event),
        content_warning=_warning(event),
        warnings=_faults(event, text),
        request=dict(event),
    )
    world.store.put_post(post, dict(event))


def _text(event: Event) -> Rich:
    if event["kind"] == ARTICLE:
        return read_markdown(event["content"])
    return stripped(Rich() if event["kind"] == POLL else scanned(event["content"], _RULES))


def _media(world: World, event: Event) -> dict[str, Picture]:
    """Return the pictures by the addresses that a note names them by, with their descriptions."""
    described: dict[str, str] = {}
    for tag in event["tags"]:
        if tag[0] == "imeta":
            parts = dict(one.partition(" ")[::2] for one in tag[1:])
            described[parts.get("url", "")] = parts.get("alt", "")
    found = {}
    for url in re.findall(rf"{re.escape(world.url)}/(?:nostr|hosted)/[\w./-]*\w", event["content"]):
        content = _bytes(world, url)
        seen = look(content) if content else None
        if content and seen:
            found[url] = picture(content, world.store.put_media(content), seen, described.get(url, ""))
    return found


def _bytes(world: World, url: str) -> bytes | None:
    file = fetch(world, url)
    return file.content if file else world.store.media(url.rpartition("/")[2].partition(".")[0])


def _without(text: Rich, url: str) -> Rich:
    """Return a text without a picture's address, in whose place clients draw the picture."""
    begin = text.text.find(url)
    if begin < 0:
        return text
    end = begin + len(url)
    kept = [mark for mark in text.marks if mark.end <= begin or mark.start >= end]
    head = Rich(text.text[:begin], tuple(mark for mark in kept if mark.end <= begin))
    if text.text[end:].strip():
        return Rich(text.text[:begin] + " " * len(url) + text.text[end:], tuple(kept))
    return stripped(head)


def _card(text: Rich) -> Card | None:
    links = [mark.href for mark in text.marks if mark.href.startswith("http")]
    return Card(url=links[0]) if links else None


def _poll(event: Event) -> Poll | None:
    if event["kind"] != POLL:
        return None
    ends = first(event, "endsAt")
    return Poll(
        question=event["content"],
        options=tuple(tag[2] for tag in event["tags"] if tag[0] == "option" and len(tag) > 2),
        is_multiple=first(event, "polltype") == "multiplechoice",
        ends_at=datetime.fromtimestamp(int(ends), UTC) if ends.isdecimal() else None,
    )


def _above(event: Event) -> str:
    """Return the event that a note answers: marked as such, or the last that it names."""
    named = [tag for tag in event["tags"] if tag[0] == "e" and len(tag) > 1]
    by_mark: Mapping[str, Any] = {tag[3]: tag[1] for tag in named if len(tag) > 3}
    unmarked = [tag[1] for tag in named if len(tag) < 4]
    return str(by_mark.get("reply") or by_mark.get("root") or (unmarked[-1] if unmarked else ""))


def _warning(event: Event) -> str:
    given = [tag for tag in event["tags"] if tag[0] == "content-warning"]
    return (given[0][1] if len(given[0]) > 1 and given[0][1] else "Sensitive content") if given else ""


def _faults(event: Event, text: Rich) -> tuple[str, ...]:
    tags = {tag[1] for tag in event["tags"] if tag[0] == "t" and len(tag) > 1}
    found = [
        f"“{word}” has no t tag: nobody finds the note by it."
        for mark in text.marks
        if mark.kind == "hashtag" and (word := text.text[mark.start : mark.end])[1:].lower() not in tags
    ]
    return (
        *found,
        *(f"The t tag “{tag}” is not in lower case." for tag in sorted(tags) if tag != tag.lower()),
    )

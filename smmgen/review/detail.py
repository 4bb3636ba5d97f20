"""What a message says beside its text and pictures, as words to compare."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from smmgen.build.drawing import Read
from smmgen.model.change import Detail
from smmgen.model.post import Poll
from smmgen.model.variant import Message, Picture, Variant


def message_details(
    before: Message | None, after: Message | None, reads: tuple[Read, Read]
) -> tuple[Detail, ...]:
    """Return what differs between two messages, each aspect once; `reads` reads the files of either side."""
    return _compared(_of_message(before, reads[0]), _of_message(after, reads[1]))


def variant_details(before: Variant | None, after: Variant | None) -> tuple[Detail, ...]:
    """Return what differs between two variants as wholes."""
    return _compared(_of_variant(before), _of_variant(after))


def _compared(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Detail, ...]:
    pairs = ((what, before.get(what, ""), after.get(what, "")) for what in dict.fromkeys([*before, *after]))
    return tuple(Detail(*pair) for pair in pairs if pair[1] != pair[2])


def _of_variant(variant: Variant | None) -> dict[str, str]:
    if variant is None:
        return {}
    return {"answers": variant.reply_to, "repeats": variant.repost}


def _of_message(message: Message | None, read: Read) -> dict[str, str]:
    if message is None:
        return {}
    card = message.link_card
    return {
        "title": message.title,
        "link": message.link,
        "link card": " · ".join([card.title, card.description, card.url]) if card else "",
        "poll": _poll(message.poll),
        "tags": ", ".join(message.tags),
        "place": "a comment below the post" if message.is_comment else "",
        "video": _file(message.video.path, read) if message.video else "",
        "video’s text": message.video.alt if message.video else "",
        **{f"option {name}": _option(value) for name, value in message.options.items()},
        **{f"alternative text of picture {place}": picture.alt for place, picture in places(message)},
    }


def _file(path: str, read: Read) -> str:
    """Name a file so that another one under its name has another name."""
    try:
        data = read(path)
    except OSError:
        return path
    return f"{path} ({len(data):,} bytes, {sha256(data).hexdigest()[:8]})"


def _option(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _poll(poll: Poll | None) -> str:
    return f"{poll.question} · {' / '.join(poll.options)} · {poll.hours} h" if poll else ""


def places(message: Message) -> Iterator[tuple[str, Picture]]:
    """Yield a message's pictures with their places: "1" and so on, "link", "cover"."""
    for number, picture in enumerate(message.pictures, start=1):
        yield str(number), picture
    if message.video_cover:
        yield "cover", message.video_cover
    elif message.link_card and message.link_card.picture:
        yield "link", message.link_card.picture

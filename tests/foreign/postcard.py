"""A network as somebody else would write it, in a package of their own: a board for short notes."""

from hashlib import sha256

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Limits,
    NotReached,
    NotSent,
    Option,
    Refused,
    Request,
    Sent,
)
from smmgen.markup.plain import plain


def _send(session, sending):
    content = sending.content.message.written.text
    note = Request(method="POST", url=f"{session.base_url}/notes", json={"text": content}, is_visible=True)
    try:
        said = session.call(note)
    except NotReached as fault:
        return NotSent(str(fault))
    except Broken as fault:
        return Ambiguous(str(fault))
    if said.status == 422:
        return Refused("Postcard takes no such note.", said.status)
    number = (said.json() or {}).get("number")
    return (
        Sent(str(number), f"{session.base_url}/notes/{number}")
        if number
        else Ambiguous("No number came back.")
    )


ADAPTER = Adapter(
    name="postcard",
    title="Postcard",
    host="https://postcard.example",
    options={"token": Option(kind="secret", required=True, help="the board's token")},
    limits=lambda account: Limits(
        text=80,
        text_with_media=80,
        unit="characters",
        images=1,
        image_bytes=2_000_000,
        alt=100,
        sizes={"card": (1480, 1050)},
        hashtags=2,
        title=20,
    ),
    abilities=frozenset({"image"}),
    delivery_class="blind",
    offsets="code points",
    write=lambda blocks, account: plain(blocks, account.language),
    count=lambda written, account: len(written.visible),
    hashtag=lambda words: "#" + words.replace(" ", ""),
    message_options=lambda account, language: {},
    check=lambda variant, account: (),
    key=lambda delivery, due: sha256(str(delivery).encode()).hexdigest(),
    send=_send,
    recent=None,
    secret_facts="The board's token lives until its owner changes it.",
)

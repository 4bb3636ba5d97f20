"""The relay's endpoint: a WebSocket whose messages may go wrong as any call may."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from smmgen.sandbox.exchange import World
from smmgen.sandbox.faults import KINDS, Kind
from smmgen.sandbox.nostr import FAKE, Subscriptions, kind_of, received, refused
from smmgen.sandbox.nostr_event import fits

Open = dict[WebSocket, Subscriptions]
"""The connections of a server with their subscriptions."""


async def relay(socket: WebSocket) -> None:
    """Speak with one client until it goes."""
    site = socket.app.state.site
    lines: Open = site.relays
    await socket.accept()
    lines[socket] = {}
    try:
        while True:
            await _turn(socket, lines, await socket.receive_text())
    except (WebSocketDisconnect, _Broken):
        pass
    finally:
        lines.pop(socket, None)


class _Broken(Exception):  # noqa: N818
    """The connection was broken on purpose."""


async def _turn(socket: WebSocket, lines: Open, text: str) -> None:
    site = socket.app.state.site
    message: Any = None
    with suppress(ValueError):
        message = json.loads(text)
    name = kind_of(message)
    taken = site.faults.take("nostr", name)
    kind = KINDS.get(taken, Kind(help="", takes_effect=True))
    told = _received(site.world, message, lines[socket]) if kind.takes_effect else []
    status = 0 if kind.end != "answer" else kind.status or 200
    site.world.store.put_call(site.world.now().isoformat(), "nostr", name, status, taken)
    if kind.end != "answer":
        await _unanswered(socket, kind)
    for one in _changed(kind, message, told):
        await socket.send_text(one)
    if kind.takes_effect and name == "EVENT" and told[0][2] and not told[0][3]:
        await _spread(socket, lines, message[1])


def _received(world: World, message: Any, open_now: Subscriptions) -> list[list[Any]]:
    with world.store.transaction():
        return received(world, message, open_now)


def _changed(kind: Kind, message: Any, told: list[list[Any]]) -> list[str]:
    if kind.status:
        told = refused(message, kind.status)
    if kind.change == "without id":
        told = [FAKE.without_id(one) for one in told]
    texts = [json.dumps(one, ensure_ascii=False) for one in told]
    match kind.change:
        case "malformed":
            return [text[: len(text) // 2] for text in texts]
        case "empty":
            return ["" for _ in texts]
        case "redirect":
            return [json.dumps(["NOTICE", "this relay has moved"])]
        case _:
            return texts


async def _unanswered(socket: WebSocket, kind: Kind) -> None:
    site = socket.app.state.site
    if kind.end == "reset":
        site.reset(socket)
        raise _Broken
    gone = asyncio.ensure_future(socket.receive())
    stopping = asyncio.ensure_future(site.stopping.wait())
    _, waiting = await asyncio.wait({gone, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    raise _Broken


async def _spread(socket: WebSocket, lines: Open, event: Any) -> None:
    """Send a new event to everybody who asked for its like."""
    for other, subscriptions in list(lines.items()):
        for name, filters in subscriptions.items():
            if any(fits(event, wanted) for wanted in filters):
                await other.send_text(json.dumps(["EVENT", name, event], ensure_ascii=False))

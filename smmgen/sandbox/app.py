"""The web application: the networks' roots, the controls for tests, the page."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.faults import KINDS, Faults, Kind, UnknownFault, changed, read_fault
from smmgen.sandbox.feed import media, page, style
from smmgen.sandbox.hosted import hosted
from smmgen.sandbox.networks import FAKES
from smmgen.sandbox.reading import TooLarge, read_call
from smmgen.sandbox.relay import Open, relay
from smmgen.sandbox.tally import UnknownNumber, set_numbers

METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]


class _Network(StringConvertor):
    """Match the name of a network; one pattern for them all is found sooner than a route for each."""

    regex = "|".join(FAKES)


register_url_convertor("network", _Network())


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the endpoints share. `reset` breaks a client's connection; `stopping` ends those that hang."""

    world: World
    faults: Faults
    stopping: asyncio.Event
    reset: Callable[[HTTPConnection], None]
    relays: Open = field(default_factory=dict)

    def forget(self) -> None:
        """Forget all that arrived and all faults that wait, and return to this machine's time."""
        self.world.store.clear()
        self.world.meter.clear()
        self.faults.clear()
        self.world.clock.set(None)


def build(site: Site) -> Starlette:
    """Return the application."""
    app = Starlette(
        routes=[
            Route("/", page),
            Route("/page.css", style),
            Route("/media/{digest}", media),
            Route("/hosted/{name:path}", hosted, methods=["GET", "PUT"]),
            Route("/sandbox/posts", _posts),
            Route("/sandbox/calls", _calls),
            Route("/sandbox/reset", _reset, methods=["POST"]),
            Route("/sandbox/clock", _clock, methods=["GET", "POST"]),
            Route("/sandbox/numbers", _numbers, methods=["POST"]),
            Route("/sandbox/faults", _faults, methods=["GET", "POST", "DELETE"]),
            Route("/mastodon/@{name}/{id}", _permalink),
            WebSocketRoute("/nostr", relay),
            Route("/{network:network}", _network, methods=METHODS),
            Route("/{network:network}/{path:path}", _network, methods=METHODS),
        ]
    )
    app.state.site = site
    return app


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


async def _network(request: Request) -> Response:
    site = _site(request)
    fake = FAKES[request.path_params["network"]]
    try:
        call = await read_call(request, request.path_params.get("path", ""))
    except TooLarge:
        return _response(fake.refusal(413, None))
    except ClientDisconnect:  # it was killed in the middle of its request, and nobody reads this
        return Response(status_code=400)
    name = fake.method(call)
    taken = site.faults.take(fake.name, name)
    kind = KINDS.get(taken, Kind(help="", takes_effect=True))
    true = _answer(fake, call, site.world) if kind.takes_effect else Answer()
    at = site.world.now().isoformat()
    if kind.end != "answer":
        site.world.store.put_call(at, fake.name, name, 0, taken)
        return await _unanswered(request, site, kind)
    answer = changed(kind, fake, call, true, site.world.now())
    site.world.store.put_call(at, fake.name, name, answer.status, taken)
    response = _response(answer)
    if kind.date_shift:
        response.headers["date"] = format_datetime(site.world.now() + kind.date_shift, usegmt=True)
    return response


def _answer(fake: Fake, call: Call, world: World) -> Answer:
    try:
        with world.store.transaction():
            return fake.answer(call, world)
    except Refused as fault:
        return fault.answer


def _response(answer: Answer) -> Response:
    if isinstance(answer.body, bytes):
        return Response(answer.body, answer.status, dict(answer.headers))
    body = json.dumps(answer.body, ensure_ascii=False).encode()
    return Response(body, answer.status, dict(answer.headers), media_type="application/json; charset=utf-8")


async def _unanswered(request: Request, site: Site, kind: Kind) -> Response:
    if kind.end == "reset":
        site.reset(request)
    gone = asyncio.ensure_future(_until_gone(request))
    stopping = asyncio.ensure_future(site.stopping.wait())
    _, waiting = await asyncio.wait({gone, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    return Response(status_code=500)


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _posts(request: Request) -> Response:
    asked = request.query_params
    kept = _site(request).world.store.posts(asked.get("network", ""), asked.get("account", ""))
    return JSONResponse({"version": 1, "posts": [msgspec.to_builtins(one.post) for one in kept]})


async def _calls(request: Request) -> Response:
    return JSONResponse({"version": 1, "calls": _site(request).world.store.calls()})


async def _reset(request: Request) -> Response:
    _site(request).forget()
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/", 303)
    return JSONResponse({"version": 1})


async def _given(request: Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        return None


async def _clock(request: Request) -> Response:
    clock = _site(request).world.clock
    if request.method == "POST":
        given = await _given(request)
        try:
            moment = given.get("now")
            clock.set(None if moment is None else _aware(datetime.fromisoformat(moment)))
        except (ValueError, TypeError, AttributeError):
            return _wrong('give {"now": "2026-12-01T10:00:00Z"}, or {"now": null} for this machine\'s time')
    return JSONResponse({"version": 1, "now": clock.now().isoformat()})


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone")
    return moment


async def _faults(request: Request) -> Response:
    site = _site(request)
    if request.method == "DELETE":
        site.faults.clear()
    if request.method == "POST":
        try:
            site.faults.add(read_fault(await _given(request), tuple(FAKES)))
        except UnknownFault as fault:
            return _wrong(str(fault))
    kinds: dict[str, str] = {name: kind.help for name, kind in KINDS.items()}
    waiting = [asdict(fault) for fault in site.faults.waiting()]
    return JSONResponse({"version": 1, "waiting": waiting, "kinds": kinds})


async def _numbers(request: Request) -> Response:
    try:
        set_numbers(_site(request).world, await _given(request))
    except UnknownNumber as fault:
        return _wrong(str(fault))
    return JSONResponse({"version": 1})


def _wrong(what: str) -> Response:
    return JSONResponse({"version": 1, "error": what}, 400)


async def _permalink(request: Request) -> Response:
    name, status_id = request.path_params["name"], request.path_params["id"]
    kept = _site(request).world.store.post("mastodon", name, status_id)
    return RedirectResponse(f"/#post-{kept.seq}") if kept else PlainTextResponse("No such post.\n", 404)

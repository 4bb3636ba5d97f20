"""The page: what arrived, a column for each account, each post in a look near its network's."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from smmgen.sandbox.naming import handle, name
from smmgen.sandbox.networks import FAKES
from smmgen.sandbox.post import Picture, Post
from smmgen.sandbox.rich_text import Block, blocks, closed_up
from smmgen.sandbox.store import Kept

PAGES = Path(__file__).parent / "pages"
NO_ALT = {"mastodon", "bluesky", "x"}
"""Networks that show a picture's alternative text, so that a missing one is a fault."""
SHORTENING = {"mastodon", "x"}
"""Networks that show the beginning of an address only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post as the template draws it: an album is one, with the pictures of all its messages."""

    seq: int
    post: Post
    blocks: list[Block]
    media: tuple[Picture, ...]
    warnings: tuple[str, ...]
    answered: Post | None
    answered_seq: int
    host: str
    path: str
    sent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An account with its threads, the latest first; inside a thread the first post comes first."""

    network: str
    network_title: str
    account: str
    name: str
    handle: str
    threads: list[list[Entry]]
    posts: int
    pictures: int
    warnings: int


def columns(kept: Iterable[Kept]) -> list[Column]:
    """Return a column for each account, in the order of the networks and of the names."""
    accounts: dict[tuple[str, str], list[Kept]] = {}
    for one in kept:
        accounts.setdefault((one.post.network, one.post.account), []).append(one)
    order = list(FAKES)
    return [
        _column(network, account, accounts[network, account])
        for network, account in sorted(accounts, key=lambda key: (order.index(key[0]), key[1]))
    ]


def _column(network: str, account: str, kept: list[Kept]) -> Column:
    threads = list(_threads(kept))
    entries = [entry for thread in threads for entry in thread]
    return Column(
        network=network,
        network_title=FAKES[network].title,
        account=account,
        name=name(account),
        handle=handle(account),
        threads=sorted(threads, key=lambda thread: thread[0].seq, reverse=True),
        posts=len(entries),
        pictures=sum(len(entry.media) for entry in entries),
        warnings=sum(len(entry.warnings) for entry in entries),
    )


def _threads(kept: list[Kept]) -> Iterator[list[Entry]]:
    """Gather replies below the posts they answer; Telegram shows a reply as a post of its own."""
    roots: dict[str, list[Entry]] = {}
    by_id = {one.post.id: one for one in kept}
    for album in _albums(kept):
        entry = _entry(album, by_id)
        above = entry.post.reply_to
        thread = roots[above] if entry.post.network != "telegram" and above in roots else []
        thread.append(entry)
        roots.update(dict.fromkeys((one.post.id for one in album), thread))
    seen: set[int] = set()
    for thread in roots.values():
        if id(thread) not in seen:
            seen.add(id(thread))
            yield thread


def _albums(kept: list[Kept]) -> list[list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for one in kept:
        found.setdefault(one.post.group or f"single {one.post.id}", []).append(one)
    return list(found.values())


def _entry(album: list[Kept], by_id: dict[str, Kept]) -> Entry:
    first = album[0]
    captions = [one.post for one in album if one.post.text]
    spoken = captions[0] if len(captions) == 1 else first.post if len(album) == 1 else None
    post = spoken or first.post
    media = tuple(picture for one in album for picture in one.post.media)
    missing = [
        f"Picture {number} has no alternative text."
        for number, picture in enumerate(media, 1)
        if post.network in NO_ALT and not picture.alt.strip()
    ]
    above = by_id.get(post.reply_to)
    link = urlsplit(post.card.url if post.card else "")
    sent: Any = post.request if len(album) == 1 else first.post.request
    return Entry(
        seq=first.seq,
        post=post,
        blocks=closed_up(blocks(post.text, post.marks, is_shortened=post.network in SHORTENING))
        if spoken
        else [],
        media=media,
        warnings=(*(warning for one in album for warning in one.post.warnings), *missing),
        answered=above.post if above else None,
        answered_seq=above.seq if above else 0,
        host=link.hostname or "",
        path=link.path + (f"?{link.query}" if link.query else ""),
        sent=json.dumps(msgspec.to_builtins(sent), ensure_ascii=False, indent=2),
    )


def page(request: Request) -> Response:
    """Return the page; `?account=NETWORK/NAME` shows one account, `?refresh=5` reloads by itself."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    site = request.app.state.site
    everything = columns(site.world.store.posts())
    chosen = request.query_params.get("account", "")
    shown = [column for column in everything if chosen in ("", f"{column.network}/{column.account}")]
    refresh = request.query_params.get("refresh", "")
    pages = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    body = pages.get_template("feed.html.j2").render(
        columns=shown,
        everything=everything,
        chosen=chosen,
        refresh=refresh if refresh.isdecimal() and int(refresh) > 0 else "",
        calls=len(site.world.store.calls()),
        faults=site.faults.waiting(),
        url=site.world.url,
        networks=FAKES,
        now=site.world.now().astimezone(),
    )
    return HTMLResponse(body, headers={"cache-control": "no-store"})


def style(request: Request) -> Response:
    """Return the page's style sheet."""
    return Response((PAGES / "page.css").read_bytes(), media_type="text/css")


def media(request: Request) -> Response:
    """Return a picture or film by its SHA-256."""
    from smmgen.sandbox.film import look_film
    from smmgen.sandbox.image import look

    content = request.app.state.site.world.store.media(request.path_params["digest"])
    seen = (look(content, decode=False) or look_film(content)) if content is not None else None
    if content is None or seen is None:
        return PlainTextResponse("No such picture.\n", 404)
    headers = {"cache-control": "max-age=31536000, immutable"}
    return Response(content, media_type=seen.media_type, headers=headers)

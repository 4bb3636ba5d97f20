"""Pinterest's Pins: create, read, list, change, save to another board, delete.

Source: Pinterest API 5.23.0, Pins; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.pinterest_answer import invalid, moment, new_id, page, refused
from smmgen.sandbox.pinterest_board import find_board
from smmgen.sandbox.pinterest_source import read_source
from smmgen.sandbox.pinterest_token import signed_in
from smmgen.sandbox.post import Mark, Picture, Post
from smmgen.sandbox.store import Kept

LIMITS = {"title": 100, "description": 800, "alt_text": 500, "link": 2048}
"""In characters. Source: Pinterest API 5.23.0, `PinCreate`; read 2026-11."""
NUMBERS = ("board_section_id", "parent_pin_id", "sponsor_id")
CREATE = {*LIMITS, *NUMBERS, "board_id", "dominant_color", "media_source"}
CHANGE = {*LIMITS, "board_id", "board_section_id", "carousel_slots"}
TALLEST = 2.6

_TAG = re.compile(r"(?<![\w#&/])#\w*[^\W\d_]\w*")


def find_pin(world: World, owner: str, pin_id: str) -> Kept:
    """Return a Pin of the account."""
    kept = world.store.post("pinterest", owner, pin_id)
    if kept is None:
        raise refused(404, 50, "Pin not found.")
    return kept


def _check(given: Mapping[str, Any], known: set[str]) -> None:
    for name, value in given.items():
        if name not in known:
            raise invalid(f"'{name}' is not known")
        if name in LIMITS and value is not None:
            if not isinstance(value, str):
                raise invalid(f"'{name}' is not a string")
            if len(value) > LIMITS[name]:
                raise invalid(f"'{name}' has {len(value)} characters; maxLength={LIMITS[name]}")
        if name in NUMBERS and value is not None and not re.fullmatch(r"\d+", str(value)):
            raise invalid(f"'{name}' value {value!r} must match the pattern: ^\\d+$")
    if given.get("link") and not _is_address(given["link"]):
        what = "Whoops! It looks like you entered an invalid URL. Try creating a Pin again with a valid URL."
        raise refused(400, 1, what)


def _is_address(link: str) -> bool:
    address = urlsplit(link)
    return address.scheme in ("http", "https") and bool(address.hostname)


def create(call: Call, world: World) -> Answer:
    """Create a Pin."""
    owner = signed_in(call, world)
    given = dict(call.fields)
    _check(given, CREATE)
    find_board(world, owner, given.get("board_id"))
    media = read_source(world, owner, given.get("media_source"), given.get("alt_text") or "")
    return Answer(status=201, body=_shown(_keep(world, owner, given, media)))


def _keep(world: World, owner: str, given: dict[str, Any], media: tuple[Picture, ...]) -> Kept:
    names = (*LIMITS, *NUMBERS[:2], "board_id", "dominant_color")
    state = {name: given.get(name) for name in names}
    pin_id = new_id(world)
    post = Post(
        network="pinterest",
        account=owner,
        id=pin_id,
        at=world.now(),
        text="",
        url=f"https://www.pinterest.com/pin/{pin_id}/",
        media=media,
        request=_without_data(given),
    )
    return _put(world, post, state | {"created_at": moment(world.now())})


def _without_data(given: Any) -> Any:
    """Return what was sent without the pictures in it, which the page shows anyway."""
    if isinstance(given, dict):
        cut = {"data", "cover_image_data"}
        return {name: "…" if name in cut else _without_data(value) for name, value in given.items()}
    return [_without_data(one) for one in given] if isinstance(given, list) else given


def _put(world: World, post: Post, state: dict[str, Any]) -> Kept:
    text = state["description"] or ""
    board = find_board(world, post.account, state["board_id"])
    tags = (
        Mark(start=m.start(), end=m.end(), kind="hashtag", href=_tag(m.group())) for m in _TAG.finditer(text)
    )
    alt = state["alt_text"] or ""
    shown = replace(
        post,
        title=state["title"] or "",
        text=text,
        marks=tuple(tags),
        media=tuple(replace(one, alt=alt if number == 0 else "") for number, one in enumerate(post.media)),
        buttons=(("Visit site", state["link"]),) if state["link"] else (),
        notes={"board": board["name"]},
        warnings=tuple(_warnings(post.media)),
    )
    world.store.put_post(shown, state)
    return find_pin(world, post.account, post.id)


def _tag(tag: str) -> str:
    return f"https://www.pinterest.com/search/pins/?q=%23{tag[1:]}"


def _warnings(media: tuple[Picture, ...]) -> Iterator[str]:
    pictures = [one for one in media if not one.seconds]
    for number, one in enumerate(pictures, 1):
        if one.height / one.width > TALLEST:
            yield f"Picture {number} is taller than 1:2.6: the feed cuts it."
    if len(pictures) > 1 and len({(one.width * 100 // one.height) for one in pictures}) > 1:
        yield "The pictures of this carousel have different shapes: Pinterest cuts them to one."


def _shown(kept: Kept) -> dict[str, Any]:
    state, films = kept.state, [one for one in kept.post.media if one.seconds]
    return {
        "id": kept.post.id,
        **{name: state[name] for name in (*LIMITS, "board_id", "board_section_id", "parent_pin_id")},
        "dominant_color": state["dominant_color"] or "#6e4b32",
        "created_at": state["created_at"],
        "creative_type": "VIDEO" if films else "CAROUSEL" if len(kept.post.media) > 1 else "REGULAR",
        "board_owner": {"username": kept.post.account},
        "is_owner": True,
        "is_standard": True,
        "has_been_promoted": False,
        "media": _media(kept.post.media, films),
    }


def _media(media: tuple[Picture, ...], films: list[Picture]) -> dict[str, Any]:
    sizes = [{f"{side}x": _size(one, side) for side in (150, 600, 1200)} for one in media]
    if films:
        seconds = int(films[0].seconds * 1000)
        size = {"width": films[0].width, "height": films[0].height}
        return {"media_type": "video", "duration": seconds, **size, "images": sizes[-1]}
    if len(media) > 1:
        return {"media_type": "multiple_images", "items": [{"images": one} for one in sizes]}
    return {"media_type": "image", "images": sizes[0]}


def _size(one: Picture, side: int) -> dict[str, Any]:
    url = f"https://i.pinimg.com/{side}x/{one.sha256[:32]}.jpg"
    return {"width": side, "height": max(side * one.height // one.width, 1), "url": url}


def get(call: Call, world: World, pin_id: str) -> dict[str, Any]:
    """Return a Pin."""
    return _shown(find_pin(world, signed_in(call, world), pin_id))


def listed(call: Call, world: World) -> dict[str, Any]:
    """Return a page of the account's Pins, newest first."""
    owner = signed_in(call, world)
    return page(call, [_shown(kept) for kept in world.store.posts("pinterest", owner)[::-1]])


def on_board(call: Call, world: World, board_id: str) -> dict[str, Any]:
    """Return a page of a board's Pins, newest first."""
    owner = signed_in(call, world)
    find_board(world, owner, board_id)
    pins = [
        kept for kept in world.store.posts("pinterest", owner)[::-1] if kept.state["board_id"] == board_id
    ]
    return page(call, [_shown(kept) for kept in pins])


def change(call: Call, world: World, pin_id: str) -> dict[str, Any]:
    """Change the words, the link or the board of a Pin; its pictures stay."""
    owner = signed_in(call, world)
    kept = find_pin(world, owner, pin_id)
    given = dict(call.fields)
    _check(given, CHANGE)
    if "board_id" in given:
        find_board(world, owner, given["board_id"])
    state = kept.state | {name: value for name, value in given.items() if name != "carousel_slots"}
    return _shown(_put(world, replace(kept.post, edited_at=world.now()), state))


def save(call: Call, world: World, pin_id: str) -> Answer:
    """Save a Pin to a board: a further Pin with the same picture."""
    owner = signed_in(call, world)
    kept = find_pin(world, owner, pin_id)
    find_board(world, owner, call.fields.get("board_id"))
    given = kept.state | {"board_id": call.fields["board_id"], "parent_pin_id": pin_id}
    return Answer(status=201, body=_shown(_keep(world, owner, given, kept.post.media)))


def delete(call: Call, world: World, pin_id: str) -> Answer:
    """Delete a Pin."""
    owner = signed_in(call, world)
    find_pin(world, owner, pin_id)
    world.store.drop_post("pinterest", owner, pin_id)
    return Answer(status=204, body=b"")

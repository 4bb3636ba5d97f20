"""What is attached to VK's posts: `photo1_2`, `poll-42_3` and one address, separated by commas.

At most 10 pictures, one poll, one link; a poll needs a text or a picture beside it. VK's documents do not say
what becomes of an attachment that VK cannot open; the sandbox refuses it, so that no picture is lost unseen.
Source: VK's documents and schema 5.199, `wall.post`; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from smmgen.sandbox.exchange import World
from smmgen.sandbox.post import Card, Picture, Poll
from smmgen.sandbox.vk_answer import Fault, wrong
from smmgen.sandbox.vk_asked import Asked
from smmgen.sandbox.vk_photo import find_photo, frames, photo
from smmgen.sandbox.vk_photo import shown as picture_of
from smmgen.sandbox.vk_poll import find_poll
from smmgen.sandbox.vk_poll import shown as poll_of

PICTURES = 10
SNIPPET_WIDTH = 500
SNIPPET_RATIOS = (1.0, 2.5)
_KINDS = "photo|video|clip|audio|audio_playlist|doc|page|note|poll|album|market|market_album|podcast|graffiti"
_MEDIA = re.compile(rf"(?P<kind>{_KINDS})(?P<name>-?\d+_\d+(?:_\w+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What stands beside a text: names of pictures and of a poll, a link with its own title and picture."""

    photos: tuple[str, ...] = ()
    poll: str = ""
    link: str = ""
    link_title: str = ""
    link_photo: str = ""

    def holds_alone(self) -> bool:
        """Tell whether a post may consist of it without a text."""
        return bool(self.photos or self.link)


def read_attachments(asked: Asked, owner: int) -> Attached:
    """Return a call's attachments for a wall; refuse unknown, foreign and too many ones."""
    photos: list[str] = []
    polls: list[str] = []
    links: list[str] = []
    for given in asked.items("attachments"):
        match = _MEDIA.fullmatch(given)
        if match and match["kind"] == "photo":
            photos.append(_photo(asked, owner, match["name"]))
        elif match and match["kind"] == "poll":
            polls.append(_poll(asked, owner, match["name"]))
        elif re.match(r"https?://", given):
            links.append(_link(given))
        else:
            raise wrong(f"attachments: {given} is not available")
    if len(photos) > PICTURES or len(polls) > 1:
        raise wrong("too many attachments")
    if len(links) > 1:
        raise wrong("attachments: only one link can be attached")
    return Attached(
        photos=tuple(photos),
        poll="".join(polls),
        link="".join(links),
        link_title=asked.text("link_title"),
        link_photo=_link_photo(asked, bool(links)),
    )


def _photo(asked: Asked, owner: int, name: str) -> str:
    kept = find_photo(asked.world, name)
    if kept is None:
        raise wrong(f"attachments: photo{name} is not available")
    has_key = name.count("_") == 2
    if kept["kind"] == "messages" and not has_key and kept["owner"] not in (asked.who.actor, owner):
        raise wrong(f"attachments: photo{name} needs its access key")
    return f"{kept['owner']}_{kept['id']}"


def _poll(asked: Asked, owner: int, name: str) -> str:
    kept = find_poll(asked.world, name)
    if kept is None or kept["owner_id"] != owner:
        raise wrong(f"attachments: poll{name} is not available on this wall")
    return name


def _link(url: str) -> str:
    if not urlsplit(url).hostname:
        raise wrong("attachments: the link is invalid")
    guard_links([url])
    return url


def guard_links(urls: list[str]) -> None:
    """Refuse addresses that VK forbids; in the sandbox those under the reserved name `.invalid`."""
    if any((urlsplit(url).hostname or "").endswith(".invalid") for url in urls):
        raise Fault(222)


def _link_photo(asked: Asked, has_link: bool) -> str:
    name = asked.text("link_photo_id")
    if not name:
        return ""
    kept = find_photo(asked.world, name)
    if kept is None or not has_link:
        raise wrong("link_photo_id is invalid")
    seen = picture_of(asked.world, kept)
    low, high = SNIPPET_RATIOS
    if seen.width < SNIPPET_WIDTH or not low <= seen.width / seen.height <= high:
        raise wrong("link_photo_id: the photo's size is invalid")
    return f"{kept['owner']}_{kept['id']}"


def pictures(world: World, attached: Attached) -> tuple[Picture, ...]:
    """Return the pictures as readers see them, in order."""
    return tuple(picture_of(world, kept) for kept in _records(world, attached))


def _records(world: World, attached: Attached) -> Iterator[dict[str, Any]]:
    for name in attached.photos:
        if kept := find_photo(world, name):
            yield kept


def poll(world: World, attached: Attached) -> Poll | None:
    """Return the poll as readers see it."""
    kept = find_poll(world, attached.poll)
    return poll_of(kept) if kept else None


def card(world: World, attached: Attached) -> Card | None:
    """Return the link's snippet."""
    kept = find_photo(world, attached.link_photo)
    picture = kept["sha256"] if kept else ""
    return Card(url=attached.link, title=attached.link_title, picture=picture) if attached.link else None


def warnings(world: World, attached: Attached) -> Iterator[str]:
    """Yield what VK takes without a word and readers would miss."""
    for number, kept in enumerate(_records(world, attached), 1):
        if kept["kind"] == "messages":
            yield f"Picture {number} was saved for messages, not for a wall: readers may not see it."
        if frames(world, kept) > 1:
            yield f"Picture {number} does not move: VK shows one frame; a moving GIF goes as a document."


def told(world: World, attached: Attached) -> list[dict[str, Any]]:
    """Return the attachments as the API tells them."""
    found: list[dict[str, Any]] = [
        {"type": "photo", "photo": photo(world, kept)} for kept in _records(world, attached)
    ]
    if attached.poll:
        found.append({"type": "poll", "poll": find_poll(world, attached.poll)})
    if attached.link:
        host = urlsplit(attached.link).hostname or ""
        link: dict[str, Any] = {"url": attached.link, "title": attached.link_title or host, "caption": host}
        if kept := find_photo(world, attached.link_photo):
            link["photo"] = photo(world, kept)
        found.append({"type": "link", "link": link | {"description": ""}})
    return found


def kept_form(attached: Attached) -> dict[str, Any]:
    """Return the attachments as the store keeps them."""
    return {name: getattr(attached, name) for name in Attached.__slots__}


def from_kept(body: Mapping[str, Any]) -> Attached:
    """Return the attachments that the store kept."""
    kept: dict[str, Any] = {**body, "photos": tuple(body["photos"])}
    return Attached(**kept)

"""Facebook's photos: sent as bytes or fetched from an address, published at once or put into a post later.

A photo that is not published lives for a day. Sources: Graph API, "Page photos", "Photo"; Pages API, "Posts";
read 2026-11. The documents take 10 MB, the API's own error 4 MB, which is what counts here. TIFF and BMP are
taken too, but the sandbox cannot look at them.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.facebook_message import check_message
from smmgen.sandbox.facebook_post import Draft, publish
from smmgen.sandbox.graph_answer import no_object, refused, wrong
from smmgen.sandbox.graph_asked import Asked
from smmgen.sandbox.graph_container import kept_picture, shown
from smmgen.sandbox.graph_field import Node, moment, select
from smmgen.sandbox.graph_token import Account, check_publisher
from smmgen.sandbox.hosted import Hosted, fetch

BYTES = 4 * 1024 * 1024
PNG_BYTES = 1024 * 1024
TYPES = ("image/jpeg", "image/png", "image/gif")
LIFE = timedelta(hours=24)
ALT = 1000
USUAL = 10
KNOWN = frozenset(
    {
        "alt_text_custom",
        "backdated_time",
        "backdated_time_granularity",
        "caption",
        "feed_targeting",
        "message",
        "name",
        "no_story",
        "place",
        "privacy",
        "published",
        "sponsor_id",
        "sponsor_relationship",
        "tags",
        "targeting",
        "temporary",
        "unpublished_content_type",
        "url",
    }
)

Photo = dict[str, Any]


def create(asked: Asked, given: str) -> dict[str, str]:
    """Take a photo, and publish it unless told otherwise."""
    check_publisher(asked.token, "pages_manage_posts")
    owner = asked.account(given)
    message = asked.text("message") or asked.text("caption") or asked.text("name")
    check_message(message)
    kept = _kept(asked, owner)
    if not asked.flag("published", usual=True):
        keep(asked.world, kept)
        return {"id": kept["id"]}
    draft = Draft(
        message=message,
        photos=(kept["id"],),
        pictures=shown([kept["picture"]]),
        warnings=(*asked.strange(KNOWN), *kept["warnings"]),
        request=asked.sent(),
    )
    post = publish(asked, owner, draft)
    keep(asked.world, kept | {"post": post})
    return {"id": kept["id"], "post_id": post}


def _kept(asked: Asked, owner: Account) -> Photo:
    alt = asked.text("alt_text_custom")
    if len(alt) > ALT:
        raise wrong(f"Param alt_text_custom must be at most {ALT} characters long.")
    file = _file(asked)
    picture = kept_picture(asked.world, file, alt) if len(file.content) <= BYTES else None
    if picture is None or picture["media_type"] not in TYPES:
        told = (
            "Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, PNG or GIF."
        )
        raise refused(100, "Invalid parameter", subcode=1366046, title="Can't Read Files", told=told)
    return {
        "id": asked.new_id(122_100_000_000_000_000),
        "owner": owner.name,
        "picture": picture,
        "at": asked.world.now().timestamp(),
        "post": "",
        "warnings": _warnings(picture),
    }


def _file(asked: Asked) -> Hosted:
    upload, url = asked.call.uploads.get("source"), asked.text("url")
    if upload is not None and upload.content:
        return Hosted(content=upload.content, media_type=upload.media_type)
    if not url:
        raise refused(324, "(#324) Requires upload file")
    file = fetch(asked.world, url)
    if file is None:
        told = "Couldn't upload photo. Please try again with another photo."
        title = "Missing or invalid image file"
        raise refused(324, f"(#324) {title}", subcode=2069019, title=title, told=told)
    return file


def _warnings(picture: dict[str, Any]) -> list[str]:
    if picture["media_type"] == "image/png" and picture["size"] > PNG_BYTES:
        return ["A PNG of more than 1 MB may look pixelated on Facebook."]
    if picture["media_type"] == "image/gif":
        return ["Facebook shows the first frame of a GIF only."]
    return []


def keep(world: World, kept: Photo) -> None:
    """Keep a photo, new or changed."""
    world.store.put_thing("facebook", "photo", kept["id"], kept)


def find(asked: Asked, name: str) -> Photo | None:
    """Return a photo of a Page that the token speaks for."""
    kept: Photo | None = asked.world.store.thing("facebook", "photo", name)
    return kept if kept is not None and asked.token.name in ("", kept["owner"]) else None


def attached(asked: Asked, owner: Account) -> list[Photo]:
    """Return the photos that a new post asks for; refuse those that are not there, or in another post."""
    rows = asked.value("attached_media") or []
    if not isinstance(rows, list):
        raise wrong("param attached_media must be an array.")
    return [_usable(asked, owner, row) for row in rows]


def _usable(asked: Asked, owner: Account, row: Any) -> Photo:
    name = str(row.get("media_fbid", "")) if isinstance(row, dict) else ""
    kept = find(asked, name) if name else None
    if kept is None or kept["owner"] != owner.name or _is_gone(asked.world, kept):
        raise wrong(f"The photo '{name}' of attached_media does not exist")
    if kept["post"]:
        title, told = "Photo already posted", "These photos were already posted."
        raise refused(100, "Invalid parameter", subcode=1366051, title=title, told=told)
    return kept


def _is_gone(world: World, kept: Photo) -> bool:
    return not kept["post"] and world.now().timestamp() >= kept["at"] + LIFE.total_seconds()


def get(asked: Asked, kept: Photo) -> dict[str, Any]:
    """Return a photo."""
    if _is_gone(asked.world, kept):
        raise no_object(kept["id"])
    return select(_node(asked, kept), asked.fields(), "Photo", ["created_time", "id"])


def _node(asked: Asked, kept: Photo) -> Node:
    picture = kept["picture"]
    source = f"{asked.world.url}/media/{picture['sha256']}"
    image = {"source": source, "width": picture["width"], "height": picture["height"]}
    page = kept["post"].partition("_")[0]
    at = moment(datetime.fromtimestamp(kept["at"], UTC))
    return {
        "id": kept["id"],
        "created_time": at,
        "updated_time": at,
        "alt_text": picture["alt"] or None,
        "alt_text_custom": picture["alt"] or None,
        "width": picture["width"],
        "height": picture["height"],
        "images": [image],
        "source": source,
        "picture": source,
        "link": f"https://www.facebook.com/photo.php?fbid={kept['id']}&id={page}" if page else None,
        "page_story_id": kept["post"] or None,
        "name": None,
        "from": None,
    }


def delete(asked: Asked, kept: Photo) -> None:
    """Delete a photo, and the post that shows nothing else."""
    world = asked.world
    post = world.store.post("facebook", kept["owner"], kept["post"]) if kept["post"] else None
    if post is not None and post.state["photos"] == [kept["id"]]:
        world.store.drop_post("facebook", kept["owner"], kept["post"])
    world.store.drop_thing("facebook", "photo", kept["id"])

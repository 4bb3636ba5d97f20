"""Write to a Page's feed: new posts at once or later, changes, stories.

Source: Pages API, "Posts"; Graph API, "Page feed", "Page photo stories", "Handling errors" (506); read
2026-11.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from smmgen.sandbox.facebook_later import due_of, release, wait, waiting
from smmgen.sandbox.facebook_message import ROOTS, check_link, check_message
from smmgen.sandbox.facebook_photo import USUAL, attached, find, keep
from smmgen.sandbox.facebook_post import Draft, new_name, node, publish
from smmgen.sandbox.graph_answer import no_object, refused, wrong
from smmgen.sandbox.graph_asked import Asked, find_post
from smmgen.sandbox.graph_container import shown as pictures_of
from smmgen.sandbox.graph_field import read_moment, select
from smmgen.sandbox.graph_text import marks
from smmgen.sandbox.graph_token import Account, check_publisher
from smmgen.sandbox.store import Kept

PUBLISHING = "pages_manage_posts"
CARD = ("name", "description", "picture", "caption")
KNOWN = frozenset(
    {
        *CARD,
        "actions",
        "attached_media",
        "backdated_time",
        "backdated_time_granularity",
        "call_to_action",
        "child_attachments",
        "feed_targeting",
        "link",
        "message",
        "multi_share_end_card",
        "multi_share_optimized",
        "object_attachment",
        "og_action_type_id",
        "og_icon_id",
        "og_object_id",
        "place",
        "privacy",
        "published",
        "scheduled_publish_time",
        "sponsor_id",
        "sponsor_relationship",
        "tags",
        "targeting",
        "text_format_preset_id",
        "unpublished_content_type",
    }
)
CHANGES = frozenset(
    {"message", "is_hidden", "is_pinned", "is_published", "scheduled_publish_time", "privacy"}
)


def create(asked: Asked, given: str) -> dict[str, Any]:
    """Make a post of text, with a link's card or with photos."""
    check_publisher(asked.token, PUBLISHING)
    owner = asked.account(given)
    draft = _draft(asked, owner)
    due = due_of(asked)
    if due is None:
        _check_repeated(asked, owner, draft)
        name = publish(asked, owner, draft)
    else:
        name = new_name(asked, owner)
        wait(asked, owner, name, draft, due)
    for photo in draft.photos:
        keep(asked.world, (find(asked, photo) or {}) | {"post": name})
    kept = asked.world.store.post("facebook", owner.name, name)
    return select(node(asked, kept), asked.fields(), "PagePost") if kept else {"id": name}


def _draft(asked: Asked, owner: Account) -> Draft:
    message, link = asked.text("message"), asked.text("link")
    photos = attached(asked, owner)
    if not message.strip() and not link and not photos:
        raise wrong("Missing message or attachment")
    check_message(message)
    if link:
        check_link(link)
    return Draft(
        message=message,
        link=link,
        photos=tuple(photo["id"] for photo in photos),
        pictures=pictures_of(photo["picture"] for photo in photos),
        warnings=tuple(_warnings(asked, photos)),
        request=asked.sent(),
    )


def _warnings(asked: Asked, photos: list[dict[str, Any]]) -> list[str]:
    found = [*asked.strange(KNOWN), *(warning for photo in photos for warning in photo["warnings"])]
    if asked.text("link") and photos:
        found.append("Beside photos Facebook shows no card of the link.")
    if asked.text("link") and any(asked.text(name) for name in CARD):
        found.append("Facebook takes a card's title, text and picture from the page itself.")
    if len(photos) > USUAL:
        found.append(f"{len(photos)} photos: Facebook names no limit, other tools stop at {USUAL}.")
    return found


def _check_repeated(asked: Asked, owner: Account, draft: Draft) -> None:
    posts = [one for one in asked.world.store.posts("facebook", owner.name) if not one.post.reply_to]
    if not posts or draft.photos or posts[-1].post.media:
        return
    if (posts[-1].post.text, posts[-1].state["link"]) == (draft.message, draft.link):
        told = "This status update is identical to the last one you posted."
        raise refused(506, "(#506) Duplicate status message", title="Duplicate Status Update", told=told)


def change(asked: Asked, kept: Kept) -> dict[str, bool]:
    """Put another text in the place of a post's; its photos and its link stay."""
    check_publisher(asked.token, PUBLISHING)
    if "attached_media" in asked.values or "link" in asked.values:
        raise wrong("The attachment of a published post cannot be changed")
    if not CHANGES & asked.values.keys():
        raise wrong("Nothing to change was given")
    post, hidden = kept.post, asked.flag("is_hidden", usual=kept.state["hidden"])
    if "message" in asked.values:
        post = replace(post, **_text(asked, kept, asked.text("message")))
    asked.world.store.put_post(post, kept.state | {"hidden": hidden})
    return {"success": True}


def change_film(asked: Asked, film: Mapping[str, Any]) -> dict[str, bool]:
    """Put another description in the place of a video's."""
    check_publisher(asked.token, PUBLISHING)
    kept = find_post(asked, film["post"])
    if kept is None or "description" not in asked.values:
        raise wrong("Nothing to change was given")
    post = replace(kept.post, **_text(asked, kept, asked.text("description")))
    asked.world.store.put_post(post, kept.state)
    return {"success": True}


def _text(asked: Asked, kept: Kept, message: str) -> dict[str, Any]:
    check_message(message)
    if not message.strip() and not kept.post.media and kept.post.card is None:
        raise wrong("Missing message or attachment")
    return {"text": message, "marks": tuple(marks(message, ROOTS)), "edited_at": asked.world.now()}


def change_waiting(asked: Asked, name: str) -> dict[str, bool]:
    """Make a waiting post public, or give it another time."""
    check_publisher(asked.token, PUBLISHING)
    row = waiting(asked, name)
    if row is None:
        raise no_object(name, "post")
    if asked.flag("is_published"):
        release(asked.world, name, asked.world.now())
    elif asked.text("scheduled_publish_time"):
        due = int(read_moment(asked.text("scheduled_publish_time")).timestamp())
        asked.world.store.put_thing("facebook", "waiting", name, row | {"due": due})
    return {"success": True}


def story(asked: Asked, given: str) -> dict[str, Any]:
    """Show a photo that is not published as a story."""
    check_publisher(asked.token, PUBLISHING)
    owner = asked.account(given)
    photo = find(asked, asked.text("photo_id"))
    if photo is None or photo["post"]:
        raise wrong("The parameter photo_id must be a photo that is not published")
    pictures = pictures_of([photo["picture"]])
    draft = Draft(photos=(photo["id"],), pictures=pictures, notes={"shown as": "story"}, request=asked.sent())
    name = publish(asked, owner, draft)
    keep(asked.world, photo | {"post": name})
    return {"success": True, "post_id": name.partition("_")[2]}

"""Threads' containers: a text, a picture, a film or a carousel, before it is published.

Source: Threads API, "Publishing", "Threads posts", "Polls", "Text attachments", "Create replies" and its
Postman collection (January 2026); read 2026-11.
"""

from typing import Any
from urllib.parse import urlsplit

from smmgen.sandbox.graph_answer import refused, wrong
from smmgen.sandbox.graph_asked import Asked, find_post
from smmgen.sandbox.graph_container import Container, find, keep, looked, status
from smmgen.sandbox.graph_field import select
from smmgen.sandbox.graph_token import Account, check_publisher
from smmgen.sandbox.threads_file import film, picture, scaled
from smmgen.sandbox.threads_text import CHARACTERS, LINKS, TOPIC, length, links, topic

KINDS = ("TEXT", "IMAGE", "VIDEO", "CAROUSEL")
CHILDREN = range(2, 21)
ALT, ATTACHMENT = 1000, 10_000
OPTIONS, OPTION = ("option_a", "option_b", "option_c", "option_d"), 25
REPLIERS = ("everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only", "followers_only")
PUBLISHING = "threads_content_publish"
TEXT_ONLY = ("link_attachment", "poll_attachment", "text_attachment", "gif_attachment")
KNOWN = frozenset(
    {
        *TEXT_ONLY,
        "allowlisted_country_codes",
        "alt_text",
        "auto_publish_text",
        "children",
        "crossreshare_to_ig",
        "enable_reply_approvals",
        "image_url",
        "is_carousel_item",
        "is_ghost_post",
        "is_spoiler_media",
        "location_id",
        "media_type",
        "quote_post_id",
        "reply_control",
        "reply_to_id",
        "text",
        "text_entities",
        "topic_tag",
        "video_url",
    }
)


def not_found(name: str) -> Exception:
    """Return the exception for a container that is not there, or not ready yet: Threads tells one error."""
    told = f"The media with id {name} cannot be found."
    message = "The requested resource does not exist"
    return refused(24, message, subcode=4279009, title="Media Not Found", told=told)


def create(asked: Asked, given: str) -> Container:
    """Make a container."""
    check_publisher(asked.token, PUBLISHING)
    owner, kind = asked.account(given), asked.text("media_type")
    if kind not in KINDS:
        raise wrong(f"Param media_type must be one of {{{', '.join(KINDS)}}}")
    _check_text(asked, kind)
    pictures, trouble, children = _content(asked, owner, kind)
    reply_to, is_spoiler = _existing(asked, "reply_to_id"), asked.flag("is_spoiler_media")
    kept: Container = {
        "id": asked.new_id(17_900_000_000_000_000),
        "owner": owner.name,
        "kind": kind,
        "at": asked.world.now().timestamp(),
        "text": asked.text("text"),
        "pictures": [one | {"is_hidden": is_spoiler or one["is_hidden"]} for one in pictures],
        "children": children,
        "is_item": asked.flag("is_carousel_item"),
        "looks": int(any(one["seconds"] for one in pictures) or bool(trouble)),
        "fault": trouble,
        "media": "",
        "link": asked.text("link_attachment"),
        "poll": _poll(asked),
        "reply_to": reply_to,
        "quote": _existing(asked, "quote_post_id"),
        "attachment": _attachment(asked),
        "topic": _topic(asked),
        "notes": _notes(asked),
        "warnings": [*asked.strange(KNOWN), *_warnings(asked, kind), *scaled(pictures)],
        "request": asked.sent(),
    }
    keep(asked.world, "threads", kept)
    return kept


def _check_text(asked: Asked, kind: str) -> None:
    text, link = asked.text("text"), asked.text("link_attachment")
    given = [name for name in TEXT_ONLY if asked.values.get(name)]
    if kind == "TEXT" and not text.strip() and not given:
        raise wrong("The parameter text is required")
    if kind != "TEXT" and given:
        raise wrong(f"Param {given[0]} is only available for text posts")
    if "poll_attachment" in given and len(given) > 1:
        raise wrong("Param poll_attachment cannot be used together with another attachment")
    if length(text) > CHARACTERS:
        raise wrong(f"Param text must be at most {CHARACTERS} characters long.")
    if link and (urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).hostname):
        raise wrong("Param link_attachment must be a valid URL")
    if len(dict.fromkeys([*links(text), *([link] if link else [])])) > LINKS:
        told = f"A post may have at most {LINKS} links."
        raise wrong("THREADS_API__LINK_LIMIT_EXCEEDED", title="Too Many Links", told=told)


def _content(asked: Asked, owner: Account, kind: str) -> tuple[list[dict[str, Any]], str, list[str]]:
    """Return the pictures of a container, what is wrong with them, and the containers they came from."""
    alt, name = asked.text("alt_text"), {"IMAGE": "image_url", "VIDEO": "video_url"}.get(kind, "")
    if len(alt) > ALT:
        raise wrong(f"Param alt_text must be at most {ALT} characters long.")
    if name and not asked.text(name):
        raise wrong(f"The parameter {name} is required")
    match kind:
        case "IMAGE":
            return [picture(asked.world, asked.text(name), alt)], "", []
        case "VIDEO":
            kept, trouble = film(asked.world, asked.text(name), alt)
            return [kept] if kept else [], trouble, []
        case "CAROUSEL":
            parts = _children(asked, owner)
            return [one for part in parts for one in part["pictures"]], "", [part["id"] for part in parts]
    return [], "", []


def _children(asked: Asked, owner: Account) -> list[Container]:
    names = asked.items("children")
    if len(names) not in CHILDREN:
        raise wrong(f"Param children must have {CHILDREN[0]} to {CHILDREN[-1]} elements")
    found = []
    for name in names:
        child = find(asked.world, "threads", owner.name, name)
        if child is None or status(asked.world, "threads", child) != "FINISHED":
            raise not_found(name)
        if not child["is_item"]:
            raise wrong(f"The container {name} was not made with is_carousel_item")
        found.append(child)
    return found


def _poll(asked: Asked) -> list[str]:
    given = asked.value("poll_attachment")
    if not given:
        return []
    if not isinstance(given, dict) or not set(given) <= set(OPTIONS):
        raise wrong("Param poll_attachment must be a JSON object with option_a to option_d")
    options = [str(given[name]) for name in OPTIONS if given.get(name)]
    if len(options) < 2 or list(given) != list(OPTIONS[: len(given)]) or len(options) != len(given):
        raise wrong("Param poll_attachment must have 2 to 4 options, from option_a on")
    if any(length(option) > OPTION for option in options):
        raise wrong(f"Each option of poll_attachment must be between 1 and {OPTION} characters long")
    return options


def _attachment(asked: Asked) -> str:
    given = asked.value("text_attachment")
    if not given:
        return ""
    text = str(given.get("plaintext", "")) if isinstance(given, dict) else ""
    if not text.strip() or len(text) > ATTACHMENT:
        raise wrong(f"Param text_attachment must have a plaintext of 1 to {ATTACHMENT} characters")
    return text


def _topic(asked: Asked) -> str:
    given = asked.text("topic_tag")
    if given and (len(given) > TOPIC or "." in given or "&" in given):
        raise wrong(f"Param topic_tag must have 1 to {TOPIC} characters, no period and no ampersand")
    found = topic(asked.text("text"))
    return given or (found[1] if found else "")


def _existing(asked: Asked, name: str) -> str:
    """Return the id of a post that is answered or quoted; refuse one that is not there."""
    given = asked.text(name)
    if given and find_post(asked, given) is None:
        raise not_found(given)
    return given


def _notes(asked: Asked) -> dict[str, str]:
    replies = asked.text("reply_control")
    if replies and replies not in REPLIERS:
        raise wrong(f"Param reply_control must be one of {{{', '.join(REPLIERS)}}}")
    notes = {
        "who may reply": replies,
        "location": asked.text("location_id"),
        "topic": asked.text("topic_tag"),
        "lives": "24 hours" if asked.flag("is_ghost_post") else "",
        "gif": str((asked.value("gif_attachment") or {}).get("gif_id", "")),
    }
    return {name: value for name, value in notes.items() if value}


def _warnings(asked: Asked, kind: str) -> list[str]:
    found = []
    if asked.flag("is_carousel_item") and asked.text("text"):
        found.append("Threads shows no text on the parts of a carousel.")
    if asked.text("alt_text") and kind in ("TEXT", "CAROUSEL"):
        found.append("An alternative text belongs to a picture or film; here Threads drops it.")
    return found


def get(asked: Asked, kept: Container) -> dict[str, Any]:
    """Tell how far a container is."""
    told = looked(asked.world, "threads", kept)
    node = {"id": kept["id"], "status": told, "error_message": kept["fault"] if told == "ERROR" else None}
    return select(node, asked.fields(), "ThreadsContainer", ["status"])

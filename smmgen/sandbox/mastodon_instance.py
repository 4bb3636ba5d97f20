"""What a Mastodon server says of itself: its limits, its rules, its software.

Source: Mastodon API, "Instance" entity; NodeInfo 2.0; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.mastodon_text import CHARACTERS, URL_CHARACTERS

VERSION = "4.5.2"
IMAGE_BYTES = 16_777_216
PIXELS = 33_177_600
DESCRIPTION = 1500
PICTURES = 4
PINNED = 5
FILM_BYTES = 103_809_024
FILM_PIXELS = 8_294_400
TYPES = (
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/avif",
    "video/mp4",
    "video/quicktime",
)


def _configuration() -> dict[str, Any]:
    return {
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": PINNED},
        "statuses": {
            "max_characters": CHARACTERS,
            "max_media_attachments": PICTURES,
            "characters_reserved_per_url": URL_CHARACTERS,
        },
        "media_attachments": {
            "supported_mime_types": list(TYPES),
            "description_limit": DESCRIPTION,
            "image_size_limit": IMAGE_BYTES,
            "image_matrix_limit": PIXELS,
            "video_size_limit": FILM_BYTES,
            "video_frame_rate_limit": 120,
            "video_matrix_limit": FILM_PIXELS,
        },
        "polls": {
            "max_options": 4,
            "max_characters_per_option": 50,
            "min_expiration": 300,
            "max_expiration": 2_629_746,
        },
    }


def _host(world: World) -> str:
    return world.url.partition("://")[2]


def instance_v2(call: Call, world: World) -> Any:
    """Return the server's description, version 2."""
    return {
        "domain": _host(world),
        "title": "Sandbox",
        "version": VERSION,
        "source_url": "https://github.com/mastodon/mastodon",
        "description": "A server on this machine that nobody else can see.",
        "usage": {"users": {"active_month": 1}},
        "languages": ["en"],
        "configuration": {**_configuration(), "translation": {"enabled": False}},
        "registrations": {"enabled": False, "approval_required": False, "message": None},
        "api_versions": {"mastodon": 7},
        "contact": {"email": "", "account": None},
        "rules": rules(call, world),
    }


def instance_v1(call: Call, world: World) -> Any:
    """Return the server's description, version 1."""
    return {
        "uri": _host(world),
        "title": "Sandbox",
        "short_description": "A server on this machine that nobody else can see.",
        "description": "",
        "email": "",
        "version": VERSION,
        "urls": {},
        "stats": {"user_count": 1, "status_count": world.store.count("mastodon"), "domain_count": 1},
        "languages": ["en"],
        "registrations": False,
        "approval_required": False,
        "invites_enabled": False,
        "configuration": _configuration(),
        "contact_account": None,
        "rules": rules(call, world),
    }


def rules(call: Call, world: World) -> Any:
    """Return the rules of the server."""
    return [{"id": "1", "text": "Mark advertising as what it is.", "hint": ""}]


def node_links(call: Call, world: World) -> Any:
    """Say where the NodeInfo document is."""
    schema = "http://nodeinfo.diaspora.software/ns/schema/2.0"
    return {"links": [{"rel": schema, "href": f"{world.url}/mastodon/nodeinfo/2.0"}]}


def node_info(call: Call, world: World) -> Any:
    """Return the NodeInfo document: the software is Mastodon."""
    posts = world.store.count("mastodon")
    return {
        "version": "2.0",
        "software": {"name": "mastodon", "version": VERSION},
        "protocols": ["activitypub"],
        "services": {"outbound": [], "inbound": []},
        "usage": {"users": {"total": 1, "activeMonth": 1, "activeHalfyear": 1}, "localPosts": posts},
        "openRegistrations": False,
        "metadata": {"nodeName": "Sandbox"},
    }

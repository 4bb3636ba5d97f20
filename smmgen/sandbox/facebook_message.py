"""The text of Facebook's posts and comments, and the link that a post shows as a card.

Source: Pages API, "Posts"; Graph API, "Handling errors" (506, 1609005); read 2026-11. The length is what
every client reports; Meta's documents name none.
"""

from urllib.parse import urlsplit

from smmgen.sandbox.graph_answer import refused, wrong

CHARACTERS = 63_206
COMMENT = 8_000
ROOTS = {"link": "", "hashtag": "https://www.facebook.com/hashtag/{}"}
"""What becomes a link in a text."""
OWN = ("facebook.com", "fb.com", "fb.me")


def check_message(message: str, limit: int = CHARACTERS) -> None:
    """Refuse a text that is too long."""
    if len(message) > limit:
        raise wrong(f"Param message must be at most {limit} characters long.")


def check_link(link: str) -> None:
    """Refuse a link that Facebook could not read, and one to Facebook itself."""
    parts = urlsplit(link)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host or any(sign.isspace() for sign in link):
        told = "The link could not be read; check that the address is right."
        raise refused(1609005, "(#1609005) Error posting link", title="Error posting link", told=told)
    if any(host == own or host.endswith(f".{own}") for own in OWN):
        told = "Links to Facebook cannot be shared in this way."
        raise refused(100, "Invalid parameter", subcode=1609008, title="Link not allowed", told=told)

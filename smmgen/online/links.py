"""Look at the links of a brand's posts, and tell what is wrong with them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from msgspec import Struct

from smmgen.check.links import Link, links_of
from smmgen.model.diagnostic import Diagnostic, Edit, Severity
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source, Span
from smmgen.online.memory import Memory
from smmgen.online.visit import MOST, Look, Visitor, visit

_END = r"(?![\w/?#&=%~+-]|\.\w)"
"""Behind an address that does not go on."""


class Seen(Struct, frozen=True):
    """What was found, how many links were looked at, and how many were left for another run."""

    findings: tuple[Diagnostic, ...]
    count: int
    left: int


def look_at_links(
    project: Project, inside: Iterable[str], now: datetime, visitor: Visitor, memory: Memory
) -> Seen:
    """Look at the links of posts that are still to go out; with paths `inside`, at those of all posts there.

    A link that a post has twice is looked at once. `now` is aware.
    """
    posts = tuple(_wanted(project, tuple(inside), now))
    urls = tuple(dict.fromkeys(link.href for post in posts for link in _live(post)))
    known = {url: look for url in urls if (look := memory.recall(url))}
    asked = [url for url in urls if url not in known]
    seen = _without_network(visit(asked[:MOST], visitor))
    memory.keep(seen)
    looks = {**known, **seen}
    findings = tuple(found for post in posts for link in _live(post) for found in _told(post, link, looks))
    return Seen(findings, len(looks), max(0, len(asked) - MOST))


def _wanted(project: Project, inside: tuple[str, ...], now: datetime) -> Iterator[Post]:
    today = now.astimezone(project.brand.timezone).date()
    for post in project.posts:
        path = post.source.path
        if any(inside):
            if any(path == place or path.startswith(f"{place}/") for place in inside):
                yield post
        elif post.publish_at is None or post.publish_at.date >= today:
            yield post


def _live(post: Post) -> Iterator[Link]:
    return (link for link in links_of(post) if link.href[:4].lower() == "http" and _has_host(link.href))


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _without_network(looks: Mapping[str, Look]) -> Mapping[str, Look]:
    """Take nobody's word for it that a site is gone where not one site could be reached."""
    if any(look.outcome in ("good", "moved", "dead") for look in looks.values()):
        return looks
    return {
        url: Look(outcome="unsure", why=look.why) if look.outcome == "nowhere" else look
        for url, look in looks.items()
    }


def _told(post: Post, link: Link, looks: Mapping[str, Look]) -> Iterator[Diagnostic]:
    look = looks.get(link.href)
    if look is None:
        return
    if look.outcome in ("dead", "nowhere"):
        yield _finding(
            "LNK020", "error", post, link, f"The link {link.href} {look.why}.", "Mend it, or leave it out."
        )
    if look.outcome == "unsure":
        hint = "Open it yourself, and try again later."
        yield _finding("LNK021", "warning", post, link, f"The link {link.href} {look.why}.", hint)
    if look.outcome == "moved":
        yield _moved(post, link, look.target)
    if look.lacks_place:
        place = urlsplit(link.href).fragment
        message = f"The page of {link.href} has no place “{place}”."
        yield _finding("LNK023", "warning", post, link, message, "Mend what stands behind #, or delete it.")


def _moved(post: Post, link: Link, target: str) -> Diagnostic:
    place = urlsplit(link.href).fragment
    target = f"{target}#{place}" if place else target
    message = f"The link {link.href} has moved for good, to {target}."
    if _is_front(target) and not _is_front(link.href):
        hint = "That is a front page: see whether the page itself is still somewhere."
        return _finding("LNK022", "info", post, link, message, hint)
    fix = _edit(post.source, link, target) if _is_same_page(link.href, target) else ()
    return _finding("LNK022", "info", post, link, message, "Link to where it is now.", fix)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _is_same_page(one: str, other: str) -> bool:
    """Tell whether two links differ only in https, www. and a slash: what may be mended without a look."""
    return _spelt(one) == _spelt(other)


def _spelt(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _edit(source: Source, link: Link, target: str) -> tuple[Edit, ...]:
    """Return the edit that writes the new address, where the old one stands in the file as it is, once."""
    number = link.span.line
    found = [one.span() for one in re.finditer(re.escape(link.href) + _END, source.line(number))]
    if number != link.span.end_line or len(found) != 1:
        return ()
    start, end = found[0]
    return (Edit(Span(source.path, number, start + 1, number, end + 1), target),)


def _finding(
    code: str, severity: Severity, post: Post, link: Link, message: str, hint: str, fix: tuple[Edit, ...] = ()
) -> Diagnostic:
    return Diagnostic(
        code=code, severity=severity, span=link.span, message=message, hint=hint, post=post.id, fix=fix
    )

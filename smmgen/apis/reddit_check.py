"""What only Reddit minds of a post, and what a community's own rules are."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import Session
from smmgen.apis import reddit
from smmgen.apis.answers import Stopped, text
from smmgen.apis.finding import finding
from smmgen.apis.reddit_post import CAPTION, days
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message, Variant
from smmgen.pattern import pattern

_NAME = pattern(r"(?:/?r/)?(?:[A-Za-z0-9][A-Za-z0-9_]{1,20}|u_[A-Za-z0-9_-]{3,20})")
"""A community's name, or a profile's. Source: the published source of reddit, names of communities."""


def findings(variant: Variant) -> Iterator[Diagnostic]:
    """Find what Reddit would refuse, lose, or show otherwise."""
    for message in variant.messages:
        if message.is_comment:
            continue
        if not message.title.strip() and variant.status not in ("idea", "draft"):
            what = "Reddit takes no post without a title."
            hint = "Add title:, at most 300 characters."
            yield finding("RDT001", variant, message, what, hint, about="title")
        name = text(message.options.get("subreddit"))
        if not _NAME.fullmatch(name.strip()):
            what = f"“{name}” is no name of a community on Reddit."
            hint = "Write it as in r/coffee: subreddit: coffee."
            yield finding("RDT002", variant, message, what, hint, about="subreddit")
        yield from _poll(variant, message)
        yield from _captions(variant, message)


def _poll(variant: Variant, message: Message) -> Iterator[Diagnostic]:
    if message.poll is None:
        return
    if message.link_card:
        what = "A poll on Reddit has no link: this one's would be lost."
        yield finding("RDT003", variant, message, what, "Write the link into the text.", about="link")
    open_for = days(message.poll)
    if 0 < message.poll.hours < open_for * 24:
        lasts = f"{open_for} day{'' if open_for == 1 else 's'}"
        what = f"A poll of {message.poll.hours} hours would be open for {lasts} on Reddit."
        hint = "Write hours: 24, 48 … 168."
        yield finding("RDT004", variant, message, what, hint, "warning", about="poll.hours")


def _captions(variant: Variant, message: Message) -> Iterator[Diagnostic]:
    if not message.options.get("captions") or len(message.pictures) < 2:
        return
    for picture in message.pictures:
        if len(picture.alt) > CAPTION:
            what = (
                f"The picture's text has {len(picture.alt)} characters; a caption on Reddit takes {CAPTION}."
            )
            told = finding("RDT005", variant, message, what, "Shorten it, or leave captions: out.")
            yield replace(told, span=picture.span)


def notes(session: Session, name: str) -> tuple[str, ...]:
    """Return what the owner of an account should know of its community and its name."""
    community = reddit.subreddit(session.account.text("subreddit"))
    said = []
    if name.casefold() != reddit.user(session).casefold():
        said.append(f"The token is u/{name}'s, and `user` says {reddit.user(session)}: write {name} there.")
    try:
        asked = reddit.requirements(session, community)
    except Stopped as stop:
        return (*said, f"What r/{community} asks of posts cannot be read. {stop.outcome.why}")
    return (*said, *(f"r/{community} {one}" for one in _rules(session, community, asked)))


_LISTS = {
    "title_required_strings": "wants one of these in the title",
    "title_blacklisted_strings": "takes no title with",
    "body_required_strings": "wants one of these in the text",
    "body_blacklisted_strings": "takes no text with",
    "domain_blacklist": "takes no links to",
    "domain_whitelist": "takes links only to",
    "title_regexes": "wants titles that match",
    "body_regexes": "wants texts that match",
}
_BODIES = {"required": "wants a text in every post.", "notAllowed": "takes no text, only titles."}


def _rules(session: Session, community: str, asked: Mapping[str, Any]) -> Iterator[str]:
    """Word the community's requirements. Source: Reddit API, post_requirements; PRAW, post_requirements."""
    if asked.get("is_flair_required") is True and not session.account.text("flair"):
        yield f"wants a flair: set `flair`{_known(session, community)}."
    for what, key in (("titles", "title_text"), ("texts", "body_text")):
        least, most = asked.get(f"{key}_min_length"), asked.get(f"{key}_max_length")
        if isinstance(least, int) and least:
            yield f"wants {what} of at least {least} characters."
        if isinstance(most, int) and most:
            yield f"takes {what} of at most {most} characters."
    if policy := _BODIES.get(text(asked.get("body_restriction_policy"))):
        yield policy
    for key, words in _LISTS.items():
        listed = asked.get(key)
        if isinstance(listed, list) and listed:
            yield f"{words}: {', '.join(str(one) for one in listed[:10])}{' …' if len(listed) > 10 else ''}."
    if isinstance(age := asked.get("link_repost_age"), int) and age:
        yield f"takes a link again after {age} days."
    if guidelines := text(asked.get("guidelines_text")).strip():
        yield f"says: “{' '.join(guidelines.split())}”"


def _known(session: Session, community: str) -> str:
    try:
        known = reddit.flairs(session, community)
    except Stopped:
        return ""
    return f" to one of {', '.join(f'“{words}”' for _, words in known)}" if known else ""

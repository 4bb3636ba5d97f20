"""DEV (dev.to) and other sites on Forem: articles.

Source: Forem API description v1; Forem's source, article model and Markdown processor; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import (
    Adapter,
    Broken,
    Draft,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    Prepared,
    Refused,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import devto
from smmgen.apis.answers import Stopped, text, told
from smmgen.apis.article import cover_of, places
from smmgen.apis.devto_numbers import METRICS
from smmgen.apis.finding import finding
from smmgen.markup.markdown import markdown
from smmgen.markup.unmarked import unmarked
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.pattern import pattern
from smmgen.text import hashtags

LONGEST = 100_000
"""DEV takes 800 KiB; this one stops what is no article."""
TAG = 30
"""Characters of a tag. Source: what the site's editor takes; UNVERIFIED, 2026-11."""

OPTIONS: Mapping[str, Option] = {
    "key": Option(kind="secret", required=True, help="the API key, from Settings, Extensions"),
    "organization": Option(
        kind="number", help="the number of the organisation that publishes", per_post=True
    ),
    "series": Option(kind="text", help="the name of a series that the article joins", per_post=True),
    "description": Option(kind="text", help="what lists and link cards say of it", per_post=True),
    "canonical": Option(kind="text", help="the address where the article stood first", per_post=True),
}


def limits(account: Account) -> Limits:
    """Return what DEV takes. Source: Forem's article model: 128 characters of a title, 4 tags."""
    return Limits(
        text=LONGEST,
        text_with_media=LONGEST,
        unit="characters",
        images=50,
        image_bytes=5_000_000,
        alt=1000,
        sizes=post_sizes("devto"),
        hashtags=0,
        title=128,
        needs_title=True,
        tags=4,
    )


_LIQUID = pattern(r"\\.|(`+)(?!`).+?(?<!`)\1(?!`)|\{(?=[{%])", re.DOTALL)
_FENCE = pattern(r"^(?:[> ]|[-*] |\d+[.)] )*(`{3,})", re.MULTILINE)


def write(blocks: Blocks, account: Account) -> Written:
    """Write Markdown, with pictures where they stand; what Forem would run as a Liquid tag is plain words."""
    written = markdown(blocks)
    return replace(written, text=_tame(written.text))


def _tame(text: str) -> str:
    """Write a brace that would start a Liquid tag as an entity; in code Forem does that itself.

    Source: Forem's Markdown processor, escape_liquid_tags_in_codeblock.
    """
    made, fence, run = [], "", ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if fence or found:
            made += [_untagged(run), line]
            run = ""
            if fence:
                fence = "" if found and len(found[1]) >= len(fence) else fence
            elif found:
                fence = found[1]
        else:
            run += line
    return "".join([*made, _untagged(run)])


def _untagged(text: str) -> str:
    return _LIQUID.sub(lambda found: "&#123;" if found[0] == "{" else found[0], text)


def count(written: Written, account: Account) -> int:
    """Count the characters that readers see."""
    return len(written.visible)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find an article without a title, and tags that DEV would not take."""
    message = variant.messages[0]

    if not message.title:
        words = "An article on DEV has no title."
        yield finding("DEV001", variant, message, words, "Add `title:` to the post.", about="title")
    wrong = [tag for tag in message.tags if not 0 < len(_tag(tag)) <= TAG]
    if wrong:
        words = f"The tag “{wrong[0]}” is none on DEV."
        hint = f"Use Latin letters and digits, {TAG} at most."
        yield finding("DEV002", variant, message, words, hint, about="tags")


def _tag(name: str) -> str:
    """Return a tag as DEV has it: small letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what goes beside the text."""
    options: dict[str, OptionValue] = {
        name: account.text(name) for name in ("series", "description", "canonical")
    }
    options["organization"] = account.number("organization", 0)
    return {name: value for name, value in options.items() if value}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the delivery's name: DEV keeps no keys."""
    return str(delivery)


@told
def prepare(session: Session, sending: Sending) -> Prepared | NotSent | Refused:
    """Make the draft. One that a lost answer left behind is taken up again."""
    article = _article(sending)
    for there in devto.own(session, "unpublished"):
        is_ours = all(text(there.get(name)) == article[name] for name in ("title", "body_markdown"))
        if is_ours and devto.number(there):
            return Prepared(devto.number(there))
    return Prepared(devto.make(session, article))


_PLACE = pattern(r"\]\(file:(\d+)\)")


def _article(sending: Sending) -> dict[str, Any]:
    content = sending.content
    message, options = content.message, content.message.options
    cover, inside = cover_of(content), places(content.message.written.text)
    addresses = [sending.public_url(file) for file in content.files]
    body = _PLACE.sub(lambda found: f"]({addresses[int(found[1])]})", message.written.text)
    rest = [number for number in range(len(addresses)) if number not in inside and number != cover]
    shown = [_picture(content.files[number], addresses[number]) for number in rest]
    article: dict[str, Any] = {
        "title": message.title,
        "body_markdown": "\n\n".join(part for part in (body, *shown) if part),
        "tags": [_tag(name) for name in message.tags],
        "main_image": None if cover is None else addresses[cover],
        "series": options.get("series"),
        "description": options.get("description"),
        "canonical_url": options.get("canonical"),
        "organization_id": options.get("organization"),
    }
    return {name: value for name, value in article.items() if value is not None}


def _picture(file: File, address: str) -> str:
    alt = re.sub(r"[\\\[\]`*_<>&~{}]", r"\\\g<0>", " ".join(file.alt.split()))
    return f"![{alt}]({address})"


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Show the draft with one call."""
    return devto.change(session, sending.handle, {"published": True})


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Look for the draft among the user's own articles; one that is deleted may have been public before."""
    try:
        found = devto.own(session, "all")
    except Stopped:
        return "unknown"
    there = next((one for one in found if devto.number(one) == handle), None)
    if there is None:
        return "unknown"
    if there.get("published") is True and text(there.get("url")):
        return Sent(handle, text(there.get("url")))
    return "unpublished" if there.get("published") is False else "unknown"


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Put the article in the place of what is public; its address stays."""
    return devto.change(session, remote_id, _article(sending))


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Make a draft of an article again, for DEV deletes nothing by its API."""
    outcome = devto.change(session, remote_id, {"published": False})
    if isinstance(outcome, Sent) or (isinstance(outcome, Refused) and outcome.status == 404):
        return Sent(remote_id, "")
    return outcome


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose key it is; DEV's keys have all rights of their user."""
    name = text(devto.me(session).get("username"))
    return Identity(name=f"@{name}", url=f"{session.base_url}/{name}")


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the user's latest articles; raises `NotReached` or `Broken`."""
    try:
        articles = devto.own(session, "published", most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for one in articles if (found := _found(one)))


def _found(article: Mapping[str, Any]) -> Found | None:
    body = text(article.get("body_markdown"))
    try:
        at = datetime.fromisoformat(text(article.get("published_at")))
    except ValueError:
        return None
    cover = text(article.get("cover_image")) or text(article.get("main_image"))
    return Found(
        remote_id=devto.number(article),
        url=text(article.get("url")),
        text=unmarked(re.sub(r"!\[(?:\\.|[^\]\\])*\]\([^)\s]*\)", "", body)),
        at=at,
        images=len(re.findall(r"!\[", body)) + bool(cover),
    )


ADAPTER = Adapter(
    name="devto",
    title=devto.TITLE,
    host=devto.HOST,
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "article"}),
    delivery_class="handle",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=recent,
    prepare=prepare,
    inspect=inspect,
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    fetches_media=True,
    secret_facts=(
        "An API key lives until it is revoked under Settings, Extensions. It has all rights of its user."
    ),
)

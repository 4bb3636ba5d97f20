"""Entries of a journal: what LiveJournal checks of them, keeps, and shows.

Limits: the text is under 65,535 bytes of UTF-8; a subject is cut to 255 bytes and 100 characters without
a word. Source: LiveJournal's server, ljprotocol.pl and its constants; read 2026-11.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.html_page import Reader, Shown
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.livejournal_fault import failed
from smmgen.sandbox.post import Picture, Post
from smmgen.sandbox.rich import Rich
from smmgen.sandbox.store import Kept

EVENT_BYTES = 65_535
SUBJECT_BYTES, SUBJECT_CHARACTERS = 255, 100
PROP_BYTES, PROP_CHARACTERS = 255, 100
TAG_BYTES, TAG_CHARACTERS = 80, 40
PROPS = {
    *("taglist", "opt_preformatted", "opt_nocomments", "opt_noemail", "opt_screening", "opt_backdated"),
    *("current_mood", "current_moodid", "current_music", "current_location", "current_coords"),
    *("picture_keyword", "adult_content", "used_rte", "useragent", "og_image", "revnum", "revtime"),
}
_WHEN = ("year", "mon", "day", "hour", "min")


class _Journal(Reader):
    """LiveJournal's own tags: a person, a cut, what is embedded."""

    def special(self, tag: str, given: Mapping[str, str]) -> bool:
        if tag == "lj":
            self.say(given.get("user") or given.get("comm") or "")
            return True
        return tag in ("lj-cut", "lj-embed", "lj-repost", "lj-like", "lj-poll", "cut")


def text_bytes(value: Any) -> str:
    """Return a text with single newlines; refuse one that is no UTF-8."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise failed(208) from problem
    return text


def cut(text: str, most_bytes: int, most_characters: int) -> str:
    """Return what is kept of a short text."""
    kept = text[:most_characters].encode()[:most_bytes]
    return kept.decode(errors="ignore")


def checked(given: Mapping[str, Any], *, is_new: bool) -> dict[str, Any]:
    """Return an entry's content; refuse what the server refuses."""
    event = text_bytes(given.get("event", ""))
    subject = text_bytes(given.get("subject", ""))
    if is_new and not event.strip():
        raise failed(200)
    if len(event.encode()) >= EVENT_BYTES:
        raise failed(409)
    if not str(given.get("ver", given.get("version", 0))).isdecimal():
        raise failed(203)
    if int(given.get("ver", given.get("version", 0))) < 1 and not (event + subject).isascii():
        raise failed(207, "Cannot display/edit a Unicode post with a non-Unicode client")
    if given.get("security", "public") not in ("public", "private", "usemask", ""):
        raise failed(203, "Invalid security")
    kept_subject = cut(subject.replace("\n", " "), SUBJECT_BYTES, SUBJECT_CHARACTERS)
    return {
        "event": event,
        "subject": kept_subject,
        "props": _props(given),
        "is_cut": kept_subject != subject,
    }


def _props(given: Mapping[str, Any]) -> dict[str, Any]:
    props = given.get("props", {})
    if not isinstance(props, dict):
        raise failed(203)
    for name, value in props.items():
        if name not in PROPS:
            raise failed(205, name)
        if not isinstance(value, str | int | bool):
            raise failed(204, f'Property "{name}" should be a scalar')
    kept = {name: cut(text_bytes(value), PROP_BYTES, PROP_CHARACTERS) for name, value in props.items()}
    if "taglist" in props:
        kept["taglist"] = _tags(text_bytes(props["taglist"]))
    return {name: value for name, value in kept.items() if value not in ("", "0")}


def _tags(given: str) -> str:
    tags = [" ".join(tag.lower().split()) for tag in given.split(",") if tag.strip()]
    if any(tag.startswith("_") or re.search(r"[\x00-\x1f]", tag) for tag in tags):
        raise failed(211)
    return ", ".join(dict.fromkeys(cut(tag, TAG_BYTES, TAG_CHARACTERS) for tag in tags))


def moment(given: Mapping[str, Any], now: datetime) -> datetime:
    """Return an entry's own time, as the journal's calendar shows it."""
    zone = given.get("tz")
    if zone is not None and zone != "guess" and not re.fullmatch(r"[+-]\d{4}", str(zone)):
        raise failed(203, "Invalid tz")
    if zone is not None and not any(name in given for name in _WHEN):
        return now + offset(str(zone))
    if missing := [name for name in _WHEN if name not in given]:
        raise failed(200, ", ".join(missing))
    try:
        year, month, day, hour, minute = (int(given[name]) for name in _WHEN)
        found = datetime(year, month, day, hour, minute, tzinfo=UTC)
    except (ValueError, TypeError) as problem:
        raise failed(203, "Invalid date") from problem
    if not 1970 <= year <= 2037:
        raise failed(203, "Invalid value for year (must be in the range 1970-2037)")
    return found


def offset(zone: str) -> timedelta:
    """Return how far a zone such as +0300 is from UTC."""
    if not re.fullmatch(r"[+-]\d{4}", zone):
        return timedelta()
    hours = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
    return -hours if zone[0] == "-" else hours


def signature(given: Mapping[str, Any]) -> str:
    """Return what the server knows the poster's last entry by."""
    names = ("subject", "event", "usejournal", "security", "allowmask")
    whole = "".join(str(given.get(name, "")) for name in names)
    return hashlib.md5(whole.encode(errors="surrogateescape"), usedforsecurity=False).hexdigest()


def address(journal: str, ditemid: int) -> str:
    """Return an entry's address."""
    return f"https://{journal.replace('_', '-')}.livejournal.com/{ditemid}.html"


def seen(content: Mapping[str, Any]) -> Shown:
    """Return what a reader sees of an entry: newlines are breaks unless it is preformatted."""
    reader = _Journal(lines="opt_preformatted" not in content["props"])
    reader.feed(content["event"])
    return reader.shown()


def _pictures(world: World, shown: Shown) -> tuple[tuple[Picture, ...], dict[str, str]]:
    found, elsewhere = [], []
    for one in shown.pictures:
        file = fetch(world, one.src)
        image = look(file.content, decode=False) if file else None
        if file and image:
            found.append(picture(file.content, world.store.put_media(file.content), image, one.alt))
        else:
            elsewhere.append(f"{one.src} ({one.alt})" if one.alt else one.src)
    return tuple(found), {"pictures elsewhere": ", ".join(elsewhere)} if elsewhere else {}


def show(world: World, state: Mapping[str, Any], old: Kept | None, sent: Mapping[str, Any]) -> Post:
    """Return an entry as the page draws it."""
    content = state["content"]
    shown = seen(content)
    pictures, notes = _pictures(world, shown)
    tags = [tag for tag in content["props"].get("taglist", "").split(", ") if tag]
    warnings = ["LiveJournal cuts the subject without a word."] if content["is_cut"] else []
    warnings += [
        f"LiveJournal shows no picture that is not on https: {one.src}"
        for one in shown.pictures
        if one.src.startswith("http://") and not one.src.startswith(world.url)
    ]
    return Post(
        network="livejournal",
        account=state["journal"],
        id=str(state["ditemid"]),
        at=old.post.at if old else world.now(),
        text=shown.text.text,
        marks=shown.text.marks,
        title=content["subject"],
        url=state["url"],
        media=pictures,
        notes={**({"tags": ", ".join(tags)} if tags else {}), "security": state["security"], **notes},
        warnings=tuple(warnings),
        edited_at=world.now() if old else None,
        request={name: value for name, value in sent.items() if not name.startswith("auth")},
    )


def comment(body: str) -> Rich:
    """Return what a reader sees of a comment."""
    reader = _Journal(lines=True)
    reader.feed(body)
    return reader.shown().text

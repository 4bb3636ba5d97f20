"""Telegram's albums, and media that replace others. Source: Bot API 10.1, sendMediaGroup; read 2026-11."""

from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.telegram_answer import bad_request, json_argument
from smmgen.sandbox.telegram_chat import chat_argument
from smmgen.sandbox.telegram_film import take_film
from smmgen.sandbox.telegram_message import Draft, caption_text, keep, options
from smmgen.sandbox.telegram_photo import take_photo


def send_media_group(call: Call, world: World) -> Any:
    """Post 2 to 10 photos and films as one album."""
    key, chat = chat_argument(call, world)
    items = json_argument(call, "media", "media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    extra = options(call, world, key)
    if "reply_markup" in extra:
        raise bad_request("reply markup is not allowed in an album")
    drafts = [input_media(call, world, item, ("photo", "video"), extra) for item in items]
    if not drafts:
        raise bad_request("there are no messages to send")
    if len(drafts) > 10:
        raise bad_request("too many messages to send as an album")
    if len(drafts) < 2:
        raise bad_request("an album must include 2-10 items")
    if sum(1 for draft in drafts if draft.text.text) > 1:
        note = "More than one caption: Telegram shows none under the album."
        text = drafts[0].text
        drafts[0] = replace(drafts[0], text=replace(text, warnings=(*text.warnings, note)))
    group = str(world.store.next_number("telegram", "album", 13_500_000_000_000_000))
    return [keep(call, world, key, chat, replace(draft, group=group)) for draft in drafts]


def input_media(call: Call, world: World, item: Any, kinds: tuple[str, ...], extra: dict[str, Any]) -> Draft:
    """Return a message of one InputMedia of one of the kinds."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if kind not in kinds:
        raise bad_request(f"can't parse InputMedia: this sandbox takes {' and '.join(kinds)} here")
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    text = caption_text(
        str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities")
    )
    more = {
        name: True
        for name, given in (("has_media_spoiler", "has_spoiler"), ("show_caption_above_media",) * 2)
        if item.get(given)
    }
    if kind == "photo":
        shown, sizes = take_photo(call, world, "", str(item["media"]))
        media: dict[str, Any] = {"photo": sizes}
    else:
        shown, film = take_film(call, world, kind, str(item["media"]))
        media = {kind: film}
    shown = replace(shown, is_hidden=bool(item.get("has_spoiler")))
    return Draft(text=text, picture=shown, media=media, extra=extra | more)

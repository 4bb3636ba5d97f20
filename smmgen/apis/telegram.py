"""The messages that Telegram's Bot API takes, as calls.

Source: Telegram Bot API 10.1 (June 2026) and the sources of its server; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Request, Sending
from smmgen.apis.buttons import buttons_of
from smmgen.model.bundle import File
from smmgen.model.variant import Message


def call_for(common: Mapping[str, Any], sending: Sending) -> Request:
    """Return the one call that publishes a message: poll, video, album, photo or text."""
    content = sending.content
    message = content.message
    common = {**common, **_keyboard(message)}
    if message.poll:
        return _poll(common, message)
    if content.video:
        return _video(common, sending, content.video)
    if len(content.files) > 1:
        return _album(common, sending)
    if content.files:
        return _photo(common, sending)
    return _text(common, message)


def changes_for(common: Mapping[str, Any], message: Message, number: int, *, has_media: bool) -> Request:
    """Return the call that changes a message's words."""
    body = {"chat_id": common["chat_id"], "message_id": number, **_keyboard(message)}
    if has_media:
        words = {"caption": message.written.text, "parse_mode": "HTML"}
        return Request(method="POST", url="/editMessageCaption", json={**body, **words}, is_visible=True)
    words = {"text": message.written.text, "parse_mode": "HTML"}
    body = {**body, **words, "link_preview_options": _preview(message)}
    return Request(method="POST", url="/editMessageText", json=body, is_visible=True)


def _keyboard(message: Message) -> Mapping[str, Any]:
    """Return the buttons below a message, one in a row; none where it has none."""
    rows = [[{"text": words, "url": url}] for words, url in buttons_of(message.options.get("buttons"))]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _text(common: Mapping[str, Any], message: Message) -> Request:
    body = {
        **common,
        "text": message.written.text,
        "parse_mode": "HTML",
        "link_preview_options": _preview(message),
    }
    return Request(method="POST", url="/sendMessage", json=body, is_visible=True)


_SHAPES: Mapping[object, Mapping[str, bool]] = {
    "small": {"prefer_small_media": True},
    "above": {"prefer_large_media": True, "show_above_text": True},
}


def _preview(message: Message) -> Mapping[str, Any]:
    if message.options.get("preview") is False:
        return {"is_disabled": True}
    shape = _SHAPES.get(message.options.get("preview_shape"), {"prefer_large_media": True})
    return {"url": message.link, **shape} if message.link else shape


def _poll(common: Mapping[str, Any], message: Message) -> Request:
    """Ask a poll; the message's text stands in its description."""
    poll = message.poll
    if poll is None:
        raise ValueError("a message without a poll")
    body = {
        **common,
        "question": poll.question,
        "options": [{"text": option} for option in poll.options],
        "is_anonymous": True,
        "open_period": poll.hours * 3600,
    }
    if message.written.text:
        body |= {"description": message.written.text, "description_parse_mode": "HTML"}
    return Request(method="POST", url="/sendPoll", json=body, is_visible=True)


def _photo(common: Mapping[str, Any], sending: Sending) -> Request:
    (file,) = sending.content.files
    form = _form({**common, **_caption(sending.content.message)})
    return Request(
        method="POST",
        url="/sendPhoto",
        form=form,
        files=(("photo", _part(file, sending)),),
        is_visible=True,
    )


def _video(common: Mapping[str, Any], sending: Sending, video: File) -> Request:
    size = {"width": video.width, "height": video.height, "duration": round(video.seconds)}
    form: dict[str, Any] = {**common, **_caption(sending.content.message), **size, "supports_streaming": True}
    files = [("video", _part(video, sending))]
    if cover := sending.content.thumbnail:
        form["cover"] = "attach://cover"
        files.append(("cover", _part(cover, sending)))
    return Request(method="POST", url="/sendVideo", form=_form(form), files=tuple(files), is_visible=True)


def _album(common: Mapping[str, Any], sending: Sending) -> Request:
    files = sending.content.files
    media: list[dict[str, Any]] = [
        {"type": "photo", "media": f"attach://f{number}"} for number in range(len(files))
    ]
    media[0] |= _caption(sending.content.message)
    parts = tuple((f"f{number}", _part(file, sending)) for number, file in enumerate(files))
    plain = {name: value for name, value in common.items() if name != "reply_markup"}  # albums take none
    form = _form({**plain, "media": media})
    return Request(method="POST", url="/sendMediaGroup", form=form, files=parts, is_visible=True)


def _part(file: File, sending: Sending) -> tuple[str, bytes, str]:
    return file.path.rpartition("/")[2], sending.read(file), file.media_type


def _caption(message: Message) -> dict[str, str]:
    caption = message.written.text
    return {"caption": caption, "parse_mode": "HTML"} if caption else {}


def _form(values: Mapping[str, Any]) -> Mapping[str, str]:
    """Write values as form fields: text as it is, anything else as JSON."""
    import json  # checking needs none: 2 ms

    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
    }

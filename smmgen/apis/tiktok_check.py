"""What only TikTok minds in a post.

Source: TikTok for Developers, Content Posting API and content sharing guidelines (August 2026); read 2026-11.
"""

from collections.abc import Iterator

from smmgen.apis.finding import finding
from smmgen.apis.tiktok_post import is_direct
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic, Severity
from smmgen.model.variant import Message, Variant
from smmgen.text.count import utf16

CAPTION = 2200
"""UTF-16 units of a video's text; that of pictures may be longer."""
TITLE = 90
"""UTF-16 units of the title of pictures."""

Fault = tuple[str, Severity, str, str, str]
"""A code, how grave it is, the key that it is about, what is wrong, and what to do."""


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find what TikTok refuses or loses: long words, no audience, what an app without an audit may not do."""
    for message in variant.messages:
        faults = (*_words(message), *_audience(message, account), *_brand(message))
        for code, severity, key, what, hint in faults:
            yield finding(code, variant, message, what, hint, severity, about=key)


def _words(message: Message) -> Iterator[Fault]:
    length, title = utf16(message.written.text), utf16(message.title)
    if message.video and length > CAPTION:
        what = f"The text of this video has {length} UTF-16 units; TikTok takes {CAPTION}."
        yield "TIK001", "error", "", what, f"Cut {length - CAPTION}: most emoji are two units."
    if not message.video and len(message.title) <= TITLE < title:
        what = f"The title has {title} UTF-16 units; TikTok takes {TITLE}."
        yield "TIK002", "error", "title", what, f"Cut {title - TITLE}: most emoji are two units."
    if message.video and message.written.text and not is_direct(message):
        what = "TikTok's inbox takes a video without its text: who finishes it has to paste the text."
        yield "TIK003", "warning", "video", what, "Send the text along, or set `mode: direct`."


def _audience(message: Message, account: Account) -> Iterator[Fault]:
    if not is_direct(message):
        return
    privacy = message.options.get("privacy")
    if not privacy:
        hint = "Set `privacy` to public, friends, followers or private."
        yield "TIK004", "error", "mode", "This post does not say who on TikTok may see it.", hint
    elif privacy != "private" and not account.flag("audited"):
        what = f"This post is for “{privacy}”, but an app that TikTok has not audited posts privately only."
        hint = "Use `mode: inbox` or `privacy: private`, or set `audited: true` once the audit is passed."
        yield "TIK005", "error", "privacy", what, hint
    if privacy == "private" and message.options.get("paid"):
        what = "A paid partnership cannot be private on TikTok."
        yield "TIK006", "error", "privacy", what, "Set another `privacy`, or leave out `paid`."


def _brand(message: Message) -> Iterator[Fault]:
    if drawn := sum(bool(one.card) for one in message.pictures):
        number = "A picture is a card" if drawn == 1 else f"{drawn} of the pictures are cards"
        what = f"{number}; TikTok forbids apps to put names and logos on pictures."
        yield (
            "TIK007",
            "warning",
            "images" if len(message.pictures) > 1 else "image",
            what,
            "Show the photo itself: leave out `card` and `headline`.",
        )

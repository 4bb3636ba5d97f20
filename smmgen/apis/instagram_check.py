"""What only Instagram minds in a post.

Source: developers.facebook.com, Instagram Platform, reference of IG User media (June 2026); read 2026-11.
"""

from collections.abc import Iterator

from smmgen.apis.finding import finding
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message, Variant
from smmgen.text import hashtags, mentions

MOST_TAGS = 30
MOST_MENTIONS = 20
MOST_PEOPLE = 3


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find captions with more hashtags, mentions or people than Instagram takes, and mixed carousels."""
    for message in variant.messages:
        for code, key, number, most, things in _counted(message):
            if number > most:
                what = f"This post has {number} {things}; Instagram takes {most}."
                hint = "Leave out the least important ones."
                yield finding(code, variant, message, what, hint, about=key)
        if shapes := _shapes(message):
            what = (
                f"The pictures of this carousel have the shapes {shapes}; all are cropped to the first one's."
            )
            hint = "Give them one size, such as `size: portrait`."
            yield finding("IGM004", variant, message, what, hint, "warning", about="images")


def _counted(message: Message) -> Iterator[tuple[str, str, int, int, str]]:
    words, people = message.written.text, message.options.get("collaborators")
    yield "IGM001", "", len(hashtags.find(words)), MOST_TAGS, "hashtags"
    yield "IGM002", "", len(mentions.find(words)), MOST_MENTIONS, "mentions"
    number = len(people) if isinstance(people, tuple) else 0
    yield "IGM003", "collaborators", number, MOST_PEOPLE, "collaborators"


def _shapes(message: Message) -> str:
    """Return the sizes of a carousel's cards and cropped photos, where they differ in shape."""
    sized = [one for one in message.pictures if one.card or one.image.size]
    ratios = {round(one.width / one.height, 2): f"{one.width} × {one.height}" for one in sized}
    return ", ".join(ratios.values()) if len(ratios) > 1 else ""

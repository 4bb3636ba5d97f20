"""The words that mark an advertisement, where a person has written them too, or them alone."""

import re
from collections.abc import Iterator

from smmgen.check.advertising import has_ad
from smmgen.check.context import Context
from smmgen.check.place import is_in_code, span_in
from smmgen.check.registry import rule
from smmgen.compose.override import for_account
from smmgen.model.ads import WORDS
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.variant import Variant
from smmgen.pattern import pattern
from smmgen.text.links import find_urls

_ERID = pattern(r"\berid\b\s*[:=]?\s*[A-Za-z0-9]{6,}", re.IGNORECASE)
_LABEL = pattern(rf"^\s*(?:{'|'.join(sorted(set(WORDS.values())))})\s*[.:]", re.IGNORECASE | re.MULTILINE)
_BY_HAND = pattern(r"\berid\s*[:=]\s*[A-Za-z0-9]{6,}|(?<![\w&#/])#(?:ad|sponsored)\b", re.IGNORECASE)


@rule("ADS004", severity="warning", on=Variant, shows="ad")
def told_twice(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Leave the label of an advertisement to smmgen.

    Why: `ad` puts it into the text of every account, in its language and with its token; what is written by
    hand as well shows it twice, and one of them will be forgotten when the token changes.

    Wrong:
        ---
        title: Beans
        accounts: [tg]
        ad: {advertiser: Northwind LLC, erid: 2VtzqvABC}
        ---
        All beans must go.

        Advertisement, erid: 2VtzqvABC

    Right:
        ---
        title: Beans
        accounts: [tg]
        ad: {advertiser: Northwind LLC, erid: 2VtzqvABC}
        ---
        All beans must go. [To the sale](https://northwind.example/sale?erid=2VtzqvABC)
    """
    post, account = context.posts.get(variant.post), context.account(variant)
    if post is None or account is None or not has_ad(post) or for_account(post, account).post.ad is None:
        return
    text = "\n".join(_without_links(message.written.visible) for message in variant.messages)
    if len(_ERID.findall(text)) > 1 or len(_LABEL.findall(text)) > 1:
        message = "The text says twice that it is an advertisement."
        hint = "Delete what is written by hand: `ad` puts the label there."
        span = variant.messages[0].span
        yield told_twice.at(span, message, hint, post=variant.post, account=variant.account)


def _without_links(text: str) -> str:
    for start, end in reversed(find_urls(text)):
        text = text[:start] + text[end:]
    return text


@rule("ADS005", severity="warning", on=Post)
def marked_by_hand(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Mark an advertisement by `ad`, not by words of your own alone.

    Why: only `ad` puts the label into every account's language, sets the network's own mark, and lets `check`
    see that nothing is missing; a hashtag at the end is overlooked, and cut off with the rest.

    Wrong:
        ---
        title: Beans
        accounts: [tg]
        ---
        All beans must go. erid: 2VtzqvABC

    Right:
        ---
        title: Beans
        accounts: [tg]
        ad: {advertiser: Northwind LLC, erid: 2VtzqvABC}
        ---
        All beans must go.

    Source: FTC, “Disclosures 101 for Social Media Influencers”; read 2026-11.
    """
    if has_ad(post):
        return
    source, small = post.source, post.source.text.lower()
    if not any(part in small for part in ("erid", "#ad", "#sponsored")):
        return
    for found in _BY_HAND.finditer(source.text):
        if not is_in_code(source, found.start()):
            message = f"“{found[0]}” marks an advertisement, but the post has no `ad`."
            hint = "Add ad: {advertiser: Northwind LLC, erid: 2VtzqvABC}, and delete this."
            yield marked_by_hand.at(span_in(source, *found.span()), message, hint, post=post.id)
            return

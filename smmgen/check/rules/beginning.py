"""What readers see of a text before they tap "more"."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.fold import FOLDS, is_folded, shown_part
from smmgen.model.source import Span
from smmgen.model.variant import Variant
from smmgen.pattern import pattern
from smmgen.text import emoji, hashtags, links, mentions

_GREETING = pattern(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)"
    r"|happy (?:mon|tues|wednes|thurs|fri|satur|sun)day|привет|всем привет|здравствуй(?:те)?"
    r"|добр(?:ый день|ое утро|ый вечер)|доброго дня|друзья|дорогие|уважаемые)"
    r"(?!\w)[^.!?…\n]{0,40}(?:[.!?…]+|,|\n|$)",
    re.IGNORECASE,
)
_WORD = pattern(r"\w{2,}")
_END = pattern(r"[.!?…:](?:\s|$)|\n")
_LEAST = 4
"""Words that a beginning needs to say anything."""


@rule("NET001", severity="info", on=Variant, shows="fold")
def empty_beginning(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Say something before the text is folded.

    Why: Instagram, Facebook, LinkedIn and YouTube show the first lines and hide the rest behind “more”. Who
    reads only “Good morning, dear friends!”, a row of hashtags or an address there does not tap.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {li: {network: linkedin, author: "urn:li:organization:1", token: env:LI_TOKEN}}
        === content/posts/example.md
        ---
        accounts: [li]
        ---
        Good morning, dear friends!


        #coffee #berlin

        https://northwind.example/the-new-harvest

        It has come: the new harvest from Kenya, washed, with blackcurrant in the cup.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {li: {network: linkedin, author: "urn:li:organization:1", token: env:LI_TOKEN}}
        === content/posts/example.md
        ---
        accounts: [li]
        ---
        It has come: the new harvest from Kenya, washed, with blackcurrant in the cup.

        #coffee #berlin

    Source: where each network folds is told by socialswiss.tech, Social Media Character Limits; read 2026-11.
    """
    shown = _beginning(variant)
    if shown and (what := _nothing_but(shown[1])):
        message = f"Before “more”, {shown[0].title()} shows only {what}."
        hint = "Begin with what the post is about."
        yield empty_beginning.at(_start(variant), message, hint, post=variant.post, account=variant.account)


def _beginning(variant: Variant) -> tuple[str, str] | None:
    """Return the network and what it shows of a folded text; None where it does not fold."""
    fold = FOLDS.get(variant.network)
    text = variant.messages[0].written.visible if variant.messages else ""
    if fold is None or fold.source.trust == "UNVERIFIED" or not is_folded(text, fold):
        return None
    return variant.network, shown_part(text, fold)


def _nothing_but(shown: str) -> str:
    """Name what a beginning consists of, where that is nothing to read on for."""
    greeting = _GREETING.match(shown)
    rest = shown[greeting.end() :] if greeting else shown
    stretches = [*hashtags.find(rest), *links.find_urls(rest), *mentions.find(rest), *emoji.find(rest)]
    left = rest
    for start, end in stretches:
        left = left[:start] + " " * (end - start) + left[end:]
    if len(_WORD.findall(left)) >= _LEAST or (not greeting and not stretches):
        return ""
    names = ["a greeting"] if greeting else []
    names += ["hashtags"] if hashtags.find(rest) else []
    names += ["an address"] if links.find_urls(rest) else []
    return " and ".join(names or ["signs"])


def _start(variant: Variant) -> Span:
    return variant.messages[0].span


@rule("NET002", severity="info", on=Variant, shows="fold")
def cut_sentence(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """End a sentence before the text is folded.

    Why: see NET001. A first sentence that is cut before its point makes nobody curious, only unsure.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {li: {network: linkedin, author: "urn:li:organization:1", token: env:LI_TOKEN}}
        === content/posts/example.md
        ---
        accounts: [li]
        ---
        Because the harvest in Kenya was late this year, and because the ship that was to bring it waited for
        three weeks before the port of Mombasa, and because the customs in Hamburg wanted to see every single
        sack, we can only now tell you that it has come.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {li: {network: linkedin, author: "urn:li:organization:1", token: env:LI_TOKEN}}
        === content/posts/example.md
        ---
        accounts: [li]
        ---
        It has come. The harvest in Kenya was late this year, the ship that was to bring it waited for
        three weeks before the port of Mombasa, and the customs in Hamburg wanted to see every single
        sack.

    Source: as of NET001.
    """
    shown = _beginning(variant)
    if shown and not _END.search(shown[1]) and not _nothing_but(shown[1]):
        last = " ".join(shown[1].split()[-4:])
        message = f"{shown[0].title()} cuts the first sentence behind “… {last}”."
        hint = "Make a short sentence of its beginning."
        yield cut_sentence.at(_start(variant), message, hint, post=variant.post, account=variant.account)

"""Contests: what people must be told, and what the networks forbid."""

import re
from collections.abc import Iterator, Mapping

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.check.shows import is_contest
from smmgen.check.subject import pictures_of
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Variant
from smmgen.pattern import pattern
from smmgen.text.links import find_urls

_RULES = pattern(
    r"\b(?:rules|terms|conditions|link in (?:the |our )?bio)\b"
    r"|правил|услови|по ссылке|в шапке|в описании профиля",
    re.IGNORECASE,
)
_PRIZE = pattern(
    r"\b(?:prizes?|wins?|winners?|won|gifts?|give ?aways?|draws?)\b"
    r"|приз|побед|выигр|подар|розыгр|разыгр|достан",
    re.IGNORECASE,
)
_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    "|январ|феврал|март|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр"
)
_DAYS = (
    "mon|tues|wednes|thurs|fri|satur|sun|tonight|today|tomorrow|midnight|noon|weekend"
    "|понедельник|вторник|сред[уыа]|четверг|пятниц|суббот|воскресень|сегодня|завтра|полноч|выходн|сутки"
)
_WHEN = pattern(
    rf"\d{{1,2}}[./]\d{{1,2}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}:\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})"
    rf"|\b(?:{_MONTHS})\w*\s+\d{{1,2}}|\b(?:{_DAYS})|\b\d+\s+(?:days?|hours?|weeks?|дн|час|недел)",
    re.IGNORECASE,
)
_DISCLAIMER = pattern(
    r"(?:instagram|facebook|meta)\b[^.]{0,80}(?:sponsor|endors|administ|affiliat|associat|спонсор|организатор|связан)"
    r"|(?:sponsor|endors|administ|affiliat|associat|спонсир|связан|отношени)[^.]{0,80}(?:instagram|facebook|meta)\b",
    re.IGNORECASE,
)

_ENTRY = r"(?:to (?:enter|win|take part|participate)|for a chance)"
_SHARING = pattern(
    rf"\b(?:share|tag)\b[^.!?\n]{{0,60}}{_ENTRY}|{_ENTRY}[^.!?\n]{{0,60}}\b(?:share|tag)\b[^.!?\n]{{0,40}}"
    r"|(?:сдела\w+ репост|подели\w+ (?:этим )?постом|отмет\w+ (?:\S+ ){0,2}друз\w+|отмет\w+ друга)",
    re.IGNORECASE,
)
_MOST = pattern(
    r"\bmost (?:retweets|reposts|replies)\b"
    r"|\b(?:retweet|repost|post) (?:this )?(?:every day|as often as|as many times)"
    r"|больше всего репостов",
    re.IGNORECASE,
)
_FORBIDDEN: Mapping[str, tuple[re.Pattern[str], str]] = {
    "facebook": (_SHARING, "Facebook forbids to make people share a post or tag friends to enter"),
    "x": (_MOST, "X forbids contests that ask for the same post again and again"),
}
"""By network: what a contest must not ask for, and who says so."""


def _contest(variant: Variant, context: Context) -> str:
    """Return all words of a contest's post on an account, its pictures' included; empty where it is none."""
    post = context.posts.get(variant.post)
    if post is None or not variant.messages:
        return ""
    if not context.is_finished(post.id) or not is_contest(post, context.project.brand):
        return ""
    words = [post.title]
    for message in variant.messages:
        words += [message.title, message.written.visible]
        for one in pictures_of(message):
            words += [one.image.headline, *one.image.fields.values()]
    return "\n".join(words)


@rule("LAW001", severity="warning", on=Variant, shows="contest")
def contest_lacks(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Say in a contest's post until when it runs, and where its rules are, or what can be won.

    Why: whoever organises a contest must say when it ends and where to learn of the organiser, the rules, the
    prizes and how they are handed over; a link to the rules says most of it. Looked at are posts with
    `contest`, and those of a rubric called contest, giveaway, raffle or конкурс, once they are in review.

    Wrong:
        ---
        title: Show us your cup
        status: review
        accounts: [tg]
        contest: cup-2026
        ---
        Put a photo of your cup under this post!
        === content/contests/cup-2026.md
        The rules.

    Right:
        ---
        title: Show us your cup
        status: review
        accounts: [tg]
        contest: cup-2026
        ---
        Put a photo of your cup under this post by Saturday, 19 December. [The rules](https://northwind.example/cup)
        === content/contests/cup-2026.md
        The rules.

    Source: law 38-FZ, article 9; directive 2000/31/EC, article 6, d; FTC, advertising rules for sweepstakes;
    read 2026-11.
    """
    text = _contest(variant, context)
    if not text:
        return
    has_rules = bool(_RULES.search(text) or find_urls(text) or _has_link(variant))
    lacking = [
        words
        for words, is_there in (
            ("until when it runs", _WHEN.search(text) is not None),
            ("where its rules are, or what can be won", has_rules or _PRIZE.search(text) is not None),
        )
        if not is_there
    ]
    if lacking:
        message = f"This contest does not say {' and '.join(lacking)}."
        hint = "Name the last day and link to the rules, which tell the organiser and the prizes."
        span = variant.messages[0].span
        yield contest_lacks.at(span, message, hint, post=variant.post, account=variant.account)


def _has_link(variant: Variant) -> bool:
    return any(
        message.link
        or message.link_card
        or any(one.kind == "link" for one in message.written.entities)
        or "href=" in message.written.text
        for message in variant.messages
    )


@rule("LAW002", severity="info", on=Variant, shows="contest")
def no_release(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Say of a contest on Facebook and Instagram that they have nothing to do with it.

    Why: Meta wants to be released from all claims by who takes part, and each contest to say that Meta
    neither sponsors nor runs it.
    Where the rules that are linked say so, this info may be ignored.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {fb: {network: facebook, page: "42", token: env:FB_TOKEN}}
        rubrics: {contest: {accounts: [fb]}}
        === content/posts/example.md
        ---
        title: Show us your cup
        status: review
        rubric: contest
        ---
        Put a photo of your cup under this post by 19 December. [The rules](https://northwind.example/cup)

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {fb: {network: facebook, page: "42", token: env:FB_TOKEN}}
        rubrics: {contest: {accounts: [fb]}}
        === content/posts/example.md
        ---
        title: Show us your cup
        status: review
        rubric: contest
        ---
        Put a photo of your cup under this post by 19 December. [The rules](https://northwind.example/cup)

        Not sponsored or administered by Facebook, which who takes part releases from all claims.

    Source: Meta, Pages, Groups and Events Policies, Promotions; Instagram, Promotion Guidelines; read
    2026-11.
    """
    if variant.network not in ("facebook", "instagram"):
        return
    text = _contest(variant, context)
    if text and not _DISCLAIMER.search(text):
        title = variant.network.capitalize()
        message = f"This contest does not say that {title} neither sponsors nor runs it."
        hint = f"Add such a sentence here or to the rules: “Not sponsored or administered by {title}”."
        span = variant.messages[0].span
        yield no_release.at(span, message, hint, post=variant.post, account=variant.account)


@rule("LAW003", severity="warning", on=Variant, shows="contest")
def forbidden_entry(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Ask nobody to share or tag on Facebook, or to post again and again on X, to enter a contest.

    Why: both networks forbid it, and take such posts or pages down.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {fb: {network: facebook, page: "42", token: env:FB_TOKEN}}
        rubrics: {contest: {accounts: [fb]}}
        === content/posts/example.md
        ---
        title: Win a grinder
        status: review
        rubric: contest
        ---
        Share this post to enter, until 19 December.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {fb: {network: facebook, page: "42", token: env:FB_TOKEN}}
        rubrics: {contest: {accounts: [fb]}}
        === content/posts/example.md
        ---
        title: Win a grinder
        status: review
        rubric: contest
        ---
        Comment below to enter, until 19 December. Not sponsored or administered by Facebook.

    Source: Meta, Pages, Groups and Events Policies, Promotions; X, Guidelines for promotions; read 2026-11.
    """
    if variant.network not in _FORBIDDEN:
        return
    pattern, why = _FORBIDDEN[variant.network]
    text = _contest(variant, context)
    if text and (found := pattern.search(text)):
        message = f"{why}: “{' '.join(found[0].split())}”."
        hint = "Ask for a comment, a photo or a form instead."
        span = variant.messages[0].span
        yield forbidden_entry.at(span, message, hint, post=variant.post, account=variant.account)

"""Lay the posts out in time: an entry for each day on which a post goes out."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from math import log
from zoneinfo import ZoneInfo

from msgspec import Struct

from smmgen.build.beside import NOTHING, Beside
from smmgen.build.calendar_view import Entry, Timing
from smmgen.build.moment import moment
from smmgen.build.output import safe_name
from smmgen.build.variant_view import media_view
from smmgen.build.view import AccountView, MediaView, RubricView
from smmgen.build.wording import Words
from smmgen.model.brand import Brand
from smmgen.model.bundle import FinishedVariant
from smmgen.model.diagnostic import Diagnostic, Severity
from smmgen.model.post import Post

_WIDE = 16 / 9
"""Width by height of the calendar's thumbnails."""

_TEXT = 180
"""So many characters of a post's text are shown in the week and the list."""

_LAST = datetime.max.replace(tzinfo=UTC)


class Frame(Struct, frozen=True, kw_only=True):
    """What is the same for all pages of a build."""

    zone: ZoneInfo
    words: Words
    accounts: Mapping[str, AccountView]
    rubrics: Mapping[str, RubricView]
    today: date


def rubric_views(brand: Brand) -> Mapping[str, RubricView]:
    """Return the rubrics by name, their hues evenly around the colour wheel in the brand's order."""
    step = 360 / max(1, len(brand.rubrics))
    return {
        rubric.name: RubricView(
            name=rubric.name,
            title=rubric.title or rubric.name.replace("-", " ").capitalize(),
            hue=round(30 + number * step) % 360,
        )
        for number, rubric in enumerate(brand.rubrics.values())
    }


def page_of(post: str) -> str:
    """Return the address of a post's page, from the site's root."""
    return f"posts/{safe_name(post)}/index.html"


def entries_of(
    post: Post,
    variants: Iterable[FinishedVariant],
    findings: Iterable[Diagnostic],
    frame: Frame,
    beside: Beside = NOTHING,
) -> tuple[Entry, ...]:
    """Return a post's entries, earliest first; accounts without a time come last, in one entry.

    They depend on these alone, of `beside` on what it says of this post.
    """
    by_day: dict[date, list[FinishedVariant]] = {}
    for variant in variants:
        by_day.setdefault(_day(variant, frame), []).append(variant)
    found = tuple(findings)
    days = sorted(by_day or [date.max])
    return tuple(_entry(post, by_day.get(day, []), found, frame, beside) for day in days)


def _day(variant: FinishedVariant, frame: Frame) -> date:
    at = variant.variant.publish_at
    return at.astimezone(frame.zone).date() if at else date.max


def _entry(
    post: Post,
    variants: list[FinishedVariant],
    findings: tuple[Diagnostic, ...],
    frame: Frame,
    beside: Beside,
) -> Entry:
    names = [variant.variant.account for variant in variants]
    timings = _timings(variants, frame)
    return Entry(
        post=post.id,
        href=page_of(post.id),
        title=post.title or post.id,
        language=_language(post, variants, frame),
        status=post.status,
        rubric=frame.rubrics.get(post.rubric),
        owner=post.owner,
        campaign=post.campaign,
        at=timings[0].at if timings else None,
        timings=timings,
        thumbnail=_thumbnail(variants),
        text=_beginning(variants),
        errors=_count(findings, "error", names),
        warnings=_count(findings, "warning", names),
        fate=beside.fate(post.id, {one.variant.account: len(one.messages) for one in variants}),
    )


def _timings(variants: list[FinishedVariant], frame: Frame) -> tuple[Timing, ...]:
    by_time: dict[datetime | None, set[str]] = {}
    for variant in variants:
        by_time.setdefault(variant.variant.publish_at, set()).add(variant.variant.account)
    return tuple(
        Timing(
            moment(at, frame.zone, frame.words) if at else None,
            tuple(view for name, view in frame.accounts.items() if name in names),
        )
        for at, names in sorted(by_time.items(), key=lambda item: item[0] or _LAST)
    )


def _thumbnail(variants: list[FinishedVariant]) -> MediaView | None:
    """Choose the picture that loses least where it is shown wide."""
    messages = [message for variant in variants for message in variant.messages]
    files = [file for message in messages for file in message.files]
    files += [message.thumbnail for message in messages if message.thumbnail]
    drawn = [file for file in files if file.path]
    return (
        media_view(min(drawn, key=lambda file: abs(log(file.width / file.height / _WIDE)))) if drawn else None
    )


def _beginning(variants: list[FinishedVariant]) -> str:
    """Return how the first text of the variants begins, in one line."""
    texts = (message.message.written.visible for variant in variants for message in variant.messages)
    text = " ".join(next(filter(None, texts), "")[: 4 * _TEXT].split())
    return text if len(text) <= _TEXT else text[:_TEXT].rsplit(" ", 1)[0] + "…"


def _language(post: Post, variants: list[FinishedVariant], frame: Frame) -> str:
    """Return the post's language, where all its accounts agree; else the brand's."""
    spoken = {
        frame.accounts[one.variant.account].language
        for one in variants
        if one.variant.account in frame.accounts
    }
    return post.language or (spoken.pop() if len(spoken) == 1 else frame.words.lang)


def _count(findings: tuple[Diagnostic, ...], severity: Severity, names: list[str]) -> int:
    return sum(finding.severity == severity and finding.account in ("", *names) for finding in findings)

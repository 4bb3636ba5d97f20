"""Lay the posts out in time: an entry for each day on which a post goes out."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from math import log
from zoneinfo import ZoneInfo

from msgspec import Struct

from smmgen.build.beside import Beside, Fate
from smmgen.build.calendar_view import Entry, Timing
from smmgen.build.moment import Moment, moment
from smmgen.build.output import safe_name
from smmgen.build.variant_view import media_view
from smmgen.build.view import AccountView, MediaView, RubricView
from smmgen.build.wording import Words
from smmgen.model.brand import Brand
from smmgen.model.bundle import FinishedVariant
from smmgen.model.diagnostic import Diagnostic, Severity
from smmgen.model.draft import Draft
from smmgen.model.post import Status

_WIDE = 16 / 9
"""Width by height of the calendar's thumbnails."""

_TEXT = 180
"""So many characters of a post's text are shown in the week and the list."""


class Frame(Struct, frozen=True, kw_only=True):
    """What is the same for all pages of a build."""

    zone: ZoneInfo
    words: Words
    accounts: Mapping[str, AccountView]
    rubrics: Mapping[str, RubricView]
    today: date


class Sketch(Struct, frozen=True, kw_only=True, array_like=True):
    """All that an entry of the calendar says of its post, small enough to be kept for every post.

    `day` is that of the brand's calendar as an ordinal, 0 for no day. `timings` are times (seconds since
    1970, UTC) with the accounts that publish then.
    """

    day: int
    title: str
    language: str
    status: Status
    rubric: str
    owner: str
    campaign: str
    timings: tuple[tuple[int | None, tuple[str, ...]], ...]
    thumbnail: MediaView | None
    text: str
    errors: int
    warnings: int
    fate: Fate | None = None


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


def sketches_of(
    draft: Draft,
    variants: Iterable[FinishedVariant],
    findings: Iterable[Diagnostic],
    frame: Frame,
    beside: Beside,
) -> tuple[Sketch, ...]:
    """Return a post's days, the earliest first; accounts without a time come last, in one of none.

    They depend on these alone, of `beside` on what it says of this post.
    """
    by_day: dict[int, list[FinishedVariant]] = {}
    for variant in variants:
        by_day.setdefault(_day(variant, frame), []).append(variant)
    found = tuple(findings)
    days = sorted(by_day or [0], key=lambda day: (not day, day))
    return tuple(_sketch(draft, day, by_day.get(day, []), found, frame, beside) for day in days)


def _day(variant: FinishedVariant, frame: Frame) -> int:
    at = variant.variant.publish_at
    return at.astimezone(frame.zone).date().toordinal() if at else 0


def _sketch(
    draft: Draft,
    day: int,
    variants: list[FinishedVariant],
    findings: tuple[Diagnostic, ...],
    frame: Frame,
    beside: Beside,
) -> Sketch:
    names = [variant.variant.account for variant in variants]
    return Sketch(
        day=day,
        title=draft.title or draft.id,
        language=_language(draft, variants, frame),
        status=draft.status,
        rubric=draft.rubric,
        owner=draft.owner,
        campaign=draft.campaign,
        timings=_timings(variants, frame),
        thumbnail=_thumbnail(variants),
        text=_beginning(variants),
        errors=_count(findings, "error", names),
        warnings=_count(findings, "warning", names),
        fate=beside.fate(draft.id, {one.variant.account: len(one.messages) for one in variants}),
    )


def _timings(variants: list[FinishedVariant], frame: Frame) -> tuple[tuple[int | None, tuple[str, ...]], ...]:
    by_time: dict[int | None, set[str]] = {}
    for one in variants:
        at = one.variant.publish_at
        by_time.setdefault(int(at.timestamp()) if at else None, set()).add(one.variant.account)
    order = sorted(by_time.items(), key=lambda item: (item[0] is None, item[0] or 0))
    return tuple((at, tuple(name for name in frame.accounts if name in names)) for at, names in order)


def entry_of(post: str, sketch: Sketch, frame: Frame) -> Entry:
    """Return the entry that a sketch of a post stands for."""
    timings = tuple(
        Timing(moment_at(at, frame), tuple(frame.accounts[name] for name in names))
        for at, names in sketch.timings
    )
    return Entry(
        post=post,
        href=page_of(post),
        title=sketch.title,
        language=sketch.language,
        status=sketch.status,
        rubric=frame.rubrics.get(sketch.rubric),
        owner=sketch.owner,
        campaign=sketch.campaign,
        at=timings[0].at if timings else None,
        timings=timings,
        thumbnail=sketch.thumbnail,
        text=sketch.text,
        errors=sketch.errors,
        warnings=sketch.warnings,
        fate=sketch.fate,
    )


def moment_at(at: int | None, frame: Frame) -> Moment | None:
    """Return a time (seconds since 1970) as the brand keeps it."""
    return None if at is None else moment(datetime.fromtimestamp(at, UTC), frame.zone, frame.words)


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


def _language(draft: Draft, variants: list[FinishedVariant], frame: Frame) -> str:
    """Return the post's language, where all its accounts agree; else the brand's."""
    spoken = {
        frame.accounts[one.variant.account].language
        for one in variants
        if one.variant.account in frame.accounts
    }
    return draft.language or (spoken.pop() if len(spoken) == 1 else frame.words.lang)


def _count(findings: tuple[Diagnostic, ...], severity: Severity, names: list[str]) -> int:
    return sum(finding.severity == severity and finding.account in ("", *names) for finding in findings)

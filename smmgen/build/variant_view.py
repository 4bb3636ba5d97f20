"""Show a variant: what a page says of a post on one account."""

from collections.abc import Iterable, Mapping

from smmgen.build.account import Counting
from smmgen.build.links import links_of
from smmgen.build.moment import Moment
from smmgen.build.richtext import safe_href
from smmgen.build.view import (
    AccountView,
    CardView,
    FateView,
    FindingView,
    MediaView,
    MessageView,
    PollView,
    VariantView,
    ZoneView,
)
from smmgen.model.bundle import File, FinishedMessage, FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.fold import FOLDS
from smmgen.model.size import Part, zones_of
from smmgen.model.sizes import size_shown
from smmgen.model.source import Source, Span
from smmgen.model.variant import Message
from smmgen.text.links import host

_ORDER = {"error": 0, "warning": 1, "info": 2}


def variant_view(
    finished: FinishedVariant,
    account: AccountView,
    counting: Counting,
    at: Moment | None,
    findings: Iterable[Diagnostic],
    source: Source | None = None,
    fates: tuple[FateView, ...] = (),
) -> VariantView:
    """Return the view of a variant; `findings` are those of its post, `source` is the post's file."""
    variant = finished.variant
    mine = [finding for finding in findings if finding.account == variant.account]
    return VariantView(
        account=account,
        at=at,
        status=variant.status,
        reply_to=variant.reply_to,
        messages=tuple(_message(message, counting, variant.network) for message in finished.messages),
        findings=finding_views(mine, source),
        links=links_of(message.message for message in finished.messages),
        fates=fates,
    )


def finding_views(findings: Iterable[Diagnostic], source: Source | None = None) -> tuple[FindingView, ...]:
    """Return findings to show, the gravest first, those of `source` with their line; one for all alike."""
    ordered = sorted(findings, key=lambda finding: (_ORDER[finding.severity], finding.span, finding.code))
    alike: dict[tuple[str, ...], list[Diagnostic]] = {}
    for one in ordered:
        alike.setdefault((one.code, one.message, one.hint, one.account, one.span.path), []).append(one)
    return tuple(_finding_view(first, others, source) for first, *others in alike.values())


def _finding_view(finding: Diagnostic, others: Iterable[Diagnostic], source: Source | None) -> FindingView:
    return FindingView(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        hint=finding.hint,
        path=finding.span.path,
        line=finding.span.line,
        column=finding.span.column,
        account=finding.account,
        excerpt=_excerpt(source, finding.span) if source else None,
        again=tuple(f"{one.span.line}:{one.span.column}" for one in others),
    )


_AROUND = 48
"""So many characters of a line are shown before and behind a finding's place."""


def _excerpt(source: Source, span: Span) -> tuple[str, str, str] | None:
    """Return a finding's line in parts; None where it has no place in the file."""
    line = source.line(span.line) if span.path == source.path else ""
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    if not line[start:end].strip() or (span.line, start, end) == (1, 0, 0):
        return None
    before, behind = line[:start], line[end:]
    return (
        before if len(before) <= _AROUND else "…" + before[-_AROUND:],
        line[start:end][: 3 * _AROUND],
        behind if len(behind) <= _AROUND else behind[:_AROUND] + "…",
    )


def media_view(file: File, zones: tuple[ZoneView, ...] = ()) -> MediaView:
    """Return a picture to show."""
    x, y = file.focus
    return MediaView(
        src=file.path,
        alt=file.alt,
        width=file.width,
        height=file.height,
        focus=f"{x:.1%} {y:.1%}",
        zones=zones,
    )


def _media(finished: FinishedMessage, network: str) -> tuple[MediaView, ...]:
    pairs = zip(finished.files, finished.message.pictures, strict=False)
    return tuple(media_view(file, _zones(file, network, asked.image.size)) for file, asked in pairs)


def _zones(file: File, network: str, name: str) -> tuple[ZoneView, ...]:
    size = size_shown(network, name, file.width, file.height)
    zones = zones_of(size, file.width, file.height, file.focus) if size else ()
    return tuple(
        ZoneView(
            kind=zone.kind,
            name=zone.name,
            inset=_inset(zone.part),
            source=zone.source.page,
            is_sure=zone.source.trust != "UNVERIFIED",
        )
        for zone in zones
    )


def _inset(part: Part) -> str:
    edges = (part.top, 1 - part.right, 1 - part.bottom, part.left)
    return " ".join(f"{edge:.2%}" for edge in edges)


def _message(finished: FinishedMessage, counting: Counting, network: str) -> MessageView:
    message = finished.message
    return MessageView(
        number=message.number,
        written=message.written,
        offsets=counting.offsets,
        length=message.length,
        limit=message.limit,
        unit=counting.unit,
        part=round(min(1.0, message.length / message.limit), 3) if message.limit else 1.0,
        media=_media(finished, network),
        card=_card(message, finished.thumbnail),
        poll=_poll(message),
        options=_told(message),
        line=message.span.line,
        title=message.title,
        tags=message.tags,
        cover=media_view(finished.thumbnail) if message.video_cover and finished.thumbnail else None,
        link=safe_href(message.link) if message.link else "",
        is_comment=message.is_comment,
        fold=FOLDS.get(network),
        film=media_view(finished.video) if finished.video and finished.video.path else None,
    )


def _card(message: Message, thumbnail: File | None) -> CardView | None:
    """Return the link's box: ours, or the one that the network will make of the post's link."""
    if card := message.link_card:
        return CardView(
            href=safe_href(card.url),
            host=host(card.url),
            title=card.title,
            description=card.description,
            media=media_view(thumbnail) if thumbnail else None,
            is_ours=True,
        )
    if message.link and not message.pictures and message.options.get("preview") is not False:
        href = safe_href(message.link)
        return CardView(
            href=href, host=host(message.link), title="", description="", media=None, is_ours=False
        )
    return None


def _poll(message: Message) -> PollView | None:
    if message.poll is None:
        return None
    question = message.poll.question
    is_in_text = " ".join(question.split()) in " ".join(message.written.visible.split())
    return PollView(
        question="" if is_in_text else question, options=message.poll.options, hours=message.poll.hours
    )


def _told(message: Message) -> Mapping[str, str]:
    """Return the options as people read them."""
    return {name: _text(value) for name, value in sorted(message.options.items())}


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(map(str, value))
    return str(value)

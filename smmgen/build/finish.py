"""Finish the variants: draw each picture once, write it, and say what exactly would be sent."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from smmgen.build.cache import PictureCache
from smmgen.build.digest import variant_digest
from smmgen.build.drawing import Draw, Drawing, Progress, Read
from smmgen.build.fingerprint import Fingerprint
from smmgen.build.output import Output, safe_name
from smmgen.model.bundle import File, FinishedMessage, FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span
from smmgen.model.theme import Theme
from smmgen.model.variant import Message, Picture, Variant

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}


class Finished(Struct, frozen=True):
    """All variants with their files, and what drawing found.

    A picture that could not be drawn is a file without a path, and a finding of severity error.
    """

    variants: tuple[FinishedVariant, ...]
    findings: tuple[Diagnostic, ...]


def finish(
    variants: tuple[Variant, ...],
    theme: Theme,
    read: Read,
    output: Output,
    draw: Draw,
    progress: Progress,
    cache: PictureCache,
) -> Finished:
    """Draw and write all pictures; one that cannot be drawn stops no other."""
    keys = Fingerprint(theme, read)
    studio = _Studio(output, draw, cache)
    total = sum(1 for variant in variants for _ in pictures_of(variant))
    done, finished, findings = 0, [], list[Diagnostic]()
    for variant in variants:
        for picture in pictures_of(variant):
            done += 1
            findings += _told(studio.make(keys(picture), picture, variant), variant)
            progress(done, total, f"{variant.post} · {variant.account}")
        messages = tuple(_message(message, keys, studio) for message in variant.messages)
        finished.append(FinishedVariant(variant, messages, variant_digest(variant, messages)))
    return Finished(tuple(finished), _gathered(findings, variants))


def pictures_of(variant: Variant) -> Iterator[Picture]:
    """Yield all pictures of a variant, those of link cards and videos behind those of their message."""
    for message in variant.messages:
        yield from message.pictures
        if message.link_card and message.link_card.picture:
            yield message.link_card.picture
        if message.video_cover:
            yield message.video_cover


class _Studio:
    """Draws each picture once and remembers its file."""

    def __init__(self, output: Output, draw: Draw, cache: PictureCache) -> None:
        self._output = output
        self._draw = draw
        self._cache = cache
        self._files: dict[str, File] = {}
        self._findings: dict[str, tuple[Diagnostic, ...]] = {}
        self._spans: dict[str, Span] = {}
        self._paths: dict[str, str] = {}

    def make(self, key: str, picture: Picture, variant: Variant) -> tuple[Diagnostic, ...]:
        """Draw and write a picture, unless that was done; return what was found at its place."""
        if key not in self._files:
            drawing = self._cache.get(key, picture) or self._drawn(key, picture)
            self._files[key] = self._written(drawing, picture, variant)
            self._findings[key] = drawing.findings
            self._spans[key] = picture.span
        return tuple(
            replace(finding, span=picture.span) if finding.span == self._spans[key] else finding
            for finding in self._findings[key]
        )

    def file(self, key: str, picture: Picture) -> File:
        """Return the file of a picture that was made, with this picture's alternative text."""
        return replace(self._files[key], alt=picture.alt)

    def _drawn(self, key: str, picture: Picture) -> Drawing:
        try:
            drawing = self._draw(picture)
        except Exception as fault:  # drawing runs on pictures and fonts from anywhere
            return Failed(picture, fault)
        self._cache.put(key, drawing, picture)
        return drawing

    def _written(self, drawing: Drawing, picture: Picture, variant: Variant) -> File:
        digest = sha256(drawing.data).hexdigest()
        path = self._paths.get(digest, "") if drawing.data else ""
        if drawing.data and not path:
            ending = _ENDINGS.get(drawing.media_type, "bin")
            size = f"{drawing.width}x{drawing.height}"
            path = f"images/{safe_name(variant.post)}-{size}-{digest[:12]}.{ending}"
            self._output.put(path, drawing.data)
            self._paths[digest] = path
        return File(
            path=path,
            alt=picture.alt,
            width=drawing.width,
            height=drawing.height,
            bytes=len(drawing.data),
            sha256=digest,
            media_type=drawing.media_type,
            focus=(round(drawing.focus[0], 4), round(drawing.focus[1], 4)),
        )


class Failed:
    """What stands for a picture that could not be drawn: nothing, and the reason."""

    data = b""
    media_type = ""
    focus = (0.5, 0.5)

    def __init__(self, picture: Picture, fault: Exception) -> None:
        self.width = picture.width
        self.height = picture.height
        what = picture.image.photo or f"the card “{picture.card}”"
        reason = str(fault) or type(fault).__name__
        self.findings = (
            Diagnostic(
                code="DRW001",
                severity="error",
                span=picture.span,
                message=f"This picture could not be drawn from {what}: {reason}.",
                hint="Save the photo anew as JPEG, or use another one; all other posts were built.",
            ),
        )


def _message(message: Message, keys: Fingerprint, studio: _Studio) -> FinishedMessage:
    files = tuple(studio.file(keys(picture), picture) for picture in message.pictures)
    other = message.video_cover or (message.link_card.picture if message.link_card else None)
    return FinishedMessage(message, files, studio.file(keys(other), other) if other else None)


def _told(findings: Iterable[Diagnostic], variant: Variant) -> list[Diagnostic]:
    return [
        replace(finding, post=finding.post or variant.post, account=finding.account or variant.account)
        for finding in findings
    ]


def _gathered(findings: list[Diagnostic], variants: tuple[Variant, ...]) -> tuple[Diagnostic, ...]:
    """Say once, of no account, what was found on every account of a post."""
    accounts: dict[str, set[str]] = {}
    for variant in variants:
        accounts.setdefault(variant.post, set()).add(variant.account)
    same: dict[Diagnostic, set[str]] = {}
    for finding in findings:
        same.setdefault(replace(finding, account=""), set()).add(finding.account)
    return tuple(
        one
        for finding, names in same.items()
        for one in (
            [finding]
            if names >= accounts[finding.post]
            else [replace(finding, account=name) for name in sorted(names)]
        )
    )

"""Finish the variants: draw each picture once, write it, and say what exactly would be sent."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from smmgen.build.cache import PictureCache
from smmgen.build.digest import variant_digest
from smmgen.build.drawing import Draw, Drawing, Progress, Read
from smmgen.build.failed import Failed
from smmgen.build.fingerprint import Fingerprint
from smmgen.build.jobs import Job, Team, by_photo, exceeds, jobs_of, pictures_of, team_here
from smmgen.build.output import Output, safe_name
from smmgen.build.video import Videos
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
    workers: int = 1,
) -> Finished:
    """Draw and write all pictures, in several processes if `workers` says; one that fails stops no other.

    The files are the same however many processes there are.
    """
    shelf = Shelf(theme, read, output, cache)
    shelf.fill(variants, draw, progress, team_here(workers), workers)
    return shelf.finished(variants)


def _draw_all(
    jobs: tuple[Job, ...], shelf: "Shelf", draw: Draw, progress: Progress, team: Team, workers: int
) -> None:
    done, total = 0, sum(len(job.uses) for job in jobs)
    todo = []

    def tell(job: Job) -> None:
        nonlocal done
        for variant in job.uses:
            done += 1
            progress(done, total, f"{variant.post} · {variant.account}")

    for job in jobs:
        if shelf.recalls(job):
            tell(job)
        else:
            todo.append(job)
    for job, drawings in team(draw, by_photo(todo, workers)):
        shelf.put(job, drawings)
        tell(job)


class Shelf:
    """Files that are written, and what was found while they were drawn, by picture and bound."""

    def __init__(self, theme: Theme, read: Read, output: Output, cache: PictureCache) -> None:
        self._output = output
        self._cache = cache
        self._keys = Fingerprint(theme, read)
        self._videos = Videos(read, output)
        self._files: dict[tuple[str, int, str], File] = {}
        self._findings: dict[tuple[str, int], tuple[Diagnostic, ...]] = {}
        self._spans: dict[str, Span] = {}

    def fill(
        self, variants: Sequence[Variant], draw: Draw, progress: Progress, team: Team, workers: int
    ) -> None:
        """Let a team of `workers` draw what no earlier build has; tell how many pictures are there."""
        _draw_all(jobs_of(variants, self._keys), self, draw, progress, team, workers)
        for variant in variants:
            for message in variant.messages:
                if message.video:
                    self._videos.file(message.video)

    def finished(self, variants: tuple[Variant, ...]) -> Finished:
        """Return variants with their files; the shelf was filled for them."""
        findings = [
            told
            for variant in variants
            for picture in pictures_of(variant)
            for told in _told(self.findings(picture), variant)
        ]
        made = tuple(self._finished(variant) for variant in variants)
        return Finished(made, _gathered(findings, variants))

    def _finished(self, variant: Variant) -> FinishedVariant:
        messages = tuple(self._message(message, variant.post) for message in variant.messages)
        return FinishedVariant(variant, messages, variant_digest(variant, messages))

    def _message(self, message: Message, post: str) -> FinishedMessage:
        files = tuple(self.file(picture, post) for picture in message.pictures)
        other = message.video_cover or (message.link_card.picture if message.link_card else None)
        film = self._videos.file(message.video) if message.video else None
        return FinishedMessage(message, files, self.file(other, post) if other else None, film)

    def recalls(self, job: Job) -> bool:
        """Take a job's drawings from the cache; false where one of them is not there."""
        free = self._cache.get(job.key, job.picture)
        if free is None:
            return False
        found: dict[int, Drawing] = {0: free}
        for bound in job.bounds:
            if exceeds(free, bound):
                drawing = self._cache.get(_key(job, bound), job.picture)
                if drawing is None:
                    return False
                found[bound] = drawing
        self._keep(job, found)
        return True

    def put(self, job: Job, drawings: Mapping[int, Drawing]) -> None:
        """Write a job's drawings, and keep them for the next build."""
        self._keep(job, drawings)
        for bound, drawing in drawings.items():
            if not isinstance(drawing, Failed):
                self._cache.put(_key(job, bound), drawing, job.picture)

    def _keep(self, job: Job, drawings: Mapping[int, Drawing]) -> None:
        self._spans[job.key] = job.picture.span
        for bound in job.bounds:
            drawing = drawings.get(bound, drawings[0])
            for name in dict.fromkeys(_name(job.picture, variant.post) for variant in job.uses):
                self._files[job.key, bound, name] = self._written(drawing, name)
            self._findings[job.key, bound] = drawing.findings

    def _written(self, drawing: Drawing, name: str) -> File:
        digest, path = sha256(drawing.data).hexdigest(), ""
        if drawing.data:
            ending = _ENDINGS.get(drawing.media_type, "bin")
            size = f"{drawing.width}x{drawing.height}"
            path = f"images/{name}-{size}-{digest[:12]}.{ending}"
            self._output.put(path, drawing.data)
        return File(
            path=path,
            alt="",
            width=drawing.width,
            height=drawing.height,
            bytes=len(drawing.data),
            sha256=digest,
            media_type=drawing.media_type,
            focus=(round(drawing.focus[0], 4), round(drawing.focus[1], 4)),
        )

    def file(self, picture: Picture, post: str) -> File:
        """Return the file of a post's picture, with its own alternative text."""
        key = self._keys(picture), picture.max_bytes, _name(picture, post)
        return replace(self._files[key], alt=picture.alt)

    def findings(self, picture: Picture) -> tuple[Diagnostic, ...]:
        """Return what was found while a picture was drawn, at the place that asks for it."""
        key = self._keys(picture)
        return tuple(
            replace(finding, span=picture.span) if finding.span == self._spans[key] else finding
            for finding in self._findings[key, picture.max_bytes]
        )


def _key(job: Job, bound: int) -> str:
    """Return under which name the cache keeps a drawing: hexadecimal, so that it can be a file's name."""
    return sha256(f"{job.key} {bound}".encode()).hexdigest() if bound else job.key


def _name(picture: Picture, post: str) -> str:
    """Return how the name of a picture's file begins: as its post does, or as a photo that several may share.

    It depends on no other post, so that a build of some names every file as a build of all does.
    """
    return safe_name(post if picture.card else PurePosixPath(picture.image.photo).stem.lower() or post)


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

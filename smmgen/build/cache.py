"""Pictures that were drawn before, by the fingerprint of what they are made of."""

from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from smmgen.build.drawing import Drawing, Drawn
from smmgen.model.diagnostic import Diagnostic, Severity
from smmgen.model.variant import Picture
from smmgen.recall.tracked import is_tracked
from smmgen.whole import write_whole


class _Finding(msgspec.Struct):
    code: str
    severity: Severity
    message: str
    hint: str


class _Head(msgspec.Struct):
    sha256: str
    width: int
    height: int
    media_type: str
    focus: tuple[float, float]
    findings: list[_Finding]


class PictureCache:
    """A folder of drawn pictures; without a folder it keeps nothing. What is broken in it is drawn anew.

    A folder that came along with a repository counts as none.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = None if folder and is_tracked(folder) else folder
        self._used: set[Path] = set()

    def get(self, key: str, picture: Picture) -> Drawn | None:
        """Return the drawing of that fingerprint, its findings at the place that asks for it now."""
        if self._folder is None:
            return None
        path = _path(self._folder, key)
        self._used.add(path)
        try:
            head, _, data = path.read_bytes().partition(b"\n")
            return _drawn(msgspec.json.decode(head, type=_Head), data, picture)
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, key: str, drawing: Drawing, picture: Picture) -> None:
        """Keep a drawing, unless one of its findings stands elsewhere: that place may move."""
        if self._folder is None or any(finding.span != picture.span for finding in drawing.findings):
            return
        with suppress(OSError):  # a cache that cannot be written costs time, nothing else
            if not self._folder.exists():
                write_whole(self._folder / ".gitignore", b"*\n")
            write_whole(_path(self._folder, key), msgspec.json.encode(_head(drawing)) + b"\n" + drawing.data)

    def forget(self, before: datetime) -> None:
        """Remove pictures that were drawn before a time (aware) and that this build did not need."""
        for path in self._folder.glob("??/*") if self._folder else ():
            with suppress(OSError):
                if path not in self._used and path.stat().st_mtime < before.timestamp():
                    path.unlink()


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / key[2:]


def _head(drawing: Drawing) -> _Head:
    return _Head(
        sha256=sha256(drawing.data).hexdigest(),
        width=drawing.width,
        height=drawing.height,
        media_type=drawing.media_type,
        focus=drawing.focus,
        findings=[
            _Finding(finding.code, finding.severity, finding.message, finding.hint)
            for finding in drawing.findings
        ],
    )


def _drawn(head: _Head, data: bytes, picture: Picture) -> Drawn | None:
    if head.sha256 != sha256(data).hexdigest():
        return None
    return Drawn(
        data=data,
        width=head.width,
        height=head.height,
        media_type=head.media_type,
        focus=head.focus,
        findings=tuple(
            Diagnostic(
                code=finding.code,
                severity=finding.severity,
                span=picture.span,
                message=finding.message,
                hint=finding.hint,
            )
            for finding in head.findings
        ),
    )

"""What the places for files have in common: names, refusals, and waiting until a file is there."""

from collections.abc import Callable
from posixpath import basename

from smmgen.adapter import Broken, NotHosted, NotReached, Reply, Request, Session
from smmgen.model.bundle import File

Read = Callable[[File], bytes]
Place = Callable[[File, Read], str]
"""Put a file there, where it is not yet, and return its address."""

WAITS = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between looks for a file: half a minute in all, as a job is paid by the minute."""


def name_of(file: File) -> str:
    """Return a file's name in its place: the content's hash is in it, so a name is one file for good."""
    return basename(file.path)


def call(session: Session, request: Request, place: str) -> Reply:
    """Make a call to a place for files; raise `NotHosted` where it cannot be reached."""
    try:
        return session.call(request)
    except (NotReached, Broken) as fault:
        raise NotHosted(f"The {place} for pictures cannot be used: {fault}.") from None


def accepted(reply: Reply, place: str) -> Reply:
    """Return a good answer; raise `NotHosted` for any other."""
    if 200 <= reply.status < 300:
        return reply
    advice = " Look at its secrets in `hosting`." if reply.status in (401, 403) else ""
    raise NotHosted(f"The {place} for pictures answered {reply.status}.{advice}")


def wait_until_there(session: Session, url: str, file: File, sleep: Callable[[float], None]) -> None:
    """Return when `url` answers with a file of this very length; raise `NotHosted` where it does not come."""
    seen = ""
    for wait in (*WAITS, 0.0):
        seen = _missing(session, url, file)
        if not seen:
            return
        if wait:
            sleep(wait)
    raise NotHosted(
        f"{url} {seen}. Networks fetch the picture from there: publish the built site first, or look at "
        "`hosting` in smmgen.yaml. The next run tries again."
    )


def _missing(session: Session, url: str, file: File) -> str:
    """Say what is wrong with what an address answers; empty where it is the file."""
    try:
        reply = session.call(Request(method="GET", url=url))
    except (NotReached, Broken) as fault:
        return f"cannot be fetched: {fault}"
    if reply.status in (401, 403):
        return f"answers {reply.status}, so that not everybody may read it"
    if reply.status != 200:
        return f"answers {reply.status}"
    if len(reply.body) != file.bytes:
        return f"answers with {len(reply.body)} bytes instead of {file.bytes}"
    return ""

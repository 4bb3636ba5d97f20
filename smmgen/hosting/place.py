"""Give finished pictures and videos a public address, in the place that the brand has set up."""

import time
from collections.abc import Callable, Mapping
from threading import Lock

from smmgen.adapter import Session, not_hosted
from smmgen.hosting import put, release, s3, static
from smmgen.hosting.answer import Place, Read, wait_until_there
from smmgen.http import SecretOf, open_session
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.hosting import Hosting, HostingKind

_PLACES: Mapping[HostingKind, Callable[[Hosting, Session], Place]] = {
    "static": static.place,
    "put": put.place,
    "s3": s3.place,
    "release": release.place,
}


def public_url(
    hosting: Hosting | None,
    secret_of: SecretOf,
    read: Read,
    sleep: Callable[[float], None] = time.sleep,
) -> Callable[[File], str]:
    """Return a function that gives a file its address, each file once a run; it answers there by then.

    The function raises `NotHosted` where the address does not answer with the file in half a minute, or the
    place does not take it, and `ConfigError` where no place or no secret for it is set up.
    """
    if hosting is None:
        return not_hosted
    account = Account(name="hosting", network="hosting", secrets=hosting.secrets)
    root = hosting.settings.get("endpoint") or hosting.settings.get("url") or release.HOST
    known: dict[str, str] = {}
    lock = Lock()

    def url_of(file: File) -> str:
        with lock:
            if file.sha256 not in known:
                known[file.sha256] = hosted(file)
            return known[file.sha256]

    def hosted(file: File) -> str:
        session = open_session(account, root, secret_of)
        try:
            url = _PLACES[hosting.kind](hosting, session)(file, read)
            wait_until_there(session, url, file, sleep)
        finally:
            session.close()
        return url

    return url_of

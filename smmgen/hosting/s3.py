"""A bucket of Amazon S3, or of any server that speaks its language.

Source: Amazon S3 API reference, PutObject and signature version 4; read 2026-11.
"""

from urllib.parse import quote

from smmgen.adapter import NotHosted, Reply, Request, Session
from smmgen.apis.s3 import ADVICE, REGION, Keys, fault_of, signed
from smmgen.hosting.answer import Place, Read, accepted, call, name_of
from smmgen.model.bundle import File
from smmgen.model.hosting import Hosting

KEPT = "public, max-age=31536000, immutable"


def place(hosting: Hosting, session: Session) -> Place:
    """Return the place: objects are named by their content; `url` is where readers find the bucket.

    Objects get no access rights of their own: the bucket's policy makes them public.
    """
    settings = hosting.settings
    bucket = f"{settings['endpoint']}/{settings['bucket']}"
    prefix = f"{settings['prefix'].strip('/')}/" if settings.get("prefix") else ""

    def put(file: File, read: Read) -> str:
        path = quote(prefix + name_of(file))
        url, content = f"{bucket}/{path}", read(file)
        keys = Keys(session.secret("key"), session.secret("secret"), settings.get("region", REGION))
        plain = {"Content-Type": file.media_type, "Cache-Control": KEPT}
        headers = signed("PUT", url, plain, content, keys, session.now())
        request = Request(method="PUT", url=url, headers=headers, content=content)
        _taken(call(session, request, "bucket"), settings["bucket"])
        return f"{settings.get('url') or bucket}/{path}"

    return put


def _taken(reply: Reply, bucket: str) -> None:
    """Raise `NotHosted` where the bucket did not take an object, with what to do where S3 says why."""
    code = fault_of(reply)
    if not 200 <= reply.status < 300 and code:
        raise NotHosted(f"The bucket “{bucket}” answered {reply.status}, {code}: {ADVICE[code]}.")
    accepted(reply, f"bucket “{bucket}”")

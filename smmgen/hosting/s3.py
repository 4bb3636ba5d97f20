"""A bucket of Amazon S3, or of any server that speaks its language.

Source: Amazon S3 API reference, PutObject and signature version 4; read 2026-11.
"""

from urllib.parse import quote

from smmgen.adapter import Request, Session
from smmgen.hosting.answer import Place, Read, accepted, call, name_of
from smmgen.hosting.signature import Keys, signed
from smmgen.model.bundle import File
from smmgen.model.hosting import Hosting

REGION = "us-east-1"
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
        accepted(
            call(session, Request(method="PUT", url=url, headers=headers, content=content), "bucket"),
            "bucket",
        )
        return f"{settings.get('url') or bucket}/{path}"

    return put

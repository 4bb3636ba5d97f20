"""A server that keeps what is PUT there, such as WebDAV."""

from collections.abc import Mapping
from urllib.parse import quote

from smmgen.adapter import Request, Session
from smmgen.hosting.answer import Place, Read, accepted, call, name_of
from smmgen.model.bundle import File
from smmgen.model.hosting import Hosting


def place(hosting: Hosting, session: Session) -> Place:
    """Return the place: files lie right below its address, under names that say what is in them."""
    root = hosting.settings["url"]

    def put(file: File, read: Read) -> str:
        url = f"{root}/{quote(name_of(file))}"
        headers: Mapping[str, str] = {"Content-Type": file.media_type}
        if "token" in hosting.secrets:
            headers = {**headers, "Authorization": f"Bearer {session.secret('token')}"}
        request = Request(method="PUT", url=url, headers=headers, content=read(file))
        accepted(call(session, request, "server"), "server")
        return url

    return put

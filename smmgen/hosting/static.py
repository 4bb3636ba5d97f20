"""A site that is published elsewhere from the built `dist/`: nothing is uploaded."""

from urllib.parse import quote

from smmgen.adapter import Session
from smmgen.hosting.answer import Place, Read
from smmgen.model.bundle import File
from smmgen.model.hosting import Hosting


def place(hosting: Hosting, session: Session) -> Place:
    """Return the place: a file has the path there that it has in `dist/`."""
    root = hosting.settings["url"]

    def put(file: File, read: Read) -> str:
        return f"{root}/{quote(file.path)}"

    return put

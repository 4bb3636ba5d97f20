"""Files as assets of a release on GitHub.

Its addresses answer with a redirect, which not every network follows.
Source: GitHub REST API, releases and release assets, version 2022-11-28; read 2026-11.
"""

from typing import Any, Literal
from urllib.parse import quote

from smmgen.adapter import NotHosted, Reply, Request, Session
from smmgen.hosting.answer import Place, Read, accepted, call, name_of
from smmgen.model.bundle import File
from smmgen.model.hosting import Hosting

HOST = "https://api.github.com"
VERSION = "2022-11-28"
PLACE = "release on GitHub"


def place(hosting: Hosting, session: Session) -> Place:
    """Return the place: a release is made where there is none of that tag; an asset is uploaded once."""
    repository, tag = hosting.settings["repository"], hosting.settings["tag"]

    def put(file: File, read: Read) -> str:
        release = _release(session, repository, tag)
        name = name_of(file)
        for asset in release.get("assets") or ():
            if asset.get("name") == name and asset.get("state") == "uploaded":
                return str(asset["browser_download_url"])
        upload = str(release.get("upload_url", "")).partition("{")[0]
        made = _asked(
            session, "POST", f"{upload}?name={quote(name)}", content=read(file), kind=file.media_type
        )
        url = _fields(accepted(made, PLACE)).get("browser_download_url")
        if not url:
            raise NotHosted("GitHub took the picture but did not say where it is.")
        return str(url)

    return put


def _release(session: Session, repository: str, tag: str) -> dict[str, Any]:
    root = f"{session.base_url}/repos/{repository}/releases"
    found = _asked(session, "GET", f"{root}/tags/{quote(tag)}")
    if found.status == 404:
        body = {"tag_name": tag, "name": tag, "prerelease": True, "body": "Pictures of posts."}
        found = _asked(session, "POST", root, json=body)
    return _fields(accepted(found, PLACE))


def _asked(
    session: Session,
    method: Literal["GET", "POST"],
    url: str,
    *,
    json: Any = None,
    content: bytes | None = None,
    kind: str = "",
) -> Reply:
    headers = {
        "Authorization": f"Bearer {session.secret('token')}",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": VERSION,
        **({"Content-Type": kind} if kind else {}),
    }
    return call(session, Request(method=method, url=url, headers=headers, json=json, content=content), PLACE)


def _fields(reply: Reply) -> dict[str, Any]:
    found = reply.json()
    return found if isinstance(found, dict) else {}

"""A GitHub with one repository and its pull requests, written from the REST API's documentation."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile

from smmgen.adapter import Reply, Request
from smmgen.model.brand import Account
from smmgen.proposal.event import CheckRun
from smmgen.testing import Script

COMMIT = "c" * 40
RUN = CheckRun(
    repository="northwind/social",
    page="https://github.com/northwind/social",
    id=42,
    commit=COMMIT,
    head="guest:feature",
    fork="guest/social",
)
BOT = {"login": "github-actions[bot]", "type": "Bot"}


def archive(**files: bytes) -> bytes:
    """Return what a run keeps; a name's `_` is a dot."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name.replace("_", "."), data)
    return made.getvalue()


class Fake(Script):
    """Answers what smmgen asks of GitHub; `comments` are those below pull request 7, `tokens` who was shown one."""

    def __init__(self, kept: bytes, head: str = COMMIT, fork: str | None = "guest/social") -> None:
        super().__init__(Account(name="comment", network="github"), (), "https://api.github.com")
        self.archive = kept
        self.pulls = [{"number": 7, "head": {"sha": head, "repo": fork and {"full_name": fork}}}]
        self.artifacts = [{"name": "changes", "id": 1, "expired": False}, {"name": "preview", "id": 2}]
        self.comments: list[dict[str, Any]] = []
        self.tokens: set[str] = set()

    def call(self, request: Request) -> Reply:
        place = urlsplit(request.url)
        if "Authorization" in request.headers:
            self.tokens.add(place.netloc)
        if place.netloc == "storage.example":
            return Reply(200, {}, self.archive)
        path = place.path.removeprefix("/repos/northwind/social/")
        match request.method, path.split("/"):
            case "GET", ["pulls"]:
                return _json(self.pulls if request.query["head"] == RUN.head else [])
            case "GET", ["actions", "runs", "42", "artifacts"]:
                return _json({"total_count": 2, "artifacts": self.artifacts})
            case "GET", ["actions", "artifacts", "1", "zip"]:
                return Reply(302, {"location": "https://storage.example/signed"}, b"")
            case "GET", ["issues", "7", "comments"]:
                start = (int(request.query["page"]) - 1) * 100
                return _json(self.comments[start : start + 100])
            case "POST", ["issues", "7", "comments"]:
                return self._said({"id": len(self.comments) + 1, "user": BOT, **request.json})
            case "PATCH", ["issues", "comments", number]:
                self.comments[int(number) - 1] |= request.json
                return _json({})
        return Reply(404, {}, b"{}")

    def _said(self, comment: dict[str, Any]) -> Reply:
        if len(comment["body"]) > 65_536:
            return Reply(422, {}, b'{"message": "body is too long (maximum is 65536 characters)"}')
        self.comments.append(comment)
        return Reply(201, {}, b"{}")


def by(login: str, body: str, kind: str = "User") -> Mapping[str, Any]:
    return {"user": {"login": login, "type": kind}, "body": body}


def _json(value: object) -> Reply:
    return Reply(200, {}, json.dumps(value).encode())

"""What GitHub's REST API is asked for a pull request's comment.

Source: GitHub REST API, version 2022-11-28: pull requests, issue comments, artifacts; not yet tried there.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from smmgen.adapter import Broken, NotReached, Reply, Request, Session
from smmgen.model.fault import UsageError
from smmgen.proposal.event import CheckRun

HOST = "https://api.github.com"
VERSION = "2022-11-28"
AUTHOR = "github-actions[bot]"
"""Who writes what a job writes with its own token."""

_PAGE = 100
_MOST_PAGES = 30


class GitHub:
    """One repository on GitHub; every failure is a `UsageError` that says what was asked for."""

    def __init__(self, session: Session, repository: str) -> None:
        self._session = session
        self._root = f"{session.base_url}/repos/{repository}"

    def proposals(self, run: CheckRun) -> list[tuple[int, str]]:
        """Return the open pull requests from the run's branch, each with the commit that it is at now."""
        found = self._asked("GET", "/pulls", query={"state": "open", "head": run.head, "per_page": _PAGE})
        return [
            (int(one["number"]), str(one["head"]["sha"]))
            for one in _items(found.json())
            if ((one["head"].get("repo") or {}).get("full_name")) == run.fork
        ]

    def artifacts(self, run: CheckRun) -> Mapping[str, int]:
        """Return the ids of the files that the run kept, by name."""
        found = self._asked("GET", f"/actions/runs/{run.id}/artifacts", query={"per_page": _PAGE})
        listed = _items((found.json() or {}).get("artifacts"))
        return {str(one["name"]): int(one["id"]) for one in listed if not one.get("expired")}

    def download(self, artifact: int) -> bytes:
        """Return a kept file, as the archive that GitHub makes of it."""
        moved = self._call("GET", f"/actions/artifacts/{artifact}/zip")
        place = moved.headers.get("location", "")
        if moved.status not in (302, 307) or not place.startswith(("https://", self._session.base_url)):
            raise UsageError(f"GitHub did not say where the run's file {artifact} is: {moved.status}.")
        reply = self._sent(Request(method="GET", url=place))  # the token stays with GitHub itself
        if reply.status != 200:
            raise UsageError(f"The run's file {artifact} cannot be fetched: {reply.status}.")
        return reply.body

    def comment(self, number: int, marker: str) -> int | None:
        """Return the id of our comment below a pull request; nobody else's counts, whatever it says."""
        for one in self._comments(number):
            author = one.get("user") or {}
            is_ours = author.get("login") == AUTHOR and author.get("type") == "Bot"
            if is_ours and str(one.get("body", "")).startswith(marker):
                return int(one["id"])
        return None

    def write(self, number: int, comment: int | None, body: str) -> None:
        """Write a comment anew, or a new one."""
        if comment is None:
            self._asked("POST", f"/issues/{number}/comments", json={"body": body})
        else:
            self._asked("PATCH", f"/issues/comments/{comment}", json={"body": body})

    def _comments(self, number: int) -> Iterator[Any]:
        for page in range(1, _MOST_PAGES + 1):
            query: dict[str, str | int] = {"per_page": _PAGE, "page": page}
            found = _items(self._asked("GET", f"/issues/{number}/comments", query=query).json())
            yield from found
            if len(found) < _PAGE:
                return

    def _asked(
        self,
        method: Literal["GET", "POST", "PATCH"],
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        json: Any = None,
    ) -> Reply:
        reply = self._call(method, path, query=query, json=json)
        if not 200 <= reply.status < 300:
            may = " The job needs `pull-requests: write` and `actions: read`." if reply.status == 403 else ""
            raise UsageError(f"GitHub answered {reply.status} to {method} {path}.{may}")
        return reply

    def _call(
        self,
        method: Literal["GET", "POST", "PATCH"],
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        json: Any = None,
    ) -> Reply:
        headers = {
            "Authorization": f"Bearer {self._session.secret('token')}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": VERSION,
        }
        url = f"{self._root}{path}"
        return self._sent(Request(method=method, url=url, headers=headers, query=query or {}, json=json))

    def _sent(self, request: Request) -> Reply:
        try:
            return self._session.call(request)
        except (NotReached, Broken) as fault:
            raise UsageError(f"GitHub cannot be asked: {fault}.") from None


def _items(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

"""The run that checked a proposal, as GitHub tells the job that comes after it."""

from pathlib import Path

import msgspec
from msgspec import Struct

from smmgen.model.fault import UsageError


class _Owner(Struct):
    login: str


class _Repository(Struct):
    full_name: str
    owner: _Owner
    html_url: str = ""


class _Run(Struct):
    id: int
    event: str
    head_sha: str
    head_branch: str | None
    head_repository: _Repository | None


class _Event(Struct):
    repository: _Repository
    workflow_run: _Run


class CheckRun(Struct, frozen=True, kw_only=True):
    """A finished check of a proposal. GitHub says all of this, not the proposal.

    `head` is the proposal's branch as "owner:branch", `fork` the repository that it lies in; both are empty
    where that is deleted by now. `repository` is ours, `page` its address.
    """

    repository: str
    page: str
    id: int
    commit: str
    head: str
    fork: str


def read_event(path: str) -> CheckRun:
    """Read the file that a job's event is in; raise `UsageError` where it is no check of a proposal.

    Source: GitHub documentation, webhook events and payloads, `workflow_run`; as known in
    2026-11, not yet tried on GitHub itself.
    """
    try:
        event = msgspec.json.decode(Path(path).read_bytes(), type=_Event) if path else None
    except (OSError, msgspec.MsgspecError):
        event = None
    if event is None or event.workflow_run.event != "pull_request":
        raise UsageError(
            "This runs in a job that GitHub starts when a check of a pull request has ended (workflow_run); "
            "smmgen init --workflows writes it."
        )
    run, fork = event.workflow_run, event.workflow_run.head_repository
    is_known = fork is not None and run.head_branch
    return CheckRun(
        repository=event.repository.full_name,
        page=event.repository.html_url,
        id=run.id,
        commit=run.head_sha,
        head=f"{fork.owner.login}:{run.head_branch}" if fork and is_known else "",
        fork=fork.full_name if fork and is_known else "",
    )

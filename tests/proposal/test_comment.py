"""One comment below a pull request, kept up to date, whatever the pull request's own job left behind."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from msgspec.structs import replace

from smmgen.adapter import Request
from smmgen.model.change import Change, PostChange, Revision, Showing, VariantChange
from smmgen.model.fault import UsageError
from smmgen.proposal.artifact import MOST_BYTES, read_artifact
from smmgen.proposal.comment import MARKER, keep_comment
from smmgen.proposal.event import read_event
from smmgen.proposal.github import GitHub
from smmgen.review.as_data import as_data
from tests.proposal.github import BOT, COMMIT, RUN, Fake, archive, by

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
SHOWING = Showing(publish_at=AT, status="ready", goes_out=True, messages=1)
SALE = VariantChange(account="tg", network="telegram", before=None, after=SHOWING)
NOTHING = Change(base=Revision("HEAD^1"), head=Revision("here"), brand="N", zone="Europe/Berlin", now=AT)
CHANGE = replace(
    NOTHING, posts=(PostChange(id="sale", title="Sale", state="new", source="s.md", variants=(SALE,)),)
)


def kept(change: Change = CHANGE, number: bytes = b"7\n") -> bytes:
    return archive(number=number, change_json=as_data(change).encode())


def keep(github: Fake, pictures_at: str = "") -> str:
    return keep_comment(GitHub(github, RUN.repository), RUN, pictures_at)


def test_the_comment_is_written_once_and_then_brought_up_to_date() -> None:
    github = Fake(kept())
    assert keep(github) == "Pull request 7: the comment was written."
    github.archive = kept(NOTHING)
    assert keep(github) == "Pull request 7: the comment was brought up to date."
    (comment,) = github.comments
    assert comment["body"].startswith(f"{MARKER}\n### Nothing changes for readers")


def test_the_comment_leads_to_the_preview_of_that_very_run() -> None:
    github = Fake(kept())
    keep(github)
    assert "(https://github.com/northwind/social/actions/runs/42/artifacts/2)" in github.comments[0]["body"]


def test_our_comment_is_found_below_many_and_nobody_elses_is_touched() -> None:
    github = Fake(kept())
    others = [by("guest", MARKER), by("other[bot]", MARKER, "Bot"), *[by("guest", "Nice!")] * 130]
    github.comments = [{"id": place, **one} for place, one in enumerate(others, start=1)]
    github.comments.append({"id": 133, "user": BOT, "body": f"{MARKER}\nold"})
    keep(github)
    assert [one["body"] for one in github.comments[:2]] == [MARKER, MARKER]
    assert (len(github.comments), "Sale" in github.comments[-1]["body"]) == (133, True)


def test_the_token_is_shown_to_github_alone() -> None:
    github = Fake(kept())
    keep(github)
    assert github.tokens == {"api.github.com"}


QUIET = [
    (Fake(kept(), head="d" * 40), "is closed or has moved on"),
    (Fake(kept(), fork="stranger/social"), "is closed or has moved on"),
    (Fake(kept(), fork=None), "is closed or has moved on"),
    (Fake(kept(NOTHING)), "Nothing changes for readers, so nothing was written."),
]


@pytest.mark.parametrize(
    ("github", "told"), QUIET, ids=["moved on", "another fork", "deleted fork", "no change"]
)
def test_where_there_is_nothing_to_say_nothing_is_written(github: Fake, told: str) -> None:
    assert told in keep(github)
    assert github.comments == []


def test_a_check_that_kept_nothing_is_no_fault() -> None:
    github = Fake(kept())
    github.artifacts = [{"name": "changes", "id": 1, "expired": True}]
    assert "kept nothing to tell" in keep(github)


FORGED = [
    ("another pull request", kept(number=b"8"), "names pull request 8"),
    ("no number", kept(number=b"7; rm"), "no pull request's number"),
    ("a negative one", kept(number=b"-7"), "no pull request's number"),
    ("no archive", b"PK\x03\x04", "no archive with a number"),
    ("other names", archive(change=b"{}"), "no archive with a number"),
    ("a bomb", archive(number=b"7", change_json=b" " * (MOST_BYTES + 1)), "longer than 8 MB"),
    ("no change", archive(number=b"7", change_json=b"[1]"), "no change in the form"),
    ("other types", archive(number=b"7", change_json=b'{"posts": [{"id": 3}]}'), "no change in the form"),
    ("deep data", archive(number=b"7", change_json=b"[" * 100_000), "no change in the form"),
]


@pytest.mark.parametrize(("data", "told"), [one[1:] for one in FORGED], ids=[one[0] for one in FORGED])
def test_what_a_proposal_forges_is_refused(data: bytes, told: str) -> None:
    github = Fake(data)
    with pytest.raises(UsageError, match=told):
        keep(github)
    assert github.comments == []


def test_forged_words_stay_words() -> None:
    wild = "</details><script> @everyone ![x](https://evil.example) <!-- smmgen"
    post = replace(CHANGE.posts[0], title=wild, id=wild, source=wild, was=wild)
    github = Fake(kept(replace(CHANGE, posts=(post,), zone="../../etc/passwd", brand=wild)))
    keep(github, "https://preview.example/{number}/")
    body = github.comments[0]["body"].removeprefix(MARKER)
    assert [sign for sign in ("<script", "@e", "![", "](https://evil", "<!--") if sign in body] == []


def test_an_archive_is_read_without_touching_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = archive(number=b"7", change_json=as_data(CHANGE).encode(), **{"../evil": b"x"})
    assert read_artifact(data).number == 7
    assert list(tmp_path.iterdir()) == []


def called(job: dict[str, str], folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "smmgen", "comment"]
    environment = {**os.environ, **job}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def event(place: Path, kind: str = "pull_request") -> Path:
    owner = {"login": "guest"}
    run = {"id": 42, "event": kind, "head_sha": COMMIT, "head_branch": "feature", "pull_requests": []}
    run["head_repository"] = {"full_name": "guest/social", "owner": owner}
    ours = {
        "full_name": "northwind/social",
        "owner": owner,
        "html_url": "https://github.com/northwind/social",
    }
    place.write_text(json.dumps({"action": "completed", "repository": ours, "workflow_run": run}))
    return place


def test_the_run_is_known_from_github_alone(tmp_path: Path) -> None:
    assert read_event(str(event(tmp_path / "event.json"))) == RUN


@pytest.mark.parametrize("kind", ["push", "schedule"])
def test_a_run_that_checked_no_proposal_is_refused(kind: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="when a check of a pull request has ended"):
        read_event(str(event(tmp_path / "event.json", kind)))


class Handler(BaseHTTPRequestHandler):
    """The fake GitHub, over HTTP."""

    github: Fake

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        path, _, query = self.path.partition("?")
        values = dict(part.split("=", 1) for part in query.replace("%3A", ":").split("&") if part)
        body = json.loads(self.rfile.read(length)) if length else None
        url = "https://storage.example" if path == "/signed" else f"https://api.github.com{path}"
        reply = self.github.call(Request(method=self.command, url=url, query=values, json=body))
        self.send_response(reply.status)
        if "location" in reply.headers:
            self.send_header("Location", f"http://{self.headers['Host']}/signed")
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_POST = do_PATCH = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_command_does_it_as_the_job_calls_it(tmp_path: Path) -> None:
    Handler.github = Fake(kept())
    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    job = {"GITHUB_EVENT_PATH": str(event(tmp_path / "event.json")), "GITHUB_TOKEN": "ghs_0123456789"}
    job["GITHUB_API_URL"] = f"http://127.0.0.1:{server.server_port}"
    try:
        done = called(job, tmp_path)
    finally:
        server.shutdown()
        server.server_close()
    assert (done.returncode, done.stdout) == (0, "Pull request 7: the comment was written.\n"), done
    assert "ghs_" not in done.stdout + done.stderr

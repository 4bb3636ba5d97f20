"""`publish`, `status` and `ledger` as a person types them, in a repository of their own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from smmgen.cli.occasion import nobody
from smmgen.cli.ways import Wish, _once
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.state import Changes
from smmgen.model.bundle import Bundle
from smmgen.pipeline import Built
from smmgen.publish.sessions import Sessions
from smmgen.sandbox.server import start
from smmgen.secrets import Redactor, no_secret
from tests import here
from tests.ledger.repository import git
from tests.publish.stage import DUE

ROOT = Path(__file__).parents[2]
CONFIG = """brand: {{name: Northwind, timezone: Europe/Berlin}}
theme: northwind
accounts:
  tg: {{network: telegram, chat: "@northwind", token: env:TG_TOKEN, base_url: {url}/telegram}}
  masto: {{network: mastodon, token: env:MASTO_TOKEN, base_url: {url}/mastodon}}
"""
POST = """---
title: Sale
publish_at: 2026-12-01 10:00
status: ready
---
Our beans cost less tomorrow.
"""
NOON = ("--now", "2026-12-01 12:00")


@dataclass
class Shop:
    """A brand's repository, and a command line in it."""

    root: Path
    environment: dict[str, str]

    def smmgen(self, *arguments: str, exit_code: int = 0) -> str:
        """Run a command; return what it printed to both streams."""
        done = here.smmgen("-C", str(self.root), *arguments, environment=self.environment, is_mixed=True)
        assert done.returncode == exit_code, done.stdout
        assert "Traceback" not in done.stdout
        return done.stdout

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with start(0, now=lambda: DUE) as running:
        yield running.url


@pytest.fixture
def shop(tmp_path: Path, url: str) -> Shop:
    return opened_shop(tmp_path, url)


def opened_shop(root: Path, url: str) -> Shop:
    """Make a brand's repository, with a post that is due."""
    made = Shop(
        root,
        {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "HOME": "/nonexistent",
            "TG_TOKEN": "1:sandbox",
            "MASTO_TOKEN": "1:sandbox.brand",
        },
    )
    made.write("smmgen.yaml", CONFIG.format(url=url))
    made.write("content/posts/2026-12-01-sale.md", POST)
    shutil.copytree(ROOT / "themes/northwind", root / "themes/northwind")
    git(root, "init", "-q")
    return made


def test_from_an_empty_ledger_to_a_published_post(shop: Shop) -> None:
    assert "smmgen ledger init" in shop.smmgen("publish", *NOON, exit_code=4)
    assert "Started the ledger" in shop.smmgen("ledger", "init", "--now", "2026-11-30 09:00")
    assert "2 to be published" in shop.smmgen("publish", "--dry-run", *NOON)
    told = shop.smmgen("publish", *NOON)
    assert "tg/sale.0: published https://t.me/northwind/" in told
    assert "2 h late" in told
    assert "2 public already" in shop.smmgen("publish", *NOON)
    assert "tg/sale.0  published" in shop.smmgen("status", *NOON)
    assert "SENDING" in shop.smmgen("ledger", "show", "tg/sale.0")
    assert "is sound" in shop.smmgen("ledger", "verify")
    assert "There is a ledger already" in shop.smmgen("ledger", "init")


def test_json_keeps_to_its_contract(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    report = json.loads(shop.smmgen("publish", *NOON, "--format", "json", "--account", "masto"))
    (line,) = report["deliveries"]
    assert report["now"] == "2026-12-01T11:00:00Z"
    assert report["summary"] == {"published": 1}
    assert {"post": "sale", "account": "masto", "network": "mastodon", "number": 0}.items() <= line.items()
    assert {"outcome": "published", "attempts": 1, "error": ""}.items() <= line.items()
    assert line["url"]
    assert line["remote_id"]


def test_a_run_may_wait_until_all_is_settled(shop: Shop, url: str) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    fault = {"network": "telegram", "method": "sendMessage", "kind": "refuse-429-retry-after"}
    httpx.post(f"{url}/sandbox/faults", json=fault, trust_env=False, verify=False).raise_for_status()
    told = shop.smmgen("publish", "--account", "tg", "--until-settled", "5", *NOON)
    assert "tg/sale.0: published" in told
    history = shop.smmgen("ledger", "show", "tg/sale.0")
    assert [word for word in ("RETRY", "POSTED") if word in history] == ["RETRY", "POSTED"]


def test_the_job_s_page_tells_what_a_person_has_to_do(shop: Shop, tmp_path: Path) -> None:
    page, kept = tmp_path / "page.md", tmp_path / "out/report.json"
    shop.environment["GITHUB_STEP_SUMMARY"] = str(page)
    shop.smmgen("publish", *NOON, exit_code=4)
    assert "## Nothing was sent" in page.read_text("utf-8")
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.smmgen("publish", "--account", "tg", "--report", str(kept), *NOON)
    assert json.loads(kept.read_text("utf-8"))["summary"] == {"published": 1}
    shop.smmgen("publish", "--now", "2026-12-03 10:00", exit_code=3)
    told = page.read_text("utf-8")
    assert "| tg/sale.0 | <https://t.me/northwind/" in told
    assert "### Waits for you" in told
    assert "smmgen ledger resolve masto/sale.0 --posted URL \\| --resend" in told


def test_the_alarm_rings_only_when_somebody_is_needed(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    assert shop.smmgen("status", "--alarm", "--now", "2026-12-01 10:30") == ""
    told = shop.smmgen("status", "--alarm", *NOON, exit_code=3)
    assert told == (
        "2 due since 2 h and no run has sent them: "
        "is the publishing workflow disabled, or are its runs failing?\n"
    )
    assert "2 waiting for a person" in shop.smmgen("status", "--alarm", "--now", "2026-12-03", exit_code=3)
    shop.smmgen("publish", *NOON)
    assert shop.smmgen("status", "--alarm", *NOON) == ""


def test_the_alarm_tells_that_schedules_are_about_to_stop(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-12-05")
    git(shop.root, "commit", "-qm", "Begin", "--allow-empty", "--date", "2020-01-01T00:00:00Z")
    assert shop.smmgen("status", "--alarm", "--now", "2026-12-06") == ""
    told = shop.smmgen("status", "--alarm", "--now", "2027-03-01", exit_code=3)
    assert "GitHub stops the schedules of a public repository after 60 days" in told


def test_a_dry_run_is_the_same_byte_for_byte(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    command = [sys.executable, "-m", "smmgen", "-C", str(shop.root)]
    first, second = (
        subprocess.check_output(
            [*command, "publish", "--dry-run", *NOON, "--format", "json"],
            env={**shop.environment, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    )
    assert first == second
    assert json.loads(first)["summary"] == {"would-publish": 2}


def test_what_is_past_when_the_ledger_starts_is_skipped(shop: Shop) -> None:
    assert "2 past deliveries are skipped" in shop.smmgen("ledger", "init", *NOON)
    assert "Nothing is due" in shop.smmgen("publish", *NOON)


def test_what_is_held_is_freed_by_the_command_that_is_told(shop: Shop) -> None:
    late = ("--now", "2026-12-03 10:00")
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    told = shop.smmgen("publish", "--account", "tg", *late, exit_code=3)
    assert "tg/sale.0: held: 2 days late, and nothing goes out more than 6 h late" in told
    assert "smmgen ledger resolve tg/sale.0" in told
    assert "Stuck" in shop.smmgen("status", *late)
    assert "goes out with the next run" in shop.smmgen("ledger", "resolve", "tg/sale.0", "--resend")
    assert "tg/sale.0: published" in shop.smmgen("publish", "--account", "tg", *late)
    assert "is POSTED" in shop.smmgen("ledger", "resolve", "tg/sale.0", "--skip", exit_code=2)


def test_the_kill_switch_and_the_switch_of_the_environment(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    assert "To go on: smmgen ledger resume tg" in shop.smmgen("ledger", "pause", "tg", "--why", "legal asked")
    assert "tg: 1 due, but paused in the ledger: legal asked" in shop.smmgen(
        "publish", "--account", "tg", *NOON
    )
    shop.smmgen("ledger", "resume", "tg")
    shop.environment["SMM_PUBLISH"] = "off"
    assert "switched off" in shop.smmgen("publish", *NOON)
    del shop.environment["SMM_PUBLISH"]
    assert "1 published" in shop.smmgen("publish", "--account", "tg", *NOON)


def test_what_was_paused_can_be_resumed_after_its_account_is_gone(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.smmgen("ledger", "pause", "tg")
    shop.write("smmgen.yaml", "brand: {name: Northwind, timezone: Europe/Berlin}\n")
    assert "Resumed tg" in shop.smmgen("ledger", "resume", "tg")


def test_a_file_that_cannot_be_read_does_not_stop_the_kill_switch(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.write("smmgen.yaml", "brand: [")
    assert "Paused tg" in shop.smmgen("ledger", "pause", "tg")


def test_an_empty_ledger_says_so(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    assert "Nothing is on record yet" in shop.smmgen("ledger", "show")


def test_errors_cost_only_what_is_due(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.write("content/posts/broken.md", POST.replace("title: Sale", "titel: Broken"))
    assert "tg/broken.0: left out: content/posts/broken.md" in shop.smmgen("publish", *NOON, exit_code=1)
    shop.write(
        "content/posts/broken.md", POST.replace("title: Sale", "titel: Broken").replace("12-01", "12-09")
    )
    assert "broken" not in shop.smmgen("publish", *NOON)


WRONG = [
    (("publish", "--now", "tomorrow"), "is no time"),
    (("publish", "--post", "sail"), "There is no post “sail”. Did you mean “sale”?"),
    (("publish", "--account", "vk"), "there are: tg, masto"),
    (("ledger", "resolve", "sale", "--skip"), "names no delivery"),
    (("ledger", "resolve", "tg/sale.0"), "Say one of"),
    (("ledger", "resolve", "tg/sale.0", "--skip"), "knows nothing of tg/sale.0"),
    (
        ("ledger", "pause", "tgg"),
        "There is no account “tgg” in smmgen.yaml, so nothing was paused. Did you mean “tg”?",
    ),
]


@pytest.mark.parametrize(("arguments", "why"), WRONG)
def test_what_cannot_be_done_is_said(shop: Shop, arguments: tuple[str, ...], why: str) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    assert why in shop.smmgen(*arguments, exit_code=2)


def test_a_secret_that_is_not_set_is_named(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    token = shop.environment.pop("TG_TOKEN")
    told = shop.smmgen("publish", *NOON, exit_code=3)
    assert "TG_TOKEN is not set" in told
    assert "masto/sale.0: published" in told
    assert token not in told
    shop.environment.pop("MASTO_TOKEN")
    assert "TG_TOKEN is not set" in shop.smmgen("publish", *NOON, exit_code=2)


def test_the_future_is_not_published_to_real_networks(shop: Shop, url: str) -> None:
    shop.smmgen("ledger", "init")
    shop.write("smmgen.yaml", CONFIG.format(url=url).replace(f", base_url: {url}/telegram", ""))
    far = ("--now", f"{datetime.now().year + 2}-01-01")  # noqa: DTZ005
    assert "lies in the future" in shop.smmgen("publish", *far, exit_code=2)
    shop.smmgen("publish", *far, "--dry-run", exit_code=3)


def test_a_claim_of_the_past_is_not_made_on_real_networks(shop: Shop, url: str) -> None:
    """Another publisher would take it for one that was cut off, and begin again."""
    shop.smmgen("ledger", "init", "--now", "2025-11-30")
    shop.write("smmgen.yaml", CONFIG.format(url=url).replace(f", base_url: {url}/telegram", ""))
    past = ("--now", "2025-12-01 12:00")
    told = shop.smmgen("publish", *past, exit_code=2)
    assert "lies in the past" in told
    assert "--resend" in told
    shop.smmgen("publish", *past, "--account", "masto")


def test_what_was_built_for_long_is_published_at_the_time_of_sending() -> None:
    """Other publishers must see how old a claim is, and the clock is compared with the networks'."""
    built = Built(None, Bundle({}), ())
    began = datetime.now(UTC)
    wish = Wish(
        root=ROOT, now=began - timedelta(minutes=9), is_real_time=True, redact=Redactor(), run="local.1.a"
    )
    ledger = MemoryLedger()
    ledger.cas(ABSENT, Changes())
    with Sessions(no_secret, lambda: began) as sessions:
        report = _once(wish, built, nobody(), ledger, sessions, None, no_secret)
    assert began <= report.now <= datetime.now(UTC)


def test_outside_of_git_there_is_no_ledger(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / ".git").rename(tmp_path / "nothing")
    assert "git init" in shop.smmgen("publish", *NOON, exit_code=4)
    assert "2 to be published" in shop.smmgen("publish", "--dry-run", *NOON)


def test_resuming_says_what_stays_paused(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.smmgen("ledger", "pause", "tg")
    shop.smmgen("ledger", "pause")
    assert "Everything is still paused" in shop.smmgen("ledger", "resume", "tg")
    shop.smmgen("ledger", "pause", "tg")
    told = shop.smmgen("ledger", "resume")
    assert "tg is still paused by itself. To go on: smmgen ledger resume tg" in told
    assert "still" not in shop.smmgen("ledger", "resume", "tg")


def test_a_trial_tells_of_posts_that_nobody_called_ready(shop: Shop) -> None:
    shop.write("content/posts/idea.md", POST.replace("status: ready", "status: review"))
    shop.write("content/posts/later.md", POST.replace("status: ready", "").replace("12-01", "12-09"))
    told = "The time of “idea” has come, but its status is review, not ready."
    for option in ("--dry-run", "--sandbox"):
        shown = shop.smmgen("publish", option, *NOON)
        assert told in shown
        assert "later" not in shown
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    assert "idea" not in shop.smmgen("publish", *NOON)


def test_an_earlier_rehearsal_says_how_to_begin_anew(shop: Shop) -> None:
    told = shop.smmgen("publish", "--sandbox", "--account", "tg", "--now", "2026-12-05 10:00")
    assert "Rehearsals began" not in told
    told = shop.smmgen("publish", "--sandbox", "--account", "tg", *NOON)
    assert "Rehearsals began at 2026-12-05 10:00" in told
    assert "smmgen sandbox --fresh" in told
    assert "published" not in told


FEED = "feed: {url: https://northwind.example/feed, accounts: [tg]}\n"


def _fed(shop: Shop) -> list[str]:
    feed = json.loads((shop.root / "dist/feed/feed.json").read_text("utf-8"))
    return [item["content_html"] for item in feed["items"]]


def test_the_feed_has_what_is_public_and_nothing_before(shop: Shop, url: str) -> None:
    shop.write("smmgen.yaml", CONFIG.format(url=url) + FEED)
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.smmgen("ledger", "pause")
    shop.smmgen("publish", *NOON)
    assert _fed(shop) == []
    shop.smmgen("ledger", "resume")
    shop.smmgen("publish", "--dry-run", *NOON)
    assert _fed(shop) == []
    shop.smmgen("publish", *NOON)
    assert _fed(shop) == ["<p>Our beans cost less tomorrow.</p>"]


def test_another_build_writes_the_same_feed_and_one_of_a_retracted_post_is_empty(
    shop: Shop, url: str
) -> None:
    shop.write("smmgen.yaml", CONFIG.format(url=url) + FEED)
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.smmgen("publish", *NOON)
    before = (shop.root / "dist/feed/feed.xml").read_bytes()
    shop.smmgen("build", "--feed", "--out", str(shop.root / "other"))
    assert (shop.root / "other/feed/feed.xml").read_bytes() == before
    shop.smmgen("retract", "sale", "--yes")
    shop.smmgen("build", "--feed")
    assert _fed(shop) == []


def test_what_is_public_stays_in_the_feed_when_its_time_is_moved(shop: Shop, url: str) -> None:
    shop.write("smmgen.yaml", CONFIG.format(url=url) + FEED)
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.smmgen("publish", "--account", "tg", *NOON)
    before = (shop.root / "dist/feed/feed.xml").read_bytes()
    shop.write("content/posts/2026-12-01-sale.md", POST.replace("2026-12-01", "2026-12-20"))
    shop.smmgen("publish", "--account", "tg", *NOON)
    assert (shop.root / "dist/feed/feed.xml").read_bytes() == before


def test_a_rehearsal_leaves_the_public_feed_alone(shop: Shop, url: str) -> None:
    shop.write("smmgen.yaml", CONFIG.format(url=url) + FEED)
    shop.smmgen("publish", "--sandbox", *NOON)
    assert not (shop.root / "dist/feed").exists()
    assert "Our beans" in (shop.root / ".smmgen/sandbox/feed/feed.xml").read_text("utf-8")


def test_a_feed_without_its_key_or_ledger_says_what_is_missing(shop: Shop, url: str) -> None:
    assert "needs `feed:` in smmgen.yaml" in shop.smmgen("build", "--feed", exit_code=2)
    shop.write("smmgen.yaml", CONFIG.format(url=url) + FEED)
    assert "smmgen ledger init" in shop.smmgen("build", "--feed", exit_code=4)

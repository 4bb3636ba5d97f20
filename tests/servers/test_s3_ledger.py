"""The ledger in a bucket of a real S3 server: the contract, the rights it needs, the command line, races and kills."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from smmgen.ledger.ledger import ABSENT
from smmgen.model.fault import LedgerUnsafe
from smmgen.sandbox.server import start
from tests.crash.kills import kill_many
from tests.ledger.contract import *  # noqa: F403
from tests.ledger.written import ONE, changes, posted, sending
from tests.publish.stage import DUE
from tests.publish.test_command import CONFIG, NOON, POST, Shop
from tests.servers.ledger_bucket import KEYS, NAME, fresh_prefix, objects, opened, race
from tests.servers.moto import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def make(ledger_s3: str) -> Make:  # noqa: F405
    """Return a function that opens the same ledger, each time as another publisher would."""
    prefix = fresh_prefix()
    return lambda: opened(ledger_s3, prefix)


def test_the_rights_in_the_documentation_are_enough_and_no_more(guarded_s3: Store) -> None:
    page = (ROOT / "docs/publishing.md").read_text("utf-8")
    policy = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert policy
    assert f'"arn:aws:s3:::{NAME}' in policy[1]
    key, secret = guarded_s3.sign_up(policy[1])
    keys = {"key": key, "secret": secret}
    ledger = opened(guarded_s3.url, "northwind", keys)
    assert not ledger.exists()
    assert ledger.cas(ABSENT, changes(sending()))
    assert ledger.cas(ledger.read()[1], changes(posted(sending())))
    assert opened(guarded_s3.url, "northwind", keys).read()[0].last(ONE) == posted(sending())
    with pytest.raises(LedgerUnsafe, match="AccessDenied: the `key` may not do that there"):
        opened(guarded_s3.url, "southwind", keys).cas(ABSENT, changes(sending()))
    with pytest.raises(LedgerUnsafe, match="SignatureDoesNotMatch: the `secret` is not that") as told:
        opened(guarded_s3.url, "northwind", {**keys, "secret": "wrong-secret"}).read()
    assert "wrong-secret" not in str(told.value)


LEDGER = "ledger: {{s3: {{endpoint: {url}, bucket: {name}, prefix: {prefix}, key: env:S3_KEY, secret: env:S3_SECRET}}}}\n"


@pytest.fixture
def shop(tmp_path: Path, ledger_s3: str) -> Iterator[Shop]:
    """Make a brand's repository whose ledger is in the bucket."""
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "HOME": "/nonexistent",
        "TG_TOKEN": "1:sandbox",
        "MASTO_TOKEN": "1:sandbox.brand",
        "S3_KEY": KEYS["key"],
        "S3_SECRET": KEYS["secret"],
    }
    with start(0, now=lambda: DUE) as running:
        made = Shop(tmp_path, environment)
        where = LEDGER.format(url=ledger_s3, name=NAME, prefix=fresh_prefix())
        made.write("smmgen.yaml", CONFIG.format(url=running.url) + where)
        made.write("content/posts/2026-12-01-sale.md", POST)
        shutil.copytree(ROOT / "themes/northwind", tmp_path / "themes/northwind")
        yield made


def cut_off(shop: Shop, ledger_s3: str) -> None:
    """Take the last letter of the newest object away."""
    prefix = re.search(r"prefix: ([^,]+),", (shop.root / "smmgen.yaml").read_text())
    assert prefix
    there = objects(ledger_s3, prefix[1])
    head = there.get("HEAD")
    assert there.put("HEAD", head.content[:-1], head.tag).is_stored


def test_every_command_works_with_a_bucket_and_needs_no_git(shop: Shop) -> None:
    assert "smmgen ledger init" in shop.smmgen("publish", *NOON, exit_code=4)
    assert f"Started the ledger: the bucket “{NAME}”" in shop.smmgen("ledger", "init", "--now", "2026-11-30")
    assert "There is a ledger already, the bucket" in shop.smmgen("ledger", "init")
    assert "2 to be published" in shop.smmgen("publish", "--dry-run", *NOON)
    shop.smmgen("ledger", "pause", "tg", "--why", "storm")
    assert "paused in the ledger: storm" in shop.smmgen("publish", *NOON, exit_code=0)
    shop.smmgen("ledger", "resume", "tg")
    assert "tg/sale.0: published" in shop.smmgen("publish", *NOON)
    assert "2 public already" in shop.smmgen("publish", *NOON)
    assert "masto/sale.0  published" in shop.smmgen("status", *NOON)
    assert "SENDING" in shop.smmgen("ledger", "show", "tg/sale.0")
    assert "4 lines in" in shop.smmgen("ledger", "verify")
    assert "POSTED" in shop.smmgen("ledger", "export")


def test_what_is_public_is_edited_and_retracted_and_what_is_held_is_resolved(shop: Shop) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    shop.smmgen("publish", *NOON)
    shop.write("content/posts/2026-12-01-sale.md", POST.replace("tomorrow", "today"))
    assert "edited" in shop.smmgen("edit", "sale", "--account", "masto")
    assert "retracted" in shop.smmgen("retract", "sale", "--account", "masto", "--yes")
    shop.write("content/posts/2026-12-01-late.md", POST.replace("Sale", "Late"))
    assert "held" in shop.smmgen("publish", "--now", "2026-12-02 12:00", exit_code=3)
    shop.smmgen("ledger", "resolve", "tg/late.0", "--skip")
    assert "SKIPPED" in shop.smmgen("ledger", "show", "tg/late.0")


@pytest.mark.parametrize(
    "command", [("publish", *NOON), ("status",), ("ledger", "verify"), ("ledger", "show")]
)
def test_damage_stops_every_command_with_4(shop: Shop, ledger_s3: str, command: tuple[str, ...]) -> None:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    cut_off(shop, ledger_s3)
    told = shop.smmgen(*command, exit_code=4)
    assert "is damaged: HEAD" in told


def test_a_bucket_that_is_away_or_not_named_whole_is_told_without_a_secret(
    shop: Shop, ledger_s3: str
) -> None:
    written = (shop.root / "smmgen.yaml").read_text()
    shop.write("smmgen.yaml", written.replace(ledger_s3, "http://127.0.0.1:9"))
    told = shop.smmgen("publish", *NOON, exit_code=4)
    assert f"The ledger in the bucket “{NAME}” cannot be read: 127.0.0.1 cannot be reached" in told
    assert KEYS["key"] not in told + shop.smmgen("ledger", "pause", exit_code=4)
    shop.write("smmgen.yaml", written.replace("prefix", "folder"))
    for command in (("publish", *NOON), ("ledger", "pause"), ("status",)):
        assert "smmgen.yaml:6: The ledger in “s3”" in shop.smmgen(*command, exit_code=2)
    shop.environment["S3_SECRET"] = ""
    shop.write("smmgen.yaml", written)
    assert "S3_SECRET is empty" in shop.smmgen("publish", *NOON, exit_code=2)


def test_two_ledgers_are_one_too_many(shop: Shop) -> None:
    shop.environment["SMM_LEDGER_REMOTE"] = "none"
    assert "There is one ledger" in shop.smmgen("ledger", "init", exit_code=2)


def test_two_processes_publish_each_post_once(ledger_s3: str) -> None:
    assert sum(race(ledger_s3, 24)) == 24


def test_killed_publishers_double_and_lose_nothing(tmp_path: Path, ledger_s3: str) -> None:
    found = kill_many(tmp_path, kills=4, bucket=f"{ledger_s3}/{NAME}/kills")
    assert found.wrong == []
    assert found.kills >= 4
    assert found.ends["POSTED"] > found.ends.total() / 2

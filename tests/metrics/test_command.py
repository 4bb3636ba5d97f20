"""`metrics pull`, `metrics show` and what `plan new` makes of it, as a person types them."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from smmgen.sandbox.server import start
from tests.ledger.repository import git
from tests.publish.test_command import ROOT, Shop

CONFIG = """brand: {{name: Northwind, timezone: Europe/Berlin}}
accounts:
  tg: {{network: telegram, chat: "@northwind", token: env:TG_TOKEN, base_url: {url}/telegram}}
  masto: {{network: mastodon, token: env:MASTO_TOKEN, base_url: {url}/mastodon}}
rubrics: {{promo: {{title: Offers}}, tips: {{title: Tips}}}}
"""
STRATEGY = "---\nrubrics: {promo: {share: 50%}, tips: {share: 50%}}\ncadence: {masto: 3}\n---\nWhy.\n"
POST = """---
title: {name}
publish_at: {at}
status: ready
rubric: {rubric}
---
All about our {name}.
"""


@pytest.fixture
def url() -> Iterator[str]:
    with start(0) as running:
        yield running.url


@pytest.fixture
def shop(tmp_path: Path, url: str) -> Shop:
    """Make a brand that published two posts an hour ago."""
    secrets = {"TG_TOKEN": "1:sandbox", "MASTO_TOKEN": "1:sandbox.brand"}
    found = {"PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": "/nonexistent"}
    made = Shop(tmp_path, found | secrets)
    made.write("smmgen.yaml", CONFIG.format(url=url))
    at = (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="minutes")
    for name, rubric in (("sale", "promo"), ("beans", "tips")):
        made.write(f"content/posts/{name}.md", POST.format(name=name, at=at, rubric=rubric))
    git(tmp_path, "init", "-q")
    made.smmgen("ledger", "init", "--now", "2020-01-01")
    made.smmgen("publish")
    return made


def read(url: str, post: str, **numbers: int) -> None:
    posts = httpx.get(
        f"{url}/sandbox/posts", params={"network": "mastodon"}, trust_env=False, verify=False
    ).json()["posts"]
    found = next(one for one in posts if post in one["text"])
    given = {"network": "mastodon", "account": "brand", "id": found["id"], "numbers": numbers}
    httpx.post(f"{url}/sandbox/numbers", json=given, trust_env=False, verify=False).raise_for_status()


def pulled(shop: Shop, *arguments: str, exit_code: int = 0) -> dict[str, str]:
    report = json.loads(shop.smmgen("metrics", "pull", "--format", "json", *arguments, exit_code=exit_code))
    return {one["post"]: one["outcome"] for one in report["posts"]}


def test_numbers_are_pulled_and_kept_where_they_are_new(shop: Shop, url: str) -> None:
    read(url, "sale", reactions=30, comments=2)
    told = shop.smmgen("metrics", "pull")
    assert "tg (telegram): 0 followers: The Bot API tells no views" in told
    assert "  sale: 30 reactions, 2 comments, 0 shares\n" in told
    assert pulled(shop) == {"sale": "same", "beans": "same"}
    read(url, "beans", reactions=1)
    assert pulled(shop) == {"sale": "same", "beans": "new"}
    assert pulled(shop, "--post", "sale", "--account", "masto") == {"sale": "same"}
    month = f"{datetime.now(UTC):%Y-%m}"
    lines = git(shop.root, "show", f"smm-ledger:metrics/masto/{month}.jsonl").splitlines()
    assert len(lines) == 4  # followers, two posts, and one of them again
    assert "is sound" in shop.smmgen("ledger", "verify")
    assert "2 public already" in shop.smmgen("publish", "--account", "masto")


def test_a_month_is_a_table_and_leads_to_the_next_plan(shop: Shop, url: str) -> None:
    read(url, "sale", reactions=30, comments=9)
    read(url, "beans", reactions=1, comments=1)
    shop.smmgen("metrics", "pull")
    rows = list(csv.DictReader(shop.smmgen("metrics", "show").splitlines()))
    assert {"post": "sale", "account": "masto", "metric": "reactions", "value": "30"} in rows
    shop.write("plans/strategy.md", STRATEGY)
    now = datetime.now(UTC)
    following = f"{now.year + now.month // 12}-{now.month % 12 + 1:02}"
    shop.smmgen("plan", "new", following)
    plan = (shop.root / f"plans/{following}.md").read_text("utf-8")
    assert "- sale (promo): 1.9 times as well as usual" in plan
    assert "Offers, after “sale”: …" in plan


def test_a_network_that_is_down_costs_exit_code_3(shop: Shop, url: str) -> None:
    fault = {"network": "mastodon", "method": "*", "kind": "503-before", "times": 9}
    httpx.post(f"{url}/sandbox/faults", json=fault, trust_env=False, verify=False).raise_for_status()
    told = shop.smmgen("metrics", "pull", exit_code=3)
    assert "masto (mastodon): Mastodon answered 503" in told
    assert "1:sandbox" not in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--account", "nobody"], "There is no account “nobody” in smmgen.yaml; there are: tg, masto."),
        (["--now", "2026-12-01"], "--now needs --sandbox"),
        (["--since", "0"], "0 is not in the range"),
    ],
)
def test_what_cannot_be_asked_is_told(tmp_path: Path, arguments: list[str], told: str) -> None:
    shop = Shop(tmp_path, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)})
    shop.write("smmgen.yaml", CONFIG.format(url="http://127.0.0.1:9"))
    assert told in shop.smmgen("metrics", "pull", *arguments, exit_code=2)


def test_without_a_ledger_nothing_is_asked(tmp_path: Path) -> None:
    shop = Shop(tmp_path, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)})
    shop.write("smmgen.yaml", CONFIG.format(url="http://127.0.0.1:9"))
    git(tmp_path, "init", "-q")
    assert "smmgen ledger init" in shop.smmgen("metrics", "pull", exit_code=4)

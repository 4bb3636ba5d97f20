"""One post of a brand, with all that a post may have, to every network: what the manifest says is what arrives."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest

from smmgen.adapter import adapter, adapter_names
from smmgen.build.digest import variant_digest
from smmgen.cli.deliver import publish_once
from smmgen.http import SecretOf
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.state import Changes
from smmgen.model.brand import Account
from smmgen.model.delivery import Delivery
from smmgen.pipeline import Built, build
from smmgen.publish.deliveries import deliveries
from smmgen.publish.rehearsal import forget, hosting, pointed, secret_of
from smmgen.publish.report import Report
from smmgen.publish.sessions import Sessions
from smmgen.read.tree import Folder
from smmgen.sandbox.networks import FAKES
from smmgen.sandbox.server import Running, start
from tests.check.world import film
from tests.networks.terms import TERMS
from tests.sandbox.near import Near

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
NETWORKS = [name for name in adapter_names() if name in FAKES]
POLLING = [name for name in NETWORKS if "poll" in adapter(name).abilities]
THREADED = [name for name in NETWORKS if "thread" in adapter(name).abilities]
MORE = {"newsletter": {"unsubscribe": "https://example.com/leave?reader={address}"}}
TEXT = """\
At 16:00 we light the **fourth candle**, and Jonas puts his hand into the sack. He argues his case at @northwind_ru.

1. *Guji*: peach and black tea
2. *Gayo*: cedar, not for everybody

> Lev wants the second one.

What we wrote down is [in the journal](https://example.com/journal?a=1&b=2). #Advent
"""
LONG = "\n\n".join(f"Part {number}: {'The roaster hums and the window steams. ' * 5}" for number in range(4))


def _account(name: str) -> str:
    """Write the account of a network as smmgen.yaml has it."""
    network = adapter(name)
    values: dict[str, Any] = {"network": name, **TERMS[name].options, **MORE.get(name, {})}
    for option, what in network.options.items():
        if what.kind == "secret" and option not in TERMS[name].instead:
            values[option] = f"env:{option.upper()}"
        elif what.required:
            values.setdefault(option, 42 if what.kind == "number" else (what.choices or ("sandbox",))[0])
    values.setdefault("handle", "northwind.example")
    if not network.host:
        values["base_url"] = "https://social.example"
    return f"  {name}: {json.dumps(values)}\n"


def _variant(name: str) -> dict[str, Any]:
    """Return what the post is on a network: a poll where it takes one beside text, a thread where it has them."""
    network = adapter(name)
    limits = network.limits(Account(name=name, network=name))
    asked: dict[str, Any] = {}
    if "image" not in network.abilities:
        asked |= {"images": [], "video": "film.mp4"}
    elif "square" not in limits.sizes:
        asked["images"] = _pictures(next(iter(limits.sizes)))
    if "poll" in network.abilities and limits.poll and limits.poll.has_pictures:
        asked["poll"] = {"question": "Which one?", "options": ["Guji", "Gayo"], "hours": 24}
    if "thread" in network.abilities:
        asked["overflow"] = "thread"
    if "first-comment" in network.abilities:
        asked["first_comment"] = "The bags are **on the shelf** from the second."
    return asked


def _pictures(size: str) -> list[dict[str, str]]:
    return [
        {"photo": "fir.jpg", "size": size, "alt": "A lit candle among fir twigs."},
        {"photo": "beans.jpg", "size": size, "alt": "Dark beans, very near."},
    ]


def _post() -> str:
    front = {
        "id": "fourth-advent",
        "title": "The fourth candle",
        "publish_at": "2026-12-20 10:00",
        "status": "ready",
        "tags": ["coffee"],
        "link": "https://example.com/january",
        "images": _pictures("square"),
        "variants": {name: _variant(name) for name in NETWORKS},
    }
    return f"---\n{json.dumps(front, indent=1)}\n---\n{TEXT}\n---\n\n::: only {' '.join(THREADED)}\n{LONG}\n:::\n"


def with_poll(repository: Path) -> Path:
    """Add a poll without pictures, for every network that has polls."""
    front = {
        "id": "which-one",
        "title": "Which one?",
        "publish_at": "2026-12-20 10:00",
        "status": "ready",
        "accounts": POLLING,
        "poll": {"question": "Which one?", "options": ["Guji", "Gayo"], "hours": 24},
    }
    made = f"---\n{json.dumps(front, indent=1)}\n---\nTwo bags, one evening.\n"
    (repository / "content/posts/which-one.md").write_text(made, "utf-8")
    return repository


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("brand")
    folder = root / "content/posts/fourth-advent"
    folder.mkdir(parents=True)
    for target, source in {"fir.jpg": "fir-candle.jpg", "beans.jpg": "beans-macro.jpg"}.items():
        shutil.copy(ROOT / "content/media" / source, folder / target)
    (folder / "film.mp4").write_bytes(film())
    (folder / "index.md").write_text(_post(), "utf-8")
    brand = (
        "brand: {name: Northwind, timezone: Europe/Berlin}\nhosting: {static: {url: https://example.com}}\n"
        "secrets: {keep: [cat]}\n"
    )
    (root / "smmgen.yaml").write_text(f"{brand}accounts:\n{''.join(map(_account, NETWORKS))}", "utf-8")
    return root


class Evening:
    """What was built, what became of it, and what the networks show."""

    def __init__(
        self, root: Path, running: Running, secret_of: SecretOf = secret_of, built: Built | None = None
    ) -> None:
        self.wire = Near(running)
        self.ledger = MemoryLedger()
        self.ledger.cas(ABSENT, Changes())
        self.root, self.url, self.now = root, running.url, NOW
        self.secret_of = secret_of
        self.built: Built = built or build(Folder(root), root / "dist", NOW)
        self.runs = 0

    def publish(self) -> Report:
        assert self.built.project
        self.runs += 1
        with Sessions(self.secret_of, lambda: self.now, keep=forget) as sessions:
            return publish_once(
                self.built,
                pointed(self.built.project.brand, self.url),
                self.ledger,
                sessions,
                self.root / "dist",
                self.now,
                by=f"local.1.{self.runs}",
                hosting=hosting(self.url),
                secret_of=self.secret_of,
            )

    def shown(self, network: str) -> list[dict[str, Any]]:
        with httpx.Client(transport=self.wire, base_url=self.url) as client:
            found = client.get("/sandbox/posts", params={"network": network}).json()["posts"]
        assert isinstance(found, list)
        return found

    @cached_property
    def deliveries(self) -> tuple[Delivery, ...]:
        return deliveries(self.built.bundle)

    @cached_property
    def manifest(self) -> Any:
        return json.loads((self.root / "dist/manifest.json").read_text("utf-8"))

    def variant(self, network: str, post: str = "fourth-advent") -> dict[str, Any]:
        found = self.manifest["posts"][post]["variants"][network]
        assert isinstance(found, dict)
        return found


@pytest.fixture(scope="module")
def evening(repository: Path) -> Iterator[Evening]:
    made: Evening
    clock = [NOW]
    with start(0, now=lambda: clock[0]) as running:
        made = Evening(with_poll(repository), running)
        for _ in range(4):  # a network that is still at work on a draft is asked again
            report = made.publish()
            made.now = clock[0] = made.now + timedelta(minutes=3)
            if all(line.outcome in ("published", "already") for line in report.lines):
                break
        yield made


def test_the_post_has_no_faults(evening: Evening) -> None:
    errors = [one for one in evening.built.findings if one.severity == "error"]
    assert errors == []


@pytest.mark.parametrize("network", NETWORKS)
def test_everything_is_public_once_with_what_was_built(evening: Evening, network: str) -> None:
    state = evening.ledger.read()[0]
    asked = [one for one in evening.deliveries if one.id.account == network]
    assert {one.id.post for one in asked} == {"fourth-advent", *(["which-one"] if network in POLLING else [])}
    for delivery in asked:
        last = state.last(delivery.id)
        assert last is not None
        assert (last.stage, last.digest) == ("POSTED", delivery.digest), last.reason


@pytest.mark.parametrize("network", NETWORKS)
def test_what_the_manifest_says_is_what_arrives(evening: Evening, network: str) -> None:
    posts = evening.shown(network)
    for message in evening.variant(network)["messages"]:
        pictures = {one["sha256"]: one["alt"] for one in message["media"]}
        arrived = {one["sha256"]: one["alt"] for post in posts for one in post["media"]}
        assert pictures.keys() <= arrived.keys()
        if TERMS[network].has_cover:
            pictures = dict(list(pictures.items())[1:])
        if TERMS[network].has_one_alt:
            pictures = dict(list(pictures.items())[:1])
        if adapter(network).limits(Account(name=network, network=network)).alt:
            assert {digest: arrived[digest] for digest in pictures} == pictures
        if message.get("video"):
            assert message["video"]["sha256"] in arrived
    warnings = [one for post in posts for one in post["warnings"]]
    assert [one for one in warnings if TERMS[network].noticed not in one] == []


@pytest.mark.parametrize("network", NETWORKS)
def test_the_manifests_digest_is_of_what_arrived(evening: Evening, network: str) -> None:
    finished = evening.built.bundle.variants["fourth-advent"][network]
    own = [one for one in evening.deliveries if one.id.account == network]
    sent = [one.content for one in own if one.id.post == "fourth-advent"]
    assert evening.variant(network)["digest"] == variant_digest(finished.variant, tuple(sent))
    arrived = [_words(post["text"]) for post in evening.shown(network)]
    assert all(any(_words(one.message.written.visible) in text for text in arrived) for one in sent)


def _words(text: str) -> str:
    """Return a text without its spaces, and without what begins a list's items: that is an article's page's own."""
    return "".join(re.sub(r"^\s*(?:[•◦]|\d+\.)\s", "", text, flags=re.MULTILINE).split())


@pytest.mark.parametrize("network", POLLING)
def test_every_poll_arrives_once(evening: Evening, network: str) -> None:
    built = [
        message["poll"]["options"]
        for post in ("fourth-advent", "which-one")
        for message in evening.variant(network, post)["messages"]
        if message["poll"]
    ]
    assert built
    assert [post["poll"]["options"] for post in evening.shown(network) if post["poll"]] == built


@pytest.mark.parametrize("network", THREADED)
def test_a_long_text_becomes_a_thread(evening: Evening, network: str) -> None:
    parts = [one for one in evening.variant(network)["messages"] if not one.get("is_comment")]
    assert len(parts) > 1


@pytest.mark.parametrize("network", NETWORKS)
def test_no_markdown_leaks_and_no_link_is_lost(evening: Evening, network: str) -> None:
    posts = evening.shown(network)
    text = "\n".join(post["text"] for post in posts)
    assert "**" not in text
    assert "](" not in text
    assert ":::" not in text
    links = [mark["href"] for post in posts for mark in post["marks"] if mark["href"]]
    assert "example.com/journal?a=1&b=2" in text + " ".join(links)


def test_a_second_run_publishes_nothing(evening: Evening) -> None:
    before = {network: len(evening.shown(network)) for network in NETWORKS}
    assert {line.outcome for line in evening.publish().lines} == {"already"}
    assert {network: len(evening.shown(network)) for network in NETWORKS} == before


def test_a_dead_secret_is_told_and_publishes_nothing(evening: Evening) -> None:
    with start(0, now=lambda: NOW) as running:
        evening = Evening(evening.root, running, lambda account, option: "2:wrong", evening.built)
        lines = evening.publish().lines
        assert {line.network for line in lines} == set(NETWORKS)
        assert [line for line in lines if line.outcome in ("published", "already") or not line.error] == []
        assert not any("2:wrong" in line.error for line in lines)
        assert {network: evening.shown(network) for network in NETWORKS} == {one: [] for one in NETWORKS}

"""What test_contract.py tries with texts, tried with videos, which are uploaded first and shown then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from smmgen.adapter import (
    Ambiguous,
    Identity,
    NotSent,
    Numbers,
    Outcome,
    Prepared,
    Refused,
    Sending,
    Sent,
    Session,
)
from smmgen.http import open_session
from smmgen.model.brand import Account
from smmgen.networks.youtube import ADAPTER
from smmgen.publish.draft import drafted
from smmgen.publish.fingerprint import fingerprint
from smmgen.publish.rehearsal import secret_of
from smmgen.sandbox.server import Running, start
from tests.networks.script import film, sending
from tests.networks.test_contract import jpeg, picture
from tests.sandbox.film import film as bytes_of_film

SHOW = "PUT /youtube/v3/videos"


@dataclass
class Channel:
    account: Account
    client: httpx.Client
    session: Session

    def ready(self, markdown: str = "All beans must go.", post: str = "sale", **what: Any) -> Sending:
        """Return a message with a video of its own: YouTube rejects the same film twice."""
        data = bytes_of_film() + post.encode()
        video = None if what.get("is_comment") else replace(film(), bytes=len(data))
        read = lambda file: jpeg(file) if file.media_type == "image/jpeg" else data  # noqa: E731
        what = {"title": "Roast", "video": video, "read": read, **what}
        return sending(ADAPTER, self.account, markdown, post=post, **what)

    def deliver(self, ready: Sending, handle: str = "") -> tuple[Outcome, str]:
        """Do what the publisher does; return the draft too."""
        draft = drafted(ADAPTER, self.session, replace(ready, handle=handle))
        if not isinstance(draft, Prepared):
            return draft, handle
        return ADAPTER.send(self.session, replace(ready, handle=draft.handle)), draft.handle

    def sent(self, markdown: str = "All beans must go.", **what: Any) -> Sent:
        outcome, _ = self.deliver(self.ready(markdown, **what))
        assert isinstance(outcome, Sent), outcome
        return outcome

    def posts(self) -> list[dict[str, Any]]:
        found = self.client.get("/sandbox/posts", params={"network": "youtube"}).json()["posts"]
        return sorted(found, key=lambda post: datetime.fromisoformat(post["at"]))

    def public(self) -> list[str]:
        """Return the videos that everybody can see."""
        return [post["id"] for post in self.posts() if post["notes"].get("privacy") == "public"]

    def break_next(self, kind: str) -> None:
        fault = {"network": "youtube", "method": SHOW, "kind": kind}
        assert self.client.post("/sandbox/faults", json=fault).is_success


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start() as sandbox:
        yield sandbox


@pytest.fixture
def channel(running: Running) -> Iterator[Channel]:
    account = Account(
        name="yt",
        network="youtube",
        options={"client_id": "sandbox"},
        secrets={"client_secret": "SECRET", "refresh_token": "TOKEN"},
        base_url=f"{running.url}/youtube",
        language="en",
    )
    session = open_session(account, ADAPTER.host, secret_of)
    with httpx.Client(base_url=running.url, trust_env=False, verify=False) as client:
        assert client.post("/sandbox/reset").is_success
        yield Channel(account, client, session)
    session.close()


def test_a_video_is_seen_with_its_words_and_its_cover(channel: Channel) -> None:
    cover = replace(picture(), width=1280, height=720)
    outcome = channel.sent("See [here](https://example.com/sale) & more.\n\n#ColdBrew", thumbnail=cover)
    (post,) = channel.posts()
    assert post["url"] == outcome.url
    assert post["warnings"] == []
    assert "See here (https://example.com/sale) & more.\n\n#ColdBrew" in post["text"]
    assert channel.public() == [outcome.remote_id]


FAULTS: dict[str, tuple[type[Outcome], int]] = {
    "refuse-429": (NotSent, 0),
    "401": (NotSent, 0),
    "403": (Refused, 0),
    "500-before": (Ambiguous, 0),
    "reset-before": (Ambiguous, 0),
    "redirect": (Ambiguous, 0),
    "500-after-effect": (Ambiguous, 1),
    "reset-after": (Ambiguous, 1),
    "200-without-id": (Ambiguous, 1),
    "malformed": (Ambiguous, 1),
    "empty": (Ambiguous, 1),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_what_a_fault_means_and_that_a_repeat_shows_the_same_video(channel: Channel, kind: str) -> None:
    expected, number = FAULTS[kind]
    channel.break_next(kind)
    outcome, draft = channel.deliver(channel.ready())
    assert type(outcome) is expected, outcome
    assert len(channel.public()) == number
    again, _ = channel.deliver(channel.ready(), draft)
    assert again == Sent(draft, f"https://www.youtube.com/watch?v={draft}")
    assert len(channel.posts()) == 1


def test_a_comment_stands_below_its_video(channel: Channel) -> None:
    first = channel.sent()
    words = channel.ready("Order here.", number=1, is_comment=True, thread=(first.remote_id,))
    outcome = ADAPTER.send(channel.session, words)
    assert isinstance(outcome, Sent), outcome
    (comment,) = [post for post in channel.posts() if post["reply_to"]]
    assert (comment["text"], comment["reply_to"]) == ("Order here.", first.remote_id)


def test_own_videos_are_found_but_no_drafts(channel: Channel) -> None:
    ready = channel.ready("All *beans* must go & more.", post="two")
    first = channel.sent(post="one")
    assert ADAPTER.prepare
    assert ADAPTER.recent
    assert isinstance(ADAPTER.prepare(channel.session, ready), Prepared)
    (found,) = ADAPTER.recent(channel.session, 10)
    assert (found.remote_id, found.url) == (first.remote_id, first.url)
    assert fingerprint(found.text) == fingerprint("All beans must go.")


def test_an_edit_changes_the_words_and_a_retract_deletes(channel: Channel) -> None:
    first = channel.sent("All beens must go.")
    assert ADAPTER.edit
    assert ADAPTER.retract
    outcome = ADAPTER.edit(channel.session, channel.ready("All beans must go."), first.remote_id)
    assert outcome == first
    assert "All beans must go." in channel.posts()[0]["text"]
    for _ in range(2):
        assert isinstance(ADAPTER.retract(channel.session, first.remote_id), Sent)
    assert channel.posts() == []


def test_the_longest_words_go_and_longer_ones_are_refused(channel: Channel) -> None:
    channel.sent("é" * 2500, title="é" * 100)
    for what in ({"markdown": "é" * 2501}, {"title": "é" * 101}, {"markdown": "1 < 2"}):
        outcome, _ = channel.deliver(channel.ready(post="other", **what))
        assert isinstance(outcome, Refused), outcome
    assert len(channel.posts()) == 1


def test_the_doctor_knows_the_channel_and_a_wrong_secret(channel: Channel) -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(channel.session)
    assert isinstance(who, Identity), who
    assert (who.name, who.missing) == ("Sandbox", ())
    wrong = open_session(channel.account, ADAPTER.host, lambda account, option: "2:wrong")
    asked, outcome = ADAPTER.identify(wrong), drafted(ADAPTER, wrong, channel.ready())
    wrong.close()
    for one in (asked, outcome):
        assert isinstance(one, NotSent)
        assert one.is_account_wide
        assert "2:wrong" not in one.why


def test_a_videos_numbers_are_told_under_their_own_names(channel: Channel) -> None:
    sent, metrics = channel.sent(), ADAPTER.metrics
    assert metrics
    assert metrics.followers
    (post,) = channel.posts()
    given = {"network": "youtube", "account": post["account"]}
    numbers = {name: 100 + number for number, name in enumerate(metrics.gives)}
    for more in ({"id": post["id"], "numbers": numbers}, {"numbers": {"followers": 12}}):
        assert channel.client.post("/sandbox/numbers", json={**given, **more}).is_success
    assert metrics.posts(channel.session, (sent.remote_id, "gone-too-far")) == {
        sent.remote_id: Numbers(**numbers)
    }
    assert metrics.followers(channel.session) == 12

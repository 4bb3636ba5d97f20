"""Every adapter that reads numbers, over HTTP, against networks that were written from their documents."""

from typing import Any

import pytest

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Sent, adapter
from smmgen.http import open_session
from smmgen.model.brand import Account
from smmgen.model.numbers import NAMES
from smmgen.publish.rehearsal import secret_of
from tests.networks.test_contract import NETWORKS, Place, client, place, running, wire

__all__ = ["client", "place", "running", "wire"]

FOLLOWED = [name for name in NETWORKS if (found := adapter(name).metrics) and found.followers]
COUNTED = [name for name in NETWORKS if (found := adapter(name).metrics) and found.posts]


def metrics(place: Place) -> Metrics:
    assert place.adapter.metrics
    return place.adapter.metrics


def told(place: Place, *ids: str, session: Any = None) -> Any:
    ask = metrics(place).posts
    assert ask
    return ask(session or place.session, ids)


def set_numbers(place: Place, post: dict[str, Any], **numbers: int) -> None:
    given = {"network": place.adapter.name, "account": post["account"], "numbers": numbers}
    answer = place.client.post(
        "/sandbox/numbers", json={**given, "id": post["id"]} if "id" in post else given
    )
    assert answer.is_success, answer.text


def published(place: Place, name: str = "sale") -> tuple[Sent, dict[str, Any]]:
    before = {post["id"] for post in place.posts()}
    sent = place.sent(f"All beans must go, says {name}.", post=name)
    return sent, next(post for post in place.posts() if post["id"] not in before and post["text"])


@pytest.mark.parametrize("place", COUNTED, indirect=True)
def test_each_number_is_told_under_its_own_name(place: Place) -> None:
    sent, post = published(place)
    given = {name: 100 + number for number, name in enumerate(metrics(place).gives)}
    set_numbers(place, post, **given)
    assert told(place, sent.remote_id) == {sent.remote_id: Numbers(**given)}


@pytest.mark.parametrize("place", COUNTED, indirect=True)
def test_a_fresh_post_has_gathered_nothing_and_what_no_network_tells_is_not_nought(place: Place) -> None:
    sent, _ = published(place)
    gives = metrics(place).gives

    told_at_first = dict(told(place, sent.remote_id)[sent.remote_id].told())
    own_vote = {"reactions": 1} if place.adapter.name == "reddit" else {}
    assert told_at_first == dict.fromkeys(gives, 0) | own_vote
    assert set(gives) <= set(NAMES)


@pytest.mark.parametrize("place", [name for name in COUNTED if adapter(name).retract], indirect=True)
def test_several_posts_at_once_without_those_that_are_gone(place: Place) -> None:
    some = [published(place, one) for one in ("one", "two", "three")[: metrics(place).at_once]]
    name = "reactions" if "reactions" in metrics(place).gives else metrics(place).gives[0]
    for number, (_, post) in enumerate(some):
        set_numbers(place, post, **{name: number + 1})
    retract = place.adapter.retract
    assert retract
    assert isinstance(retract(place.session, some[0][0].remote_id), Sent)
    found = told(place, *(sent.remote_id for sent, _ in some))
    assert {sent: dict(one.told())[name] for sent, one in found.items()} == {
        sent.remote_id: number + 1 for number, (sent, _) in enumerate(some) if number
    }


@pytest.mark.parametrize("place", FOLLOWED, indirect=True)
def test_followers_are_those_of_the_account(place: Place) -> None:
    _, post = published(place)
    set_numbers(place, {"account": post["account"]}, followers=1204)
    count = metrics(place).followers
    assert count
    assert count(place.session) == 1204


@pytest.mark.parametrize("place", COUNTED, indirect=True)
def test_a_wrong_secret_is_told_with_where_it_is_kept(place: Place) -> None:
    sent, _ = published(place)
    wrong = open_session(place.account, place.adapter.host, _wrong)
    count = metrics(place).followers
    outcomes = [told(place, sent.remote_id, session=wrong), count(wrong) if count else None]
    wrong.close()
    why = [one.why for one in outcomes if isinstance(one, NotSent)]  # Mastodon shows posts to anybody
    assert why, outcomes
    assert "SECRET" in why[-1]
    assert "2:sandbox" not in why[-1]


def _wrong(account: Account, option: str) -> str:
    return secret_of(account, option).replace("1:", "2:")


FAULTS = ("refuse-429-retry-after", "503-before", "reset-before", "malformed", "empty", "redirect")


@pytest.mark.parametrize("place", COUNTED, indirect=True)
@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_and_nothing_breaks(place: Place, kind: str) -> None:
    sent, _ = published(place)
    fault = {"network": place.adapter.name, "method": "*", "kind": kind, "times": 9}
    assert place.client.post("/sandbox/faults", json=fault).is_success
    outcome = told(place, sent.remote_id)
    assert isinstance(outcome, NotSent | Refused) or outcome in ({}, {sent.remote_id: Numbers()}), outcome
    if kind.startswith("refuse-429"):
        assert isinstance(outcome, NotSent)
        assert outcome.not_before
    assert "before anything was published" not in str(outcome)

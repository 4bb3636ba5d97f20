"""Every adapter keeps one contract, over HTTP, against networks that someone else wrote."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from PIL import Image

from smmgen.adapter import (
    Ability,
    Adapter,
    Ambiguous,
    Identity,
    NotSent,
    Outcome,
    Prepared,
    Refused,
    Sending,
    Sent,
    Session,
    adapter,
    adapter_names,
)
from smmgen.http import HttpSession, open_session
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.post import Poll
from smmgen.model.variant import LinkCard
from smmgen.publish.draft import drafted
from smmgen.publish.fingerprint import fingerprint
from smmgen.publish.line import class_of
from smmgen.publish.rehearsal import forget, secret_of
from smmgen.sandbox.networks import FAKES
from smmgen.sandbox.server import Running, start
from tests.networks.script import film, picture, sending, with_options
from tests.networks.terms import TERMS, Fault, Terms
from tests.sandbox.film import film as bytes_of_film
from tests.sandbox.near import Near, forget_all, near

pytestmark = pytest.mark.usefixtures("hurry")

NETWORKS = [name for name in adapter_names() if name in FAKES and not TERMS[name].is_filmed]


def able(ability: Ability) -> list[str]:
    return [name for name in NETWORKS if ability in adapter(name).abilities]


def having(part: str) -> list[str]:
    return [name for name in NETWORKS if getattr(adapter(name), part)]


BOUNDED = [name for name in NETWORKS if not TERMS[name].is_endless]
LINKING = [name for name in NETWORKS if TERMS[name].has_links]
LISTED = [name for name in having("recent") if not TERMS[name].lists_films]
FILMING = [name for name in able("video") if not TERMS[name].is_slow]
DRAFTED = [name for name in FILMING if adapter(name).delivery_class == "handle"]
REPEATABLE = [name for name in NETWORKS if adapter(name).delivery_class != "blind"]


@dataclass
class Place:
    """One network of the sandbox, with an account there.

    `begun` is since when its messages are tried: some networks take none that is old, or not yet written.
    """

    adapter: Adapter
    account: Account
    client: httpx.Client
    session: HttpSession
    handles: dict[str, str] = field(default_factory=dict)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def terms(self) -> Terms:
        return TERMS[self.adapter.name]

    def ready(self, markdown: str = "All beans must go.", **what: Any) -> Sending:
        """Return a message as the publisher hands it over, with a picture where the network wants one."""
        what.setdefault("read", jpeg)
        if self.adapter.fetches_media:
            what.setdefault("public_url", self.hosted)
        if self.adapter.limits(self.account).needs_media and not what.get("is_comment"):
            what.setdefault("files", (replace(picture(), width=320, height=400),))
        if self.adapter.limits(self.account).title and not what.get("is_comment"):
            what.setdefault("title", "Beans")
        ready = sending(self.adapter, self.account, markdown, **what)
        return replace(ready, first_tried=self.begun + timedelta(seconds=what.get("number", 0)))

    def hosted(self, file: File) -> str:
        """Put a file where networks can fetch it."""
        data, kind = jpeg(file), {"Content-Type": file.media_type}
        answer = self.client.put(f"/hosted/{file.width}/{file.path}", content=data, headers=kind)
        assert answer.is_success
        return str(answer.headers["location"])

    def deliver(self, ready: Sending, session: Session | None = None) -> Outcome:
        """Send a message; where that takes a draft, the one of the attempt before it, if it is still good."""
        session = session or self.session
        if class_of(ready.delivery, self.adapter) != "handle":
            return self.adapter.send(session, ready)
        name = str(ready.delivery.id)
        draft = drafted(self.adapter, session, replace(ready, handle=self.handles.get(name, "")))
        if not isinstance(draft, Prepared):
            return draft
        self.handles[name] = draft.handle
        return self.adapter.send(session, replace(ready, handle=draft.handle))

    def send(self, markdown: str = "All beans must go.", **what: Any) -> Outcome:
        return self.deliver(self.ready(markdown, **what))

    def sent(self, markdown: str = "All beans must go.", **what: Any) -> Sent:
        outcome = self.send(markdown, **what)
        assert isinstance(outcome, Sent), outcome
        return outcome

    def posts(self) -> list[dict[str, Any]]:
        found = self.client.get("/sandbox/posts", params={"network": self.adapter.name}).json()["posts"]
        return sorted(found, key=lambda post: datetime.fromisoformat(post["at"]))

    def break_next(self, kind: str) -> None:
        for method in self.terms.visible:
            fault = {"network": self.adapter.name, "method": method, "kind": kind}
            assert self.client.post("/sandbox/faults", json=fault).is_success


ON_THE_WAY = ("reset-before", "reset-after")
"""The faults that are tried over true connections: there they happen."""

PATIENCE, BRIEF = 5.0, 0.5
"""How long an answer is waited for, in seconds, and one that will not come."""

RENEWING: dict[str, str | bool] = {"renew": True, "login": "instagram"}
"""The options with which an account's token is renewed, where that is for the account to say."""

SMALL = replace(picture(), width=80, height=100)


def jpeg(file: File) -> bytes:
    if file.media_type == "video/mp4":
        return bytes_of_film()
    data = io.BytesIO()
    Image.new("RGB", (file.width, file.height), "brown").save(data, "JPEG")
    return data.getvalue()


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def client(running: Running) -> Iterator[httpx.Client]:
    with near(running) as one:
        yield one


@pytest.fixture(scope="module")
def wire(running: Running) -> Near:
    return Near(running)


@pytest.fixture
def far() -> None:
    """Have an adapter's calls go over true connections."""


def is_far(asking: pytest.FixtureRequest) -> bool:
    """Tell whether a test takes true connections: most are about what is said, not about the way there."""
    return "far" in asking.fixturenames or asking.node.callspec.params.get("kind") in ON_THE_WAY


@pytest.fixture(params=NETWORKS)
def place(
    request: pytest.FixtureRequest, running: Running, client: httpx.Client, wire: Near
) -> Iterator[Place]:
    network, terms = adapter(request.param), TERMS[request.param]
    secrets = {name for name, option in network.options.items() if option.kind == "secret"}
    account = Account(
        name="one",
        network=network.name,
        options=terms.options,
        secrets=dict.fromkeys(secrets - terms.instead, "SECRET"),
        base_url=f"{running.url}/{network.name}",
        language="en",
        handle=str(terms.options.get("handle", "")),
    )
    is_silent = terms.silent and terms.silent == request.node.callspec.params.get("kind")
    patience = BRIEF if is_silent else PATIENCE
    way = None if is_silent or is_far(request) else wire
    session = open_session(account, network.host, secret_of, way, timeout_seconds=patience, keep=forget)
    forget_all(running)
    yield Place(network, account, client, session)
    session.close()


@pytest.mark.usefixtures("far")
def test_a_text_is_seen_as_it_was_counted(place: Place) -> None:
    text = "# Sale\n\nAll **beans** must go, see [here](https://example.com/sale) & <now>:\n\n- one\n- two\n\n> Good.\n\n#ColdBrew"
    outcome = place.sent(text)
    (post,) = place.posts()
    visible = place.ready(text).content.message.written.visible
    if "article" in place.adapter.abilities:  # bullets are the page's, not the text's
        assert fingerprint(post["text"].replace("• ", "")) == fingerprint(visible.replace("• ", ""))
    else:
        assert post["text"] == visible
    same = place.terms.known_by
    assert outcome.url[:same] == (post["url"][:same] if place.terms.has_addresses else "")
    assert [one for one in post["warnings"] if place.terms.noticed not in one] == []


@pytest.mark.parametrize("place", LINKING, indirect=True)
def test_named_links_lead_somewhere(place: Place) -> None:
    place.sent("All ☕ must go, see [here](https://example.com/sale?a=1&b=2).")
    (post,) = place.posts()
    links = [mark for mark in post["marks"] if mark["href"]]
    assert [mark["href"] for mark in links] == ["https://example.com/sale?a=1&b=2"]


@pytest.mark.usefixtures("far")
@pytest.mark.parametrize("number", [1, 3])
def test_pictures_arrive_in_order_with_their_texts(place: Place, number: int) -> None:
    files = tuple(replace(picture(one), width=80 + one, height=100) for one in range(number))
    outcome = place.sent(files=files)
    media = [media for post in place.posts() for media in post["media"]]
    assert [one["width"] for one in media] == [file.width for file in files]
    if place.adapter.limits(place.account).alt:
        untold = 1 if place.terms.has_cover else 0
        told = 1 if place.terms.has_one_alt else number
        assert [one["alt"] for one in media][untold:told] == [file.alt for file in files][untold:told]
    assert [post["text"] for post in place.posts() if post["text"]] == ["All beans must go."]
    assert outcome.url or not place.terms.has_addresses


@pytest.mark.usefixtures("far")
@pytest.mark.parametrize("place", FILMING, indirect=True)
def test_a_video_is_shown_with_its_text(place: Place) -> None:
    video = replace(film(), bytes=len(bytes_of_film()))
    outcomes = (place.send(files=(), video=video) for _ in range(3))
    assert any(isinstance(one, Sent) for one in outcomes), "it was still not ready at the third look"
    posts = place.posts()
    shown = [one["sha256"] for post in posts for one in post["media"]]
    assert shown == [sha256(bytes_of_film()).hexdigest()]
    assert [post["text"] for post in posts if post["text"]] == ["All beans must go."]


@pytest.mark.parametrize("place", having("ad_options"), indirect=True)
def test_an_advertisement_has_the_networks_own_mark(place: Place) -> None:
    for option in set(place.adapter.ad_options.values()):
        kept = place.adapter.message_options(place.account, "en")
        place.sent(f"Paid as {option}.", options={**kept, option: True})
    for post in place.posts():
        shown = [*(note for note, value in post["notes"].items() if value == "yes"), post["content_warning"]]
        assert re.search(r"marked_as_ads|paid.partnership|promotional", str(shown).lower()), shown


@pytest.mark.parametrize("place", able("thread"), indirect=True)
def test_a_thread_hangs_together(place: Place) -> None:
    thread: list[str] = []
    for number in range(3):
        files = (SMALL, replace(SMALL, path="images/another.jpg")) if number == 0 else ()
        outcome = place.sent(f"Part {number}.", number=number, thread=tuple(thread), files=files)
        thread.append(outcome.remote_id)
    parts = [post for post in place.posts() if post["text"]]
    assert [part["text"] for part in parts] == ["Part 0.", "Part 1.", "Part 2."]
    before = parts[0 if place.terms.is_flat else 1]
    assert [part["reply_to"] for part in parts] == ["", parts[0]["id"], before["id"]]


@pytest.mark.parametrize("place", able("reply"), indirect=True)
def test_an_answer_to_another_post(place: Place) -> None:
    first = place.sent(post="first")
    place.sent("Again.", post="second", reply_to=first.remote_id)
    assert [post["reply_to"] for post in place.posts()] == ["", place.posts()[0]["id"]]


@pytest.mark.parametrize("place", able("poll"), indirect=True)
def test_a_poll_arrives_with_its_answers(place: Place) -> None:
    place.sent(poll=Poll(question="Milk?", options=("Oat", "Cow", "None"), hours=48))
    polls = [post["poll"] for post in place.posts() if post["poll"]]
    assert [poll["options"] for poll in polls] == [["Oat", "Cow", "None"]]


@pytest.mark.parametrize("place", able("link-card"), indirect=True)
def test_a_link_has_its_card(place: Place) -> None:
    card = LinkCard(url="https://example.com/sale", title="Sale", description="All must go.")
    place.sent(card=card, thumbnail=replace(picture(), width=120, height=63))
    (post,) = place.posts()
    assert post["card"]["url"] == card.url
    if not place.terms.makes_cards:
        assert post["card"]["title"] == card.title
        assert post["card"]["picture"]


def filling(place: Place, most: int) -> str:
    """Return as many letters as there is room for, in whatever the network counts."""
    one, two = (place.ready("é" * number).content.message.length for number in (1, 2))
    return "é" * (1 + (most - one) // (two - one))


@pytest.mark.parametrize("place", BOUNDED, indirect=True)
def test_a_text_of_full_length_goes_and_a_longer_one_is_refused(place: Place) -> None:
    limit = place.adapter.limits(place.account).text
    place.sent(filling(place, limit), post="whole")
    longest = place.terms.reported or limit
    outcome = place.send(filling(place, longest) + "é", post="longer")
    assert isinstance(outcome, Refused), outcome
    assert len(place.posts()) == 1


def test_a_wrong_secret_concerns_the_account(place: Place, running: Running) -> None:
    wrong = open_session(place.account, place.adapter.host, lambda account, option: "2:wrong", keep=forget)
    outcome = place.deliver(place.ready(), wrong)
    wrong.close()
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "2:wrong" not in outcome.why
    assert place.posts() == []


def test_a_secret_that_is_replaced_was_announced(place: Place) -> None:
    asked = {name: value for name, value in RENEWING.items() if name in place.adapter.options}
    account, replaced = with_options(place.account, **asked), set()
    session = open_session(
        account, place.adapter.host, secret_of, keep=lambda account, option, value: replaced.add(option)
    )
    place.deliver(place.ready(), session)
    session.close()
    assert replaced == set(place.adapter.renews(account))


FAULTS: dict[str, Fault] = {
    "refuse-429": (NotSent, 0),
    "refuse-429-retry-after": (NotSent, 0),
    "401": (NotSent, 0),
    "403": (Refused, 0),
    "500-before": (Ambiguous, 0),
    "502-before": (Ambiguous, 0),
    "503-before": (Ambiguous, 0),
    "reset-before": (Ambiguous, 0),
    "redirect": (Ambiguous, 0),
    "500-after-effect": (Ambiguous, 1),
    "reset-after": (Ambiguous, 1),
    "200-without-id": (Ambiguous, 1),
    "malformed": (Ambiguous, 1),
    "empty": (Ambiguous, 1),
}
"""What goes wrong in the visible call, what the publisher is told, and how many posts there are then.

Where a record's key is ours, a look at the record turns "nobody knows" into "sent" when it is there.
"""


@pytest.mark.parametrize("kind", FAULTS)
def test_what_a_fault_means(place: Place, kind: str) -> None:
    expected, number = place.terms.faults.get(kind, FAULTS[kind])
    if kind == "403" and place.terms.denies_accounts:
        expected = NotSent
    place.break_next(kind)
    outcome = place.send()
    is_named = kind == "200-without-id" and place.terms.names_drafts
    if number and (place.adapter.delivery_class == "keyed" or is_named):
        expected = Sent
    assert type(outcome) is expected, outcome
    assert len(place.posts()) == number
    if kind == "refuse-429-retry-after":
        assert isinstance(outcome, NotSent)
        assert outcome.not_before is not None


@pytest.mark.parametrize("place", REPEATABLE, indirect=True)
@pytest.mark.parametrize("kind", ["500-after-effect", "500-before", "reset-after", "refuse-429"])
def test_a_repeat_under_the_same_key_makes_one_post(place: Place, kind: str) -> None:
    place.break_next(kind)
    place.send(files=(SMALL,))
    first = place.sent(files=(SMALL,))
    assert first == place.sent(files=(SMALL,))
    posts = place.posts()
    assert sum(bool(post["text"]) for post in posts) == 1
    assert sum(len(post["media"]) for post in posts) == 1


@pytest.mark.parametrize("place", DRAFTED, indirect=True)
@pytest.mark.parametrize("kind", ["500-after-effect", "500-before", "reset-after", "refuse-429"])
def test_a_video_whose_answer_was_lost_is_shown_once(place: Place, kind: str) -> None:
    what: dict[str, Any] = {"files": (), "video": replace(film(), bytes=len(bytes_of_film()))}
    place.break_next(kind)
    assert not isinstance(place.send(**what), Sent)
    again = [place.send(**what) for _ in range(3)]
    assert isinstance(again[-1], Sent), again
    assert len(place.posts()) == 1


@pytest.mark.parametrize("place", LISTED, indirect=True)
def test_own_posts_are_found_again(place: Place) -> None:
    text = "All *beans* must go & more: [here](https://example.com/sale).\n\nFor @northwind.example #ColdBrew"
    ready = place.ready(text, files=(SMALL,))
    older = place.sent("Older.", post="older")
    outcome = place.deliver(ready)
    assert isinstance(outcome, Sent)
    assert place.adapter.recent
    found = place.adapter.recent(place.session, 10)
    assert {one.remote_id for one in found} == {outcome.remote_id, older.remote_id}
    (again,) = [one for one in found if one.remote_id == outcome.remote_id]
    assert fingerprint(again.text) == fingerprint(ready.content.message.written.visible)
    assert (again.url, again.images) == (outcome.url, 1)


def test_the_class_is_the_servers(place: Place) -> None:
    told: Callable[..., str] | None = place.adapter.class_now
    if told is not None:
        assert told(place.session) == place.adapter.delivery_class


@pytest.mark.parametrize("place", able("first-comment"), indirect=True)
def test_a_first_comment_stands_below_its_post(place: Place) -> None:
    first = place.sent(post="first")
    outcome = place.sent(
        "Order **here**.", post="first", number=1, thread=(first.remote_id,), is_comment=True
    )
    (comment,) = [post for post in place.posts() if post["text"].startswith("Order")]
    (post,) = [post for post in place.posts() if not post["text"].startswith("Order")]
    assert comment["reply_to"] == post["id"]
    assert outcome.remote_id != first.remote_id


@pytest.mark.parametrize("place", having("edit"), indirect=True)
def test_an_edit_changes_what_readers_see(place: Place) -> None:
    first = place.sent("All beens must go.")
    assert place.adapter.edit
    ready = place.ready("All **beans** must go.")
    outcome = place.adapter.edit(place.session, ready, first.remote_id)
    assert isinstance(outcome, Sent), outcome
    assert outcome.remote_id == first.remote_id
    assert [post["text"] for post in place.posts()] == [ready.content.message.written.visible]


@pytest.mark.parametrize("place", having("retract"), indirect=True)
def test_what_is_retracted_is_gone_and_a_second_time_too(place: Place) -> None:
    first = place.sent(files=(SMALL,) * 2)
    assert place.adapter.retract
    assert isinstance(place.adapter.retract(place.session, first.remote_id), Sent)
    assert place.posts() == []


@pytest.mark.parametrize("place", having("identify"), indirect=True)
def test_the_doctor_learns_whose_secret_it_is(place: Place) -> None:
    assert place.adapter.identify
    who = place.adapter.identify(place.session)
    assert isinstance(who, Identity), who
    assert who.name
    assert who.missing == ()


@pytest.mark.parametrize("place", having("identify"), indirect=True)
def test_the_doctor_learns_that_a_secret_is_wrong(place: Place) -> None:
    assert place.adapter.identify
    wrong = open_session(place.account, place.adapter.host, lambda account, option: "2:wrong", keep=forget)
    who = place.adapter.identify(wrong)
    wrong.close()
    assert isinstance(who, NotSent | Refused), who


@pytest.mark.parametrize("place", able("repost"), indirect=True)
def test_a_repost_names_itself(place: Place) -> None:
    first = place.sent(post="first")
    again = place.sent("", post="again", repost=first.remote_id)
    assert again.remote_id != first.remote_id

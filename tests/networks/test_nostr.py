"""Nostr against relays made of a few lines: what is said to them, and what counts as published."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent, Talk
from smmgen.apis import nostr, nostr_event
from smmgen.apis.bech32 import decode, encode
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.nostr import ADAPTER
from tests.networks.script import NOW, Script, answer, picture, sending, with_options

coincurve = pytest.importorskip(
    "coincurve", reason="signing needs coincurve, which has no build for this Python"
)

A, B = "wss://a.example", "wss://b.example"
NS = Account(
    name="ns", network="nostr", options={"relays": (A, f"{B}/")}, secrets={"key": "NOSTR_KEY"}, language="en"
)
SECRET = "67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa"
PUBLIC = "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e"
NPUB = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg"
OTHER = "npub180cvv07tjdrrgpa0j7j7tmnyl2yr6yr7l8j4s3evf6u64th6gkwsyjh6w6"
OTHER_HEX = "3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d"


class Relay:
    """Keeps what it is told, unless it has been given something else to say."""

    def __init__(self, *says: Any) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.says = list(says)
        self.heard: list[Any] = []

    def hear(self, words: str) -> list[list[Any]]:
        kind, *rest = json.loads(words)
        self.heard.append([kind, *rest])
        if kind == "REQ":
            return [*(["EVENT", rest[0], one] for one in self._wanted(rest[1])), ["EOSE", rest[0]]]
        if kind == "AUTH":
            return [["OK", rest[0]["id"], True, ""]]
        event = rest[0]
        said = self.says.pop(0) if self.says else None
        if isinstance(said, Exception):
            raise said
        if isinstance(said, Kept):
            self.kept[event["id"]] = event
            raise Broken("cut")
        if isinstance(said, str):
            return [["NOTICE", "hm"], ["OK", event["id"], False, said]]
        if isinstance(said, list):
            return said
        is_known = event["id"] in self.kept
        self.kept[event["id"]] = event
        return [["OK", event["id"], not is_known, "duplicate: have it" if is_known else ""]]

    def _wanted(self, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            one
            for one in self.kept.values()
            if one["id"] in wanted.get("ids", [one["id"]])
            and one["kind"] in wanted.get("kinds", [one["kind"]])
            and one["pubkey"] in wanted.get("authors", [one["pubkey"]])
        ]


class Kept:
    """Says that the relay keeps the event before the line breaks."""


class Net(Script):
    """A session whose relays are at hand."""

    def __init__(self, account: Account = NS, key: str = SECRET, **relays: Relay) -> None:
        super().__init__(account, [])
        self.relays = {f"wss://{name}.example": relay for name, relay in relays.items()}
        self.key = key
        self.talks: list[Talk] = []

    def secret(self, option: str) -> str:
        return self.key

    def talk(self, talk: Talk) -> tuple[str, ...]:
        self.talks.append(talk)
        if talk.url not in self.relays:
            raise NotReached(f"{talk.url} is down")
        heard, to_say = [], list(talk.first)
        while to_say:
            for said in [one for words in to_say for one in self.relays[talk.url].hear(words)]:
                heard.append(json.dumps(said))
                answer = talk.then(heard[-1])
                if answer is None:
                    return tuple(heard)
                to_say = list(answer)
            if not answer:
                raise Broken("no answer in time")
        raise Broken("nothing to say")


def send(net: Net, markdown: str = "All beans must go.", **what: Any) -> Outcome:
    return ADAPTER.send(net, sending(ADAPTER, net.account, markdown, **what))


def sent(net: Net, markdown: str = "All beans must go.", **what: Any) -> dict[str, Any]:
    """Send, and return the event that the first relay keeps."""
    outcome = send(net, markdown, **what)
    assert isinstance(outcome, Sent), outcome
    return net.relays[A].kept[outcome.remote_id]


def two(*says: Any) -> Net:
    return Net(a=Relay(*says), b=Relay(*says))


def test_a_note_is_signed_and_handed_to_every_relay() -> None:
    net = two()
    event = sent(net)
    said = [0, PUBLIC, int(NOW.timestamp()), 1, [], "All beans must go."]
    assert event["id"] == sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()
    assert [event[name] for name in ("pubkey", "created_at", "kind", "tags", "content")] == said[1:]
    public = coincurve.PublicKeyXOnly(bytes.fromhex(PUBLIC))
    assert public.verify(bytes.fromhex(event["sig"]), bytes.fromhex(event["id"]))
    assert [(talk.url, talk.is_visible) for talk in net.talks] == [(A, True), (B, True)]
    assert net.relays[A].heard == net.relays[B].heard == [["EVENT", event]]


def test_its_address_says_where_it_is() -> None:
    outcome = send(two())
    assert isinstance(outcome, Sent)
    place, _, name = outcome.url.rpartition("/")
    prefix, data = decode(name) or ("", b"")
    assert (place, prefix) == ("https://njump.me", "nevent")
    number, relay, author = bytes.fromhex(outcome.remote_id), A.encode(), bytes.fromhex(PUBLIC)
    assert data == b"".join(
        [b"\0 " + number, bytes([1, len(relay)]) + relay, b"\2 " + author, b"\3\4\0\0\0\1"]
    )


def test_a_repeat_is_the_same_event_to_the_byte_and_harmless() -> None:
    net = two()
    assert send(net, files=(picture(),)) == send(net, files=(picture(),))
    first, second = net.relays[A].heard
    assert first == second


def test_letters_stand_as_they_are() -> None:
    assert sent(two(), 'Кофе "☕"\\\n\nno')["content"] == 'Кофе "☕"\\\n\nno'


@pytest.mark.parametrize("key", [encode("nsec", bytes.fromhex(SECRET)), SECRET.upper(), f" {SECRET}\n"])
def test_a_key_may_be_written_in_two_ways(key: str) -> None:
    assert sent(Net(key=key, a=Relay(), b=Relay()))["pubkey"] == PUBLIC


@pytest.mark.parametrize("key", ["", "1:sandbox", NPUB, "0" * 64, "f" * 64, "nsec1xx", SECRET[:-1]])
def test_a_key_that_is_none_concerns_the_account_and_is_not_told(key: str) -> None:
    net = Net(key=key, a=Relay(), b=Relay())
    outcome = send(net)
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "NOSTR_KEY" in outcome.why
    assert not key or key not in outcome.why
    assert net.talks == []


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "coincurve", None)
    outcome = send(two())
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "smmgen[nostr]" in outcome.why


DOWN = NotReached("down")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (None, None, Sent),
        ("duplicate: exists", None, Sent),
        (Kept(), None, Sent),
        (None, DOWN, Ambiguous),
        (None, "rate-limited: slow down", Ambiguous),
        (None, "blocked: no", Ambiguous),
        (DOWN, DOWN, NotSent),
        ("rate-limited: slow down", DOWN, NotSent),
        ("blocked: banned", "restricted: no", NotSent),
        ("blocked: banned", "too long", Refused),
        ("invalid: created_at too late", "pow: 20 bits", Refused),
        ("error: database", DOWN, Ambiguous),
        (Broken("cut"), DOWN, Ambiguous),
        ([["OK", "", False, "invalid: too large"]], "invalid: too large", Refused),
        ([["OK", "0" * 64, True, ""]], DOWN, Ambiguous),
        ([["NOTICE", "hm"]], DOWN, Ambiguous),
        ([{"OK": 1}, 7, ["OK"]], DOWN, Ambiguous),
    ],
)
def test_what_the_relays_answers_mean(first: Any, second: Any, expected: type[Any]) -> None:
    assert type(send(Net(a=Relay(first), b=Relay(second)))) is expected


def test_relays_that_want_nothing_of_this_key_concern_the_account() -> None:
    outcome = send(two("blocked: banned"))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "a.example: “blocked: banned”" in outcome.why


def test_a_relay_in_a_hurry_is_left_alone_for_a_while() -> None:
    outcome = send(two("rate-limited: slow down"))
    assert isinstance(outcome, NotSent)
    assert outcome.not_before == NOW + nostr.PAUSE


@pytest.mark.parametrize(
    ("accepted", "relays", "expected"),
    [(1, (A, B), Sent), (2, (A, B), Ambiguous), (2, (A,), Sent), (9, (A,), Sent), (0, (B,), NotSent)],
)
def test_so_many_relays_have_to_take_it(accepted: int, relays: tuple[str, ...], expected: type[Any]) -> None:
    account = with_options(NS, accepted=accepted, relays=relays)
    assert type(send(Net(account, a=Relay(), b=Relay(DOWN)))) is expected


def test_a_relay_that_wants_a_signature_first_gets_it() -> None:
    asks = [["AUTH", "challenge"], ["OK", "", False, "auth-required: who are you?"]]
    net = two(asks)
    event = sent(net)
    first, signed_in, again = net.relays[A].heard
    assert (first, again) == (["EVENT", event], ["EVENT", event])
    tags = [["relay", A], ["challenge", "challenge"]]
    assert (signed_in[0], signed_in[1]["kind"], signed_in[1]["tags"]) == ("AUTH", 22242, tags)


def test_a_relay_that_does_not_say_how_to_sign_in_is_not_ours() -> None:
    outcome = send(two("auth-required: who are you?"))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide


def test_pictures_stand_below_the_text_and_are_described() -> None:
    event = sent(two(), files=(picture(0), replace(picture(1), alt="")))
    urls = [f"https://files.example/images/beans-{number}.jpg" for number in (0, 1)]
    assert event["content"] == "All beans must go.\n\n" + "\n".join(urls)
    said = ["m image/jpeg", "dim 1080x1350", f"x {'0' * 64}"]
    assert event["tags"] == [
        ["imeta", f"url {urls[0]}", *said, "alt A bag of beans, number 0"],
        ["imeta", f"url {urls[1]}", *said],
    ]


def test_hashtags_people_and_posts_are_tagged() -> None:
    note = encode("note", bytes(32))
    text = f"Try #ColdBrew and #coldbrew by @{OTHER}, see nostr:{note} and mail@{OTHER}"
    event = sent(two(), text)
    assert (
        event["content"] == f"Try #ColdBrew and #coldbrew by nostr:{OTHER}, see nostr:{note} and mail@{OTHER}"
    )
    assert event["tags"] == [["t", "coldbrew"], ["p", OTHER_HEX], ["q", "00" * 32]]


def test_a_warning_covers_the_post() -> None:
    assert sent(two(), options={"content_warning": "Spoiler"})["tags"] == [["content-warning", "Spoiler"]]


def test_a_thread_hangs_together() -> None:
    net = two()
    first = sent(net)
    second = sent(net, number=1, thread=(first["id"],))
    third = sent(net, number=2, thread=(first["id"], second["id"]))
    assert second["tags"] == [["e", first["id"], A, "root", PUBLIC], ["p", PUBLIC]]
    assert third["tags"] == [
        ["e", first["id"], A, "root", PUBLIC],
        ["e", second["id"], A, "reply", PUBLIC],
        ["p", PUBLIC],
    ]


def test_a_first_comment_answers_the_post_and_not_the_threads_end() -> None:
    net = two()
    first = sent(net)
    second = sent(net, number=1, thread=(first["id"],))
    comment = sent(net, number=2, thread=(first["id"], second["id"]), is_comment=True)
    assert comment["tags"][0] == ["e", first["id"], A, "root", PUBLIC]


def test_nothing_is_said_while_the_earlier_post_is_not_to_be_seen() -> None:
    net = Net(a=Relay(), b=Relay())
    for relays in (net.relays, {}):
        net.relays = relays
        outcome = send(net, reply_to="0" * 64)
        assert isinstance(outcome, NotSent)
    assert not any(talk.is_visible for talk in net.talks)


def test_a_false_event_is_not_taken_for_the_earlier_post() -> None:
    net = two()
    first = sent(net)
    for relay in net.relays.values():
        relay.kept[first["id"]] = {**first, "tags": [["e", "1" * 64, "", "root"]]}
    assert isinstance(send(net, reply_to=first["id"]), NotSent)


def test_a_post_is_shown_again_whole() -> None:
    net = two()
    first = sent(net)
    again = sent(net, "", repost=first["id"], post="again")
    assert (again["kind"], json.loads(again["content"])) == (6, first)
    assert again["tags"] == [["e", first["id"], A], ["p", PUBLIC]]


def test_a_post_is_retracted_by_its_kind() -> None:
    net = two()
    first = sent(net)
    again = sent(net, "", repost=first["id"], post="again")
    assert ADAPTER.retract
    for event, kind in ((first, "1"), (again, "6")):
        assert ADAPTER.retract(net, event["id"]) == Sent(event["id"], "")
        (request,) = [
            one
            for one in net.relays[B].kept.values()
            if one["tags"][:1] == [["e", event["id"]]][:1] and one["kind"] == 5
        ]
        assert request["tags"] == [["e", event["id"]], ["k", kind]]


def test_own_notes_are_found_on_all_relays_as_they_were_written() -> None:
    net = two()
    first = sent(net, "One *two*", files=(picture(),))
    lonely = nostr_event.event(nostr_event.key_of(net), 1, "Older", [], int(NOW.timestamp()) - 9)
    net.relays[B].kept[lonely["id"]] = dict(lonely)
    assert ADAPTER.recent
    found = ADAPTER.recent(net, 10)
    assert [(one.remote_id, one.text.strip(), one.images) for one in found] == [
        (first["id"], "One two", 1),
        (lonely["id"], "Older", 0),
    ]
    assert found[1].at == NOW.replace(microsecond=0) - timedelta(seconds=9)
    del net.relays[A]
    assert len(ADAPTER.recent(net, 10)) == 2
    net.relays = {}
    with pytest.raises(Broken):
        ADAPTER.recent(net, 10)


class Told(Net):
    """A session in which relays tell of themselves."""

    def call(self, request: Any) -> Any:
        self.requests.append(request)
        return next(self._answers)


def test_the_doctor_asks_the_relays() -> None:
    net = Told()
    limits = {
        "max_content_length": 500,
        "payment_required": True,
        "restricted_writes": True,
        "min_pow_difficulty": 9,
    }
    net._answers = iter([answer(body={"limitation": limits}), answer(404)])
    assert ADAPTER.identify
    who = ADAPTER.identify(net)
    assert isinstance(who, Identity)
    assert (who.name, who.url) == (NPUB, f"https://njump.me/{NPUB}")
    assert [note.partition(":")[0] for note in who.notes] == [
        "a.example takes 500 characters",
        "a.example takes posts of those who pay only.",
        "a.example takes posts of those only whom it knows, or that it likes.",
        "a.example wants 9 bits of work for each post, which smmgen does not do",
    ]
    assert [one.url for one in net.requests] == ["https://a.example", "https://b.example"]
    assert net.requests[0].headers == {"Accept": "application/nostr+json"}


def test_another_server_stands_in_the_place_of_all_relays() -> None:
    account = replace(NS, base_url="http://127.0.0.1:1/nostr")
    net = Net(account)
    net.base_url = "http://127.0.0.1:1/nostr"
    net.relays = {"ws://127.0.0.1:1/nostr": Relay()}
    assert isinstance(send(net), Sent)


@pytest.mark.parametrize(
    ("text", "options", "codes"),
    [
        (f"By @{OTHER}.", {}, []),
        (f"By @{OTHER[:-1]}q.", {}, ["NST003"]),
        ("By nostr:nevent1qqq.", {}, ["NST003"]),
        ("", {"relays": ("https://a.example", A)}, ["NST001"]),
        ("", {"accepted": 3}, ["NST002"]),
        ("", {"accepted": 0}, ["NST002"]),
        ("", {"accepted": 2}, []),
    ],
)
def test_what_only_nostr_minds(text: str, options: dict[str, Any], codes: list[str]) -> None:
    account = with_options(NS, **options)
    message = sending(ADAPTER, account, text).content.message
    variant = Variant(post="sale", account="ns", network="nostr", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, account)] == codes


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), st.binary(max_size=99))
def test_bech32_reads_what_it_wrote(prefix: str, data: bytes) -> None:
    assert decode(encode(prefix, data)) == (prefix, data)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 57), st.sampled_from("qpzry9x8"))
def test_bech32_finds_a_mistyped_sign(data: bytes, place: int, sign: str) -> None:
    written = encode("npub", data)
    wrong = f"{written[: 5 + place]}{sign}{written[6 + place :]}"
    assert wrong == written or decode(wrong) is None


@pytest.mark.parametrize("text", ["", "1", "npub1", "npub", "Npub1" + OTHER[5:], OTHER[:-1], OTHER + "b"])
def test_bech32_does_not_read_what_is_none(text: str) -> None:
    assert decode(text) is None

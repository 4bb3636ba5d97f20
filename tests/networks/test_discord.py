import json
from typing import Any

import pytest

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.model.brand import Account
from smmgen.model.post import Poll
from smmgen.model.variant import LinkCard, Message, Variant
from smmgen.networks.discord import ADAPTER
from tests.networks.script import SPAN, Answer, Script, answer, film, picture, sending, with_options

BOT = Account(
    name="bot", network="discord", options={"channel": "100"}, secrets={"token": "T"}, language="en"
)
HOOK = Account(name="hook", network="discord", secrets={"webhook": "W"}, language="en")
BOTH = Account(name="both", network="discord", options={"channel": "100"}, secrets={"webhook": "W", "token": "T"})  # fmt: skip
CHANNEL = answer(body={"id": "100", "guild_id": "7", "type": 0, "name": "news"})
WEBHOOK = answer(body={"id": "55", "channel_id": "100", "guild_id": "7", "name": "Northwind", "type": 1})
POSTED = answer(body={"id": "900", "channel_id": "100"})
URL = "https://discord.com/channels/7/100/900"


class Told(Script):
    """A session whose webhook is an address, as Discord hands it out."""

    def secret(self, option: str) -> str:
        return (
            "https://discord.com/api/webhooks/55/se-cret_1" if option == "webhook" else super().secret(option)
        )


def failed(status: int, code: int, **more: Any) -> Answer:
    return answer(status, {"code": code, "message": "Something", **more})


def published(*answers: Answer, account: Account = BOT, **what: Any) -> tuple[Outcome, Script]:
    script = Told(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def payload(script: Script) -> Any:
    """Return what the visible call was told."""
    (asked,) = [one for one in script.requests if one.is_visible]
    return asked.json if asked.form is None else json.loads(asked.form["payload_json"])


def test_a_bot_publishes_with_a_nonce_and_pings_nobody() -> None:
    outcome, script = published(CHANNEL, POSTED, markdown="All **beans** & @everyone.")
    assert outcome == Sent("100/900", URL)
    assert script.paths == ["GET /api/v10/channels/100", "POST /api/v10/channels/100/messages"]
    assert script.requests[1].headers["Authorization"] == "Bot the-token"
    body = dict(payload(script))
    assert len(body.pop("nonce")) == 25
    assert body == {
        "content": "All **beans** \\& @everyone.",
        "allowed_mentions": {"parse": [], "replied_user": False},
        "enforce_nonce": True,
    }


def test_a_webhook_waits_for_the_messages_name_and_has_no_header() -> None:
    account = with_options(HOOK, username="Northwind", avatar="https://a.example/a.png")
    outcome, script = published(WEBHOOK, POSTED, account=account)
    assert outcome == Sent("100/900", URL)
    assert script.paths == ["GET /api/v10/webhooks/55/se-cret_1", "POST /api/v10/webhooks/55/se-cret_1"]
    assert (script.requests[1].query, script.requests[1].headers) == ({"wait": True}, {})
    assert payload(script)["username"] == "Northwind"
    assert payload(script)["avatar_url"] == "https://a.example/a.png"
    assert "nonce" not in payload(script)


def test_what_is_no_webhooks_address_is_never_called_nor_shown() -> None:
    script = Script(HOOK, ())
    outcome = ADAPTER.send(script, sending(ADAPTER, HOOK))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "the-webhook" not in outcome.why


def test_files_have_their_texts_and_their_order() -> None:
    _, script = published(CHANNEL, POSTED, files=(picture(0), picture(1)), video=film())
    assert [part for part, _ in script.requests[1].files] == ["files[0]", "files[1]", "files[2]"]
    assert script.requests[1].files[2][1] == ("2-roast.mp4", b"jpeg", "video/mp4")
    assert payload(script)["attachments"] == [
        {"id": "0", "filename": "0-beans-0.jpg", "description": "A bag of beans, number 0"},
        {"id": "1", "filename": "1-beans-1.jpg", "description": "A bag of beans, number 1"},
        {"id": "2", "filename": "2-roast.mp4", "description": "Beans turn brown"},
    ]


def test_files_that_are_too_large_together_are_not_sent() -> None:
    outcome, script = published(CHANNEL, files=(picture(),) * 3, read=lambda file: b"x" * 9_000_000)
    assert isinstance(outcome, Refused)
    assert "25.7 MiB" in outcome.why
    assert not any(one.is_visible for one in script.requests)


def test_a_links_card_is_an_embed_with_its_picture() -> None:
    card = LinkCard(url="https://northwind.example/sale", title="Sale", description="All must go.")
    _, script = published(CHANNEL, POSTED, card=card, thumbnail=picture())
    assert payload(script)["embeds"] == [
        {
            "title": "Sale",
            "description": "All must go.",
            "url": "https://northwind.example/sale",
            "image": {"url": "attachment://0-beans-0.jpg"},
        }
    ]
    assert len(script.requests[1].files) == 1


def test_a_poll() -> None:
    _, script = published(CHANNEL, POSTED, poll=Poll("Which one?", ("Guji", "Gayo"), 24))
    assert payload(script)["poll"] == {
        "question": {"text": "Which one?"},
        "answers": [{"poll_media": {"text": "Guji"}}, {"poll_media": {"text": "Gayo"}}],
        "duration": 24,
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"silent": True}, {"flags": 4096}),
        ({"preview": False}, {"flags": 4}),
        ({"ping": ("roles",)}, {"allowed_mentions": {"parse": ["roles"], "replied_user": False}}),
    ],
)
def test_options_of_a_message(options: Any, expected: Any) -> None:
    told = payload(published(CHANNEL, POSTED, account=with_options(BOT, **options))[1])
    assert {name: told[name] for name in expected} == expected


def test_a_bots_thread_is_a_chain_of_answers_and_a_webhooks_a_row() -> None:
    bots = published(CHANNEL, POSTED, number=2, thread=("100/1", "100/2"))[1]
    hooks = published(WEBHOOK, POSTED, number=2, thread=("100/1", "100/2"), account=HOOK)[1]
    assert payload(bots)["message_reference"] == {"message_id": "2"}
    assert "message_reference" not in payload(hooks)


def test_an_answer_goes_where_the_question_stands() -> None:
    assert published(CHANNEL, POSTED, reply_to="200/9")[1].paths[1] == "POST /api/v10/channels/200/messages"
    hooks = published(WEBHOOK, POSTED, account=with_options(HOOK, thread="300"))[1]
    assert hooks.requests[1].query == {"wait": True, "thread_id": "300"}


@pytest.mark.parametrize("opened", [answer(201, {"id": "1"}), failed(400, 160004)])
def test_a_first_comment_stands_in_a_thread_below_the_post(opened: Answer) -> None:
    made = answer(body={"id": "901", "channel_id": "1"})
    what: Any = {"markdown": "Order **here**", "number": 1, "thread": ("100/1",), "is_comment": True}
    outcome, script = published(CHANNEL, opened, made, **what)
    hooked = published(WEBHOOK, opened, made, account=BOTH, **what)[1]
    assert outcome == Sent("1/901", "https://discord.com/channels/7/1/901")
    assert script.paths[1:] == [
        "POST /api/v10/channels/100/messages/1/threads",
        "POST /api/v10/channels/1/messages",
    ]
    assert script.requests[1].json == {"name": "Order here"}
    assert not script.requests[1].is_visible
    assert hooked.requests[2].query == {"wait": True, "thread_id": "1"}


def test_a_webhook_alone_opens_no_thread() -> None:
    outcome, script = published(WEBHOOK, account=HOOK, number=1, thread=("100/1",), is_comment=True)
    assert isinstance(outcome, NotSent)
    assert not any(one.is_visible for one in script.requests)


@pytest.mark.parametrize(
    ("passed", "note"),
    [(answer(body={}), ""), (failed(403, 50013), "lacks a right"), (NotReached("no way"), "no way")],
)
def test_a_message_is_passed_on_after_it_is_public(passed: Answer, note: str) -> None:
    outcome, script = published(CHANNEL, POSTED, passed, account=with_options(BOT, crosspost=True))
    assert isinstance(outcome, Sent)
    assert (outcome.remote_id, outcome.url) == ("100/900", URL)
    assert note in outcome.note
    assert bool(outcome.note) == bool(note)
    assert script.paths[2] == "POST /api/v10/channels/100/messages/900/crosspost"


@pytest.mark.parametrize(
    ("said", "expected", "is_account_wide"),
    [
        (failed(400, 50035, errors={"content": {"_errors": [{"message": "Too long"}]}}), Refused, False),
        (failed(400, 50006), Refused, False),
        (failed(401, 0), NotSent, True),
        (failed(401, 50027), NotSent, True),
        (failed(403, 50013), NotSent, True),
        (failed(403, 50001), NotSent, True),
        (failed(403, 0), Refused, False),
        (failed(404, 10003), NotSent, True),
        (failed(404, 10015), NotSent, True),
        (failed(413, 40005), Refused, False),
        (failed(429, 0, retry_after=1.5), NotSent, False),
        (failed(429, 20028, retry_after=1.5), NotSent, False),
        (failed(400, 20016), NotSent, False),
        (failed(503, 130000), NotSent, False),
        (failed(503, 50013), Ambiguous, False),
        (failed(500, 0), Ambiguous, False),
        (failed(418, 99), Ambiguous, False),
        (answer(204, b""), Ambiguous, False),
        (answer(body={}), Ambiguous, False),
        (NotReached("no"), NotSent, False),
        (Broken("cut"), Ambiguous, False),
    ],
)
def test_what_discord_says_of_a_message(said: Answer, expected: type, is_account_wide: bool) -> None:
    outcome = published(CHANNEL, said)[0]
    assert type(outcome) is expected, outcome
    assert getattr(outcome, "is_account_wide", False) is is_account_wide


def test_a_pause_is_kept_and_a_refused_part_is_named() -> None:
    waits = published(CHANNEL, failed(429, 20028, retry_after=90.5))[0]
    named = published(CHANNEL, failed(400, 50035, errors={"embeds": {"0": {"title": {"_errors": [{"message": "Too long"}]}}}}))[0]  # fmt: skip
    assert isinstance(waits, NotSent)
    assert str(waits.not_before) == "2026-12-01 09:01:35.500000+00:00"
    assert isinstance(named, Refused)
    assert "embeds.0.title Too long" in named.why


def test_nothing_is_public_where_the_channel_is_not_seen() -> None:
    outcome, script = published(failed(403, 50001))
    assert isinstance(outcome, NotSent)
    assert not any(one.is_visible for one in script.requests)


def test_an_edit_puts_the_files_anew_and_takes_old_embeds_away() -> None:
    assert ADAPTER.edit
    script = Told(HOOK, (WEBHOOK, POSTED))
    outcome = ADAPTER.edit(script, sending(ADAPTER, HOOK, files=(picture(),)), "100/900")
    assert outcome == Sent("100/900", URL)
    assert script.paths[1] == "PATCH /api/v10/webhooks/55/se-cret_1/messages/900"
    assert payload(script)["embeds"] == []
    assert payload(script)["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert script.requests[1].query == {}


def test_a_poll_cannot_be_changed() -> None:
    assert ADAPTER.edit
    ready = sending(ADAPTER, BOT, poll=Poll("Which?", ("a", "b")))
    assert isinstance(ADAPTER.edit(Told(BOT, ()), ready, "100/900"), Refused)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (answer(204, b""), Sent),
        (failed(404, 10008), Sent),
        (failed(404, 10015), NotSent),
        (answer(500), Ambiguous),
    ],
)
def test_a_deletion(said: Answer, expected: type) -> None:
    assert ADAPTER.retract
    script = Told(BOT, (said,))
    assert type(ADAPTER.retract(script, "100/900")) is expected
    assert script.paths == ["DELETE /api/v10/channels/100/messages/900"]


def test_the_doctor_learns_who_speaks_where() -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(Told(BOT, (CHANNEL, answer(body={"id": "5", "username": "northwind"}))))
    hook = ADAPTER.identify(Told(HOOK, (WEBHOOK,)))
    forum = ADAPTER.identify(
        Told(BOT, (answer(body={"id": "100", "type": 15, "name": "f"}), answer(body={})))
    )
    assert who == Identity(name="northwind in #news", url="https://discord.com/channels/7/100")
    assert isinstance(hook, Identity)
    assert hook.name == "the webhook “Northwind”"
    assert isinstance(forum, Identity)
    assert forum.missing


def test_a_deleted_webhook_is_told() -> None:
    assert ADAPTER.identify
    said = ADAPTER.identify(Told(HOOK, (failed(404, 10015),)))
    assert isinstance(said, NotSent)
    assert "make a new one" in said.why


LISTED = {
    "id": "900",
    "timestamp": "2026-12-01T09:00:00.123000+00:00",
    "content": "# All **beans**\n- a \\& b",
    "author": {"id": "5"},
    "attachments": [{"content_type": "image/jpeg"}, {"content_type": "video/mp4"}],
}
ME = answer(body={"id": "5"})


def test_own_messages_are_read_as_people_see_them() -> None:
    assert ADAPTER.recent
    other = {**LISTED, "id": "901", "author": {"id": "6"}}
    (found,) = ADAPTER.recent(Told(BOT, (CHANNEL, ME, answer(body=[LISTED, other]))), 500)
    assert (found.remote_id, found.url, found.images) == ("100/900", URL, 1)
    assert found.text.split() == ["All", "beans", "•", "a", "&", "b"]


def test_a_webhooks_messages_are_read_by_its_bot() -> None:
    assert ADAPTER.recent
    own = {**LISTED, "webhook_id": "55"}
    found = ADAPTER.recent(Told(BOTH, (WEBHOOK, answer(body=[own, LISTED]))), 10)
    assert [one.remote_id for one in found] == ["100/900"]


@pytest.mark.parametrize(
    ("account", "answers"),
    [
        (HOOK, (WEBHOOK,)),
        (BOT, (CHANNEL, ME, failed(403, 50001))),
        (BOT, (CHANNEL, ME, answer(body={}))),
        (BOT, (CHANNEL, ME, answer(body=[{**LISTED, "content": "", "attachments": []}]))),
    ],
)
def test_what_cannot_be_read_is_no_empty_channel(account: Account, answers: tuple[Answer, ...]) -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Told(account, answers), 10)


def checked(account: Account, *, reply_to: str = "", is_comment: bool = False) -> list[str]:
    message = Message(
        number=0,
        written=ADAPTER.write((), account),
        length=0,
        limit=2000,
        is_comment=is_comment,
        options=ADAPTER.message_options(account, "en"),
        span=SPAN,
    )
    variant = Variant(post="p", account=account.name, network="discord", publish_at=None, messages=(message,), reply_to=reply_to)  # fmt: skip
    return [one.code for one in ADAPTER.check(variant, account)]


@pytest.mark.parametrize(
    ("account", "what", "expected"),
    [
        (BOT, {}, []),
        (BOTH, {"is_comment": True}, []),
        (Account(name="none", network="discord"), {}, ["DSC001"]),
        (HOOK, {"is_comment": True}, ["DSC002"]),
        (HOOK, {"reply_to": "other"}, ["DSC002"]),
        (with_options(HOOK, crosspost=True), {}, ["DSC002"]),
        (with_options(BOT, ping=("all", "roles")), {}, ["DSC003"]),
    ],
)
def test_what_discord_would_not_do(account: Account, what: Any, expected: list[str]) -> None:
    assert checked(account, **what) == expected

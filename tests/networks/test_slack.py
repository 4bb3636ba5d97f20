from typing import Any

import pytest

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.apis.slack_rich import rich_text
from smmgen.model.brand import Account
from smmgen.model.variant import Message, Variant
from smmgen.networks.slack import ADAPTER
from tests.networks.script import SPAN, Answer, Script, answer, picture, sending, with_options

SLACK = Account(
    name="team", network="slack", options={"channel": "C0123"}, secrets={"token": "T"}, language="en"
)
SCOPES = "chat:write,files:write,files:read,groups:history"
WHO = {"ok": True, "user": "northwind", "team": "Northwind", "url": "https://nw.slack.com/", "user_id": "U1", "bot_id": "B1"}  # fmt: skip
SIGNED = answer(body=WHO, x_oauth_scopes=SCOPES)
POSTED = answer(body={"ok": True, "channel": "C0123", "ts": "1700000000.000100"})
URL = "https://nw.slack.com/archives/C0123/p1700000000000100"
PLACE = answer(body={"ok": True, "upload_url": "https://files.example/up", "file_id": "F1"})
DONE = answer(body={"ok": True})
READY = answer(body={"ok": True, "file": {"id": "F1", "mimetype": "image/jpeg"}})
UNREADY = answer(body={"ok": True, "file": {"id": "F1", "mimetype": ""}})


def failed(error: str, **more: Any) -> Answer:
    return answer(body={"ok": False, "error": error, **more})


def published(*answers: Answer, account: Account = SLACK, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def rich(markdown: str, *pings: str) -> Any:
    return rich_text(sending(ADAPTER, SLACK, markdown).content.message.written.text, pings)


def test_a_text_is_one_call_with_words_and_rich_text() -> None:
    outcome, script = published(SIGNED, POSTED, markdown="All **beans** & <more>.")
    assert outcome == Sent("C0123/1700000000.000100", URL)
    assert script.paths == ["POST /api/auth.test", "POST /api/chat.postMessage"]
    assert script.requests[1].headers == {"Authorization": "Bearer the-token"}
    assert script.requests[1].json == {
        "channel": "C0123",
        "text": "All beans &amp; &lt;more&gt;.",
        "blocks": [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": "All "},
                            {"type": "text", "text": "beans", "style": {"bold": True}},
                            {"type": "text", "text": " & <more>."},
                        ],
                    }
                ],
            }
        ],
        "unfurl_links": True,
        "unfurl_media": True,
    }


def test_frames_stand_apart_without_empty_lines() -> None:
    assert [(one["type"], "".join(part["text"] for part in one["elements"])) for one in rich("a\n\n> b\\\n> *c*\n\nd\n\n```py\nx = 1\n```")] == [
        ("rich_text_section", "a"),
        ("rich_text_quote", "b\nc"),
        ("rich_text_section", "d"),
        ("rich_text_preformatted", "x = 1"),
    ]  # fmt: skip


def test_links_and_styles_go_together() -> None:
    (section,) = rich("**[here](https://a.example/b?c=1&d=2)** ~~24~~ `x*y`")
    assert section["elements"] == [
        {"type": "link", "url": "https://a.example/b?c=1&d=2", "text": "here", "style": {"bold": True}},
        {"type": "text", "text": " "},
        {"type": "text", "text": "24", "style": {"strike": True}},
        {"type": "text", "text": " "},
        {"type": "text", "text": "x*y", "style": {"code": True}},
    ]


@pytest.mark.parametrize(
    ("text", "pings", "expected"),
    [
        ("\\<@U1>", (), {"type": "user", "user_id": "U1"}),
        ("\\<#C1>", (), {"type": "channel", "channel_id": "C1"}),
        ("\\<!subteam^S1>", (), {"type": "usergroup", "usergroup_id": "S1"}),
        ("\\<!here>", ("here",), {"type": "broadcast", "range": "here"}),
        ("\\<!here>", ("channel",), {"type": "text", "text": "<!here>"}),
        ("@here", ("here",), {"type": "text", "text": "@here"}),
    ],
)
def test_nobody_is_called_by_accident(text: str, pings: tuple[str, ...], expected: Any) -> None:
    (section,) = rich(text, *pings)
    assert section["elements"] == [expected]


def test_a_picture_is_uploaded_unseen_and_shown_when_it_is_ready() -> None:
    outcome, script = published(
        SIGNED, PLACE, answer(body=b"OK"), DONE, UNREADY, READY, POSTED, files=(picture(),)
    )
    assert isinstance(outcome, Sent)
    assert script.paths[1:] == [
        "POST /api/files.getUploadURLExternal",
        "POST https://files.example/up",
        "POST /api/files.completeUploadExternal",
        "GET /api/files.info",
        "GET /api/files.info",
        "POST /api/chat.postMessage",
    ]
    assert script.requests[1].form == {"filename": "beans-0.jpg", "length": "4", "alt_txt": "A bag of beans, number 0"}  # fmt: skip
    assert (script.requests[2].content, "Authorization" in script.requests[2].headers) == (b"jpeg", False)
    assert script.requests[3].json == {"files": [{"id": "F1", "title": "beans-0.jpg"}]}
    assert script.requests[6].json["blocks"][1] == {
        "type": "image",
        "slack_file": {"id": "F1"},
        "alt_text": "A bag of beans, number 0",
    }
    assert [one.is_visible for one in script.requests] == [False] * 6 + [True]


@pytest.mark.parametrize(
    "answers",
    [(answer(body={"ok": True}),), (PLACE, answer(500)), (PLACE, DONE, failed("x")), (PLACE, Broken("cut"))],
)
def test_nothing_is_public_after_a_failed_upload(answers: tuple[Answer, ...]) -> None:
    outcome, script = published(SIGNED, *answers, files=(picture(),))
    assert isinstance(outcome, NotSent)
    assert not any(one.is_visible for one in script.requests)


@pytest.mark.parametrize(
    ("what", "root"),
    [
        ({"number": 2, "thread": ("C0123/1.1", "C0123/2.2/1.1")}, "1.1"),
        ({"number": 1, "thread": ("C0123/1.1",), "is_comment": True}, "1.1"),
        ({"reply_to": "C0123/9.9"}, "9.9"),
        ({"reply_to": "C0123/9.9/8.8"}, "8.8"),
    ],
)
def test_answers_stand_in_the_thread_of_the_first_message(what: Any, root: str) -> None:
    outcome, script = published(SIGNED, POSTED, **what)
    assert script.requests[1].json["thread_ts"] == root
    assert outcome == Sent(f"C0123/1700000000.000100/{root}", f"{URL}?thread_ts={root}&cid=C0123")


def test_options_of_an_account() -> None:
    account = with_options(SLACK, username="Northwind", icon=":coffee:", preview=False)
    told = published(SIGNED, POSTED, account=account)[1].requests[1].json
    assert (told["username"], told["icon_emoji"], told["unfurl_links"]) == ("Northwind", ":coffee:", False)
    assert "icon_url" not in told


@pytest.mark.parametrize(
    ("said", "expected", "is_account_wide"),
    [
        (failed("invalid_auth"), NotSent, True),
        (failed("token_revoked"), NotSent, True),
        (failed("missing_scope", needed="chat:write"), NotSent, True),
        (failed("channel_not_found"), NotSent, True),
        (failed("not_in_channel"), NotSent, True),
        (failed("ratelimited"), NotSent, False),
        (failed("msg_too_long"), Refused, False),
        (failed("invalid_blocks"), Refused, False),
        (failed("invalid_blocks", response_metadata={"messages": ["invalid slack file"]}), NotSent, False),
        (failed("internal_error"), Ambiguous, False),
        (failed("fatal_error"), Ambiguous, False),
        (failed("something_new"), Ambiguous, False),
        (answer(body={"ok": True}), Ambiguous, False),
        (answer(body=b"<html>"), Ambiguous, False),
        (answer(429, {"ok": False, "error": "ratelimited"}, retry_after="30"), NotSent, False),
        (answer(503), Ambiguous, False),
        (NotReached("no"), NotSent, False),
        (Broken("cut"), Ambiguous, False),
    ],
)
def test_what_slack_says_of_a_message(said: Answer, expected: type, is_account_wide: bool) -> None:
    outcome = published(SIGNED, said)[0]
    assert type(outcome) is expected, outcome
    assert getattr(outcome, "is_account_wide", False) is is_account_wide


def test_the_missing_scope_is_named() -> None:
    outcome = published(SIGNED, failed("missing_scope", needed="chat:write"))[0]
    assert isinstance(outcome, NotSent)
    assert "needs chat:write" in outcome.why


def test_a_refused_token_publishes_nothing() -> None:
    outcome, script = published(failed("invalid_auth"))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert not any(one.is_visible for one in script.requests)


def test_an_edit() -> None:
    assert ADAPTER.edit
    script = Script(SLACK, (SIGNED, POSTED))
    outcome = ADAPTER.edit(script, sending(ADAPTER, SLACK, "All go."), "C0123/1700000000.000100/1.1")
    assert outcome == Sent("C0123/1700000000.000100/1.1", f"{URL}?thread_ts=1.1&cid=C0123")
    assert script.paths[1] == "POST /api/chat.update"
    assert script.requests[1].json["ts"] == "1700000000.000100"
    assert script.requests[1].json["text"] == "All go."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (DONE, Sent),
        (failed("message_not_found"), Sent),
        (failed("cant_delete_message"), Refused),
        (failed("internal_error"), Ambiguous),
    ],
)
def test_a_deletion(said: Answer, expected: type) -> None:
    assert ADAPTER.retract
    script = Script(SLACK, (said,))
    assert type(ADAPTER.retract(script, "C0123/9.9/8.8")) is expected
    assert script.requests[0].json == {"channel": "C0123", "ts": "9.9"}


def test_the_doctor_learns_who_it_is_and_what_is_missing() -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(SLACK, (SIGNED,)))
    lacking = ADAPTER.identify(Script(SLACK, (answer(body=WHO, x_oauth_scopes="chat:write"),)))
    assert isinstance(who, Identity)
    assert (who.name, who.url, who.missing) == (
        "northwind in “Northwind”",
        "https://nw.slack.com/archives/C0123",
        (),
    )
    assert isinstance(lacking, Identity)
    assert [one.partition(":")[0] for one in lacking.missing] == ["`files", "`files", "`channels"]


def test_own_messages_are_read_as_people_see_them() -> None:
    assert ADAPTER.recent
    own = {"ts": "1700000000.000100", "bot_id": "B1", "text": "All &amp; &lt;b&gt;", "blocks": [{"type": "rich_text"}, {"type": "image"}]}  # fmt: skip
    other = {"ts": "1700000001.000100", "user": "U2", "text": "Hi"}
    listed = answer(body={"ok": True, "messages": [other, own]})
    (found,) = ADAPTER.recent(Script(SLACK, (SIGNED, listed)), 500)
    assert (found.remote_id, found.url, found.text, found.images) == (
        "C0123/1700000000.000100",
        URL,
        "All & <b>",
        1,
    )


@pytest.mark.parametrize("said", [failed("missing_scope"), answer(body={"ok": True})])
def test_what_cannot_be_read_is_no_empty_channel(said: Answer) -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(SLACK, (SIGNED, said)), 10)


@pytest.mark.parametrize(
    ("options", "expected"),
    [({}, []), ({"channel": "#news"}, ["SLK001"]), ({"ping": ("all", "here")}, ["SLK002"])],
)
def test_what_slack_would_not_do(options: Any, expected: list[str]) -> None:
    account = with_options(SLACK, **options)
    message = Message(
        number=0,
        written=ADAPTER.write((), account),
        length=0,
        limit=4000,
        options=ADAPTER.message_options(account, "en"),
        span=SPAN,
    )
    variant = Variant(post="p", account="team", network="slack", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, account)] == expected

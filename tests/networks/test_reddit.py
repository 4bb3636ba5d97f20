from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.apis import reddit
from smmgen.model.brand import Account
from smmgen.model.post import Poll
from smmgen.model.variant import LinkCard, Variant
from smmgen.networks.reddit import ADAPTER
from tests.networks.script import NOW, SPAN, Answer, Script, answer, picture, sending, with_options

RD = Account(
    name="rd",
    network="reddit",
    options={"subreddit": "r/coffee", "user": "u/northwind", "client_id": "app"},
    secrets={"client_secret": "RD_SECRET", "refresh_token": "RD_TOKEN"},
    language="en",
)
SCOPE = "edit flair history identity read submit"
TOKEN = answer(body={"access_token": "short", "expires_in": 86_400, "scope": SCOPE})
URL = "https://www.reddit.com/r/coffee/comments/abc/sale/"
CARD = LinkCard(url="https://northwind.example/sale", title="Sale", description="")
PATH = "/api/submit"


def made(**data: Any) -> Answer:
    return answer(body={"json": {"errors": [], "data": data}})


POSTED = made(url=URL, id="abc", name="t3_abc")


def failed(code: str, words: str = "Said", **more: Any) -> Answer:
    return answer(body={"json": {"errors": [[code, words, "sr"]], **more}})


def listed(*posts: dict[str, Any]) -> Answer:
    return answer(body={"data": {"children": [{"kind": "t3", "data": post} for post in posts]}})


def post(**changes: Any) -> dict[str, Any]:
    usual = {
        "name": "t3_abc",
        "subreddit": "Coffee",
        "title": "Sale",
        "selftext": "All **beans** must go\\!",
        "url": URL,
        "permalink": "/r/coffee/comments/abc/sale/",
        "created_utc": NOW.timestamp(),
    }
    return usual | changes


def lent(number: int) -> tuple[Answer, Answer]:
    place = {"action": "//up.example/", "fields": [{"name": "key", "value": f"rte/{number}"}]}
    body = {"args": place, "asset": {"asset_id": f"asset{number}"}}
    xml = f"<PostResponse><Location>https://up.example/rte%2F{number}</Location></PostResponse>"
    return answer(body=body), answer(201, xml.encode())


def sent(*answers: Answer, account: Account = RD, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, (TOKEN, *answers))
    what = {"title": "Sale", **what}
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def test_a_text_is_one_call_by_an_app_that_says_who_it_is() -> None:
    outcome, script = sent(POSTED, markdown="All **beans** must go, u/anna_b_!")
    token, request = script.requests
    assert outcome == Sent("t3_abc", URL)
    assert script.paths == ["POST /api/v1/access_token", "POST /api/submit"]
    assert token.form == {"grant_type": "refresh_token", "refresh_token": "the-refresh_token"}
    assert token.headers["Authorization"] == "Basic YXBwOnRoZS1jbGllbnRfc2VjcmV0"
    assert request.headers["Authorization"] == "Bearer short"
    agents = {one.headers["User-Agent"] for one in script.requests}
    assert [
        one.startswith("python:smmgen.app:") and one.endswith(" (by /u/northwind)") for one in agents
    ] == [True]
    assert [one.is_visible for one in script.requests] == [False, True]
    assert request.form == {
        "sr": "coffee",
        "kind": "self",
        "title": "Sale",
        "text": "All **beans** must go, u/anna_b_!",
        "nsfw": "false",
        "spoiler": "false",
        "sendreplies": "true",
        "validate_on_submit": "true",
        "api_type": "json",
    }


def test_reddit_itself_gives_tokens_at_another_host() -> None:
    script = Script(RD, (TOKEN, POSTED), reddit.HOST)
    ADAPTER.send(script, sending(ADAPTER, RD, title="Sale"))
    assert [one.url.partition("/api")[0] for one in script.requests] == [reddit.SITE, reddit.HOST]


def test_a_token_is_asked_for_once_and_again_when_it_ends() -> None:
    script = Script(RD, (TOKEN, POSTED, POSTED, TOKEN, POSTED))
    for number in range(3):
        if number == 2:
            script.memo["access_token_until"] = NOW
        ADAPTER.send(script, sending(ADAPTER, RD, title="Sale"))
    assert script.paths.count("POST /api/v1/access_token") == 2


def test_a_post_may_say_more_of_itself() -> None:
    account = with_options(RD, nsfw=True, spoiler=True, replies=False, subreddit="u_northwind")
    form = sent(POSTED, account=account)[1].requests[-1].form
    assert form is not None
    assert [form[name] for name in ("sr", "nsfw", "spoiler", "sendreplies")] == [
        "u_northwind", "true", "true", "false",
    ]  # fmt: skip


NEWS = "0f1d2c3b-1111-2222-3333-444455556666"


def test_a_flair_is_found_by_its_words() -> None:
    flairs = answer(body=[{"id": NEWS, "text": "News"}, {"id": "2", "text": "Other"}])
    _, script = sent(flairs, POSTED, options={"flair": "news"})
    assert script.paths[1] == "GET /r/coffee/api/link_flair_v2"
    assert (script.requests[-1].form or {})["flair_id"] == NEWS
    outcome, script = sent(flairs, options={"flair": "Roasts"})
    assert isinstance(outcome, Refused)
    assert "“News”, “Other”" in outcome.why
    assert (sent(POSTED, options={"flair": NEWS})[1].requests[-1].form or {})["flair_id"] == NEWS


def test_a_link_has_its_text_below_and_is_not_brought_twice() -> None:
    form = sent(POSTED, card=CARD)[1].requests[-1].form
    assert form is not None
    assert [form[name] for name in ("kind", "url", "text", "resubmit")] == [
        "link", CARD.url, "All beans must go.", "false",
    ]  # fmt: skip


def test_a_link_that_we_brought_before_is_known_again() -> None:
    ours = post(url=CARD.url)
    outcome, script = sent(failed("ALREADY_SUB"), listed(post(title="Other", url=CARD.url), ours), card=CARD)
    assert outcome == Sent("t3_abc", URL)
    assert script.paths[-1] == "GET /user/northwind/submitted"


@pytest.mark.parametrize(
    "other",
    [
        post(url="https://other.example"),
        post(url=CARD.url, title="Other"),
        post(url=CARD.url, subreddit="tea"),
        post(url=CARD.url, created_utc=(NOW - timedelta(hours=1)).timestamp()),
    ],
)
def test_a_link_that_somebody_else_brought_is_refused(other: dict[str, Any]) -> None:
    outcome, _ = sent(failed("ALREADY_SUB"), listed(other), card=CARD)
    assert isinstance(outcome, Refused)
    assert "resubmit" in outcome.why


def test_nobody_knows_whose_link_it_is_while_the_posts_cannot_be_read() -> None:
    assert isinstance(sent(failed("ALREADY_SUB"), answer(500), card=CARD)[0], Ambiguous)


def test_a_picture_is_uploaded_and_its_post_is_found_among_our_own() -> None:
    waiting = made(websocket_url="wss://wss.example/1", user_submitted_page="https://x")
    mine = post(title="Other words", url="https://i.redd.it/asset1.jpeg")
    outcome, script = sent(
        *lent(1), waiting, listed(post(title="Older", name="t3_old"), mine), files=(picture(),)
    )
    assert outcome == Sent("t3_abc", URL)
    assert script.paths[1:] == [
        "POST /api/media/asset.json",
        "POST https://up.example/",
        "POST /api/submit",
        "GET /user/northwind/submitted",
    ]
    lease, upload, submit = script.requests[1:4]
    assert lease.form == {"api_type": "json", "filepath": "beans-0.jpg", "mimetype": "image/jpeg"}
    assert upload.form == {"key": "rte/1"}
    assert upload.files == (("file", ("beans-0.jpg", b"jpeg", "image/jpeg")),)
    assert "Authorization" not in upload.headers
    assert [one.is_visible for one in script.requests] == [False, False, False, True, False]
    form = submit.form or {}
    assert (form["kind"], form["url"]) == ("image", "https://up.example/rte/1")
    assert form["text"] == "All beans must go."


def test_a_picture_whose_post_stays_away_is_nobodys_knowledge() -> None:
    script = Script(RD, (TOKEN, *[answer(500)] * reddit.LOOKS))
    waits: list[float] = []
    assert reddit.look_for(script, lambda post: True, waits.append) is None
    assert (len(waits), sum(waits)) == (reddit.LOOKS, 15)


@pytest.mark.parametrize(
    "other",
    [post(subreddit="tea"), post(title="Other"), post(created_utc=(NOW - timedelta(minutes=9)).timestamp())],
)
def test_another_post_is_not_taken_for_the_pictures(other: dict[str, Any]) -> None:
    waiting = made(websocket_url="wss://wss.example/1")
    outcome, _ = sent(*lent(1), waiting, listed(other, post()), files=(picture(),))
    assert outcome == Sent("t3_abc", URL)


def test_several_pictures_are_a_gallery_with_captions_on_demand() -> None:
    answers = (*lent(1), *lent(2), made(url=URL, id="t3_abc"))
    files = (picture(0), picture(1))
    outcome, script = sent(*answers, files=files, options={"captions": True})
    assert outcome == Sent("t3_abc", URL)
    assert script.paths[-1] == "POST /api/submit_gallery_post.json"
    body = script.requests[-1].json
    assert body["items"] == [
        {"media_id": f"asset{number + 1}", "caption": f"A bag of beans, number {number}", "outbound_url": ""}
        for number in (0, 1)
    ]
    assert (body["sr"], body["text"], body["nsfw"]) == ("coffee", "All beans must go.", False)
    assert [one["caption"] for one in sent(*answers, files=files)[1].requests[-1].json["items"]] == ["", ""]


@pytest.mark.parametrize(("hours", "days"), [(1, 1), (24, 1), (25, 2), (168, 7), (200, 7)])
def test_a_poll_is_open_for_whole_days(hours: int, days: int) -> None:
    poll = Poll(question="Milk?", options=("Oat", "Cow"), hours=hours)
    outcome, script = sent(made(url=URL, id="t3_abc"), poll=poll)
    assert outcome == Sent("t3_abc", URL)
    assert script.paths[-1] == "POST /api/submit_poll_post"
    body = script.requests[-1].json
    assert (body["options"], body["duration"]) == (["Oat", "Cow"], days)


def test_a_post_is_shown_again_elsewhere() -> None:
    form = sent(POSTED, markdown="", repost="t3_old")[1].requests[-1].form or {}
    assert (form["kind"], form["crosspost_fullname"], form["title"]) == ("crosspost", "t3_old", "Sale")


def test_a_first_comment_stands_below_its_post() -> None:
    thing = {"name": "t1_x", "permalink": "/r/coffee/comments/abc/sale/x/"}
    outcome, script = sent(
        made(things=[{"kind": "t1", "data": thing}]), is_comment=True, number=1, thread=("t3_abc",), title=""
    )
    assert outcome == Sent("t1_x", f"{URL}x/")
    assert script.requests[-1].form == {
        "thing_id": "t3_abc", "text": "All beans must go.", "api_type": "json",
    }  # fmt: skip


def test_nothing_goes_without_a_title() -> None:
    outcome, script = sent(title=" ")
    assert isinstance(outcome, Refused)
    assert script.requests == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(429), NotSent),
        (answer(401, {"message": "Unauthorized", "error": 401}), NotSent),
        (answer(403, {"message": "Forbidden", "error": 403}), Refused),
        (answer(404, {"reason": "private", "message": "Forbidden", "error": 403}), Refused),
        (answer(400, {"reason": "SUBMIT_VALIDATION_TITLE_REGEX", "explanation": "No."}), Refused),
        (answer(500), Ambiguous),
        (answer(200, b"<html>"), Ambiguous),
        (made(), Ambiguous),
        (made(id="abc"), Ambiguous),
        (failed("RATELIMIT"), NotSent),
        (failed("QUOTA_FILLED"), NotSent),
        (failed("USER_REQUIRED"), NotSent),
        (failed("OAUTH2_INVALID_REFRESH_TOKEN"), NotSent),
        (failed("SUBREDDIT_NOTALLOWED"), Refused),
        (failed("SUBMIT_VALIDATION_BODY_REQUIRED"), Refused),
        (failed("SOMETHING_IS_BROKEN"), Ambiguous),
        (failed("NEVER_HEARD_OF"), Ambiguous),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Any]) -> None:
    assert type(sent(said)[0]) is expected


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (failed("RATELIMIT", "Take a break for 14 minutes before trying again."), 841),
        (failed("RATELIMIT", "Take a break for 5 seconds before trying again."), 6),
        (failed("RATELIMIT", "Take a break for 300 milliseconds before trying again."), 1.3),
        (failed("RATELIMIT", "Wait.", ratelimit=90.5), 91.5),
        (failed("RATELIMIT", "Later."), 600),
        (failed("QUOTA_FILLED"), 3600),
        (answer(429, x_ratelimit_reset="378"), 378),
    ],
)
def test_reddit_says_how_long_to_wait(said: Answer, seconds: float) -> None:
    outcome, _ = sent(said)
    assert isinstance(outcome, NotSent)
    assert (outcome.status, outcome.is_account_wide) == (429, False)
    assert outcome.not_before == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "said",
    [
        answer(
            403,
            {"message": "Forbidden"},
            www_authenticate='Bearer realm="reddit", error="insufficient_scope"',
        ),
        failed("VERIFIED_USER_REQUIRED"),
        failed("USER_REQUIRED"),
        answer(401),
    ],
)
def test_a_fault_of_the_account_costs_no_attempt(said: Answer) -> None:
    outcome, _ = sent(said)
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide


@pytest.mark.parametrize(
    ("said", "is_account_wide"),
    [
        (answer(400, {"error": "invalid_grant"}), True),
        (answer(401, {"message": "Unauthorized", "error": 401}), True),
        (answer(200, {"error": "invalid_grant"}), True),
        (answer(503), False),
        (answer(429), False),
        (NotReached("no"), False),
    ],
)
def test_a_dead_refresh_token_says_where_the_new_one_goes(said: Answer, is_account_wide: bool) -> None:
    script = Script(RD, [said])
    outcome = ADAPTER.send(script, sending(ADAPTER, RD, title="Sale"))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide is is_account_wide
    assert ("RD_TOKEN" in outcome.why) is is_account_wide


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((answer(500),), NotSent),
        ((failed("RATELIMIT"),), NotSent),
        ((failed("NEVER_HEARD_OF"),), NotSent),
        ((answer(body={}),), NotSent),
        ((lent(1)[0], answer(400, b"<Error><Code>EntityTooLarge</Code></Error>")), Refused),
        ((lent(1)[0], Broken("cut")), NotSent),
    ],
)
def test_nothing_is_public_after_a_failed_upload(answers: tuple[Answer, ...], expected: type[Any]) -> None:
    outcome, script = sent(*answers, files=(picture(),))
    assert type(outcome) is expected
    assert not any(one.is_visible for one in script.requests)


def test_an_edit_changes_the_text_and_nothing_else() -> None:
    script = Script(RD, (TOKEN, made(things=[{"kind": "t3", "data": post()}])))
    assert ADAPTER.edit
    assert ADAPTER.edit(script, sending(ADAPTER, RD, title="Sale"), "t3_abc") == Sent("t3_abc", URL)
    assert script.paths[-1] == "POST /api/editusertext"
    assert (script.requests[-1].form or {})["thing_id"] == "t3_abc"
    for what in ({"files": (picture(),)}, {"card": CARD}):
        assert isinstance(ADAPTER.edit(Script(RD, ()), sending(ADAPTER, RD, **what), "t3_abc"), Refused)


def test_a_post_is_retracted() -> None:
    script = Script(RD, (TOKEN, answer(body={})))
    assert ADAPTER.retract
    assert ADAPTER.retract(script, "t3_abc") == Sent("t3_abc", "")
    assert (script.paths[-1], script.requests[-1].form) == ("POST /api/del", {"id": "t3_abc"})


def test_own_posts_are_found_as_their_readers_see_them() -> None:
    others = (
        post(name="t3_gallery", gallery_data={"items": [{}, {}]}),
        post(name="t3_picture", is_reddit_media_domain=True, selftext=""),
        post(name="t3_poll", selftext="Milk?\n\n[View Poll](https://www.reddit.com/poll/abc)"),
        post(name="t3_tea", subreddit="tea"),
        post(name="t1_comment"),
    )
    script = Script(RD, (TOKEN, listed(post(), *others)))
    assert ADAPTER.recent
    found = ADAPTER.recent(script, 10)
    assert [(one.remote_id, one.text, one.images) for one in found] == [
        ("t3_abc", "All beans must go!", 0),
        ("t3_gallery", "All beans must go!", 2),
        ("t3_picture", "", 1),
        ("t3_poll", "Milk?", 0),
    ]
    assert (found[0].url, found[0].at) == (URL, datetime.fromtimestamp(NOW.timestamp(), UTC))


def test_posts_that_cannot_be_read_are_no_empty_list() -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(RD, (TOKEN, answer(500))), 10)


def test_the_doctor_asks_the_community() -> None:
    rules = {
        "is_flair_required": True,
        "title_text_max_length": 80,
        "body_restriction_policy": "notAllowed",
        "domain_blacklist": ["bad.example"],
        "link_repost_age": None,
        "guidelines_text": "Be kind.",
    }
    token = answer(body={"access_token": "short", "expires_in": 9, "scope": "identity submit"})
    flairs = answer(body=[{"id": "1", "text": "News"}])
    script = Script(RD, (token, answer(body={"name": "other"}), *[token, answer(body=rules)], token, flairs))
    assert ADAPTER.identify
    who = ADAPTER.identify(script)
    assert isinstance(who, Identity)
    assert (who.name, who.rights) == ("u/other", ("identity", "submit"))
    assert [one.partition("`: ")[0] for one in who.missing] == ["`edit", "`flair", "`history", "`read"]
    assert who.notes == (
        "The token is u/other's, and `user` says northwind: write other there.",
        "r/coffee wants a flair: set `flair` to one of “News”.",
        "r/coffee takes titles of at most 80 characters.",
        "r/coffee takes no text, only titles.",
        "r/coffee takes no links to: bad.example.",
        "r/coffee says: “Be kind.”",
    )


def test_the_doctor_says_when_the_community_cannot_be_asked() -> None:
    script = Script(RD, (TOKEN, answer(body={"name": "northwind"}), answer(404)))
    assert ADAPTER.identify
    who = ADAPTER.identify(script)
    assert isinstance(who, Identity)
    assert [note.partition(". ")[0] for note in who.notes] == ["What r/coffee asks of posts cannot be read"]


DAY = Poll(question="Milk?", options=("Oat", "Cow"), hours=24)


@pytest.mark.parametrize(
    ("what", "options", "codes"),
    [
        ({}, {}, []),
        ({"title": ""}, {}, ["RDT001"]),
        ({}, {"subreddit": "https://reddit.com/r/coffee"}, ["RDT002"]),
        ({}, {"subreddit": "/r/coffee"}, []),
        ({"poll": DAY}, {}, []),
        ({"poll": DAY, "card": CARD}, {}, ["RDT003"]),
        ({"poll": replace(DAY, hours=30)}, {}, ["RDT004"]),
        ({"title": "", "is_comment": True}, {}, []),
    ],
)
def test_what_only_reddit_minds(what: dict[str, Any], options: dict[str, Any], codes: list[str]) -> None:
    message = sending(ADAPTER, RD, **{"title": "Sale", **what}, options=options).content.message
    variant = Variant(
        post="sale", account="rd", network="reddit", publish_at=None, messages=(message,), status="ready"
    )
    assert [one.code for one in ADAPTER.check(variant, RD)] == codes
    assert {one.span for one in ADAPTER.check(variant, RD)} <= {SPAN}

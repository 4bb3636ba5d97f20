from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.apis import linkedin
from smmgen.apis.answers import Stopped
from smmgen.markup.little import commentary, shown
from smmgen.model.brand import Account
from smmgen.model.post import Poll
from smmgen.model.variant import LinkCard, Message, Variant, Written
from smmgen.networks.linkedin import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, picture, sending, with_options

PAGE = "urn:li:organization:42"
LI = Account(
    name="li", network="linkedin", options={"author": PAGE}, secrets={"token": "LI_TOKEN"}, language="en"
)
ANNA = with_options(LI, author="person:AbC")
POSTED = answer(201, b"", x_restli_id="urn:li:share:7")
URL = "https://www.linkedin.com/feed/update/urn:li:share:7/"
COMMENT = "urn:li:comment:(urn:li:activity:9,3)"
CARD = LinkCard(url="https://northwind.example/sale", title="Sale", description="All must go.")


def place(number: int) -> Answer:
    body = {"value": {"uploadUrl": f"https://up.example/{number}", "image": f"urn:li:image:{number}"}}
    return answer(body=body)


READY = answer(body={"status": "AVAILABLE"})


def photo(number: int) -> tuple[Answer, ...]:
    return place(number), answer(201, b""), READY


def error(status: int, words: str, code: str = "") -> Answer:
    return answer(status, {"status": status, "message": words, "code": code})


def published(*answers: Answer, account: Account = LI, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def test_a_text_is_one_call_with_the_version() -> None:
    outcome, script = published(POSTED)
    (request,) = script.requests
    assert outcome == Sent("urn:li:share:7", URL)
    assert (script.paths, request.is_visible) == (["POST /rest/posts"], True)
    assert request.headers == {
        "Authorization": "Bearer the-token",
        "LinkedIn-Version": linkedin.VERSION,
        "X-Restli-Protocol-Version": "2.0.0",
    }
    assert request.json == {
        "author": PAGE,
        "commentary": "All beans must go.",
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }


def test_a_person_may_speak_to_connections() -> None:
    account = with_options(ANNA, visibility="connections", sharing=False)
    body = published(POSTED, account=account)[1].requests[0].json
    assert (body["author"], body["visibility"]) == ("urn:li:person:AbC", "CONNECTIONS")
    assert body["isReshareDisabledByAuthor"] is True


@pytest.mark.parametrize(
    ("markdown", "seen", "sent"),
    [
        (r"1 \* 2 (a\_b) \#1 {x|y} \~ @anna", "1 * 2 (a_b) #1 {x|y} ~ @anna", None),
        ("Try #ColdBrew!", "Try #ColdBrew!", "Try #ColdBrew!"),
        ("Try #cold_brew!", "Try #cold_brew!", r"Try #cold\_brew!"),
        (
            "By [Northwind Ltd.](https://www.linkedin.com/company/12/).",
            "By Northwind Ltd..",
            "By @[Northwind Ltd.](urn:li:organization:12).",
        ),
        (
            "By [us](https://linkedin.com/company/northwind).",
            "By us (https://linkedin.com/company/northwind).",
            r"By us \(https://linkedin.com/company/northwind\).",
        ),
        ("See https://linkedin.com/company/12", *["See https://linkedin.com/company/12"] * 2),
        ("**Bold** `a`\n\n- one", *["Bold a\n\n• one"] * 2),
    ],
)
def test_the_text(markdown: str, seen: str, sent: str | None) -> None:
    written = sending(ADAPTER, LI, markdown).content.message.written
    said = commentary(written)
    assert (written.text, written.visible, shown(said)) == (seen, seen, seen)
    assert said == (sent if sent is not None else r"1 \* 2 \(a\_b\) \#1 \{x\|y\} \~ \@anna")


@given(st.text())
def test_no_text_is_lost_in_its_signs(text: str) -> None:
    assert shown(commentary(Written(text, text))) == text


def test_what_linkedin_shows_is_read_as_seen() -> None:
    assert shown(r"{hashtag|\#|cold\_brew} by @[A \(b\)](urn:li:person:x) \{") == "#cold_brew by A (b) {"


def test_emoji_count_two() -> None:
    assert ADAPTER.count(Written(r"☕🫘", r"☕🫘"), LI) == 3


def test_a_picture_is_uploaded_and_awaited_before_the_post() -> None:
    outcome, script = published(*photo(1), POSTED, files=(picture(),))
    assert isinstance(outcome, Sent)
    assert script.paths == [
        "POST /rest/images?action=initializeUpload",
        "PUT https://up.example/1",
        "GET /rest/images/urn%3Ali%3Aimage%3A1",
        "POST /rest/posts",
    ]
    assert [one.is_visible for one in script.requests] == [False, False, False, True]
    assert script.requests[0].json == {"initializeUploadRequest": {"owner": PAGE}}
    assert script.requests[1].content == b"jpeg"
    assert script.requests[3].json["content"] == {
        "media": {"id": "urn:li:image:1", "altText": "A bag of beans, number 0"}
    }


def test_several_pictures_keep_their_order_and_texts() -> None:
    _, script = published(*photo(1), *photo(2), POSTED, files=(picture(0), picture(1)))
    assert script.requests[-1].json["content"]["multiImage"]["images"] == [
        {"id": f"urn:li:image:{number + 1}", "altText": f"A bag of beans, number {number}"}
        for number in (0, 1)
    ]


def test_a_link_has_its_card_with_its_picture() -> None:
    _, script = published(*photo(1), POSTED, card=CARD, thumbnail=picture())
    assert script.requests[-1].json["content"] == {
        "article": {
            "source": CARD.url,
            "title": "Sale",
            "description": "All must go.",
            "thumbnail": "urn:li:image:1",
        }
    }


@pytest.mark.parametrize(("hours", "duration"), [(24, "ONE_DAY"), (48, "THREE_DAYS"), (336, "FOURTEEN_DAYS")])
def test_a_poll_is_open_as_long_as_linkedin_can(hours: int, duration: str) -> None:
    _, script = published(POSTED, poll=Poll("Milk?", ("Oat", "Cow"), hours))
    assert script.requests[0].json["content"]["poll"] == {
        "question": "Milk?",
        "options": [{"text": "Oat"}, {"text": "Cow"}],
        "settings": {"duration": duration},
    }


def test_a_picture_that_nobody_may_ask_about_is_given_some_time() -> None:
    waits: list[float] = []
    script = Script(ANNA, [place(1), answer(201, b""), error(403, "no")])
    assert linkedin.upload(script, "urn:li:person:AbC", b"jpeg", waits.append) == "urn:li:image:1"
    assert waits == [linkedin.UNSEEN_SECONDS]


def test_a_picture_that_is_never_ready_is_tried_later() -> None:
    waits: list[float] = []
    busy = [answer(body={"status": "PROCESSING"})] * linkedin.POLLS
    with pytest.raises(Stopped) as stop:
        linkedin.upload(Script(LI, [place(1), answer(201, b""), *busy]), PAGE, b"jpeg", waits.append)
    assert isinstance(stop.value.outcome, NotSent)
    assert stop.value.outcome.not_before == NOW + timedelta(minutes=2)
    assert sum(waits) == 28


def test_a_first_comment_stands_below_the_first_post() -> None:
    made = answer(201, {"id": "3", "$URN": COMMENT})
    outcome, script = published(
        made, markdown="Order (here).", is_comment=True, number=1, thread=("urn:li:share:7",)
    )
    assert isinstance(outcome, Sent)
    assert outcome.remote_id == COMMENT
    assert script.paths == ["POST /rest/socialActions/urn%3Ali%3Ashare%3A7/comments"]
    assert script.requests[0].json == {
        "actor": PAGE,
        "object": "urn:li:share:7",
        "message": {"text": "Order (here)."},
    }


def test_an_edit_changes_the_text() -> None:
    assert ADAPTER.edit
    script = Script(LI, [answer(204, b"")])
    assert ADAPTER.edit(script, sending(ADAPTER, LI, "Beans (all)."), "urn:li:share:7") == Sent(
        "urn:li:share:7", URL
    )
    (request,) = script.requests
    assert script.paths == ["POST /rest/posts/urn%3Ali%3Ashare%3A7"]
    assert request.headers["X-RestLi-Method"] == "PARTIAL_UPDATE"
    assert request.json == {"patch": {"$set": {"commentary": r"Beans \(all\)."}}}


@pytest.mark.parametrize("said", [answer(204, b""), error(404, "gone")])
def test_what_is_gone_is_retracted(said: Answer) -> None:
    assert ADAPTER.retract
    posts, comments = Script(LI, [said]), Script(LI, [said])
    assert ADAPTER.retract(posts, "urn:li:share:7") == Sent("urn:li:share:7", "")
    assert ADAPTER.retract(comments, COMMENT) == Sent(COMMENT, "")
    assert posts.paths == ["DELETE /rest/posts/urn%3Ali%3Ashare%3A7"]
    actor = "actor=urn%3Ali%3Aorganization%3A42"
    assert comments.paths == [f"DELETE /rest/socialActions/urn%3Ali%3Aactivity%3A9/comments/3?{actor}"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no connection"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(500), Ambiguous),
        (answer(201, b""), Ambiguous),
        (error(409, "conflict", "CONFLICT"), Ambiguous),
        (error(422, "Content is a duplicate of urn:li:share:5", "DUPLICATE_POST"), Ambiguous),
        (error(400, "Content is a duplicate of urn:li:share:5"), Ambiguous),
        (error(422, "Content is a duplicate of urn:li:person:5"), Refused),
        (error(400, "too long", "FIELD_LENGTH_TOO_LONG"), Refused),
        (error(403, "You are blocked"), Refused),
        (error(400, "wait", "MEDIA_ASSET_WAITING_UPLOAD"), NotSent),
        (error(429, "slow", "TOO_MANY_REQUESTS"), NotSent),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Outcome]) -> None:
    assert type(published(said)[0]) is expected


def test_a_duplicate_says_where_the_other_is() -> None:
    outcome, _ = published(error(422, "Content is a duplicate of urn:li:share:7"))
    assert isinstance(outcome, Ambiguous)
    assert URL in outcome.why


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (error(426, "Requested version is not active", "NONEXISTENT_VERSION"), "update smmgen"),
        (error(401, "The token has expired", "EXPIRED_ACCESS_TOKEN"), "LI_TOKEN"),
        (error(403, "Not enough permissions to access: partnerApiPosts", "ACCESS_DENIED"), "administrator"),
    ],
)
@pytest.mark.parametrize("files", [(), (picture(),)])
def test_a_fault_of_the_account_says_what_to_do(said: Answer, words: str, files: Any) -> None:
    outcome, script = published(said, files=files)
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert words in outcome.why
    assert len(script.requests) == 1


def test_own_posts_are_found_as_they_are_seen() -> None:
    post = {
        "id": "urn:li:share:7",
        "publishedAt": int(NOW.timestamp() * 1000),
        "commentary": r"Beans \(all\) #Now",
        "content": {"multiImage": {"images": [{"id": "a"}, {"id": "b"}]}},
    }
    script = Script(LI, [answer(body={"elements": [post, {"id": "x"}]})])
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(script, 10)
    assert (found.text, found.images, found.url, found.at) == ("Beans (all) #Now", 2, URL, NOW)
    assert script.requests[0].headers["X-RestLi-Method"] == "FINDER"


def test_posts_that_may_not_be_read_are_no_empty_list() -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(ANNA, [error(403, "Not enough permissions")]), 10)


def asked(account: Account, *answers: Answer, at: datetime = NOW) -> tuple[Any, Script]:
    script = Script(account, answers)
    script.now = lambda: at  # type: ignore[method-assign]
    assert ADAPTER.identify
    return ADAPTER.identify(script), script


KNOWN = replace(LI, secrets={**LI.secrets, "client_secret": "LI_APP"})


def test_the_doctor_learns_when_the_token_ends_and_what_it_lacks() -> None:
    end = datetime(2027, 1, 1, tzinfo=UTC)
    token = answer(
        body={"active": True, "expires_at": int(end.timestamp()), "scope": "openid,w_member_social"}
    )
    page = answer(body={"localizedName": "Northwind", "vanityName": "northwind"})
    who, script = asked(KNOWN, token, page)
    assert isinstance(who, Identity)
    assert (who.name, who.expires, script.memo["secret_ends"]) == ("Northwind", end, end)
    assert [one.partition(":")[0] for one in who.missing] == ["`w_organization_social`"]
    assert script.paths == ["POST /oauth/v2/introspectToken", "GET /rest/organizations/42"]


def test_a_token_that_is_over_is_told() -> None:
    who, _ = asked(KNOWN, answer(body={"active": False, "status": "expired"}))
    assert isinstance(who, NotSent)
    assert "expired" in who.why


def test_a_version_near_its_end_is_told() -> None:
    page = answer(body={"localizedName": "Northwind"})
    early, _ = asked(LI, page)
    late, _ = asked(LI, page, at=datetime(2027, 8, 1, tzinfo=UTC))
    assert len(late.notes) == len(early.notes) + 1
    assert "2027-09-15" in late.notes[0]


@pytest.mark.parametrize(
    ("account", "what", "codes"),
    [
        (LI, {}, []),
        (with_options(LI, author="northwind"), {}, ["LIN001"]),
        (with_options(LI, visibility="connections"), {}, ["LIN002"]),
        (with_options(ANNA, visibility="connections"), {}, []),
        (LI, {"poll": Poll("Milk?", ("Oat", "Cow"), 48)}, ["LIN003"]),
        (LI, {"poll": Poll("Milk?", ("Oat", "Cow"), 72)}, []),
    ],
)
def test_what_only_linkedin_minds(account: Account, what: Any, codes: list[str]) -> None:
    message: Message = sending(ADAPTER, account, **what).content.message
    variant = Variant(post="sale", account="li", network="linkedin", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, account)] == codes

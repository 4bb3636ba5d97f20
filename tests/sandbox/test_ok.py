import hashlib
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.speak import Moment, Ok, image, noise, shown

TEXT = {"type": "text", "text": "Hello"}


def poll(**change: Any) -> dict[str, Any]:
    options = "SingleChoice,AnonymousVoting"
    answers = [{"text": "Dark"}, {"text": "Light"}]
    return {"type": "poll", "question": "Which?", "answers": answers, "options": options, **change}


@pytest.mark.parametrize(
    ("change", "code", "what"),
    [
        ({"application_key": ""}, 101, "PARAM_API_KEY : No application key"),
        ({"application_key": "?"}, 101, "PARAM_API_KEY : Application not exist"),
        ({"method": "users.getNobody"}, 3, "METHOD : Method users.getNobody not found"),
        ({"access_token": ""}, 453, "SESSION_REQUIRED : No session key"),
        ({"access_token": "2:wrong"}, 103, "PARAM_SESSION_KEY : Invalid session key"),
        ({"sig": ""}, 104, "PARAM_SIGNATURE : No signature specified"),
        ({"sig": "0" * 32}, 104, "PARAM_SIGNATURE : Signature verification failed"),
        ({"fields": "uid"}, 104, "PARAM_SIGNATURE : Signature verification failed"),
        ({"format": "XML"}, 5000, "INVALID_RESPONSE : The sandbox answers in JSON only"),
    ],
)
def test_a_call_that_ok_does_not_take(ok: Ok, change: dict[str, str], code: int, what: str) -> None:
    answer = ok.client.post("/ok/fb.do", data=ok.signed("users.getCurrentUser") | change)
    assert (answer.status_code, answer.headers["invocation-error"]) == (200, str(code))
    assert answer.json() == {"error_code": code, "error_data": None, "error_msg": what}


def test_a_signature_is_that_of_the_documents(ok: Ok) -> None:
    signed = "application_key=CBASANDBOXformat=jsonmethod=users.getLoggedInUser1:sandbox"
    asked = ok.signed("users.getLoggedInUser")
    assert asked["sig"] == hashlib.md5(signed.encode(), usedforsecurity=False).hexdigest()
    assert ok.client.get("/ok/fb.do", params=asked).json() == "570000000001"


def test_the_secret_may_be_made_of_the_token_and_the_applications_key(ok: Ok) -> None:
    secret = hashlib.md5(b"1:sandbox1:sandbox", usedforsecurity=False).hexdigest()
    asked = ok.signed("users.getLoggedInUser", secret)
    assert ok.client.post("/ok/fb.do", data=asked).json() == "570000000001"


def test_a_method_may_stand_in_the_address(ok: Ok) -> None:
    asked = ok.signed("users.getLoggedInUser")
    del asked["method"]
    joined = "application_key=CBASANDBOXformat=json1:sandbox"
    asked["sig"] = hashlib.md5(joined.encode(), usedforsecurity=False).hexdigest()
    assert ok.client.post("/ok/api/users/getLoggedInUser", data=asked).json() == "570000000001"


def test_a_signature_is_of_the_values_before_they_are_encoded(ok: Ok) -> None:
    ok.post({"type": "text", "text": "Кофе & чай = 100 % + ещё"})
    assert shown(ok.client)[0]["text"] == "Кофе & чай = 100 % + ещё"


def test_an_application_without_rights(ok: Ok) -> None:
    ok.token = "1:sandbox.limited"
    assert ok.refused(TEXT) == 10
    assert ok.good("users.hasAppPermission", ext_perm="SET_STATUS") is False


def test_a_topic_of_the_group(ok: Ok) -> None:
    topic_id = ok.post({"type": "text", "text": "See https://a.example/x. #кофе"})
    (post,) = shown(ok.client)
    assert (post["account"], post["id"], post["warnings"]) == ("group42", topic_id, [])
    assert post["url"] == f"https://ok.ru/group/42/topic/{topic_id}"
    assert [mark["kind"] for mark in post["marks"]] == ["link", "hashtag"]
    assert (post["card"], post["marks"][0]["href"]) == (None, "https://a.example/x")


@pytest.mark.parametrize(
    ("media", "code"),
    [
        ([], 100),
        ([{"type": "text", "text": ""}], 100),
        ([{"type": "text"}], 100),
        ([{"type": "text", "text": "a" * 20_001}], 601),
        ([TEXT] * 51, 600),
        ([{"type": "photo", "list": []}], 100),
        ([{"type": "photo", "list": [{"id": "no token"}]}], 121),
        ([{"type": "link", "url": "northwind"}], 607),
        ([{"type": "movie", "list": [{"id": "1"}]}], 100),
        ([{"type": "picture"}], 100),
        ([TEXT, poll(), poll()], 600),
        ([poll(question=" ")], 100),
        ([poll(question="a" * 1001)], 602),
        ([poll(answers=[{"text": "a"}])], 603),
        ([poll(answers=[{"text": "a"}] * 21)], 603),
        ([poll(answers=[{"text": "a" * 501}, {"text": "b"}])], 604),
        ([poll(answers=["a", "b"])], 100),
        ([poll(options=["SingleChoice"])], 100),
    ],
)
def test_blocks_that_ok_does_not_take(ok: Ok, media: list[dict[str, Any]], code: int) -> None:
    assert ok.refused(*media) == code
    assert shown(ok.client) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"gid": "northwind"}, 100),
        ({"gid": "9999999999999999"}, 160),
        ({"gid": ""}, 100),
        ({"type": "USER"}, 100),
        ({"type": "WALL"}, 100),
        ({"attachment": ""}, 100),
        ({"attachment": "{media"}, 100),
        ({"text_link_preview": "1"}, 100),
    ],
)
def test_a_topic_that_ok_does_not_take(ok: Ok, change: dict[str, str], code: int) -> None:
    assert ok.fault("mediatopic.post", **(ok.topic(TEXT) | change))[0] == code


def test_what_ok_overlooks_is_warned_of(ok: Ok) -> None:
    ok.good(
        "mediatopic.post", **ok.topic(TEXT | {"alt": "a"}, onBehalfOfGroup="false"), text_link_previews="true"
    )
    assert shown(ok.client)[0]["warnings"] == [
        "Published in the user's name, not in the group's: onBehalfOfGroup is not true.",
        "OK knows no “text_link_previews” here and overlooked it.",
        "OK knows no “alt” here and overlooked it.",
    ]


def test_pictures_are_uploaded_and_shown_in_order(ok: Ok) -> None:
    ok.post(TEXT, ok.photos(*(image(60 + number) for number in range(12))))
    (post,) = shown(ok.client)
    assert [one["width"] for one in post["media"]] == [60 + number for number in range(12)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 505),
        (b"no picture", 503),
        (image(kind="PNG")[:-40], 504),
        (noise(25 * 1024 * 1024 + 1), 500),
    ],
)
def test_a_file_that_is_no_picture_for_ok(ok: Ok, content: bytes, code: int) -> None:
    assert ok.upload(content).json()["error_code"] == code


@pytest.mark.parametrize(("sizes", "code"), [("1,2", 100), ("large", 100), ("26214401", 500)])
def test_sizes_are_looked_at_before_the_upload(ok: Ok, sizes: str, code: int) -> None:
    assert ok.fault("photosV2.getUploadUrl", gid="42", count=3, sizes=sizes)[0] == code


def test_a_token_is_the_groups_and_lives_a_day(ok: Ok, moment: Moment) -> None:
    photos = ok.photos(image())
    assert Ok(ok.client, group="43").refused(TEXT, photos) == 121
    moment.shift = timedelta(hours=25)
    assert ok.refused(TEXT, photos) == 121


def test_a_committed_picture_cannot_stand_in_a_topic(ok: Ok) -> None:
    ((photo_id, one),) = ok.upload(image()).json()["photos"].items()
    (told,) = ok.good("photosV2.commit", photo_id=photo_id, token=one["token"])["photos"]
    assert told["status"] == "SUCCESS"
    assert ok.refused({"type": "photo", "list": [{"id": one["token"]}]}) == 121


def test_a_link_is_a_card(ok: Ok) -> None:
    ok.post(TEXT, {"type": "link", "url": "https://a.example/x"})
    assert shown(ok.client)[0]["card"]["url"] == "https://a.example/x"


@pytest.mark.parametrize(
    ("text", "card"),
    [("See https://a.example/x.", "https://a.example/x"), ("https://a.example https://b.example", None)],
)
def test_the_one_address_of_a_text_becomes_a_card_where_asked(ok: Ok, text: str, card: str | None) -> None:
    block = {"type": "text", "text": text}
    ok.good("mediatopic.post", **ok.topic(block), text_link_preview="true")
    ok.good("mediatopic.post", **ok.topic(block, ok.photos(image())), text_link_preview="true")
    alone, beside = shown(ok.client)
    assert ((alone["card"] or {}).get("url"), beside["card"]) == (card, None)


def test_a_poll(ok: Ok) -> None:
    ok.post(TEXT, poll())
    ok.post(poll(options=""))
    one, several = shown(ok.client)
    assert (one["poll"]["question"], one["poll"]["options"]) == ("Which?", ["Dark", "Light"])
    assert [post["poll"]["is_multiple"] for post in (one, several)] == [False, True]


def test_a_scheduled_topic_appears_under_another_id(ok: Ok, moment: Moment) -> None:
    when = datetime.fromtimestamp(int(moment().timestamp()) + 3600, moment().tzinfo)
    waiting = ok.post(TEXT, publishAtMs=int(when.timestamp() * 1000))
    moscow = (when + timedelta(hours=4)).strftime("%Y-%m-%d %H:%M:%S")
    ok.post(TEXT, publishAt=moscow)
    assert ok.fault("mediatopic.getRepublishedTopic", topic_id=waiting)[0] == 300
    moment.shift = timedelta(minutes=90)
    appeared = ok.good("mediatopic.getRepublishedTopic", topic_id=waiting)
    assert [(post["id"], post["at"]) for post in shown(ok.client)] == [
        (appeared, when.strftime("%Y-%m-%dT%H:%M:%SZ"))
    ]


@pytest.mark.parametrize(
    "at", [{"publishAt": "2015-11-05 19:09:13"}, {"publishAt": "soon"}, {"publishAtMs": "x"}]
)
def test_a_time_that_ok_does_not_take(ok: Ok, at: dict[str, str]) -> None:
    assert ok.refused(TEXT, **at) == 100


def test_a_suggested_topic_waits_for_the_moderators(ok: Ok) -> None:
    assert ok.good("mediatopic.post", **(ok.topic(TEXT) | {"type": "GROUP_SUGGESTED"}))
    assert shown(ok.client) == []


def test_topics_are_read_and_deleted_by_their_ids(ok: Ok) -> None:
    ids = [ok.post(TEXT, poll()), ok.post(TEXT)]
    assert ok.fault("mediatopic.getByIds", topic_ids=",".join(ids))[0] == 100
    asked = {"media_limit": 1, "fields": "media_topic.*"}
    found = ok.good("mediatopic.getByIds", topic_ids=",".join([*ids, "1"]), **asked)["media_topics"]
    assert [(one["id"], len(one["media"]), one["has_more"]) for one in found] == [
        (ids[0], 1, True),
        (ids[1], 1, False),
    ]
    assert ok.good("mediatopic.deleteTopic", topic_id=ids[0], gid="42") == {"success": True}
    assert ok.fault("mediatopic.deleteTopic", topic_id=ids[0])[0] == 300
    assert [post["id"] for post in shown(ok.client)] == ids[1:]


def test_a_groups_topics_are_listed_the_latest_first(ok: Ok) -> None:
    ids = [ok.post(TEXT, ok.photos(image())), ok.post(TEXT), Ok(ok.client, group="43").post(TEXT)]
    plain, whole = (
        ok.good("mediatopic.getTopics", gid="42", count=50, **more)["media_topics"]
        for more in ({}, {"fields": "media_topic.*"})
    )
    assert [one["id"] for one in plain] == [one["id"] for one in whole] == ids[1::-1]
    assert [len(one["media"][1].get("photo_refs", [])) for one in (plain[1], whole[1])] == [0, 1]


def test_the_first_comment_stands_below_the_topic(ok: Ok) -> None:
    topic = ok.post(TEXT)
    about = {"entityId": topic, "entityType": "GROUP_TOPIC"}
    comment = ok.good("discussions.addDiscussionComment", **about, comment="First", as_admin="true")
    (told,) = ok.good("discussions.getComments", discussionId=topic, discussionType="GROUP_TOPIC")["comments"]
    assert (told["id"], told["text"], told["type"]) == (comment["comment_id"], "First", "ADMIN")
    assert [(post["text"], post["reply_to"]) for post in shown(ok.client)] == [
        ("Hello", ""),
        ("First", topic),
    ]


@pytest.mark.parametrize(
    ("closed", "change", "code"),
    [
        ("true", {}, 456),
        ("false", {"comment": "a" * 3001}, 100),
        ("false", {"comment": ""}, 100),
        ("false", {"entityType": "USER_PHOTO"}, 300),
        ("false", {"reply_to_comment_id": "7"}, 141),
    ],
)
def test_a_comment_that_ok_does_not_take(ok: Ok, closed: str, change: dict[str, str], code: int) -> None:
    topic = ok.post(TEXT, disableComments=closed)
    given = {"entityId": topic, "entityType": "GROUP_TOPIC", "comment": "a", **change}
    assert ok.fault("discussions.addDiscussionComment", **given)[0] == code


def test_who_the_session_is_and_what_it_may(ok: Ok) -> None:
    uid = ok.good("users.getCurrentUser")["uid"]
    assert ok.good("users.hasAppPermission", ext_perm="GROUP_CONTENT") is True
    assert [one["uid"] for one in ok.good("group.getInfo", uids="42,9999999999999999")] == ["42"]
    (member,) = ok.good("group.getUserGroupsByIds", group_id="42", uids=f"{uid},7")
    assert member["status"] == "ADMIN"
    assert ok.good("url.getInfo", url="https://ok.ru/group/42")["type"] == "GROUP"

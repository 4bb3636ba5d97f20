import json
from datetime import timedelta

import httpx
import pytest

from smmgen.sandbox.server import start
from tests.sandbox.speak import Moment, Vk, image, noise, shown

KEY = "1:sandbox.club42"
SERVICE = "1:sandbox.service"


@pytest.mark.parametrize(
    ("given", "code", "what"),
    [
        ({"access_token": "2:wrong"}, 5, "invalid access_token (4)."),
        ({"access_token": ""}, 5, "no access_token passed."),
        ({"v": ""}, 8, "v (version) is required"),
        ({"v": "6"}, 8, "v (version) is invalid"),
        ({"v": "5.92"}, 8, "versions below 5.131 are deprecated"),
        ({"user_id": "me"}, 100, "user_id not positive"),
    ],
)
def test_a_call_that_vk_does_not_take(vk: Vk, given: dict[str, str], code: int, what: str) -> None:
    assert vk.fault("account.getAppPermissions", **given) == (code, what)


def test_an_unknown_method_is_refused(vk: Vk) -> None:
    assert vk.call("wall.publish")["error"]["error_msg"] == "Unknown method passed"


def test_an_error_repeats_the_parameters_without_the_token(vk: Vk) -> None:
    error = vk.call("wall.getById", posts="x")["error"]
    assert {"key": "posts", "value": "x"} in error["request_params"]
    assert "1:sandbox" not in json.dumps(error)


def test_the_token_may_come_in_a_header(vk: Vk) -> None:
    headers = {"authorization": "Bearer 1:sandbox"}
    answer = vk.client.post("/vk/method/users.get", data={"v": "5.199"}, headers=headers)
    assert answer.json()["response"][0]["id"] == 1


def test_vk_reads_no_json(vk: Vk) -> None:
    answer = vk.client.post("/vk/method/users.get", json={"v": "5.199", "access_token": "1:sandbox"})
    assert answer.json()["error"]["error_code"] == 8


def test_a_long_text_in_the_address_does_not_arrive(vk: Vk) -> None:
    given = {"v": "5.199", "access_token": "1:sandbox", "owner_id": "-42", "message": "я" * 1500}
    assert vk.client.get("/vk/method/wall.post", params=given).status_code == 414
    assert vk.client.post("/vk/method/wall.post", data=given).status_code == 200


@pytest.mark.parametrize(
    ("token", "method", "code"),
    [
        (KEY, "wall.get", 27),
        (KEY, "wall.edit", 27),
        (KEY, "photos.getWallUploadServer", 27),
        (KEY, "polls.create", 27),
        (SERVICE, "wall.post", 28),
        ("1:sandbox", "groups.getTokenPermissions", 5),
    ],
)
def test_a_token_of_the_wrong_kind(vk: Vk, token: str, method: str, code: int) -> None:
    found = vk.fault(method, access_token=token)
    assert found[0] == code
    assert found[1].startswith("method is unavailable with")


def test_a_text_of_the_community(vk: Vk) -> None:
    number = vk.post("Hello\n\nworld ", guid="a", owner_id=-42)
    (post,) = shown(vk.client)
    assert (post["account"], post["text"], post["id"]) == ("club42", "Hello\n\nworld", str(number))
    assert (post["url"], post["warnings"]) == (f"https://vk.com/wall-42_{number}", [])


def test_a_guid_stops_a_second_post_for_an_hour(vk: Vk, moment: Moment) -> None:
    first = vk.post("Hello", guid="a")
    moment.shift = timedelta(minutes=59)
    assert vk.post("Hello", guid="a") == first
    assert vk.post("Hello", guid="a", owner_id=-43)
    moment.shift = timedelta(minutes=61)
    assert vk.post("Hello", guid="a") != first


@pytest.mark.parametrize(
    ("raw", "text", "kinds"),
    [
        ("For [id1|Anna] and [club2|the shop]", "For Anna and the shop", ["mention", "mention"]),
        ("For @anna (Anna), *club2 (us) and @anna.", "For Anna, us and @anna.", ["mention"] * 3),
        ("A [size|colour] to choose", "A colour to choose", ["mention"]),
        ("a * b, 3*4 (x), me@a.example [1] [a|]", "a * b, 3*4 (x), me@a.example [1] [a|]", []),
        ("#ColdBrew, #кофе@shop &#39; a#b", "#ColdBrew, #кофе@shop &#39; a#b", ["hashtag", "hashtag"]),
        ("See (https://a.example/b_(c)?d=1).", "See (https://a.example/b_(c)?d=1).", ["link"]),
        ("**bold** <b>no</b>", "**bold** <b>no</b>", []),
    ],
)
def test_what_readers_see_of_a_text(vk: Vk, raw: str, text: str, kinds: list[str]) -> None:
    vk.post(raw)
    (post,) = shown(vk.client)
    assert (post["text"], [mark["kind"] for mark in post["marks"]]) == (text, kinds)
    assert all(text[mark["start"] : mark["end"]].strip() for mark in post["marks"])


def test_the_wall_tells_the_text_as_it_was_written(vk: Vk) -> None:
    vk.post("For [id1|Anna]")
    assert vk.good("wall.get", owner_id=-42)["items"][0]["text"] == "For [id1|Anna]"


@pytest.mark.parametrize(
    ("given", "code", "what"),
    [
        ({"message": ""}, 100, "invalid message param"),
        ({"message": " \n"}, 100, "invalid message param"),
        ({"message": "a" * 16_385}, 100, "message is too long"),
        ({"message": "a", "from_group": "true"}, 100, "from_group not boolean"),
        ({"message": "a", "owner_id": "club42"}, 100, "owner_id not integer"),
        ({"message": "a", "owner_id": 2}, 214, "access to the wall is closed"),
        ({"message": "a", "owner_id": -43, "access_token": KEY}, 15, "user should be group editor"),
        ({"message": "a", "publish_date": 1_700_000_000}, 100, "invalid publish_date param"),
        ({"message": "a", "post_id": 99}, 100, "post_id is not a scheduled post"),
        ({"message": "a", "attachments": "photo1_2"}, 100, "attachments: photo1_2 is not available"),
        ({"message": "a", "attachments": "video1_2"}, 100, "attachments: video1_2 is not available"),
        ({"message": "a", "attachments": "beans.jpg"}, 100, "attachments: beans.jpg is not available"),
        (
            {"message": "a", "attachments": "https://a.example,https://b.example"},
            100,
            "attachments: only one link can be attached",
        ),
        (
            {"message": "a", "attachments": "poll-42_1"},
            100,
            "attachments: poll-42_1 is not available on this wall",
        ),
        ({"message": "a", "attachments": "https://bad.invalid/"}, 222, ""),
        ({"message": "see https://bad.invalid/"}, 222, ""),
        ({"message": "a", "link_photo_id": "1_2"}, 100, "link_photo_id is invalid"),
    ],
)
def test_a_post_that_vk_does_not_take(vk: Vk, given: dict[str, str], code: int, what: str) -> None:
    assert vk.refused(**given) == (code, what)
    assert shown(vk.client) == []


def test_a_text_of_full_length(vk: Vk) -> None:
    vk.post("я" * 16_384)
    assert len(shown(vk.client)[0]["text"]) == 16_384


def test_what_vk_overlooks_is_warned_of(vk: Vk) -> None:
    vk.post("a", from_group=0, attachment="photo1_2")
    assert shown(vk.client)[0]["warnings"] == [
        "Published in the user's name, not in the community's: from_group is not 1.",
        "VK knows no parameter “attachment” here and overlooked it.",
    ]


def test_pictures_are_uploaded_saved_and_attached_in_order(vk: Vk) -> None:
    names = [vk.photo(image(60 + number)) for number in range(3)]
    number = vk.post("Three", attachments=",".join(names))
    (post,) = shown(vk.client)
    assert [one["width"] for one in post["media"]] == [60, 61, 62]
    (item,) = vk.good("wall.getById", posts=f"-42_{number}")["items"]
    assert [one["photo"]["sizes"][0]["width"] for one in item["attachments"]] == [60, 61, 62]
    assert {one["photo"]["owner_id"] for one in item["attachments"]} == {1}


def test_a_picture_alone_is_a_post_and_eleven_are_none(vk: Vk) -> None:
    name = vk.photo()
    vk.post(attachments=name)
    assert vk.refused(message="a", attachments=",".join([name] * 11)) == (100, "too many attachments")


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", image(kind="WEBP"), image(2100, 100), image(kind="PNG")[:-40], image(13_000, 1001)],
)
def test_a_file_that_is_no_picture_for_vk(vk: Vk, content: bytes) -> None:
    told = vk.upload(content)
    assert told["photo"] == "[]"
    assert vk.fault("photos.saveWallPhoto", **told) == (100, "photo is undefined")


def test_a_picture_of_more_than_fifty_megabytes(vk: Vk) -> None:
    assert vk.upload(noise(50 * 1024 * 1024 + 1))["photo"] == "[]"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"hash": "0" * 32}, 121),
        ({"group_id": 43}, 121),
        ({"server": 7}, 118),
        ({"photo": '[{"photo":"other"}]'}, 129),
        ({"photo": ""}, 100),
        ({"caption": "a" * 2049}, 100),
    ],
)
def test_a_picture_is_saved_as_it_was_uploaded_or_not_at_all(
    vk: Vk, change: dict[str, object], code: int
) -> None:
    assert vk.fault("photos.saveWallPhoto", **(vk.upload() | change))[0] == code


def test_a_community_uploads_by_the_way_of_messages(vk: Vk) -> None:
    vk.token = KEY
    name = vk.photo(kind="Messages")
    assert name.startswith("photo-42_")
    vk.post("a", attachments=name)
    assert shown(vk.client)[0]["warnings"] == [
        "Picture 1 was saved for messages, not for a wall: readers may not see it."
    ]


def test_a_foreign_picture_of_messages_needs_its_key(vk: Vk) -> None:
    name = Vk(vk.client, KEY).photo(kind="Messages")
    bare = name.rpartition("_")[0]
    assert vk.refused(message="a", attachments=bare, owner_id=-43) == (
        100,
        f"attachments: {bare} needs its access key",
    )
    assert vk.refused(message="a", attachments=f"{bare}_0", owner_id=-43)[0] == 100
    vk.post("a", attachments=name, owner_id=-43)


def test_a_moving_picture_stands_still(vk: Vk) -> None:
    vk.post("a", attachments=vk.photo(image(kind="GIF", frames=2)))
    assert "does not move" in shown(vk.client)[0]["warnings"][0]


def test_a_link_has_a_snippet_with_its_own_title_and_picture(vk: Vk) -> None:
    picture = vk.photo(image(1200, 630)).removeprefix("photo")
    vk.post("a", attachments="https://a.example/x", link_title="Sale", link_photo_id=picture)
    card = shown(vk.client)[0]["card"]
    assert (card["url"], card["title"], len(card["picture"])) == ("https://a.example/x", "Sale", 64)


@pytest.mark.parametrize("size", [(499, 300), (500, 501), (1300, 500)])
def test_a_snippets_picture_of_another_size_is_refused(vk: Vk, size: tuple[int, int]) -> None:
    picture = vk.photo(image(*size)).removeprefix("photo")
    given = {"attachments": "https://a.example/x", "link_photo_id": picture}
    assert vk.refused(**given) == (100, "link_photo_id: the photo's size is invalid")


def test_a_poll_stands_below_its_post(vk: Vk) -> None:
    name = vk.poll(is_multiple=1, end_date=4_000_000_000)
    assert vk.refused(attachments=name) == (100, "invalid message param")
    assert vk.refused(message="a", attachments=name, owner_id=-43)[0] == 100
    vk.post("Vote", attachments=name)
    poll = shown(vk.client)[0]["poll"]
    assert (poll["question"], poll["options"], poll["is_multiple"]) == ("Which?", ["Dark", "Light"], True)
    assert poll["ends_at"] == "2096-10-02T07:06:40Z"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"question": ""}, "question is undefined"),
        ({"add_answers": "[]"}, "add_answers should have 1 to 10 items"),
        ({"add_answers": json.dumps(["a"] * 11)}, "add_answers should have 1 to 10 items"),
        ({"add_answers": "Dark,Light"}, "add_answers is invalid"),
        ({"add_answers": "[1]"}, "add_answers should be an array of strings"),
        (
            {"add_answers": json.dumps(["a" * 101])},
            "add_answers: an answer should be less or equal to 100 letters",
        ),
        ({"end_date": 1_600_000_000}, "end_date should be in the future"),
    ],
)
def test_a_poll_that_vk_does_not_take(vk: Vk, given: dict[str, str], what: str) -> None:
    given = {"owner_id": "-42", "question": "Which?", "add_answers": '["a"]', **given}
    assert vk.fault("polls.create", **given) == (100, what)


def test_a_scheduled_post_appears_at_its_time_under_another_number(vk: Vk, moment: Moment) -> None:
    when = int(moment().timestamp()) + 3600
    number = vk.post("Later", publish_date=when)
    assert vk.refused(message="Too", publish_date=when) == (214, "a post is already scheduled for this time")
    assert shown(vk.client) == []
    assert [one["id"] for one in vk.good("wall.get", owner_id=-42, filter="postponed")["items"]] == [number]
    moment.shift = timedelta(hours=2)
    (item,) = vk.good("wall.get", owner_id=-42)["items"]
    assert (item["postponed_id"], item["date"], item["text"]) == (number, when, "Later")
    assert item["id"] != number
    assert vk.good("wall.get", owner_id=-42, filter="postponed")["count"] == 0


def test_a_scheduled_post_can_be_published_at_once(vk: Vk, moment: Moment) -> None:
    waiting = vk.post("Later", publish_date=int(moment().timestamp()) + 3600)
    number = vk.good("wall.post", owner_id=-42, post_id=waiting)["post_id"]
    assert [post["text"] for post in shown(vk.client)] == ["Later"]
    (item,) = vk.good("wall.getById", posts=f"-42_{waiting},-42_{number}")["items"]
    assert item["id"] == number
    assert vk.refused(post_id=waiting)[0] == 100


def test_the_wall_lists_the_latest_first(vk: Vk) -> None:
    numbers = [vk.post(text) for text in "abc"]
    found = vk.good("wall.get", owner_id=-42, count=2, filter="owner")
    assert found["count"] == 3
    assert [item["id"] for item in found["items"]] == numbers[:0:-1]
    assert found["items"][0]["post_source"] == {"type": "api"}
    assert vk.good("wall.get", domain="club42", access_token=SERVICE, offset=2)["items"][0]["text"] == "a"
    assert vk.fault("wall.get", owner_id=-42, count=101)[0] == 100


def test_an_edit_drops_what_is_not_sent_again(vk: Vk) -> None:
    number = vk.post("a", attachments=vk.photo())
    assert vk.good("wall.edit", owner_id=-42, post_id=number, message="b") == {"post_id": number}
    (post,) = shown(vk.client)
    assert (post["text"], post["media"], bool(post["edited_at"])) == ("b", [], True)
    assert vk.fault("wall.edit", owner_id=-42, post_id=99, message="b")[0] == 15


def test_a_deleted_post_is_gone_with_its_comments(vk: Vk) -> None:
    number = vk.post("a")
    vk.good("wall.createComment", owner_id=-42, post_id=number, message="b")
    assert vk.good("wall.delete", owner_id=-42, post_id=number) == 1
    assert shown(vk.client) == []
    assert vk.fault("wall.delete", owner_id=-42, post_id=number) == (104, "post not found")


def test_the_first_comment_stands_below_the_post(vk: Vk) -> None:
    number = vk.post("a")
    given = {"owner_id": -42, "post_id": number, "from_group": 42, "message": "b", "guid": "c"}
    comment = vk.good("wall.createComment", **given)["comment_id"]
    assert vk.good("wall.createComment", **given)["comment_id"] == comment
    assert [(post["text"], post["reply_to"]) for post in shown(vk.client)] == [("a", ""), ("b", str(number))]
    (told,) = vk.good("wall.getComments", owner_id=-42, post_id=number)["items"]
    assert (told["id"], told["from_id"], told["text"]) == (comment, -42, "b")
    assert vk.good("wall.get", owner_id=-42)["items"][0]["comments"]["count"] == 1


def test_a_comment_that_vk_does_not_take(vk: Vk) -> None:
    closed = vk.post("a", close_comments=1)
    assert vk.fault("wall.createComment", owner_id=-42, post_id=closed, message="b")[0] == 213
    assert vk.fault("wall.createComment", owner_id=-42, post_id=99, message="b")[0] == 213
    number = vk.post("a")
    given = {"owner_id": -42, "post_id": number}
    assert vk.fault("wall.createComment", **given) == (100, "message is undefined")
    assert vk.fault("wall.createComment", **given, message="b", from_group=-42) == (
        100,
        "from_group not positive",
    )


def test_a_repost_shows_the_other_post(vk: Vk) -> None:
    number = vk.post("Sale", attachments=vk.photo())
    found = vk.good("wall.repost", object=f"wall-42_{number}", group_id=43, message="Look")
    assert (found["success"], found["reposts_count"]) == (1, 1)
    (post,) = shown(vk.client, account="club43")
    assert (post["text"], post["card"]["description"]) == ("Look", "Sale")
    (item,) = vk.good("wall.get", owner_id=-43)["items"]
    assert item["copy_history"][0]["id"] == number


def test_who_the_token_is_and_what_it_may(vk: Vk) -> None:
    assert vk.good("users.get")[0]["first_name"] == "Sandbox"
    assert vk.good("account.getAppPermissions") & (8192 | 4) == 8192 | 4
    (group,) = vk.good("groups.getById", group_id=42, fields="members_count")["groups"]
    assert (group["screen_name"], group["is_admin"], group["members_count"]) == ("club42", 1, 0)
    vk.token = KEY
    assert vk.good("groups.getById")["groups"][0]["id"] == 42
    assert "wall" in [one["name"] for one in vk.good("groups.getTokenPermissions")["permissions"]]


@pytest.mark.parametrize("name", ["", "nobody", "2000000000"])
def test_a_community_that_is_not_there(vk: Vk, name: str) -> None:
    assert vk.fault("groups.getById", group_ids=name) == (100, "group_ids is undefined")


def test_vk_counts_calls_where_limits_are_enforced() -> None:
    with (
        start(is_strict=True) as sandbox,
        httpx.Client(base_url=sandbox.url, trust_env=False, verify=False) as client,
    ):
        codes = [Vk(client).call("users.get").get("error", {}).get("error_code") for _ in range(8)]
    assert 6 in codes

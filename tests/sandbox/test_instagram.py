from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import Moment, image, noise, shown
from tests.sandbox.speak_meta import Instagram

BAD_TOKENS = {"2:wrong": (400, 190, 0), "1:sandbox~0": (401, 190, 463), "": (400, 104, 0)}


@pytest.fixture
def instagram(client: httpx.Client) -> Instagram:
    return Instagram(client)


def test_a_picture_is_published_from_its_container(instagram: Instagram) -> None:
    container = instagram.image("By @anna #Coffee", alt_text="A bag of beans")
    assert (instagram.status(container), shown(instagram.client)) == ("FINISHED", [])
    media = instagram.publish(container)
    assert instagram.status(container) == "PUBLISHED"
    (post,) = shown(instagram.client)
    assert (post["id"], post["text"], post["account"]) == (media, "By @anna #Coffee", "sandbox")
    assert [mark["kind"] for mark in post["marks"]] == ["hashtag", "mention"]
    assert (post["media"][0]["alt"], post["warnings"]) == ("A bag of beans", [])


def test_a_post_is_read_by_the_fields_that_are_asked_for(instagram: Instagram) -> None:
    media = instagram.publish(instagram.image(alt_text="Beans"))
    found = instagram.get(media, fields="permalink,media_type,caption,alt_text,timestamp,shortcode")
    assert found["permalink"] == f"https://www.instagram.com/p/{found['shortcode']}/"
    assert (found["media_type"], found["caption"], found["alt_text"]) == ("IMAGE", "Good morning", "Beans")
    assert (found["timestamp"][-5:], instagram.get(media)) == ("+0000", {"id": media})


def test_an_unknown_field_is_refused(instagram: Instagram) -> None:
    assert instagram.fault("GET", instagram.image(), fields="id,likes") == (400, 100, 0)
    assert instagram.fault("GET", instagram.image(), fields="id{") == (400, 100, 0)


def test_a_carousel_shows_its_pictures_in_order(instagram: Instagram) -> None:
    media = instagram.publish(
        instagram.carousel(instagram.picture(600), instagram.picture(620), caption="Two")
    )
    found = instagram.get(media, fields="media_type,children{media_type,media_url}")
    assert (found["media_type"], len(found["children"]["data"])) == ("CAROUSEL_ALBUM", 2)
    assert instagram.client.get(found["children"]["data"][1]["media_url"]).content == image(620, 600)
    (post,) = shown(instagram.client)
    assert ([one["width"] for one in post["media"]], post["text"]) == ([600, 620], "Two")


def test_pictures_of_other_shapes_are_scaled_and_cropped_and_warned_of(instagram: Instagram) -> None:
    instagram.publish(instagram.carousel(instagram.picture(200, 200), instagram.picture(800, 1000)))
    (post,) = shown(instagram.client)
    assert ["200 pixels wide" in post["warnings"][0], "shape" in post["warnings"][1]] == [True, True]


def test_a_reel_takes_its_time(instagram: Instagram) -> None:
    reel = instagram.container(media_type="REELS", video_url=instagram.film(), caption="Pour")
    path = f"{instagram.owner}/media_publish"
    assert instagram.fault("POST", path, creation_id=reel) == (400, 9007, 2207027)
    assert [instagram.status(reel) for _ in range(2)] == ["IN_PROGRESS", "FINISHED"]
    media = instagram.get(instagram.publish(reel), fields="permalink,media_product_type")
    assert "/reel/" in media["permalink"]
    assert shown(instagram.client)[0]["media"][0]["seconds"] == 9


@pytest.mark.parametrize(
    ("what", "subcode"),
    [
        ({"seconds": 2}, "2207026"),
        ({"codec": b"vp09"}, "2207026"),
        ({"width": 2160}, "2207026"),
        ({}, "2207052"),
    ],
)
def test_a_film_that_instagram_does_not_take_is_told_by_its_container(
    instagram: Instagram, what: dict[str, Any], subcode: str
) -> None:
    url = instagram.film(**what) if what else "https://a.example/film.mp4"
    reel = instagram.container(media_type="REELS", video_url=url)
    assert [instagram.status(reel) for _ in range(2)] == ["IN_PROGRESS", "ERROR"]
    assert subcode in instagram.get(reel, fields="status")["status"]
    answer = instagram.fault("POST", f"{instagram.owner}/media_publish", creation_id=reel)
    assert answer == (400, -1, 2207032)


def test_a_story_is_beside_the_posts(instagram: Instagram) -> None:
    url = instagram.picture(1080, 1920)
    media = instagram.publish(instagram.container(media_type="STORIES", image_url=url, caption="Lost"))
    assert instagram.get(f"{instagram.owner}/media")["data"] == []
    assert [one["id"] for one in instagram.get(f"{instagram.owner}/stories")["data"]] == [media]
    (post,) = shown(instagram.client)
    assert (post["text"], "no caption" in post["warnings"][0]) == ("", True)


@pytest.mark.parametrize(
    ("given", "code", "subcode"),
    [
        ({}, 100, 0),
        ({"image_url": "https://a.example/a.jpg"}, 9004, 2207052),
        ({"image_url": "PNG"}, 36001, 2207005),
        ({"image_url": "LARGE"}, 36000, 2207004),
        ({"image_url": "TALL"}, 36003, 2207009),
        ({"image_url": "WIDE"}, 36003, 2207009),
        ({"image_url": "GOOD", "alt_text": "a" * 1001}, 100, 0),
        ({"image_url": "GOOD", "caption": "é" * 2201}, 36004, 2207010),
        ({"image_url": "GOOD", "caption": "😀" * 1101}, 36004, 2207010),
        ({"image_url": "GOOD", "caption": " ".join(f"#tag{n}" for n in range(31))}, 36004, 2207010),
        ({"image_url": "GOOD", "caption": " ".join(f"@name{n}" for n in range(21))}, 100, 2207040),
        ({"image_url": "GOOD", "media_type": "PHOTO"}, 100, 2207023),
        ({"video_url": "GOOD", "media_type": "VIDEO"}, 100, 2207023),
        ({"image_url": "GOOD", "is_carousel_item": "maybe"}, 100, 0),
        ({"media_type": "CAROUSEL", "children": "1"}, 100, 2207028),
        ({"media_type": "CAROUSEL", "children": ",".join("12345678901")}, 100, 2207028),
        ({"media_type": "CAROUSEL", "children": "1,2"}, 24, 2207006),
    ],
)
def test_a_container_that_instagram_refuses(
    instagram: Instagram, given: dict[str, str], code: int, subcode: int
) -> None:
    urls = {
        "PNG": instagram.picture(kind="PNG"),
        "LARGE": instagram.host(noise(8 * 1024 * 1024 + 1), "large.jpg"),
        "TALL": instagram.picture(600, 800),
        "WIDE": instagram.picture(1200, 600),
        "GOOD": instagram.picture(),
    }
    given = {name: urls.get(value, value) for name, value in given.items()}
    assert instagram.refused(**given) == (400, code, subcode)


def test_a_caption_of_full_length_is_taken(instagram: Instagram) -> None:
    instagram.publish(instagram.image("é" * 2200))
    assert len(shown(instagram.client)[0]["text"]) == 2200


def test_a_container_is_published_once_and_within_a_day(instagram: Instagram, moment: Moment) -> None:
    first, second, path = instagram.image(), instagram.image(), f"{instagram.owner}/media_publish"
    instagram.publish(first)
    assert instagram.fault("POST", path, creation_id=first) == (400, 24, 2207008)
    moment.shift = timedelta(hours=24)
    assert instagram.fault("POST", path, creation_id=second) == (400, -2, 2207020)
    assert (instagram.status(first), instagram.status(second)) == ("PUBLISHED", "EXPIRED")
    assert instagram.fault("POST", path, creation_id="17900000000000001") == (400, 24, 2207006)
    assert instagram.fault("POST", path) == (400, 100, 0)


def test_a_part_of_a_carousel_is_not_published_alone(instagram: Instagram) -> None:
    part = instagram.image(is_carousel_item="true")
    answer = instagram.fault("POST", f"{instagram.owner}/media_publish", creation_id=part)
    assert answer == (400, 100, 2207028)


def test_a_hundred_posts_a_day(instagram: Instagram, moment: Moment) -> None:
    url = instagram.picture()
    containers = [instagram.container(image_url=url) for _ in range(101)]
    for container in containers[:100]:
        instagram.publish(container)
    path, limit = f"{instagram.owner}/media_publish", f"{instagram.owner}/content_publishing_limit"
    assert instagram.fault("POST", path, creation_id=containers[100]) == (400, 9, 2207042)
    (told,) = instagram.get(limit, fields="quota_usage,config")["data"]
    assert told == {"quota_usage": 100, "config": {"quota_total": 100, "quota_duration": 86400}}
    moment.shift = timedelta(hours=25)
    assert instagram.get(limit)["data"] == [{"quota_usage": 0}]


def test_own_posts_are_listed_newest_first_and_in_pages(instagram: Instagram) -> None:
    ids = [instagram.publish(instagram.image(str(number))) for number in range(3)]
    first = instagram.get(f"{instagram.owner}/media", limit=2, fields="caption")
    assert [one["caption"] for one in first["data"]] == ["2", "1"]
    after = first["paging"]["cursors"]["after"]
    assert instagram.get(f"{instagram.owner}/media", after=after)["data"] == [{"id": ids[0]}]
    assert instagram.get(f"{instagram.owner}/media", since="2100-01-01")["data"] == []
    assert instagram.fault("GET", f"{instagram.owner}/media", limit=0) == (400, 100, 0)


def test_comments_and_replies_hang_below_the_post(instagram: Instagram) -> None:
    media = instagram.publish(instagram.image())
    comment = instagram.post(f"{media}/comments", message="Recipe: #coldbrew")["id"]
    reply = instagram.post(f"{comment}/replies", message="Thanks")["id"]
    (told,) = instagram.get(f"{media}/comments", fields="text,username,replies{text}")["data"]
    assert (told["text"], told["replies"]["data"][0]["id"]) == ("Recipe: #coldbrew", reply)
    assert [post["reply_to"] for post in shown(instagram.client)] == ["", media, comment]
    assert instagram.post(comment, hide="true") == {"success": True}
    assert instagram.get(comment, fields="hidden")["hidden"] is True
    assert instagram.fault("POST", f"{media}/comments") == (400, 100, 0)
    assert instagram.call("DELETE", comment).json() == {"success": True}


def test_a_caption_is_never_changed_and_a_post_can_be_deleted(instagram: Instagram) -> None:
    media = instagram.publish(instagram.image())
    assert instagram.fault("POST", media, caption="b") == (400, 100, 0)
    instagram.post(media, comment_enabled="false")
    assert instagram.fault("POST", f"{media}/comments", message="a") == (400, 100, 0)
    assert instagram.call("DELETE", media).json() == {"success": True}
    assert instagram.fault("GET", media) == (400, 100, 33)


@pytest.mark.parametrize("token", BAD_TOKENS)
def test_a_wrong_token_is_refused(client: httpx.Client, token: str) -> None:
    assert Instagram(client, token).fault("GET", "me") == BAD_TOKENS[token]


def test_a_token_may_come_in_a_header(client: httpx.Client) -> None:
    for scheme in ("Bearer", "OAuth"):
        headers = {"authorization": f"{scheme} 1:sandbox.anna"}
        answer = client.get("/instagram/me?fields=username", headers=headers)
        assert answer.json()["username"] == "anna"


def test_a_named_token_acts_for_its_own_account(client: httpx.Client) -> None:
    anna = Instagram(client, "1:sandbox.anna")
    media = anna.publish(anna.image())
    assert anna.get("me", fields="user_id,username,media_count") == {
        "id": anna.owner,
        "user_id": anna.owner,
        "username": "anna",
        "media_count": 1,
    }
    bob = Instagram(client, "1:sandbox.bob", owner="17841400000000043")
    assert (bob.fault("GET", media), bob.fault("GET", anna.owner)) == ((400, 100, 33), (400, 100, 33))
    assert bob.refused(creation_id=anna.image()) == (400, 100, 0)


def test_a_token_without_the_right_may_only_read(client: httpx.Client) -> None:
    reader = Instagram(client, "1:sandbox.anna.reader")
    assert reader.refused(image_url=reader.picture()) == (403, 10, 0)
    told = reader.get("debug_token", input_token=reader.token)["data"]
    assert (told["is_valid"], "instagram_content_publish" in told["scopes"]) == (True, False)


def test_a_token_is_refreshed_when_it_is_a_day_old(instagram: Instagram, moment: Moment) -> None:
    born = int(moment().timestamp())
    given = {"grant_type": "ig_refresh_token"}
    instagram.token = f"1:sandbox.anna~{born}"
    assert instagram.fault("GET", "refresh_access_token", **given) == (400, 10, 0)
    moment.shift = timedelta(days=50)
    instagram.token = instagram.get("refresh_access_token", **given)["access_token"]
    told = instagram.get("debug_token", input_token=instagram.token)["data"]
    assert told["expires_at"] - moment().timestamp() > 59 * 86400
    moment.shift = timedelta(days=111)
    assert instagram.fault("GET", "refresh_access_token", **given) == (401, 190, 463)


def test_a_version_that_is_no_more_is_answered_by_the_oldest(instagram: Instagram) -> None:
    instagram.version = "/v20.0"
    answer = instagram.call("GET", "me")
    assert answer.headers["facebook-api-version"] == "v21.0"
    instagram.publish(instagram.image())
    assert "v20.0, which is no more" in shown(instagram.client)[0]["warnings"][0]
    instagram.version = "/v99.0"
    assert instagram.fault("GET", "me") == (400, 2500, 0)


def test_what_instagram_overlooks_is_warned_of(instagram: Instagram) -> None:
    instagram.publish(instagram.image(captoin="a"))
    assert shown(instagram.client)[0]["warnings"] == ["Meta knows no parameter “captoin” here."]


def test_the_token_is_not_shown(instagram: Instagram) -> None:
    instagram.publish(instagram.image())
    assert "1:sandbox" not in str(shown(instagram.client))


def test_the_usage_is_told(instagram: Instagram) -> None:
    assert '"type": "instagram"' in instagram.call("GET", "me").headers["x-business-use-case-usage"]


@pytest.mark.parametrize(("path", "code"), [("nothing", 2500), ("123", 100), (f"{10**17}/comments", 100)])
def test_what_is_not_there(instagram: Instagram, path: str, code: int) -> None:
    assert instagram.fault("GET", path)[:2] == (400, code)

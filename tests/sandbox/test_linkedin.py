from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.sandbox.film import film
from tests.sandbox.speak import SECRET, Moment, image, shown, wide

PAGE = "urn:li:organization:42"
ANNA = "urn:li:person:anna"
HEADERS = {"linkedin-version": "202609", "x-restli-protocol-version": "2.0.0"}


@dataclass
class LinkedIn:
    client: httpx.Client
    token: str = SECRET
    author: str = PAGE
    headers: dict[str, str] = field(default_factory=lambda: dict(HEADERS))

    def call(
        self, method: str, path: str, extra: dict[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        headers = {**self.headers, "authorization": f"Bearer {self.token}", **(extra or {})}
        return self.client.request(method, f"/linkedin{path}", headers=headers, **more)

    def body(self, commentary: str = "Good morning", **more: Any) -> dict[str, Any]:
        distribution = {"feedDistribution": "MAIN_FEED", "targetEntities": []}
        usual = {"author": self.author, "visibility": "PUBLIC", "lifecycleState": "PUBLISHED"}
        return {**usual, "commentary": commentary, "distribution": distribution, **more}

    def post(self, commentary: str = "Good morning", **more: Any) -> httpx.Response:
        return self.call("POST", "/rest/posts", json=self.body(commentary, **more))

    def good(self, commentary: str = "Good morning", **more: Any) -> str:
        answer = self.post(commentary, **more)
        assert (answer.status_code, answer.content) == (201, b""), answer.text
        return answer.headers["x-restli-id"]

    def fault(self, commentary: str = "Good morning", **more: Any) -> tuple[int, str]:
        answer = self.post(commentary, **more)
        assert answer.json()["status"] == answer.status_code
        return answer.status_code, answer.json()["code"]

    def begin(self) -> dict[str, str]:
        given = {"initializeUploadRequest": {"owner": self.author}}
        value: dict[str, str] = self.call("POST", "/rest/images?action=initializeUpload", json=given).json()[
            "value"
        ]
        return value

    def upload(self, content: bytes | None = None) -> str:
        begun = self.begin()
        headers = {"authorization": f"Bearer {self.token}"}
        answer = self.client.put(begun["uploadUrl"], content=content or image(), headers=headers)
        assert answer.status_code == 201
        return begun["image"]

    def film(self, content: bytes, cover: bytes = b"") -> str:
        given = {"owner": self.author, "fileSizeBytes": len(content), "uploadThumbnail": bool(cover)}
        path = "/rest/videos?action="
        begun = self.call("POST", f"{path}initializeUpload", json={"initializeUploadRequest": given}).json()[
            "value"
        ]
        parts = [
            (one["uploadUrl"], one["firstByte"], one["lastByte"] + 1) for one in begun["uploadInstructions"]
        ]
        sent = [self.client.put(url, content=content[first:end]) for url, first, end in parts]
        if cover:
            kind = {"media-type-family": "STILLIMAGE"}
            assert (
                self.client.put(begun["thumbnailUploadUrl"], content=cover, headers=kind).status_code == 201
            )
        ids = [answer.headers["etag"] for answer in sent]
        end = {"video": begun["video"], "uploadToken": "", "uploadedPartIds": ids}
        done = self.call("POST", f"{path}finalizeUpload", json={"finalizeUploadRequest": end})
        assert done.status_code == 200
        name: str = begun["video"]
        return name

    def edit(self, name: str, **changes: str) -> httpx.Response:
        extra = {"x-restli-method": "PARTIAL_UPDATE"}
        return self.call("POST", f"/rest/posts/{quote(name)}", extra, json={"patch": {"$set": changes}})

    def mine(self, **asked: str) -> Any:
        query = "&".join(f"{key}={quote(value)}" for key, value in {"author": self.author, **asked}.items())
        return self.call("GET", f"/rest/posts?q=author&{query}", {"x-restli-method": "FINDER"})


@pytest.fixture
def linkedin(client: httpx.Client) -> LinkedIn:
    return LinkedIn(client)


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"x-restli-protocol-version": "2.0.0"}, 400, "VERSION_MISSING"),
        ({**HEADERS, "linkedin-version": "202511"}, 426, "NONEXISTENT_VERSION"),
        ({**HEADERS, "linkedin-version": "2026-09"}, 426, "NONEXISTENT_VERSION"),
        ({"linkedin-version": "202609"}, 400, "ILLEGAL_ARGUMENT"),
    ],
)
def test_every_call_names_its_version(
    linkedin: LinkedIn, headers: dict[str, str], status: int, code: str
) -> None:
    linkedin.headers = headers
    assert linkedin.fault() == (status, code)


@pytest.mark.parametrize(
    ("token", "status"),
    [("2:wrong", 401), ("1:sandbox~7", 401), ("1:sandbox.bob", 403), ("1:sandbox.anna", 201)],
)
def test_a_token_acts_for_its_own_member(client: httpx.Client, token: str, status: int) -> None:
    assert LinkedIn(client, token, ANNA).post().status_code == status


def test_a_call_without_a_token_is_refused(client: httpx.Client) -> None:
    answer = client.post("/linkedin/rest/posts", json={})
    assert (answer.status_code, answer.json()["code"]) == (401, "EMPTY_ACCESS_TOKEN")


def test_a_token_lives_sixty_days_and_says_so(linkedin: LinkedIn, moment: Moment) -> None:
    client = {"client_id": "a", "client_secret": SECRET}
    given = {**client, "grant_type": "refresh_token", "refresh_token": SECRET}
    linkedin.token = linkedin.call("POST", "/oauth/v2/accessToken", data=given).json()["access_token"]
    asked = {**client, "token": linkedin.token}
    told = linkedin.call("POST", "/oauth/v2/introspectToken", data=asked).json()
    assert (told["active"], told["expires_at"] - told["created_at"]) == (True, 60 * 86400)
    moment.shift = timedelta(days=61)
    assert linkedin.fault() == (401, "EXPIRED_ACCESS_TOKEN")
    told = linkedin.call("POST", "/oauth/v2/introspectToken", data=asked).json()
    assert (told["active"], told["status"]) == (False, "expired")
    linkedin.token = SECRET
    linkedin.good()


def test_who_the_member_is(client: httpx.Client) -> None:
    assert LinkedIn(client, "1:sandbox.anna").call("GET", "/v2/userinfo").json()["sub"] == "anna"


@pytest.mark.parametrize(
    ("given", "seen", "cut"),
    [
        (r"Beans \(dark\) \#1 \\ a\_b", r"Beans (dark) #1 \ a_b", ""),
        ("Beans (dark) are here", "Beans ", "("),
        ("a_b", "a", "_"),
        ("#Coffee and #Кофе", "#Coffee and #Кофе", ""),
        (r"#cold\_brew", "#cold_brew", ""),
        (r"{hashtag|\#|Coffee} now", "#Coffee now", ""),
        ("By @[Northwind](urn:li:organization:42).", "By Northwind.", ""),
        ("By @anna", "By ", "@"),
        ("# Sale", "", "#"),
    ],
)
def test_little_text_is_read_and_cut_at_what_is_not_escaped(
    linkedin: LinkedIn, given: str, seen: str, cut: str
) -> None:
    linkedin.good(given, content={"media": {"id": linkedin.upload()}})
    (post,) = shown(linkedin.client)
    assert post["text"] == seen
    assert [f"“{cut}” is" in warning for warning in post["warnings"]] == ([True] if cut else [])


def test_links_mentions_and_hashtags_are_marked(linkedin: LinkedIn) -> None:
    linkedin.good(r"See https://a.example/b\_c, @[N](urn:li:person:x) #Sale")
    marks = {mark["kind"]: mark["href"] for mark in shown(linkedin.client)[0]["marks"]}
    assert marks["link"] == "https://a.example/b_c"
    assert marks["hashtag"].endswith("keywords=Sale")
    assert "urn:li:person:x" in marks["mention"]


def test_a_text_is_counted_as_it_is_seen_in_utf16(linkedin: LinkedIn) -> None:
    linkedin.good("😀" * 1499 + r"\(\)")
    assert linkedin.fault("😀" * 1500 + r"\(") == (400, "FIELD_LENGTH_TOO_LONG")
    assert shown(linkedin.client)[0]["warnings"] == [
        "With its escapes the text is 3002 characters; LinkedIn may count these too."
    ]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"title": "a"}, "/title :: unrecognized field found but not allowed"),
        ({"visibility": "ALL"}, "/visibility :: ALL is not an enum symbol"),
        ({"commentary": 5}, "/commentary :: 5 cannot be coerced to String"),
        ({"distribution": {}}, "/distribution/feedDistribution :: field is required but not found"),
        ({"content": {}}, "/content :: DataMap should have exactly one entry"),
        (
            {"content": {"media": {"id": "a"}, "poll": {}}},
            "/content :: DataMap should have exactly one entry",
        ),
        ({"content": {"carousel": {}}}, "/content/carousel :: is not a member type of union"),
    ],
)
def test_a_body_of_another_shape_is_refused_line_by_line(
    linkedin: LinkedIn, change: dict[str, Any], line: str
) -> None:
    answer = linkedin.call("POST", "/rest/posts", json={**linkedin.body(), **change})
    assert answer.status_code == 422
    assert f"ERROR :: {line}" in answer.json()["message"]


def media(name: str, **more: str) -> dict[str, Any]:
    return {"content": {"media": {"id": name, **more}}}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"author": "42"}, "INVALID_URN_TYPE"),
        ({"author": "urn:li:organization:northwind"}, "INVALID_URN_ID"),
        ({"lifecycleState": "DRAFT"}, "INVALID_VALUE_FOR_FIELD"),
        ({"commentary": " "}, "INVALID_VALUE_BLANK_FIELD"),
        (media("urn:li:digitalmediaAsset:1"), "INVALID_URN_TYPE"),
        (media("urn:li:image:C4E10AQnone"), "INVALID_URN_ID"),
        ({"content": {"article": {"source": "a.example", "title": "a"}}}, "INVALID_URL"),
        (
            {"content": {"article": {"source": "https://a.example", "title": "a" * 401}}},
            "FIELD_LENGTH_TOO_LONG",
        ),
        ({"content": {"multiImage": {"images": []}}}, "INVALID_VALUE_FOR_FIELD"),
    ],
)
def test_a_value_that_linkedin_does_not_take(linkedin: LinkedIn, change: dict[str, Any], code: str) -> None:
    assert linkedin.fault(**change) == (400, code)
    assert shown(linkedin.client) == []


def test_a_picture_is_uploaded_and_shown_with_its_text(linkedin: LinkedIn) -> None:
    name = linkedin.upload(image(64, 36))
    assert linkedin.call("GET", f"/rest/images/{quote(name)}").json()["status"] == "AVAILABLE"
    linkedin.good(**media(name, altText="Beans"))
    (picture,) = shown(linkedin.client)[0]["media"]
    assert (picture["width"], picture["alt"]) == (64, "Beans")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "MEDIA_ASSET_WAITING_UPLOAD"),
        (b"no picture", "MEDIA_ASSET_PROCESSING_FAILED"),
        (image(kind="WEBP"), "MEDIA_ASSET_PROCESSING_FAILED"),
        (wide(7232, 4999), "MEDIA_ASSET_PROCESSING_FAILED"),
        (image(kind="GIF", frames=3), "MEDIA_ASSET_WAITING_UPLOAD"),
    ],
)
def test_a_picture_that_cannot_be_shown_yet_or_ever(
    linkedin: LinkedIn, content: bytes | None, code: str
) -> None:
    name = linkedin.begin()["image"] if content is None else linkedin.upload(content)
    assert linkedin.fault(**media(name)) == (400, code)


def test_a_moving_picture_is_ready_after_a_while(linkedin: LinkedIn, moment: Moment) -> None:
    name = linkedin.upload(image(kind="GIF", frames=3))
    moment.shift = timedelta(seconds=11)
    linkedin.good(**media(name))


def test_an_address_for_bytes_expires_and_needs_the_token(linkedin: LinkedIn, moment: Moment) -> None:
    url = linkedin.begin()["uploadUrl"]
    assert linkedin.client.put(url, content=image()).status_code == 401
    moment.shift = timedelta(hours=25)
    answer = linkedin.client.put(url, content=image(), headers={"authorization": f"Bearer {SECRET}"})
    assert answer.json()["code"] == "EXPIRED_UPLOAD_URL"


def test_pictures_of_another_author_cannot_be_used(linkedin: LinkedIn) -> None:
    name = LinkedIn(linkedin.client, author=ANNA).upload()
    assert linkedin.fault(**media(name)) == (400, "INVALID_URN_ID")


@pytest.mark.parametrize(("number", "status"), [(1, 400), (2, 201), (20, 201), (21, 400)])
def test_several_pictures_are_two_to_twenty(linkedin: LinkedIn, number: int, status: int) -> None:
    names = [linkedin.upload(image(60 + n)) for n in range(number)]
    images = [{"id": name, "altText": f"Number {n}"} for n, name in enumerate(names)]
    assert linkedin.post(content={"multiImage": {"images": images}}).status_code == status
    seen = [picture for post in shown(linkedin.client) for picture in post["media"]]
    assert [picture["width"] for picture in seen] == (
        [60 + n for n in range(number)] if status == 201 else []
    )


def test_a_film_comes_in_parts_and_is_ready_after_a_while(linkedin: LinkedIn) -> None:
    name = linkedin.film(film(640, 360, 5) + bytes(5 * 1024 * 1024), image(1280, 720))
    assert linkedin.fault(**media(name)) == (400, "MEDIA_ASSET_WAITING_UPLOAD")
    path = f"/rest/videos/{quote(name)}"
    assert [linkedin.call("GET", path).json()["status"] for _ in "ab"] == ["PROCESSING", "AVAILABLE"]
    assert linkedin.good(**media(name, title="Sale")).startswith("urn:li:ugcPost:")
    (seen,) = shown(linkedin.client)[0]["media"]
    assert (seen["seconds"], len(seen["cover"])) == (5, 64)


@pytest.mark.parametrize("content", [b"no film", film(seconds=2), film(seconds=1801)])
def test_a_film_that_linkedin_does_not_take(linkedin: LinkedIn, content: bytes) -> None:
    assert linkedin.fault(**media(linkedin.film(content))) == (400, "MEDIA_ASSET_PROCESSING_FAILED")


def test_an_article_has_the_card_that_it_is_given(linkedin: LinkedIn) -> None:
    article = {"source": "https://a.example/x", "title": "Sale", "thumbnail": linkedin.upload()}
    linkedin.good("https://b.example/y", content={"article": article})
    linkedin.good("https://b.example/z")
    cards = [post["card"] for post in shown(linkedin.client)]
    assert (cards[0]["url"], cards[0]["title"], cards[1]) == ("https://a.example/x", "Sale", None)
    assert linkedin.client.get(f"/media/{cards[0]['picture']}").status_code == 200


def poll(question: str = "Which?", options: tuple[str, ...] = ("A", "B"), **settings: str) -> dict[str, Any]:
    rows = [{"text": option} for option in options]
    settings = {"duration": "THREE_DAYS", **settings}
    return {"content": {"poll": {"question": question, "options": rows, "settings": settings}}}


def test_a_poll_is_shown_with_its_end(linkedin: LinkedIn) -> None:
    linkedin.good(**poll())
    (post,) = shown(linkedin.client)
    assert (post["poll"]["question"], post["poll"]["options"]) == ("Which?", ["A", "B"])
    assert post["poll"]["ends_at"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (poll("a" * 141), "FIELD_LENGTH_TOO_LONG"),
        (poll(options=("A", "b" * 31)), "FIELD_LENGTH_TOO_LONG"),
        (poll(options=("A",)), "INVALID_VALUE_FOR_FIELD"),
        (poll(options=tuple("ABCDE")), "INVALID_VALUE_FOR_FIELD"),
        (poll(options=("A", "")), "INVALID_VALUE_BLANK_FIELD"),
    ],
)
def test_a_poll_that_linkedin_does_not_take(linkedin: LinkedIn, given: dict[str, Any], code: str) -> None:
    assert linkedin.fault(**given) == (400, code)


def test_the_same_again_is_refused_and_names_what_is_there(linkedin: LinkedIn, moment: Moment) -> None:
    name = linkedin.good()
    answer = linkedin.post()
    assert (answer.status_code, answer.json()["message"]) == (422, f"Content is a duplicate of {name}")
    assert answer.json()["errorDetails"]["inputErrors"][0]["code"] == "DUPLICATE_POST"
    LinkedIn(linkedin.client, author=ANNA).good()
    moment.shift = timedelta(hours=2)
    linkedin.good()


def test_an_edit_changes_the_text_in_its_place(linkedin: LinkedIn) -> None:
    name = linkedin.good(**media(linkedin.upload()))
    assert linkedin.edit(name, commentary=r"New \(text\)").status_code == 204
    (post,) = shown(linkedin.client)
    assert (post["text"], len(post["media"]), bool(post["edited_at"])) == ("New (text)", 1, True)
    assert linkedin.edit(name, visibility="PUBLIC").status_code == 422
    assert linkedin.edit("urn:li:share:1", commentary="a").status_code == 404
    bare = linkedin.call("POST", f"/rest/posts/{quote(name)}", json={"patch": {"$set": {}}})
    assert bare.status_code == 400


def test_a_post_can_be_deleted_twice(linkedin: LinkedIn) -> None:
    name = linkedin.good()
    assert [linkedin.call("DELETE", f"/rest/posts/{quote(name)}").status_code for _ in "ab"] == [204, 204]
    assert shown(linkedin.client) == []


def test_own_posts_are_listed_newest_first_with_their_hashtags_as_templates(linkedin: LinkedIn) -> None:
    names = [linkedin.good(f"{number} #Sale") for number in range(3)]
    found = linkedin.mine(count="2").json()
    assert [post["id"] for post in found["elements"]] == [names[2], names[1]]
    assert (found["elements"][0]["commentary"], found["paging"]["total"]) == (r"2 {hashtag|\#|Sale}", 3)
    rest = linkedin.mine(count="2", start="2").json()["elements"]
    assert [post["id"] for post in rest] == [names[0]]
    assert linkedin.call("GET", f"/rest/posts/{quote(names[0])}").json() == rest[0]


def test_a_members_posts_and_pictures_cannot_be_read(client: httpx.Client) -> None:
    anna = LinkedIn(client, author=ANNA)
    paths = (f"posts/{quote(anna.good())}", f"images/{quote(anna.upload())}")
    assert [anna.call("GET", f"/rest/{path}").status_code for path in paths] == [403, 403]
    assert anna.mine().json()["code"] == "ACCESS_DENIED"


def test_urns_in_addresses_are_percent_encoded(linkedin: LinkedIn) -> None:
    name = linkedin.good()
    assert (
        linkedin.call("GET", f"/rest/posts/{name}").json()["message"] == "Syntax exception in path variables"
    )
    assert linkedin.call("GET", f"/rest/posts?q=author&author={PAGE}").status_code == 400


def test_a_comment_stands_below_its_post(linkedin: LinkedIn) -> None:
    name = linkedin.good()
    path = f"/rest/socialActions/{quote(name)}/comments"
    given = {"actor": PAGE, "object": name, "message": {"text": "First (comment)"}}
    made = linkedin.call("POST", path, json=given)
    assert (made.status_code, made.headers["x-restli-id"]) == (201, made.json()["id"])
    assert [(post["text"], post["reply_to"]) for post in shown(linkedin.client)][1] == (
        "First (comment)",
        name,
    )
    one = f"{path}/{made.json()['id']}?actor={quote(PAGE)}"
    change = {"patch": {"message": {"$set": {"text": "Second"}}}}
    assert linkedin.call("POST", one, json=change).json()["message"]["text"] == "Second"
    assert [row["message"]["text"] for row in linkedin.call("GET", path).json()["elements"]] == ["Second"]
    assert linkedin.call("DELETE", one).status_code == 204
    assert len(shown(linkedin.client)) == 1


@pytest.mark.parametrize(
    ("text", "code"), [("a" * 1251, "FIELD_LENGTH_TOO_LONG"), (" ", "INVALID_VALUE_BLANK_FIELD")]
)
def test_a_comment_that_linkedin_does_not_take(linkedin: LinkedIn, text: str, code: str) -> None:
    path = f"/rest/socialActions/{quote(linkedin.good())}/comments"
    answer = linkedin.call("POST", path, json={"actor": PAGE, "message": {"text": text}})
    assert answer.json()["code"] == code


@pytest.mark.parametrize(
    ("kind", "status", "posts"),
    [
        ("refuse-429-retry-after", 429, 0),
        ("200-without-id", 201, 1),
        ("empty", 201, 1),
        ("malformed", 201, 1),
    ],
)
def test_linkedin_goes_wrong_as_asked(linkedin: LinkedIn, kind: str, status: int, posts: int) -> None:
    fault = {"network": "linkedin", "method": "POST /rest/posts", "kind": kind}
    linkedin.client.post("/sandbox/faults", json=fault)
    answer = linkedin.post()
    assert (answer.status_code, len(shown(linkedin.client))) == (status, posts)
    assert "x-restli-id" not in answer.headers

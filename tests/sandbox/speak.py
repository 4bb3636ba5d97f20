"""Speak to the sandbox as a client would: plain requests, nothing of ours in between."""

import hashlib
import io
import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import httpx
from PIL import Image

SECRET = "1:sandbox"
BEHIND = random.Random(1).randbytes(1_000_003)


@dataclass
class Moment:
    """A clock that tests put forward."""

    none: timedelta = timedelta()
    shift: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.shift


@cache
def image(
    width: int = 60, height: int = 40, kind: str = "JPEG", frames: int = 1, colour: str = "brown"
) -> bytes:
    """Return the bytes of a plain picture."""
    target = io.BytesIO()
    pictures = [Image.new("RGB", (width, height), (10 * n, 90, 60)) for n in range(1, frames)]
    first = Image.new("RGB", (width, height), colour)
    more = {"save_all": True, "append_images": pictures} if pictures else {}
    first.save(target, kind, compress_level=1, **more)  # it is for PNG; some of these are large
    return target.getvalue()


def wide(width: int, height: int) -> bytes:
    """Return a PNG of one bit a pixel: as large as one likes, and made at once."""
    target = io.BytesIO()
    Image.new("1", (width, height)).save(target, "PNG")
    return target.getvalue()


def noise(size: int) -> bytes:
    """Return a valid JPEG with bytes behind its end, `size` bytes in all."""
    return (image() + BEHIND * (size // len(BEHIND) + 1))[:size]


def shown(client: httpx.Client, **asked: str) -> list[dict[str, Any]]:
    """Return what `GET /sandbox/posts` tells."""
    posts: list[dict[str, Any]] = client.get("/sandbox/posts", params=asked).json()["posts"]
    return posts


@dataclass
class Telegram:
    client: httpx.Client
    token: str = SECRET
    chat: str = "@northwind"

    def call(self, method: str, files: dict[str, bytes] | None = None, **given: Any) -> httpx.Response:
        given = {"chat_id": self.chat, **given}
        path = f"/telegram/bot{self.token}/{method}"
        if files is None:
            return self.client.post(path, json=given)
        form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
        parts = {name: (f"{name}.jpg", content, "image/jpeg") for name, content in files.items()}
        return self.client.post(path, data=form, files=parts)

    def good(self, method: str, files: dict[str, bytes] | None = None, **given: Any) -> Any:
        answer = self.call(method, files, **given)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    def fault(self, method: str, files: dict[str, bytes] | None = None, **given: Any) -> tuple[int, str]:
        answer = self.call(method, files, **given)
        body = answer.json()
        assert body["ok"] is False
        assert body["error_code"] == answer.status_code
        return answer.status_code, body["description"]

    def html(self, text: str) -> Any:
        return self.good("sendMessage", text=text, parse_mode="HTML")


@dataclass
class Mastodon:
    client: httpx.Client
    token: str = SECRET

    def call(
        self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        sent = {"authorization": f"Bearer {self.token}", **(headers or {})}
        return self.client.request(method, f"/mastodon{path}", headers=sent, **more)

    def post(self, key: str = "", **given: Any) -> httpx.Response:
        headers = {"idempotency-key": key} if key else {}
        return self.call("POST", "/api/v1/statuses", headers, json=given)

    def good(self, **given: Any) -> Any:
        answer = self.post(**given)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def upload(self, content: bytes | None = None, **given: str) -> httpx.Response:
        file = {"file": ("a.jpg", image() if content is None else content, "image/jpeg")}
        return self.call("POST", "/api/v2/media", data=given, files=file)

    def mine(self, **asked: Any) -> list[Any]:
        me = self.call("GET", "/api/v1/accounts/verify_credentials").json()["id"]
        found: list[Any] = self.call("GET", f"/api/v1/accounts/{me}/statuses", params=asked).json()
        return found


POST = "app.bsky.feed.post"


def record(text: str = "Good morning", **more: Any) -> dict[str, Any]:
    """Return a post's record."""
    return {"$type": POST, "text": text, "createdAt": "2026-12-01T10:00:00Z", **more}


@dataclass
class Bluesky:
    client: httpx.Client
    handle: str = "northwind.example"
    session: dict[str, Any] = field(default_factory=dict)

    def sign_in(self, password: str = SECRET) -> httpx.Response:
        given = {"identifier": self.handle, "password": password}
        return self.client.post("/bluesky/xrpc/com.atproto.server.createSession", json=given)

    def token(self, name: str = "accessJwt") -> dict[str, str]:
        if not self.session:
            self.session = self.sign_in().json()
        return {"authorization": f"Bearer {self.session[name]}"}

    def repo(self, method: str, **given: Any) -> httpx.Response:
        headers = self.token()
        given = {"repo": self.session["did"], "collection": POST, **given}
        return self.client.post(f"/bluesky/xrpc/com.atproto.repo.{method}", json=given, headers=headers)

    def get(self, method: str, **asked: Any) -> httpx.Response:
        return self.client.get(f"/bluesky/xrpc/{method}", params=asked)

    def blob(self, content: bytes, kind: str = "image/jpeg") -> httpx.Response:
        headers = {**self.token(), "content-type": kind}
        return self.client.post("/bluesky/xrpc/com.atproto.repo.uploadBlob", content=content, headers=headers)

    def good(self, **more: Any) -> Any:
        answer = self.repo("createRecord", record=record(**more), validate=True)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def fault(self, given: dict[str, Any], **more: Any) -> tuple[int, str, str]:
        answer = self.repo("createRecord", record=given, **{"validate": True, **more})
        return answer.status_code, answer.json()["error"], answer.json()["message"]


@dataclass
class Vk:
    client: httpx.Client
    token: str = SECRET
    group: int = 42

    def call(self, method: str, **given: Any) -> Any:
        form = {"v": "5.199", "access_token": self.token, **given}
        answer = self.client.post(f"/vk/method/{method}", data={name: str(form[name]) for name in form})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def good(self, method: str, **given: Any) -> Any:
        body = self.call(method, **given)
        assert "response" in body, body
        return body["response"]

    def fault(self, method: str, **given: Any) -> tuple[int, str]:
        found = self.call(method, **given)["error"]
        return found["error_code"], found["error_msg"].partition(": ")[2]

    def post(self, message: str = "", **given: Any) -> int:
        given = {"owner_id": -self.group, "from_group": 1, "message": message, **given}
        number: int = self.good("wall.post", **given)["post_id"]
        return number

    def refused(self, **given: Any) -> tuple[int, str]:
        return self.fault("wall.post", **{"owner_id": -self.group, "from_group": 1, **given})

    def upload(self, content: bytes | None = None, kind: str = "Wall") -> Any:
        where = {"group_id": self.group} if kind == "Wall" else {}
        url = self.good(f"photos.get{kind}UploadServer", **where)["upload_url"]
        file = {"photo": ("a.jpg", image() if content is None else content, "image/jpeg")}
        return self.client.post(url, files=file).json() | where

    def photo(self, content: bytes | None = None, kind: str = "Wall") -> str:
        method = f"photos.save{kind}Photo"
        saved = self.good(method, **self.upload(content, kind))[0]
        key = f"_{saved['access_key']}" if kind == "Messages" else ""
        return f"photo{saved['owner_id']}_{saved['id']}{key}"

    def poll(self, **given: Any) -> str:
        given = {"owner_id": -self.group, "question": "Which?", "add_answers": '["Dark","Light"]', **given}
        made = self.good("polls.create", **given)
        return f"poll{made['owner_id']}_{made['id']}"


@dataclass
class Ok:
    client: httpx.Client
    token: str = SECRET
    group: str = "42"

    def signed(self, method: str, secret: str = SECRET, **given: Any) -> dict[str, str]:
        """Return a call's parameters with their signature, made as OK's documents say."""
        told = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
        told = {"method": method, "application_key": "CBASANDBOX", "format": "json", **told}
        joined = "".join(f"{name}={told[name]}" for name in sorted(told))
        sig = hashlib.md5((joined + secret).encode(), usedforsecurity=False).hexdigest()
        return {**told, "access_token": self.token, "sig": sig}

    def call(self, method: str, **given: Any) -> httpx.Response:
        return self.client.post("/ok/fb.do", data=self.signed(method, **given))

    def good(self, method: str, **given: Any) -> Any:
        answer = self.call(method, **given)
        assert "invocation-error" not in answer.headers, answer.text
        return answer.json()

    def fault(self, method: str, **given: Any) -> tuple[int, str]:
        answer = self.call(method, **given)
        body = answer.json()
        assert (answer.status_code, answer.headers["invocation-error"]) == (200, str(body["error_code"]))
        return body["error_code"], body["error_msg"]

    def topic(self, *media: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Return the parameters of a topic of the group; `more` goes beside the blocks."""
        attachment = {"media": list(media), "onBehalfOfGroup": "true", **more}
        return {"type": "GROUP_THEME", "gid": self.group, "attachment": attachment}

    def post(self, *media: dict[str, Any], **more: Any) -> str:
        topic_id: str = self.good("mediatopic.post", **self.topic(*media, **more))
        return topic_id

    def refused(self, *media: dict[str, Any], **more: Any) -> int:
        return self.fault("mediatopic.post", **self.topic(*media, **more))[0]

    def upload(self, *contents: bytes, **given: Any) -> httpx.Response:
        asked = {"gid": self.group, "count": len(contents), **given}
        url = self.good("photosV2.getUploadUrl", **asked)["upload_url"]
        files = {f"pic{n}": (f"{n}.jpg", content, "image/jpeg") for n, content in enumerate(contents, 1)}
        return self.client.post(url, files=files)

    def photos(self, *contents: bytes, **given: Any) -> dict[str, Any]:
        tokens = [one["token"] for one in self.upload(*contents, **given).json()["photos"].values()]
        return {"type": "photo", "list": [{"id": token} for token in tokens]}

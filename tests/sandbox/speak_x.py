"""Speak to the sandbox's X as a client would, with calls that are truly signed."""

from dataclasses import dataclass
from typing import Any

import httpx
from oauthlib.oauth1 import Client as Signer

from tests.sandbox.speak import SECRET, image


@dataclass
class X:
    """Signs its calls as OAuth 1.0a says; `key`, `token` and their secrets are the sandbox's one word."""

    client: httpx.Client
    name: str = ""
    secret: str = ""

    def headers(self, method: str, path: str, query: dict[str, Any], **signing: Any) -> dict[str, str]:
        token = f"{SECRET}.{self.name}" if self.name else SECRET
        secret = self.secret or token
        signer = Signer(token, secret, token, secret, **signing)
        url = str(self.client.build_request(method, f"/x{path}", params=query).url)
        _, headers, _ = signer.sign(url, method)
        return {"authorization": headers["Authorization"]}

    def call(
        self, method: str, path: str, query: dict[str, Any] | None = None, **more: Any
    ) -> httpx.Response:
        headers = self.headers(method, path, query or {})
        return self.client.request(method, f"/x{path}", params=query, headers=headers, **more)

    def post(self, text: str = "Good morning", **more: Any) -> httpx.Response:
        return self.call("POST", "/2/tweets", json={"text": text, **more})

    def good(self, text: str = "Good morning", **more: Any) -> Any:
        answer = self.post(text, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()["data"]

    def fault(self, text: str = "Good morning", **more: Any) -> tuple[int, str]:
        body = (answer := self.post(text, **more)).json()
        assert body["status"] == answer.status_code
        return answer.status_code, body["errors"][0]["message"] if "errors" in body else body["detail"]

    def upload(self, content: bytes | None = None, category: str = "tweet_image") -> httpx.Response:
        file = {"media": ("a.jpg", image() if content is None else content, "image/jpeg")}
        return self.call("POST", "/2/media/upload", data={"media_category": category}, files=file)

    def media(self, content: bytes | None = None) -> str:
        return str(self.upload(content).json()["data"]["id"])

    def mine(self, **asked: Any) -> Any:
        me = self.call("GET", "/2/users/me").json()["data"]["id"]
        return self.call("GET", f"/2/users/{me}/tweets", asked).json()

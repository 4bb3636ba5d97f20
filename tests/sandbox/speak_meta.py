"""Speak to Meta's networks in the sandbox: forms, tokens, files on the sandbox's own host."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.sandbox.film import film
from tests.sandbox.speak import SECRET, image


@dataclass
class Meta:
    client: httpx.Client
    token: str = SECRET
    network: str = ""
    owner: str = ""
    version: str = ""

    def call(self, method: str, path: str, **given: Any) -> httpx.Response:
        sent = {"access_token": self.token, **given}
        address = f"/{self.network}{self.version}/{path}"
        if method == "POST":
            return self.client.post(address, data=sent)
        return self.client.request(method, address, params=sent)

    def get(self, path: str, **given: Any) -> Any:
        answer = self.call("GET", path, **given)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **given: Any) -> Any:
        answer = self.call("POST", path, **given)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def fault(self, method: str, path: str, **given: Any) -> tuple[int, int, int]:
        """Return the status of a refusal, its code and its subcode."""
        answer = self.call(method, path, **given)
        error = answer.json()["error"]
        assert error["message"]
        assert error["fbtrace_id"]
        return answer.status_code, error["code"], error.get("error_subcode", 0)

    def host(self, content: bytes, name: str = "a.jpg", kind: str = "image/jpeg") -> str:
        """Put a file where the network fetches it; return its address."""
        answer = self.client.put(f"/hosted/{name}", content=content, headers={"content-type": kind})
        return str(answer.headers["location"])

    def picture(self, width: int = 600, height: int = 600, kind: str = "JPEG") -> str:
        name = f"{width}x{height}.{kind.lower()}"
        return self.host(image(width, height, kind), name, f"image/{kind.lower()}")

    def film(self, **what: Any) -> str:
        return self.host(film(**{"width": 720, "height": 1280, "seconds": 9, **what}), "a.mp4", "video/mp4")


@dataclass
class Instagram(Meta):
    network: str = "instagram"
    owner: str = "17841400000000042"
    version: str = "/v26.0"

    def container(self, **given: Any) -> str:
        return str(self.post(f"{self.owner}/media", **given)["id"])

    def image(self, caption: str = "Good morning", **given: Any) -> str:
        return self.container(**{"image_url": self.picture(), "caption": caption, **given})

    def refused(self, **given: Any) -> tuple[int, int, int]:
        return self.fault("POST", f"{self.owner}/media", **given)

    def publish(self, container: str) -> str:
        return str(self.post(f"{self.owner}/media_publish", creation_id=container)["id"])

    def status(self, container: str) -> str:
        return str(self.get(container, fields="status_code")["status_code"])

    def carousel(self, *urls: str, **given: Any) -> str:
        parts = [self.container(image_url=url, is_carousel_item="true") for url in urls]
        return self.container(media_type="CAROUSEL", children=",".join(parts), **given)


@dataclass
class Facebook(Meta):
    network: str = "facebook"
    owner: str = "100000000000042"
    version: str = "/v26.0"

    def feed(self, message: str = "Good morning", **given: Any) -> str:
        return str(self.post(f"{self.owner}/feed", **{"message": message, **given})["id"])

    def refused(self, edge: str = "feed", **given: Any) -> tuple[int, int, int]:
        return self.fault("POST", f"{self.owner}/{edge}", **given)

    def upload(self, content: bytes | None = None, edge: str = "photos", **given: str) -> httpx.Response:
        files = {"source": ("a.jpg", image() if content is None else content, "image/jpeg")}
        sent = {"access_token": self.token, **given}
        return self.client.post(f"/{self.network}{self.version}/{self.owner}/{edge}", data=sent, files=files)

    def piece(self, content: bytes, **given: str) -> Any:
        """Send a piece of a video; return what is said of it."""
        files = {"video_file_chunk": ("a.mp4", content, "application/octet-stream")}
        sent = {"access_token": self.token, "upload_phase": "transfer", **given}
        address = f"/{self.network}{self.version}/{self.owner}/videos"
        return self.client.post(address, data=sent, files=files).json()

    def photo(self, content: bytes | None = None, **given: str) -> str:
        answer = self.upload(content, **{"published": "false", **given})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])


@dataclass
class Threads(Meta):
    network: str = "threads"
    owner: str = "me"
    version: str = "/v1.0"

    def container(self, text: str = "Good morning", **given: Any) -> str:
        given = {"media_type": "TEXT", "text": text, **given}
        return str(self.post(f"{self.owner}/threads", **given)["id"])

    def publish(self, container: str) -> str:
        return str(self.post(f"{self.owner}/threads_publish", creation_id=container)["id"])

    def thread(self, text: str = "Good morning", **given: Any) -> str:
        return self.publish(self.container(text, **given))

    def refused(self, **given: Any) -> tuple[int, int, int]:
        return self.fault("POST", f"{self.owner}/threads", **{"media_type": "TEXT", **given})

    def unpublished(self, container: str) -> tuple[int, int, int]:
        return self.fault("POST", f"{self.owner}/threads_publish", creation_id=container)

    def status(self, container: str) -> str:
        return str(self.get(container, fields="status,error_message")["status"])

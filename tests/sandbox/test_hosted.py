"""The host of files that networks fetch from."""

import httpx
import pytest

from tests.sandbox.speak import image

JPEG = {"content-type": "image/jpeg"}


def test_what_is_put_is_given_back(client: httpx.Client) -> None:
    made = client.put("/hosted/2026/beans.jpg", content=image(), headers=JPEG)
    assert (made.status_code, made.headers["location"]) == (201, f"{client.base_url}/hosted/2026/beans.jpg")
    found = client.get(made.headers["location"])
    assert (found.content, found.headers["content-type"]) == (image(), "image/jpeg")


def test_a_second_file_takes_the_place_of_the_first(client: httpx.Client) -> None:
    for width in (60, 70):
        client.put("/hosted/a.jpg", content=image(width), headers=JPEG)
    assert client.get("/hosted/a.jpg").content == image(70)


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("a.html", "text/html", 415),
        ("a.jpg", "", 415),
        (".hidden", "image/jpeg", 400),
        ("", "image/jpeg", 400),
    ],
)
def test_what_is_not_kept(client: httpx.Client, name: str, kind: str, status: int) -> None:
    answer = client.put(f"/hosted/{name}", content=b"a", headers={"content-type": kind})
    assert answer.status_code == status
    assert client.get(f"/hosted/{name}").status_code == 404

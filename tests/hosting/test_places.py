"""Places that give pictures a public address."""

from collections.abc import Iterator

import pytest

from smmgen.adapter import NotHosted, Reply, Session
from smmgen.hosting import release, s3, static
from smmgen.hosting.place import public_url
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.fault import ConfigError
from smmgen.model.hosting import Hosting
from smmgen.sandbox.server import Running, start
from tests.networks.script import Script, answer, picture

DATA = b"jpeg"


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start() as sandbox:
        yield sandbox


def read(file: File) -> bytes:
    return DATA


def script(*answers: Reply | Exception) -> Script:
    return Script(Account(name="hosting", network="hosting"), answers, "https://api.github.com")


def test_a_picture_is_uploaded_once_and_answers_at_its_address(running: Running) -> None:
    hosting = Hosting(kind="put", settings={"url": f"{running.url}/hosted"})
    reads: list[str] = []

    def once(file: File) -> bytes:
        reads.append(file.path)
        return DATA

    url_of = public_url(hosting, lambda *_: "", once)
    assert url_of(picture()) == url_of(picture()) == f"{running.url}/hosted/beans-0.jpg"
    assert reads == ["images/beans-0.jpg"]


def test_a_site_that_is_not_published_yet_is_waited_for_and_told(running: Running) -> None:
    waits: list[float] = []
    hosting = Hosting(kind="static", settings={"url": f"{running.url}/hosted/nowhere"})
    with pytest.raises(NotHosted, match=r"answers 404\. Networks fetch the picture from there"):
        public_url(hosting, lambda *_: "", read, waits.append)(picture())
    assert sum(waits) == 30


def test_without_a_place_the_set_up_is_named() -> None:
    with pytest.raises(ConfigError, match="add `hosting` to"):
        public_url(None, lambda *_: "", read)(picture())


def test_a_site_has_its_files_where_the_build_has_them() -> None:
    place = static.place(Hosting(kind="static", settings={"url": "https://n.example/social"}), script())
    assert place(picture(), read) == "https://n.example/social/images/beans-0.jpg"


ASSET = {"name": "beans-0.jpg", "state": "uploaded", "browser_download_url": "https://github.example/a.jpg"}
MADE = {"assets": [], "upload_url": "https://uploads.github.com/repos/n/s/releases/1/assets{?name,label}"}
RELEASES = [
    ([answer(200, {"assets": [ASSET]})], ["GET"]),
    ([answer(200, MADE), answer(201, ASSET)], ["GET", "POST"]),
    ([answer(404), answer(201, MADE), answer(201, ASSET)], ["GET", "POST", "POST"]),
]


@pytest.mark.parametrize(("answers", "methods"), RELEASES)
def test_a_release_gets_each_picture_once(answers: list[Reply], methods: list[str]) -> None:
    session = script(*answers)
    settings = {"repository": "n/s", "tag": "media"}
    place = release.place(
        Hosting(kind="release", settings=settings, secrets={"token": "GITHUB_TOKEN"}), session
    )
    assert place(picture(), read) == "https://github.example/a.jpg"
    assert [one.method for one in session.requests] == methods


def test_a_bucket_gets_signed_calls_and_readers_its_own_address() -> None:
    session: Session = script(answer(200))
    settings = {"endpoint": "https://s3.example", "bucket": "northwind", "url": "https://cdn.example"}
    place = s3.place(Hosting(kind="s3", settings=settings, secrets={"key": "K", "secret": "S"}), session)
    assert place(picture(), read) == "https://cdn.example/beans-0.jpg"
    assert isinstance(session, Script)
    (request,) = session.requests
    assert (request.method, request.url) == ("PUT", "https://s3.example/northwind/beans-0.jpg")
    assert request.headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=the-key/")


@pytest.mark.parametrize("status", [401, 403, 500])
def test_a_place_that_refuses_is_told(status: int) -> None:
    settings = {"endpoint": "https://s3.example", "bucket": "northwind"}
    place = s3.place(Hosting(kind="s3", settings=settings, secrets={}), script(answer(status)))
    with pytest.raises(NotHosted, match=f"answered {status}"):
        place(picture(), read)

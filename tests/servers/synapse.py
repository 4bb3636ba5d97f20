"""A real Matrix homeserver for the tests: Synapse, on loopback, federating with nobody."""

import hmac
import subprocess
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


@dataclass(frozen=True, slots=True)
class Homeserver:
    """A running homeserver; every test signs up an account of its own."""

    url: str

    def sign_up(self) -> str:
        """Make an account; return its access token."""
        return self.sign_up_twice()[0]

    def sign_up_twice(self) -> tuple[str, str]:
        """Make an account; return the access tokens of two devices."""
        name, password = f"u{uuid4().hex[:12]}", uuid4().hex
        register = f"{self.url}/_synapse/admin/v1/register"
        nonce = httpx.get(register, trust_env=False).json()["nonce"]
        signed = "\0".join((nonce, name, password, "notadmin"))
        given = {"nonce": nonce, "username": name, "password": password, "admin": False}
        mac = hmac.new(SECRET.encode(), signed.encode(), "sha1").hexdigest()
        httpx.post(register, json=given | {"mac": mac}, trust_env=False).raise_for_status()
        return self.sign_in(name, password), self.sign_in(name, password)

    def sign_in(self, name: str, password: str) -> str:
        """Return an access token of a new device."""
        identifier = {"type": "m.id.user", "user": name}
        given = {"type": "m.login.password", "identifier": identifier, "password": password}
        answer = httpx.post(f"{self.url}/_matrix/client/v3/login", json=given, trust_env=False)
        return str(answer.raise_for_status().json()["access_token"])

    def room(self, token: str) -> str:
        """Make a public room with an alias; return the alias."""
        name = f"r{uuid4().hex[:12]}"
        answer = httpx.post(
            f"{self.url}/_matrix/client/v3/createRoom",
            json={"preset": "public_chat", "room_alias_name": name},
            headers={"authorization": f"Bearer {token}"},
            trust_env=False,
        )
        answer.raise_for_status()
        return f"#{name}:{SERVER}"


@contextmanager
def homeserver(python: Path, folder: Path) -> Iterator[Homeserver]:
    """Run Synapse with its data in a folder."""
    config, port = folder / "homeserver.yaml", free_port()
    module = [str(python), "-m", "synapse.app.homeserver"]
    made = ["--server-name", SERVER, "--config-path", str(config), "--data-directory", str(folder)]
    told = ["--generate-config", "--report-stats=no"]
    subprocess.run([*module, *made, *told], cwd=folder, check=True, capture_output=True)
    config.write_text(yaml.safe_dump(yaml.safe_load(config.read_text("utf-8")) | _settings(port)), "utf-8")
    url = f"http://127.0.0.1:{port}"
    ready = answers(f"{url}/_matrix/client/versions")
    with running([*module, "-c", str(config)], {}, folder / "log", ready):
        yield Homeserver(url)


def _settings(port: int) -> dict[str, object]:
    """Return what the generated configuration lacks for tests: loopback, no other servers, no patience."""
    resources = [{"names": ["client"], "compress": False}]
    listener = {"port": port, "type": "http", "tls": False, "bind_addresses": ["127.0.0.1"]}
    many = {"per_second": 1000, "burst_count": 1000}
    return {
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

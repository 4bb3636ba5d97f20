"""A real Nostr relay for the tests, with its events in a folder."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.running import answers, free_port, running

CHECKS = ("is_not_too_large", "is_signed", "is_recent")


@contextmanager
def nostr_relay(python: Path, folder: Path) -> Iterator[str]:
    """Run the relay; yield its address. After a refusal it pauses for seconds on that connection."""
    port = free_port()
    config = {
        "storage": {
            "sqlalchemy.url": f"sqlite+aiosqlite:///{folder}/events.db",
            "validators": [f"nostr_relay.validators.{name}" for name in CHECKS],
        },
        "max_event_size": 65_536,
        "gunicorn": {"bind": f"127.0.0.1:{port}"},
        "authentication": {"enabled": False},
    }
    place = folder / "relay.yaml"
    place.write_text(json.dumps(config), "utf-8")  # JSON is YAML
    command = [str(python.with_name("nostr-relay")), "-c", str(place), "serve", "--use-uvicorn"]
    with running(command, {}, folder / "log", answers(f"http://127.0.0.1:{port}/")):
        yield f"ws://127.0.0.1:{port}"

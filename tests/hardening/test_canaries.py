"""Fifty secrets that would be recognised anywhere, through every way in which publishing can fail."""

import json
import os
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from html import unescape
from itertools import chain, cycle
from pathlib import Path
from random import Random
from urllib.parse import unquote_plus

import pytest
from msgspec.structs import replace

from smmgen.http import SecretOf
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.record import encode
from smmgen.ledger.state import Changes
from smmgen.model.brand import Brand
from smmgen.model.fault import ConfigError, LedgerUnsafe
from smmgen.pipeline import Built, build
from smmgen.publish.health import examine
from smmgen.publish.run import run
from smmgen.publish.sessions import Sessions
from smmgen.publish.summary import summary
from smmgen.read.tree import Folder
from smmgen.secrets import Redactor, reader
from tests.hardening.echo import SPELLINGS, echo
from tests.publish.test_every_network import NETWORKS, NOW, repository

__all__ = ["repository"]

ALPHABETS = (
    "abcdefghijkLMNOPQRS0123456789",
    "ab+/=cd_-.~",
    "aB3%&?#:;,",
    "q\"'\\<>& x",
    "пароль-Ключ9",
    "🔑é漢字x7",
)


def _canary(number: int) -> str:
    chance = Random(number)
    letters = ALPHABETS[number % len(ALPHABETS)]
    return f"kNr{number:02}" + "".join(chance.choice(letters) for _ in range(chance.randint(9, 60))) + "z"


CANARIES = tuple(_canary(number) for number in range(50))
STATUSES = (0, 200, 302, 401, 403, 429, 500)
"""One of each kind of ending; 0 is a call that is cut off. With SMMGEN_WHOLE=1 all that networks use."""

if os.environ.get("SMMGEN_WHOLE"):
    STATUSES += (201, 202, 204, 301, 400, 404, 408, 409, 410, 413, 415, 422, 502, 503, 504)


@pytest.fixture(scope="module")
def built(repository: Path) -> Built:
    return build(Folder(repository), repository / "dist", NOW)


Redact = Callable[[str], str]


class Witness:
    """All that left the program: what was printed, kept, or noted."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def hear(self, *texts: str) -> None:
        self.texts += texts

    def leaked(self) -> list[str]:
        """Return the canaries that can be read from it, however they are spelt."""
        heard = "\0".join(_readings("\n".join(self.texts)))
        return [canary for canary in CANARIES if canary in heard]


_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)


def _unescaped(found: re.Match[str]) -> str:
    """Read one escape of JSON or Python."""
    return chr(int(found[1][1:], 16)) if len(found[1]) > 1 else found[1]


def _readings(text: str) -> Iterator[str]:
    """Yield the text as it is, and as anybody could read it who decodes what he finds."""
    yield text
    yield unquote_plus(text)
    yield unescape(text)
    for _ in range(2):
        text = _ESCAPE.sub(_unescaped, text)
        yield text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for digits in re.findall(r"[A-Za-z0-9+/_-]{8,}", text):
        plain = digits.translate(str.maketrans("-_", "+/"))
        for start in range(4):
            part = plain[start : -1 if (len(plain) - start) % 4 == 1 else None]
            yield b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "replace")
    for digits in re.findall(r"(?:[0-9a-fA-F]{2}){8,}", text):
        yield bytes.fromhex(digits).decode("utf-8", "replace")


def published(built: Built, brand: Brand, secret_of: SecretOf, redact: Redact, witness: Witness) -> None:
    """Publish as the command does, and hear all that comes of it."""
    ledger = MemoryLedger()
    ledger.cas(ABSENT, Changes())
    try:
        with Sessions(secret_of, lambda: NOW, timeout_seconds=5) as sessions:
            report = run(
                built.bundle,
                brand,
                ledger,
                sessions,
                lambda file: b"\xff\xd8\xff\xe0 a picture",
                NOW,
                by="local.1.1",
                redact=redact,
                is_real_time=False,
                sleep=lambda seconds: None,
                public_url=lambda file: f"http://127.0.0.1/{file.sha256}",
                lanes=1,
            )
            health = examine(brand, sessions, NOW)
    except (ConfigError, LedgerUnsafe) as fault:
        witness.hear(redact(str(fault)))
        return
    witness.hear(
        redact(report.text()), redact(json.dumps(report.data(), ensure_ascii=False)), redact(summary(report))
    )
    witness.hear(
        *(redact(one.text(NOW)) for one in health), *(redact(json.dumps(one.data())) for one in health)
    )
    witness.hear(*(encode(record).decode() for record in chain(*ledger.read()[0].histories.values())))


class Safe:
    """The accounts of all networks at one address, with a canary for each of their secrets."""

    def __init__(self, built: Built, url: str) -> None:
        assert built.project
        given = cycle(CANARIES)
        self.environment: dict[str, str] = {}
        accounts = {}
        for name, account in built.project.brand.accounts.items():
            variables = {option: f"{name}_{option}".upper() for option in account.secrets}
            self.environment |= {variable: next(given) for variable in variables.values()}
            accounts[name] = replace(account, base_url=f"{url}/{name}", secrets=variables)
        self.brand = replace(built.project.brand, accounts=accounts)

    def read_by(self, redact: Redactor) -> SecretOf:
        """Return what reads the secrets; the redactor has learned them all, as after a whole run."""
        secret_of = reader(self.environment, redact)
        for account in self.brand.accounts.values():
            for option in account.secrets:
                secret_of(account, option)
        return secret_of


@pytest.mark.parametrize("status", STATUSES)
def test_no_secret_leaves_by_what_a_network_says(status: int, built: Built) -> None:
    witness, redact = Witness(), Redactor()
    with echo(status, CANARIES) as url:
        safe = Safe(built, url)
        secret_of = safe.read_by(redact)
        for canary in CANARIES:
            redact.add(canary)
        published(built, safe.brand, secret_of, redact, witness)
    assert len(witness.texts) > len(NETWORKS)
    assert witness.leaked() == []


def test_without_the_redactor_they_would_leave(built: Built) -> None:
    witness, redact = Witness(), Redactor()
    with echo(403, CANARIES) as url:
        safe = Safe(built, url)
        published(built, safe.brand, safe.read_by(redact), lambda text: text, witness)
    assert len(witness.leaked()) > 10


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("canary", CANARIES[:12])
def test_every_spelling_is_covered(canary: str, spelling: str) -> None:
    witness, redact = Witness(), Redactor()
    said = f"the network said: {SPELLINGS[spelling](canary)}, and more"
    witness.hear(said)
    assert witness.leaked() == [canary], "the witness has to see what the redactor has to cover"
    redact.add(canary)
    witness.texts = [redact(said)]
    assert witness.leaked() == []

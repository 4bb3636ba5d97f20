"""Secrets come from the environment, by name, and never leave through what is printed or kept."""

import json
import re
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote

from smmgen.model.brand import Account
from smmgen.model.fault import ConfigError

MARK = "•••"
"""What stands in the place of a secret."""

ENCODED_FROM = 6
"""Encoded forms are looked for where a secret has at least so many bytes; shorter ones are too common."""

SHORTEST = 4
"""No network gives a secret of fewer characters, and covering one would garble every text."""

_SHAPES = (
    re.compile(r"(?<=bot)\d+:[A-Za-z0-9_-]+"),
    re.compile(r"(?<=bot)\d+%3[Aa][A-Za-z0-9_-]+"),
    re.compile(r"(?<=access_token=)[^&\s\"']+"),
    re.compile(r"(?<=access_token%3D)[^&\s\"'%]+", re.IGNORECASE),
    re.compile(r"(?<=Bearer )[^\s\"',]+"),
    re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.?[A-Za-z0-9_-]*"),
)
"""What is a secret by its shape: Telegram's token in a path, tokens in queries and headers, JWTs."""


_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:=/?&]+(?:@|%40)[^\s<>()\[\]\"',;:=/?&@]*[^\s<>()\[\]\"',;:=/?&@.!]")
"""An e-mail address inside a text; its "@" may be quoted, as in a query."""


class Redactor:
    """Cover secrets in any text that leaves the program; it learns each secret as it is read.

    Each e-mail address inside a secret, such as one of a list of subscribers, is a secret of its own.
    """

    def __init__(self) -> None:
        self._secrets: set[str] = set()
        self._addresses: set[str] = set()
        self._forms: tuple[int, tuple[str, ...]] = 0, ()

    def add(self, secret: str) -> None:
        """Cover this secret from now on, in every form that it may be written in; too short ones are none."""
        if len(secret) >= SHORTEST and secret not in self._secrets:
            self._secrets.add(secret)
            self._addresses |= {found.casefold() for found in _ADDRESS.findall(secret)}

    def __call__(self, text: str) -> str:
        """Return `text` with every secret covered."""
        if not text:
            return text  # mostly a network has nothing to say
        for form in self._newest():
            text = text.replace(form, MARK)
        if self._addresses:
            text = _ADDRESS.sub(self._covered, text)
        for shape in _SHAPES:
            text = shape.sub(MARK, text)
        return text

    def _newest(self) -> tuple[str, ...]:
        """Return the forms of all secrets known by now, the longest first, made anew where there are more.

        They are replaced one by one: a pattern of them all takes longer to compile than most runs use it.
        """
        count, forms = self._forms
        if count != len(self._secrets):
            known = tuple(self._secrets)  # other threads may add to them
            found = {form for secret in known for form in _forms(secret)}
            forms = tuple(sorted(found, key=len, reverse=True))
            self._forms = len(known), forms
        return forms

    def _covered(self, found: re.Match[str]) -> str:
        return MARK if unquote(found[0]).casefold() in self._addresses else found[0]


def _forms(secret: str) -> Iterator[str]:
    yield secret
    data = secret.encode()
    if len(data) < ENCODED_FROM:
        return
    for quoted in (quote(secret, safe=""), quote(secret), quote_plus(secret)):
        yield quoted
        yield re.sub("%..", lambda found: found[0].lower(), quoted)
    for written in (json.dumps(secret), json.dumps(secret, ensure_ascii=False), repr(secret)):
        yield written[1:-1]
        yield json.dumps(written[1:-1])[1:-1]
    yield json.dumps(secret)[1:-1].replace("/", "\\/")
    yield escape(secret)
    yield data.hex()
    yield data.hex().upper()
    yield from _in_base64(data)


def _in_base64(data: bytes) -> Iterator[str]:
    """Yield the digits that stand for `data` wherever it begins inside a longer text."""
    for offset in range(3):
        digits = b64encode(bytes(offset) + data).decode().rstrip("=")
        first = (0, 2, 3)[offset]
        last = len(digits) if (offset + len(data)) % 3 == 0 else len(digits) - 1
        yield from (digits[first:last], digits[first:last].translate(_URL_SAFE))
    whole = b64encode(data).decode()
    yield from (whole, whole.translate(_URL_SAFE))


_URL_SAFE = str.maketrans("+/", "-_")


def no_secret(account: Account, option: str) -> str:
    """Refuse to give any secret."""
    raise ConfigError(f"The `{option}` of “{account.name}” cannot be read here.")


def keeper(command: tuple[str, ...], redactor: Redactor) -> Callable[[Account, str, str], None]:
    """Return a function that takes an account's new secret to where the user keeps it, by `command`.

    The secret goes to the command's standard input, never into its arguments, which others can see. That
    function raises `ConfigError` where there is no command, or it fails.
    """

    def keep(account: Account, option: str, value: str) -> None:
        redactor.add(value)
        name = account.secrets.get(option, "")
        if not command:
            raise ConfigError(
                f"{account.network} has replaced the `{option}` of “{account.name}”, and smmgen.yaml does "
                'not say where to keep the new one: add secrets: {keep: [gh, secret, set, "{name}"]}.'
            )
        asked = [part.replace("{name}", name) for part in command]
        try:
            done = subprocess.run(asked, input=value.encode(), capture_output=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise ConfigError(f"The new {name} could not be kept: {type(fault).__name__}.") from None
        if done.returncode:
            said = redactor(done.stderr.decode("utf-8", "replace").strip()[-200:])
            raise ConfigError(f"The new {name} could not be kept: {said or f'exit code {done.returncode}'}.")

    return keep


def reader(environment: Mapping[str, str], redactor: Redactor) -> Callable[[Account, str], str]:
    """Return a function that reads an account's secret by its option; the redactor learns what is read.

    Where the variable NAME is not set but NAME_FILE is, that one's value is the path of a file that holds the
    secret. The function raises `ConfigError` where the account has no such secret or it cannot be read.
    """

    def secret_of(account: Account, option: str) -> str:
        name = account.secrets.get(option)
        if name is None:
            raise ConfigError(
                f"The account “{account.name}” has no `{option}` in smmgen.yaml. Add {option}: env:NAME."
            )
        value = (environment.get(name) or _in_file(environment, f"{name}_FILE")).strip()
        if not value:
            raise ConfigError(
                f"The environment variable {name} is {'empty' if name in environment else 'not set'}; "
                f"the account “{account.name}” needs it as its `{option}`."
            )
        if len(value) < SHORTEST:
            count = f"{len(value)} character{'s' if len(value) > 1 else ''}"
            raise ConfigError(
                f"The environment variable {name} holds {count}, which is no secret of any network; the "
                f"account “{account.name}” needs it as its `{option}`."
            )
        redactor.add(value)
        return value

    return secret_of


def _in_file(environment: Mapping[str, str], name: str) -> str:
    path = environment.get(name)
    if not path:
        return ""
    try:
        return Path(path).read_text("utf-8")
    except (OSError, ValueError) as fault:
        raise ConfigError(f"The file that {name} names cannot be read: {type(fault).__name__}.") from None

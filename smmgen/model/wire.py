"""One call to a network's server, its answer, and the two ways in which it can fail."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from msgspec import Struct


class Letters(Struct, frozen=True, kw_only=True):
    """What a mail server is handed in one call: a letter to each recipient, one after the other.

    `sender` and `recipients` are the envelope's bare addresses. `write` returns the letter to one of them,
    whole, with lines that end in CR LF. `user` and `password` sign in; without a user nobody does.
    """

    sender: str
    recipients: tuple[str, ...] = ()
    write: Callable[[str], bytes]
    user: str = ""
    password: str = ""


class Request(Struct, frozen=True, kw_only=True):
    """One call to a network's server. At most one of `json`, `form` and `content` is the body.

    With `files`, `form` and `files` go as multipart; a file is (name, bytes, media type). `is_visible` is
    true for the call that makes something public: that one is never repeated by anybody. `letters` go to a
    mail server, whose URL is smtp:// (encrypted once connected) or smtps:// (from the start); what the answer
    says is told in `smmgen.smtp`.
    """

    method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
    url: str
    headers: Mapping[str, str] = {}
    query: Mapping[str, str | int | bool] = {}
    json: Any = None
    form: Mapping[str, str] | None = None
    files: tuple[tuple[str, tuple[str, bytes, str]], ...] = ()
    content: bytes | None = None
    letters: Letters | None = None
    is_visible: bool = False


class Reply(Struct, frozen=True):
    """A server's answer, whole. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON, or None where it is none."""
        import json  # the answers are few, and start-up should not pay for the decoder

        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Talk(Struct, frozen=True, kw_only=True):
    """A conversation with a network's server over a WebSocket (`ws://`, `wss://`).

    `first` is said once the line is open. `then` is handed each thing that is heard, and returns what to say
    to it, nothing to go on listening, or None where all is said. `is_visible` is true where what is said
    makes something public.
    """

    url: str
    first: tuple[str, ...]
    then: Callable[[str], tuple[str, ...] | None]
    is_visible: bool = False


class NotReached(Exception):  # noqa: N818  (it reads as what happened)
    """The call failed before the first byte of the request went out: nothing was sent, for sure."""


class Broken(Exception):  # noqa: N818
    """The call failed after something may have been sent: what the server did is not known."""

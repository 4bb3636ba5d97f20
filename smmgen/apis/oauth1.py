"""OAuth 1.0a: calls signed with an app's and an account's keys."""

from collections.abc import Sequence
from typing import Literal

from smmgen.adapter import Session

Method = Literal["GET", "POST", "PUT", "DELETE"]


def signed(session: Session, method: Method, url: str, names: Sequence[str]) -> str:
    """Return the Authorization header of a call; `names` are the options of the four secrets, in order.

    They are the app's key and secret, and the account's token and secret. The URL's query is signed; JSON and
    multipart bodies are no part of the signature. Source: RFC 5849, 3.4.1.3; HMAC-SHA1.
    """
    from oauthlib.oauth1 import Client  # what only looks at posts needs no signing

    key, secret, token, token_secret = (session.secret(name) for name in names)
    client = Client(
        key,
        client_secret=secret,
        resource_owner_key=token,
        resource_owner_secret=token_secret,
        timestamp=str(int(session.now().timestamp())),
    )
    _, headers, _ = client.sign(url, http_method=method)
    return str(headers["Authorization"])

"""Tokens and passwords that must not be in a file."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.place import span_in
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source

_SHAPES = (
    ("a Telegram bot's token", ":AA", re.compile(r"(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])")),
    ("a VK token", "vk1.a.", re.compile(r"vk1\.a\.[\w-]{40,}")),
    ("a GitHub token", "gh", re.compile(r"\b(?:gh[opsur]_[A-Za-z0-9]{36}|github_pat_\w{60,})")),
    ("an AWS key", "AKIA", re.compile(r"\bAKIA[0-9A-Z]{16}\b")),
    ("a Slack token", "xox", re.compile(r"\bxox[abeprs]-[\w-]{20,}")),
    ("a private key", "PRIVATE KEY-----", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
)
"""What it is, a part that is always in it, and its whole shape."""

_WITH_PASSWORD = re.compile(r"https?://[^\s/@:<>\"']+:([^\s/@<>\"']+)@")


@rule("SEC001", severity="error", on=Source)
def token(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Keep tokens out of the repository.

    Why: whoever can read the repository, now or in ten years, can publish in the brand's name. Deleting
    the line does not help: git remembers it. The token itself is never printed.

    Wrong:
        ---
        title: How our bot works
        ---
        The bot answers as 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1.

    Right:
        ---
        title: How our bot works
        ---
        The bot answers with a token from TELEGRAM_TOKEN.

    Source: the shapes are those that the services document.
    """
    for what, part, shape in _SHAPES:
        if part in source.text:
            for found in shape.finditer(source.text):
                yield token.at(
                    span_in(source, *found.span()),
                    f"This looks like {what}.",
                    "Delete it here, have it renewed at once (git remembers it), and use env:NAME.",
                )


@rule("SEC002", severity="error", on=Source)
def password_in_link(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Leave passwords out of links.

    Why: everybody who gets the link gets the password.

    Wrong:
        ---
        title: Price list
        ---
        See [the price list](https://anna:beans123@northwind.example/prices).

    Right:
        ---
        title: Price list
        ---
        See [the price list](https://northwind.example/prices).
    """
    if "@" not in source.text or "://" not in source.text:
        return
    for found in _WITH_PASSWORD.finditer(source.text):
        yield password_in_link.at(
            span_in(source, *found.span(1)),
            "This link carries a password.",
            "Take it out, and have it renewed: git remembers it.",
        )

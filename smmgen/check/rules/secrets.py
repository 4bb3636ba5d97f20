"""Tokens, passwords and people's addresses that must not be in a file."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.place import span_in
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.source import Source, Span
from smmgen.pattern import pattern

_SHAPES = (
    ("a Telegram bot's token", ":AA", pattern(r"(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])")),
    ("a VK token", "vk1.a.", pattern(r"vk1\.a\.[\w-]{40,}")),
    ("a GitHub token", "gh", pattern(r"\b(?:gh[opsur]_[A-Za-z0-9]{36}|github_pat_\w{60,})")),
    ("an AWS key", "AKIA", pattern(r"\bAKIA[0-9A-Z]{16}\b")),
    ("a Slack token", "xox", pattern(r"\bxox[abeprs]-[\w-]{20,}")),
    ("a private key", "PRIVATE KEY-----", pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
)
"""What it is, a part that is always in it, and its whole shape."""

MANY = 10
"""So many e-mail addresses in one file are taken for a list of people."""

_LISTS = (".csv", ".tsv", ".txt", ".json")
_ADDRESS = pattern(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WITH_PASSWORD = pattern(r"https?://[^\s/@:<>\"']+:([^\s/@<>\"']+)@")


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


@rule("SEC003", severity="error", on=Project)
def list_of_people(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Keep lists of subscribers out of the repository.

    Why: addresses are personal data. Whoever can read the repository can write to all of them, and git
    keeps them even when a subscriber asks to be forgotten. A newsletter takes its list from a secret, or from
    a file outside the repository.

    Wrong:
        === content/readers.txt
        a@mail.example b@mail.example c@mail.example d@mail.example e@mail.example
        f@mail.example g@mail.example h@mail.example i@mail.example j@mail.example

    Right:
        === content/beans.txt
        Write to help@northwind.example or to press@northwind.example.

    Source: the EU's General Data Protection Regulation, articles 5 and 17.
    """
    for path in sorted(one for one in context.paths if one.lower().endswith(_LISTS)):
        number = len(set(_ADDRESS.findall(_content(context, path))))
        if number >= MANY:
            yield list_of_people.at(
                Span(path),
                f"This file has {number} e-mail addresses.",
                "Delete it, have it taken out of git's history, and keep the list as a secret.",
            )


def _content(context: Context, path: str) -> bytes:
    try:
        return context.tree.read(path)
    except OSError:
        return b""

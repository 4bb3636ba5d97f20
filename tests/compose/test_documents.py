from pathlib import Path

import pytest

from smmgen.compose.compose import compose
from smmgen.model.project import Project
from smmgen.model.variant import Message, Picture, Variant
from smmgen.pipeline import load
from smmgen.read.tree import Memory
from tests.documents import cases, expect, given

BRAND = """\
brand: {name: Northwind, url: https://northwind.example, timezone: Europe/Berlin, language: en}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TG}
  tg-ru: {network: telegram, chat: "@northwind_ru", token: env:TG_RU, language: ru}
  masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTO}
  bsky: {network: bluesky, handle: northwind.example, password: env:BSKY}
rubrics:
  promo: {card: promo, accounts: [tg, masto, bsky], hashtags: [sale]}
slots: {tg: [Mon-Fri 10:00, Mon-Fri 15:00], masto: [daily 09:30]}
utm: {source: "{network}", medium: social, campaign: "{campaign}"}
"""


def loaded(text: str) -> Project:
    """Read posts written one after another, each after a line `=== NAME`."""
    files = {"smmgen.yaml": BRAND}
    for part in text.removeprefix("=== ").split("\n=== "):
        name, _, post = part.partition("\n")
        files[f"content/posts/{name}.md"] = post
    found = load(Memory(files))
    assert found.project
    assert found.findings == ()
    return found.project


@pytest.mark.parametrize("case", cases("compose"), ids=lambda case: case.stem)
def test_each_account_gets_its_own_form(case: Path) -> None:
    made = compose(loaded(given(case)))
    findings = [
        f"{one.span.path}:{one.span.line} {one.code} {one.message} | {one.hint}" for one in made.findings
    ]
    expect(case, "\n".join([*findings, *(line for variant in made.variants for line in _variant(variant))]))


def _variant(variant: Variant) -> list[str]:
    at = f" at {variant.publish_at:%Y-%m-%d %H:%M}" if variant.publish_at else ""
    head = f"--- {variant.post} on {variant.account}{at}"
    return [head, *(line for message in variant.messages for line in _message(message))]


def _more(picture: Picture) -> str:
    """Tell a picture's other texts and its table."""
    fields = "".join(f" {name}={text!r}" for name, text in picture.image.fields.items())
    rows = " / ".join("|".join(row) for row in picture.image.table)
    return fields + (f" [{rows}]" if rows else "")


def _message(message: Message) -> list[str]:
    written = message.written
    lines = [f"[{message.number}] {message.length}/{message.limit}", written.text]
    lines += [f"  {one.kind} {one.start}-{one.end} {one.value}" for one in written.entities]
    lines += [
        f"  picture {one.card or 'plain'} {one.width}x{one.height} {one.image.photo} “{one.image.headline}” alt={one.alt!r}{_more(one)}"
        for one in message.pictures
    ]
    if card := message.link_card:
        lines.append(f"  card {card.url} “{card.title}” “{card.description}”")
    return lines

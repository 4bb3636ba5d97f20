"""A small brand with a strategy, to plan for."""

from smmgen.model.project import Project
from smmgen.pipeline import load
from smmgen.read.tree import Memory

BRAND = """\
brand: {name: Northwind, url: https://northwind.example, timezone: Europe/Berlin}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TG}
  tg-ru: {network: telegram, chat: "@northwind_ru", token: env:TG_RU, language: ru}
  bsky: {network: bluesky, handle: northwind.example, password: env:BSKY}
rubrics:
  promo: {title: Offers, accounts: [tg, tg-ru, bsky]}
  tips: {title: Know-how, accounts: [tg, bsky]}
  news: {title: News}
slots: {tg: [Mon-Fri 10:00], tg-ru: [daily 18:30], bsky: [daily 9:30]}
"""
STRATEGY = """\
---
rubrics: {promo: {share: 25%, owner: anna}, tips: {share: 50%, ideas: [Grind fresh, Weigh it]}, news: {share: 25%}}
cadence: {tg: 3, bsky: 3}
---
Why.
"""


def project(strategy: str = STRATEGY, brand: str = BRAND, **files: str) -> Project:
    """Read the small brand; other files are named by their paths with `__` for `/`."""
    named = {f"{name.replace('__', '/').replace('_', '-')}.md": text for name, text in files.items()}
    loaded = load(Memory({"smmgen.yaml": brand, "plans/strategy.md": strategy, **named}))
    assert loaded.project
    assert loaded.findings == ()
    return loaded.project

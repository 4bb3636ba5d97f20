"""A call to action, where the rubric wants one."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message, Variant
from smmgen.pattern import pattern
from smmgen.text import links
from smmgen.text.phrases import words

_CALLS = words(
    "come book order tell write show see visit join try take bring send share comment reply subscribe "
    "follow sign register click tap buy get ask vote choose look read watch call download save put stop drop "
    "pick let find learn discover check reserve donate help grab leave meet say start guess stand taste"
)
_FIRST = pattern(
    r"(?:^|[.!?…:;\n•–—-]\s*|\b(?:and|or|then|so|please|just),?\s+|,\s+)(?=([A-Za-z]+))", re.MULTILINE
)
_RUSSIAN = pattern(
    r"(?<!\w)(?!ответите|хотите|можете|будете|знаете|любите|видите)\w{2,}(?:[иь]те|йте)(?:сь)?(?!\w)"
    r"|(?<!\w)(?:ждём|ждем|голосуем|выбираем|пиши|приходи|заходи|жми|смотри|читай|расскажи|покажи|закажи|бери)(?!\w)",
    re.IGNORECASE,
)


@rule("NET009", severity="warning", on=Variant)
def no_call(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Tell readers what to do, where the rubric wants it.

    Why: an offer without “order by Friday” is a picture of a bag. A rubric says so by `wants: action` in
    `smmgen.yaml`. A link, a poll, a question, or a verb that asks for something (“come”, “tell us”,
    «приходите») is one; without the key nothing is looked for.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        rubrics: {promo: {wants: action}}
        === content/posts/example.md
        ---
        rubric: promo
        status: review
        ---
        The new beans are here. They taste of plum.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        rubrics: {promo: {wants: action}}
        === content/posts/example.md
        ---
        rubric: promo
        status: review
        ---
        The new beans are here. Come and taste the plum.
    """
    post = context.posts[variant.post]
    rubric = context.project.brand.rubrics.get(post.rubric)
    if rubric is None or rubric.wants != "action" or post.repost or not context.is_finished(post.id):
        return
    if variant.messages and not any(map(_asks, variant.messages)):
        told = f"The rubric “{rubric.name}” wants a call to action; there is none for {variant.account}."
        hint = "Say what to do: a link, a question, or “come”, “order by Friday”."
        span = variant.messages[0].span
        yield no_call.at(span, told, hint, post=post.id, account=variant.account)


def _asks(message: Message) -> bool:
    text = message.written.visible
    if message.poll or message.link or "?" in text or links.find_urls(text):
        return True
    if any(entity.kind == "link" for entity in message.written.entities) or "<a href" in message.written.text:
        return True
    called = any(found[1].lower() in _CALLS for found in _FIRST.finditer(text))
    return called or _RUSSIAN.search(text) is not None

"""Topics that the law minds: alcohol, medicine, credit and the like, where the brand has turned them on."""

from collections.abc import Iterator

from msgspec.structs import replace

from smmgen.check.context import Context, suggest
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.topics import Sought, shipped, sought, stands
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project


@rule("LAW007", severity="warning", on=Prose)
def restricted(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write the warning that the law asks for beside alcohol, medicine, credit and the like.

    Why: some things may be advertised only with a warning, and some not at all. It is for the brand to say
    which it sells: nothing is looked for until `law: {topics: {alcohol: warning}}` in smmgen.yaml turns a
    topic on, as info, warning or error. Ours are alcohol, tobacco, medicine, supplements, credit, bankruptcy,
    energy-drinks, vpn and children, with words in English and Russian; `lists` adds others or replaces them:
    `lists: {tea: {words: {en: [matcha*]}, beside: ["not for children"], say: Add the warning.}}`.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin, language: en}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        law: {topics: {alcohol: warning}}
        === content/posts/example.md
        ---
        title: Friday night
        ---
        Wine and cold brew from six.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin, language: en}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        law: {topics: {alcohol: warning}}
        === content/posts/example.md
        ---
        title: Friday night
        ---
        Wine and cold brew from six. Drink responsibly. 18+

    Source: law 38-FZ, articles 5 to 7, 21, 24, 25, 28 and 28.1; the topic's own is told with it; read
    2026-11.
    """
    topics = sought(context.project.brand.law)
    if not topics:
        return
    for one in topics:
        found = _first(one, prose.text, prose.languages)
        if found is None or any(stands(words, prose.seen) for words in one.topic.beside):
            continue
        start, end = found
        lacks = " without a warning" if one.topic.beside else ""
        message = f"“{prose.seen[start:end]}” belongs to the topic “{one.name}”{lacks}."
        hint = " ".join(part for part in (one.topic.say, one.topic.source) if part)
        told = restricted.at(prose.place(start, end), message, hint, post=prose.post)
        yield replace(told, severity=one.severity)


def _first(one: Sought, text: str, languages: frozenset[str]) -> tuple[int, int] | None:
    """Return where the topic's first word stands, in the languages that the post speaks."""
    found = [
        match.span() for tag, words in one.words.items() if tag in languages and (match := words.search(text))
    ]
    return min(found, default=None)


@rule("LAW008", severity="error", on=Project)
def unknown_topic(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Turn on topics that there are.

    Why: a misspelt name turns on nothing, and nobody notices.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        law: {topics: {alcohole: warning}}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        law: {topics: {alcohol: warning}}
    """
    law = project.brand.law
    known = (*(shipped() if law.topics else ()), *law.lists)
    for name in law.topics:
        if name not in known:
            span = project.brand.spans.at("law", "topics", name)
            yield unknown_topic.at(span, f"There is no topic “{name}”.", suggest(name, known))

"""What was to be replaced before anybody reads it."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.wordlist import heads_of
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern
from smmgen.text.phrases import words

_HEADS = words("lore todo fixm tktk inse вста")
_SIGNS = ("[", "{", "|", "XX", "ХХ")
_FIELD = pattern(r"\{\{\s*[^\W\d][\w .-]{1,30}\}\}")
_LEFT = pattern(
    r"""
      (?i:lorem\ ipsum) | \b(?:TODO|FIXME|TKTK)\b
    | [€$£₽]\s?[XХ]{2,} | \b[XХ]{2,}\s?(?:[€%₽]|EUR|руб)
    | \b[XХ]{2}[:.][XХ]{2}\b
    | \[ (?:your\ |insert\ |вставить\ |вставьте\ |ваш[аеу]?\ )? (?i:(?:first\ |last\ )?name|date|time
        |price|link|city|place|company|product|number|discount|имя|дата|дату|время|цена|цену|ссылка|ссылку|город|адрес
        |название|число|скидка|скидку|фото) (?:\ here|\ сюда)? \]
    | \{\s*[^\W\d][\w .-]{1,30}\} | \|[A-Z_]{3,}\| | %(?:FIRST_?|LAST_?)?NAME%
    | (?i:\binsert\ (?:link|date|name|text|price|photo|picture)\ here\b)
    | (?im:^(?:вставить|вставьте)\ (?:ссылку|дату|имя|текст|цену|фото|картинку)(?:\ сюда)?[.!:]?$)
    """,
    re.VERBOSE,
)


@rule("TXT007", severity="error", on=Prose)
def left_over(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Replace every placeholder before a post is reviewed.

    Why: “Hello {name}”, “TODO”, “[date]”, “€XX”, «вставить ссылку» and “lorem ipsum” would be published as
    they stand: no network fills in fields. Ideas and drafts may still have them, and so may code.

    Wrong:
        ---
        status: review
        accounts: [tg]
        ---
        Hello {name}, see you on [date]!

    Right:
        ---
        status: review
        accounts: [tg]
        ---
        Hello, see you on 5 December! Size XXL, the XX century; write `{name}`.
    """
    found = [*_fields(prose)] if "{{" in prose.seen else []
    if any(map(prose.text.__contains__, _SIGNS)) or _HEADS & heads_of(prose):
        found += [match.span() for match in _LEFT.finditer(prose.text)]
    if not found or not context.is_finished(prose.post):
        return
    for start, end in found:
        message = f"“{prose.seen[start:end]}” was not replaced."
        yield left_over.at(prose.place(start, end), message, "Write what belongs here, or delete it.")


def _fields(prose: Prose) -> Iterator[tuple[int, int]]:
    """Yield where fields in two braces stand, which are no prose, outside code."""
    for found in _FIELD.finditer(prose.seen):
        place = prose.place(*found.span())
        if not prose.source.line(place.line)[: place.column - 1].rstrip().endswith("`"):
            yield found.span()

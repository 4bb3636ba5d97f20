"""What had better not be said of others, or of oneself without a proof."""

import re
from collections.abc import Iterator
from functools import cache

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.wordlist import heads_of, listed_in, plain_of
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern
from smmgen.text.phrases import Phrase, Phrases, phrases_of


@rule("VOI007", severity="warning", on=Prose)
def competitor(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Do not name competitors.

    Why: it is advertising for them, and in a comparison it needs proof. Whom the brand competes with stands
    in `plans/strategy.md`. Where you mean it, `rules: {ignore: [VOI007]}` leaves this out.

    Wrong:
        === plans/strategy.md
        ---
        competitors: [Zwei Bohnen]
        ---
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        Fresher than those of Zwei Bohnen.

    Right:
        === plans/strategy.md
        ---
        competitors: [Zwei Bohnen]
        ---
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        Roasted on Tuesday.

    Source: Directive 2006/114/EC, article 4; Federal Law 38-FZ of 13 March 2006, article 5, part 2.
    """
    strategy = context.project.strategy
    names = tuple(one.name for one in strategy.competitors) if strategy else ()
    for hit in _phrases(names).find(plain_of(prose), heads_of(prose)) if names else ():
        message = f"“{hit.phrase.words}” is a competitor."
        yield competitor.at(prose.place(hit.start, hit.end), message, "Speak of yourselves.")


@cache
def _phrases(names: tuple[str, ...]) -> Phrases:
    return phrases_of(map(Phrase, names))


_DENIED = pattern(
    r"(?:\b(?:no|not|cannot|can['’]t|don['’]t|doesn['’]t|without|never|не|без|ни|никто)\s+(?:\w+\s+)?)$",
    re.IGNORECASE,
)
_MARK = pattern(r"[*†‡¹²³]|\[\d\]")
_SENTENCE_END = pattern(r"[.!?…](?=\s)|\n")


@rule("VOI008", severity="warning", on=Prose, shows="phrases")
def promise(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    r"""Say in a footnote on what a superlative or a guarantee rests.

    Why: “the best in Berlin”, «№ 1», “guaranteed” are claims that an authority or a competitor may ask you
    to prove; in Russia advertising that compares must name by what and by whose data. The footnote is a mark
    behind the claim (`*`, `†`, `¹`, `[1]`; in Markdown write `\*`) and a paragraph that begins with it. What
    is denied (“we cannot guarantee”) is no promise, and a quotation is somebody else's. Phrases are taken
    out with `voice: {allow: [guaranteed]}`.

    Wrong:
        ---
        accounts: [tg]
        ---
        The best coffee in town, guaranteed.

    Right:
        ---
        accounts: [tg]
        ---
        Fresh for six weeks, guaranteed\*. We cannot guarantee snow.

        \* Or we take the bag back until the date on it.

    Source: Federal Law 38-FZ of 13 March 2006, article 5, parts 2 and 3; Plenum of the Supreme Arbitration
    Court of Russia, resolution 58 of 8 October 2012, paragraph 29; Directive 2006/114/EC, articles 3 and 4.
    """
    for passage, hit in listed_in(prose, "promise", context.project.brand.voice.allow):
        before = prose.text[passage.start : hit.start]
        if passage.kind == "quote" or _DENIED.search(before) or _is_quoted(before):
            continue
        if _has_footnote(prose, hit.end):
            continue
        said = prose.text[hit.start : hit.end]
        hint = f"Add a footnote ({hit.phrase.instead}), or leave it out."
        yield promise.at(prose.place(hit.start, hit.end), f"“{said}” is a promise without a proof.", hint)


def _is_quoted(before: str) -> bool:
    return before.count("«") > before.count("»") or before.count("“") > before.count("”")


def _has_footnote(prose: Prose, at: int) -> bool:
    """Tell whether a footnote's mark stands in the rest of the sentence, and a passage begins with it."""
    end = _SENTENCE_END.search(prose.text, at)
    rest = prose.text[at : end.start() + 2 if end else len(prose.text)]
    found = _MARK.search(rest)
    texts = (prose.text[one.start : one.end] for one in prose.passages)
    return found is not None and any(text.startswith(found[0]) for text in texts)

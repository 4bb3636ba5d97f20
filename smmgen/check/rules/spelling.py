"""Words that no dictionary has, and English that is half American, half British."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import GAP, Passage, Prose
from smmgen.check.registry import rule
from smmgen.check.retype import of_edits
from smmgen.model.diagnostic import Diagnostic
from smmgen.spelling.dictionary import dictionary
from smmgen.spelling.mistakes import american_or_british, meant
from smmgen.spelling.speller import Unknown
from smmgen.spelling.word_list import plain

_MOST = 6
"""So many words of one language in a post get suggestions: they take up to 25 ms each."""

_COUNTRIES = {"en-us": ("en-GB", "American", "British"), "en-gb": ("en-US", "British", "American")}


@rule("SPL001", severity="warning", on=Prose)
def unknown_word(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Spell words as the dictionary does, or add them to the brand's own.

    Why: a misspelt word is what readers remember of a post. The language of the paragraph decides; a word in
    the other script is looked up in the other language. Names, acronyms, words with digits, hashtags,
    addresses and code are left alone, and so are the names of the brand, its people and competitors. Words
    that are right but in no dictionary stand in `content/words.txt`, one a line; `smmgen words add` puts them
    there. `--fix` mends mistakes that many make and that can mean only one thing.

    Wrong:
        ---
        accounts: [tg]
        ---
        We recieve fresh beans today.

    Right:
        ---
        accounts: [tg]
        ---
        We receive fresh beans today.

    Source: the dictionaries of SCOWL (Kevin Atkinson, 2020.12.07) for English and of Alexander Lebedev for
    Russian, asked through Hunspell 1.7.2; see docs/proofreading.md.
    """
    told = [one for one in context.spelling.unknown(prose) if not _is_of_other_country(*one)]
    tags = _own_tags(prose, context) if told else frozenset()
    for number, (passage, found) in enumerate(told):
        if found.is_forbidden:
            message, new = f"The brand's list of words forbids “{found.word}”.", ""
            hint = "Write another word."
        elif plain(found.word).lower() in tags:
            continue
        else:
            message = f"The word “{found.word}” is in no dictionary."
            new, hint = _advice(context, passage, found.word, is_asking=number < _MOST)
        stretch = (found.start, found.end)
        edits = prose.edit(*stretch, new) if new else ()
        yield of_edits(unknown_word, prose, stretch, message, hint, edits)


@rule("SPL002", severity="warning", on=Prose)
def other_country(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Spell English as the language says: American in en-US, British in en-GB.

    Why: “colour” in one post and “color” in the next look like two brands. `language: en-GB` in
    `smmgen.yaml`, in an account or a post chooses; plain `en` takes both. `--fix` writes the other spelling
    where there is just one.

    Wrong:
        ---
        accounts: [tg]
        language: en-GB
        ---
        The color of coffee.

    Right:
        ---
        accounts: [tg]
        language: en-GB
        ---
        The colour of coffee.

    Source: the American and the British dictionary of SCOWL, 2020.12.07.
    """
    if not any(passage.tag.lower() in _COUNTRIES for passage in prose.passages):
        return
    for passage, found in context.spelling.unknown(prose):
        if _is_of_other_country(passage, found):
            _, own, other = _COUNTRIES[passage.tag.lower()]
            new = american_or_british(found.word, context.spelling.speller(passage.tag).knows)
            message = f"“{found.word}” is {other} spelling; this text is {own}."
            hint = f"Did you mean “{new}”?" if new else "Look up how it is spelt there."
            stretch = (found.start, found.end)
            edits = prose.edit(*stretch, new) if new else ()
            yield of_edits(other_country, prose, stretch, message, hint, edits)


@rule("SPL003", severity="warning", on=Prose)
def both_countries(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Spell a post either as Americans do or as the British do.

    Why: a reader who sees “colour” and “organize the flavors” side by side sees carelessness. It is looked at
    where the language is plain `en`; `en-US` or `en-GB` in `smmgen.yaml` settles it for all posts.

    Wrong:
        ---
        accounts: [tg]
        ---
        The color of our favourite beans.

    Right:
        ---
        accounts: [tg]
        ---
        The colour of our favourite beans.

    Source: the American and the British dictionary of SCOWL, 2020.12.07.
    """
    texts = [prose.text[one.start : one.end] for one in prose.passages if one.tag.lower() == "en"]
    found = context.spelling.of_both_countries(GAP.join(texts)) if texts else None
    if found:
        message = f"“{found[0]}” is American spelling, “{found[1]}” British."
        places = [_place_of(prose, word) for word in found]
        yield of_edits(both_countries, prose, max(places), message, "Choose one of the two.", ())


def _place_of(prose: Prose, word: str) -> tuple[int, int]:
    found = re.search(rf"(?<!\w){word}(?!\w)", prose.text)
    return found.span() if found else (0, 0)


def _is_of_other_country(passage: Passage, found: Unknown) -> bool:
    """Tell whether a word of American English stands in a British text, or the other way round."""
    if found.is_forbidden or passage.tag.lower() not in _COUNTRIES:
        return False
    other = dictionary(_COUNTRIES[passage.tag.lower()][0])
    return other is not None and found.word.isascii() and other.knows(plain(found.word))


def _own_tags(prose: Prose, context: Context) -> frozenset[str]:
    """Return the words of the post's own tags: whoever writes them there knows how."""
    post = context.posts.get(prose.post)
    return frozenset(word.lower() for tag in (post.tags if post else ()) or () for word in tag.split())


def _advice(context: Context, passage: Passage, word: str, *, is_asking: bool) -> tuple[str, str]:
    """Return what to write instead where that is sure, and a hint."""
    speller = context.spelling.speller(passage.tag)
    if new := meant(plain(word), speller.knows):
        return new, f"Did you mean “{new}”?"
    add = f"If it is right: smmgen words add {plain(word)}"
    known = speller.dictionaries(word)
    suggested = known[0].suggest(plain(word)) if known and is_asking else ()
    if not suggested:
        return "", f"{add}."
    *others, last = (f"“{one}”" for one in suggested)
    words = f"{', '.join(others)} or {last}" if others else last
    return "", f"Did you mean {words}? {add}."

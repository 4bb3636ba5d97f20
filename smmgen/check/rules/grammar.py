"""Words and signs that are wrong for sure: said twice, run together, left open, the wrong article."""

import re
from collections.abc import Iterator
from operator import eq

from smmgen.check.context import Context
from smmgen.check.prose import HIDDEN, Passage, Prose
from smmgen.check.registry import rule
from smmgen.check.wordlist import words_of
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern
from smmgen.text.article import article as sounds_like
from smmgen.text.phrases import words

_TWICE = pattern(r"(?<![\w-])([^\W\d_]+)((?:[^\S\n]+|\n(?!\n))\1)(?![\w-]|[’']\w)", re.IGNORECASE)
_MAY_REPEAT = words("had that ha no so bye hey yada help knock well yum chop very really много очень")
_SMALL = words(
    "the a an and or of to in on at for with by is are was were we you it i и в во на с со к ко по о об "
    "от до за из у не но а мы вы он она они это как что для при"
)
"""Words that are a slip even where both begin with a capital letter; other such pairs are names."""


@rule("GRM001", severity="warning", on=Prose)
def twice(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write a word once.

    Why: “the the” is what remains of an edit, and readers see it at once. Pairs that are right are left
    alone: “had had”, “that that”, “no no”, names such as “Duran Duran”. `--fix` deletes the second one where
    it is a small word, such as “the” or «в»; others may be meant for emphasis. English and Russian only:
    other languages have more right pairs than wrong ones.

    Wrong:
        ---
        accounts: [tg]
        ---
        We open at nine on the the first of May.

    Right:
        ---
        accounts: [tg]
        ---
        If we had had more beans, we would have sold them.
    """
    said = words_of(prose)
    if not any(map(eq, said, said[1:])):
        return
    for found in _TWICE.finditer(prose.text):
        is_third = prose.text[found.end() :].lstrip()[: len(found[1])].lower() == found[1].lower()
        if not is_third and _is_slip(found[1], found[2].strip(), prose.passage(found.start())):
            message = f"“{found[1]}” stands here twice."
            is_sure = found[1].lower() in _SMALL
            fix = prose.edit(*found.span(2), "") if is_sure else ()
            is_russian = prose.passage(found.start()).language == "ru" and not is_sure
            hint = f"Delete one of the two{', or join them by a hyphen' if is_russian else ''}."
            yield twice.at(prose.place(*found.span()), message, hint, fix=fix)


def _is_slip(word: str, again: str, passage: Passage) -> bool:
    if passage.language not in ("en", "ru") or word.lower() in _MAY_REPEAT:
        return False
    return word.lower() in _SMALL or not (word[0].isupper() and again[0].isupper())


_GLUED = pattern(r"[,;:!?.](?<=[^\W\d_][^\W\d_].)(?=[^\W\d_][^\W\d_])")
_LAST = pattern(r"[^\W\d_]+$")
_CHUNK = pattern(r"\S+")
_NO_WORD = frozenset(f"/\\@=_<>&{HIDDEN}")
_DOMAIN = pattern(r"\.(?:com|org|net|io|ru|de|uk|eu|app|dev|me|info|biz|рф|js|net)\b", re.IGNORECASE)


@rule("GRM002", severity="warning", on=Prose)
def glued(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Leave a space behind a comma, a full stop and their like.

    Why: the two words run together, and search and screen readers take them for one. Times, numbers,
    addresses, initials and emoticons have none and are left alone. `--fix` writes the space.

    Wrong:
        ---
        accounts: [tg]
        ---
        New beans,new cups.And cake.

    Right:
        ---
        accounts: [tg]
        ---
        New beans, new cups. And cake: 9:30 at northwind.example, P.S. bring cups :D
    """
    for found in _GLUED.finditer(prose.text):
        at, sign = found.start(), found[0]
        if _is_glued(prose.text, at) and prose.passage(at).language in ("en", "ru"):
            before, after = prose.text[at - 2 : at], prose.text[at + 1 : at + 3]
            message = f"There is no space between “{before}{sign}” and “{after}”."
            fix = () if sign == ":" else prose.edit(at, at + 1, f"{sign} ")
            yield glued.at(prose.place(at, at + 1), message, "Write a space behind the sign.", fix=fix)


def _is_glued(text: str, at: int) -> bool:
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    chunk = _CHUNK.match(text, start)
    if chunk is None or _NO_WORD & set(chunk[0]) or _DOMAIN.search(chunk[0]):
        return False
    if text[at] == ".":  # a word with a capital letter may be half of a name: “Booking.Com”
        word = _LAST.search(text, start, at)
        return word is not None and word[0].islower() and text[at + 1].isupper()
    return not text[at - 2 : at].isupper()


_PAIRS = {"(": ")", "«": "»", "“": "”", "[": "]", "{": "}"}
_CLOSING = frozenset("»]}")
_SMILE = pattern(r"(?<!\w)[:;=]['’]?-?[()\[\]{}]+|\({2,}|\((?=\s|$)")


@rule("GRM003", severity="warning", on=Prose, shows="brackets")
def unpaired(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Close every bracket and quotation mark that you open.

    Why: what is open to the end makes readers look for where it ends. Emoticons, numbers of a list such as
    “1)”, and a quotation that goes on in the next paragraph are left alone.

    Wrong:
        ---
        accounts: [tg]
        ---
        Our beans (washed and natural are in.

    Right:
        ---
        accounts: [tg]
        ---
        Our beans (washed and natural) are in :)
    """
    text = prose.text
    if all(text.count(one) == text.count(other) for one, other in _PAIRS.items()):
        return
    paired = {at for _, quotes in prose.quotes for pair in quotes.pairs for at in pair[:2]}
    for number, passage in enumerate(prose.passages):
        alone = _unpaired(text[passage.start : passage.end], passage.language)
        for at in [one for one in alone if passage.start + one not in paired][:1]:
            sign = text[passage.start + at]
            if sign in "«“" and _goes_on(prose, number, sign):
                continue
            partner = _PAIRS.get(sign) or next(key for key, value in _PAIRS.items() if value == sign)
            place = prose.place(passage.start + at, passage.start + at + 1)
            message = f"There is no “{partner}” to this “{sign}”."
            yield unpaired.at(place, message, f"Write {partner}, or delete {sign}.")


def _unpaired(text: str, language: str) -> list[int]:
    """Return where signs without a partner stand in a passage."""
    pairs = _PAIRS if language in ("en", "ru") else {"(": ")", "[": "]"}
    text = _SMILE.sub(lambda found: " " * len(found[0]), text)
    open_at: list[int] = []
    alone: list[int] = []
    for at, sign in enumerate(text):
        if sign in pairs:
            if not (sign == "“" and "„" in text[:at]):  # in „German quotes“ it closes
                open_at.append(at)
        elif sign in pairs.values():
            wanted = [place for place in open_at if pairs[text[place]] == sign]
            if wanted:
                open_at.remove(wanted[-1])
            elif sign in _CLOSING:
                alone.append(at)
    return sorted([*alone, *open_at])


def _goes_on(prose: Prose, number: int, sign: str) -> bool:
    """Tell whether the next passage goes on with a quotation: it opens it again, or closes it."""
    following = prose.passages[number + 1 : number + 6]
    texts = [prose.text[one.start : one.end] for one in following]
    return any(text.startswith(sign) or text.count(_PAIRS[sign]) > text.count(sign) for text in texts)


_ARTICLE = pattern(r"([aA]n?)[ \n\u00a0]([A-Za-z][a-z][\w-]*)")


@rule("GRM004", severity="warning", on=Prose, shows="English")
def article(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write “an” before a vowel that is heard, “a” before all else.

    Why: readers hear what they read, and stumble. Only sure cases are found: abbreviations, and words with
    a silent “h” or a “you” at their beginning that a rule cannot tell, are left alone. `--fix` mends it.

    Wrong:
        ---
        accounts: [tg]
        ---
        An warm cup and a orange.

    Right:
        ---
        accounts: [tg]
        ---
        A warm cup, an orange, a European union, an hour, a unique box, vitamin A is fine.
    """
    if "en" not in prose.languages:
        return
    for found in _ARTICLE.finditer(prose.text):
        right = sounds_like(found[2])
        if right in ("", found[1].lower()) or not _is_article(prose, found.start(), found[1]):
            continue
        right = right.capitalize() if found[1].istitle() else right
        message = f"Before “{found[2]}” stands “{right.lower()}”, not “{found[1].lower()}”."
        fix = prose.edit(*found.span(1), right)
        yield article.at(prose.place(*found.span(1)), message, f"Write “{right} {found[2]}”.", fix=fix)


def _is_article(prose: Prose, at: int, written: str) -> bool:
    """Tell whether this is an article: in an English passage, and a capital one at a sentence's beginning."""
    passage = prose.passage(at)
    if passage.language != "en" or (
        at > passage.start and (prose.text[at - 1].isalnum() or prose.text[at - 1] == "-")
    ):
        return False
    before = prose.text[passage.start : at].rstrip(' “"(')
    return written[0] == "a" or not before or before[-1] in ".!?…:\n"

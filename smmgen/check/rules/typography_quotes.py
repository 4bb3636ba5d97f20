"""Quotation marks and apostrophes."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Passage, Prose
from smmgen.check.registry import rule
from smmgen.check.retype import of_edits, retyped
from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.text.quotes import STYLES, Marks, Pair, marks_of

_OURS = frozenset({"be", "en", "ru", "uk"})
"""Where marks of another language's kind are surely wrong; elsewhere several kinds are in use."""


@rule("TYP001", severity="warning", on=Prose, shows="quotes")
def straight_quotes(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Put quotations into the marks of their language: “so” in English, «так» in Russian.

    Why: straight marks are a typewriter's. Readers take them for carelessness, and two quotations in each
    other cannot be told apart: English writes “a ‘b’ c”, Russian «а „б“ в». `--fix` changes both marks of a
    quotation at once.

    Wrong:
        ---
        accounts: [tg]
        ---
        Anna calls it "the quiet one".

    Right:
        ---
        accounts: [tg]
        ---
        Anna calls it “the quiet one”.

    Source: Chicago Manual of Style, 17th edition, 6.115 and 13.30; Мильчин, Чельцова, Справочник издателя и
    автора, 4.17.
    """
    for passage, quotes in prose.quotes:
        for pair in quotes.pairs:
            written = marks_of(prose.text, pair)
            if passage.language in STYLES and set(written) & set("\"'"):
                new = _wanted(passage, pair, written)
                are = (
                    "These quotation marks are" if _are_alike(written) else "One of these quotation marks is"
                )
                message = f"{are} straight: {_shown(prose, pair)}."
                fix, hint = _rewritten(prose, pair, new), f"Write {new[0]}…{new[1]}."
                yield of_edits(straight_quotes, prose, (pair.start, pair.end + 1), message, hint, fix)


@rule("TYP002", severity="info", on=Prose, shows="quotes")
def straight_apostrophes(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write the apostrophe as ’.

    Why: it belongs to “ and ”; beside them a straight one looks like a slip. A post's apostrophes are told of
    once, and `--fix` changes them all. A brand that wants them straight ignores this code.

    Wrong:
        ---
        accounts: [tg]
        ---
        It's open.

    Right:
        ---
        accounts: [tg]
        ---
        It’s open.

    Source: Chicago Manual of Style, 17th edition, 6.117; Unicode Standard, chapter 6.2, apostrophes.
    """
    found = [at for _, quotes in prose.quotes for at in quotes.apostrophes]
    if not found:
        return
    edits = tuple(edit for at in found for edit in prose.edit(*_at(at), "’"))
    message = "This apostrophe is straight."
    if len(found) > 1:
        message = f"{len(found)} apostrophes are straight, here the first."
    yield of_edits(straight_apostrophes, prose, _at(found[0]), message, "Write ’.", edits)


@rule("TYP003", severity="warning", on=Prose, shows="quotes")
def lone_quotes(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Give a straight quotation mark its other half.

    Why: the reader does not know where somebody else stops speaking, and nobody can tell whether it opens or
    closes. GRM003 looks at “ and ”, which say so.

    Wrong:
        ---
        accounts: [tg]
        ---
        Anna calls it "the quiet one.

    Right:
        ---
        accounts: [tg]
        ---
        Anna calls it “the quiet one”.

    Source: Chicago Manual of Style, 17th edition, 13.30.
    """
    for passage, quotes in prose.quotes:
        for at in quotes.loose if passage.language in STYLES else ():
            if prose.text[at] == '"':
                message = "This quotation mark has no other half."
                yield of_edits(lone_quotes, prose, _at(at), message, "Write it, or delete this one.", ())


@rule("TYP004", severity="warning", on=Prose, shows="quotes")
def foreign_quotes(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Use the quotation marks of the language, and the inner ones inside others.

    Why: «so» looks foreign in English, and “так” in Russian; mixed marks look as if a text were pasted
    together. A British ‘quotation’ is left as it is. `--fix` changes both marks at once.

    Wrong:
        ---
        accounts: [tg]
        language: ru
        ---
        Аня зовёт его “тихим”.

    Right:
        ---
        accounts: [tg]
        language: ru
        ---
        Аня зовёт его «тихим».

    Source: Мильчин, Чельцова, Справочник издателя и автора, 4.17; Chicago Manual of Style, 17th edition,
    11.19.
    """
    for passage, quotes in prose.quotes:
        for pair in quotes.pairs if passage.language in _OURS else ():
            written = marks_of(prose.text, pair)
            wanted = _wanted(passage, pair, written)
            if set(written) & set("\"'") or written == wanted:
                continue
            message = f"Here {written[0]}…{written[1]} stands where {wanted[0]}…{wanted[1]} should."
            hint, stretch = f"Write {wanted[0]}…{wanted[1]}.", (pair.start, pair.end + 1)
            fix = _rewritten(prose, pair, wanted)
            yield of_edits(foreign_quotes, prose, stretch, message, hint, fix)


@rule("TYP005", severity="info", on=Prose, shows="quotes")
def primes(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Measure in feet and inches, minutes and seconds with ′ and ″.

    Why: behind a number a straight mark is no quotation, and programs that make quotation marks of it
    spoil the measure.

    Wrong:
        ---
        accounts: [tg]
        ---
        A 7" record turns at the counter.

    Right:
        ---
        accounts: [tg]
        ---
        A 7″ record turns at the counter.

    Source: Chicago Manual of Style, 17th edition, 10.66; Unicode Standard, chapter 6.2, primes.
    """
    for _, quotes in prose.quotes:
        for at in quotes.primes:
            mark = prose.text[at]
            new = "″" if mark == '"' else "′"
            yield retyped(primes, prose, *_at(at), new, f"Here {mark} stands for {new} behind a number.")


def _at(offset: int) -> tuple[int, int]:
    return offset, offset + 1


def _are_alike(written: Marks) -> bool:
    return written[0] == written[1]


def _rewritten(prose: Prose, pair: Pair, new: Marks) -> tuple[Edit, ...]:
    """Return the edits that write a pair's marks otherwise: both that differ, or none."""
    changed = [(at, mark) for at, mark in zip(pair[:2], new, strict=True) if prose.text[at] != mark]
    edits = tuple(edit for at, mark in changed for edit in prose.edit(*_at(at), mark))
    return edits if len(edits) == len(changed) else ()


def _wanted(passage: Passage, pair: Pair, written: Marks) -> Marks:
    """Return the marks that a pair should have; English may begin with single ones, as the British do."""
    style = STYLES[passage.language]
    if passage.language == "en" and written[0] in "'‘":
        return style[1]
    return style[pair.depth % 2]


def _shown(prose: Prose, pair: Pair) -> str:
    text = prose.text[pair.start : pair.end + 1].replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:18]} … {text[-18:]}"

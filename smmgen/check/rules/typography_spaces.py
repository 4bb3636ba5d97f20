"""Spaces that are too many, or stand where none belongs."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.check.retype import of_edits
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern

_DOUBLE = pattern(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_SIGNS = (" ,", " ;", " :", " !", " ?", " .")
_BEFORE_SIGN = pattern(
    '(?<=[^\\W_]) +(?=[,;:!?](?:\\s|$|[»”"])|\\.(?:\\s|$))|(?<=[\\])»”"’…%\ufffc]) +(?=[,;:!?.](?:\\s|$))'
)
_STRAYED = pattern(r"(?<=[\w»”)]) +,(?=[^\W\d_])")
"""A space that should stand behind its comma: “beans ,cups”."""

_AJAR = ("( ", " )", "« ", " »", "(\u00a0", "\u00a0)", "«\u00a0", "\u00a0»")
_INSIDE = pattern(r"(?<=[(«„])[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+(?=[)»])")
_SMILING = pattern(r"[:;=]-?[ \u00a0]*$")


@rule("TYP010", severity="warning", on=Prose)
def double_spaces(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Part words by one space, sentences too.

    Why: networks show what was typed, and holes in a line look careless.

    Wrong:
        ---
        accounts: [tg]
        ---
        Fresh beans.  Come and smell.

    Right:
        ---
        accounts: [tg]
        ---
        Fresh beans. Come and smell.

    Source: Chicago Manual of Style, 17th edition, 6.7; Мильчин, Чельцова, Справочник издателя и автора, 2.4.
    """
    if "  " not in prose.text and "\u00a0" not in prose.text:
        return
    for found in _DOUBLE.finditer(prose.text):
        is_bound = "\u00a0" in found.group() and prose.text[found.start() - 1].isdigit()
        new = "\u00a0" if is_bound else " "
        if fix := prose.edit(*found.span(), new):  # none where a link without words lies between them
            message = f"There are {len(found.group())} spaces here."
            yield of_edits(double_spaces, prose, found.span(), message, "Leave one.", fix)


@rule("TYP011", severity="warning", on=Prose)
def space_before_sign(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Put no space before a comma, a full stop, or another sign that ends a part of a sentence.

    Why: the sign belongs to its word, and may otherwise start a line. French, which wants a narrow space
    before some signs, is left alone, and so are :) and its like.

    Wrong:
        ---
        accounts: [tg]
        ---
        Fresh beans , at last !

    Right:
        ---
        accounts: [tg]
        ---
        Fresh beans, at last!

    Source: Мильчин, Чельцова, Справочник издателя и автора, 2.4; Chicago Manual of Style, 17th edition, 6.7.
    """
    if not any(map(prose.text.__contains__, _SIGNS)):
        return
    for found in _BEFORE_SIGN.finditer(prose.text):
        if prose.passage(found.start()).language != "fr":
            message = f"There is a space before “{prose.text[found.end()]}”."
            fix = prose.edit(*found.span(), "")
            yield of_edits(space_before_sign, prose, found.span(), message, "Delete it.", fix)
    for found in _STRAYED.finditer(prose.text):
        message, hint = "The space stands before the comma.", "Write it behind the comma."
        yield of_edits(space_before_sign, prose, found.span(), message, hint, prose.edit(*found.span(), ", "))


@rule("TYP012", severity="warning", on=Prose, shows="brackets")
def space_inside(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Put no space inside brackets and quotation marks: (so), «так».

    Why: marks embrace what is in them; with spaces they hang in the air. French «guillemets» have theirs.

    Wrong:
        ---
        accounts: [tg]
        ---
        Fresh beans ( at last).

    Right:
        ---
        accounts: [tg]
        ---
        Fresh beans (at last).

    Source: Chicago Manual of Style, 17th edition, 6.7; Мильчин, Чельцова, Справочник издателя и автора, 2.4.
    """
    text = prose.text
    if not any(map(text.__contains__, _AJAR)):
        return
    for found in _INSIDE.finditer(text):
        is_smile = _SMILING.search(text, max(0, found.start() - 3), found.end()) is not None
        if not is_smile and prose.passage(found.start()).language != "fr":
            message = "There is a space inside the brackets or quotation marks."
            fix = prose.edit(*found.span(), "")
            yield of_edits(space_inside, prose, found.span(), message, "Delete it.", fix)

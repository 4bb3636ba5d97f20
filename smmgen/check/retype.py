"""Say of a stretch of prose that it had better be typed otherwise, and mend it."""

import re
from collections.abc import Callable, Iterator

from smmgen.check.prose import Prose
from smmgen.check.registry import Rule
from smmgen.model.diagnostic import Diagnostic, Edit


def retyped(rule: Rule, prose: Prose, start: int, end: int, new: str, message: str) -> Diagnostic:
    """Return a finding about a stretch of a post's words, and the fix that types it as `new`."""
    return of_edits(rule, prose, (start, end), message, f"Write “{new}”.", prose.edit(start, end, new))


def of_edits(
    rule: Rule,
    prose: Prose,
    stretch: tuple[int, int],
    message: str,
    hint: str,
    edits: tuple[Edit, ...],
) -> Diagnostic:
    """Return a finding about a stretch of a post's words."""
    passage = prose.passage(stretch[0])
    return rule.at(prose.place(*stretch), message, hint, post=prose.post, account=passage.account, fix=edits)


def each(
    rule: Rule,
    prose: Prose,
    pattern: re.Pattern[str],
    tell: Callable[[re.Match[str]], tuple[str, str] | None],
) -> Iterator[Diagnostic]:
    """Yield a finding for each match that `tell` has a message and a better writing for."""
    for found in pattern.finditer(prose.text):
        if told := tell(found):
            message, new = told
            yield retyped(rule, prose, *found.span(), new, message)

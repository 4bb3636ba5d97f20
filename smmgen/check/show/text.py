"""For people: each finding with its line and a caret, then a sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from smmgen.check.about import About
from smmgen.check.excerpt import excerpt
from smmgen.check.group import Grouped, grouped
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source

FOLDED = 3
"""So many infos of one code are shown whole; the others are counted."""

SECRETS = frozenset({"BRD004", "LNK009", "SEC001", "SEC002", "SEC003"})
"""What these find is never printed: a log outlives the secret's file."""

_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def show(findings: Iterable[Diagnostic], sources: Mapping[str, Source], about: About | None = None) -> str:
    """Return the findings as `path:line:column: severity CODE message`, each with its line, caret and hint.

    Of one kind of info only the first three are shown: infos are for reading once, not for scrolling by.
    """
    about = about or About()
    groups = grouped(findings)
    shown, folded = _fold(groups)
    blocks = ["\n".join(_lines(group, sources, is_coloured=about.is_coloured)) for group in shown]
    blocks += [f"… and {count} more of {code}" for code, count in sorted(folded.items())]
    return "\n\n".join([*blocks, _summary(groups, about)]) + "\n"


def _fold(groups: Iterable[Grouped]) -> tuple[list[Grouped], Counter[str]]:
    seen: Counter[str] = Counter()
    folded: Counter[str] = Counter()
    shown = []
    for group in groups:
        code, is_info = group.finding.code, group.finding.severity == "info"
        seen[code] += 1
        if is_info and seen[code] > FOLDED:
            folded[code] += 1
        else:
            shown.append(group)
    return shown, folded


def _lines(group: Grouped, sources: Mapping[str, Source], *, is_coloured: bool) -> Iterator[str]:
    finding, accounts = group
    span, colour = finding.span, _COLOURS[finding.severity]
    head = _paint(f"{finding.severity} {finding.code}", f"1;{colour}", is_coloured=is_coloured)
    is_named = len(accounts) == 1 and accounts[0] in finding.message
    whom = f" [{', '.join(accounts)}]" if accounts and not is_named else ""
    yield f"{span.path}:{span.line}:{span.column}: {head} {finding.message}{whom}"
    source = sources.get(span.path)
    part = excerpt(source, span, is_secret=finding.code in SECRETS) if source else None
    if part:
        gutter = " " * len(str(span.line))
        yield f"  {span.line} | {part.line}"
        yield f"  {gutter} | {_paint(part.carets, colour, is_coloured=is_coloured)}"
    if finding.hint:
        yield f"  {_paint('hint:', '1', is_coloured=is_coloured)} {finding.hint}"


def _paint(text: str, colour: str, *, is_coloured: bool) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if is_coloured else text


def _summary(groups: Iterable[Grouped], about: About) -> str:
    counts = Counter[str](group.finding.severity for group in groups)
    told = [_count(counts[name], name) for name in _COLOURS if counts[name]]
    looked = " and ".join(
        _count(number, noun) for number, noun in ((about.posts, "post"), (about.plans, "plan")) if number
    )
    result = ", ".join(told) or "nothing to mend"
    known = f" In the baseline: {about.baseline} more." if about.baseline else ""
    return (f"{looked}: {result}." if looked else f"{result[0].upper()}{result[1:]}.") + known


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

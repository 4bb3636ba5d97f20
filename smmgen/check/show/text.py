"""For people: each finding with its line and a caret, then a sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping

from smmgen.check.about import About
from smmgen.check.excerpt import excerpt
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source

FOLDED = 3
"""So many infos of one code are shown whole; the others are counted."""

SECRETS = frozenset({"BRD004", "SEC001", "SEC002"})
"""What these find is never printed: a log outlives the secret's file."""

_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def show(findings: Iterable[Diagnostic], sources: Mapping[str, Source], about: About | None = None) -> str:
    """Return the findings as `path:line:column: severity CODE message`, each with its line, caret and hint.

    Of one kind of info only the first three are shown: infos are for reading once, not for scrolling by.
    """
    about = about or About()
    findings = tuple(findings)
    shown, folded = _fold(findings)
    blocks = [_block(finding, sources, is_coloured=about.is_coloured) for finding in shown]
    blocks += [f"… and {count} more of {code}" for code, count in sorted(folded.items())]
    return "\n\n".join([*blocks, _summary(findings, about)]) + "\n"


def _fold(findings: tuple[Diagnostic, ...]) -> tuple[list[Diagnostic], Counter[str]]:
    seen: Counter[str] = Counter()
    shown, folded = [], Counter[str]()
    for finding in findings:
        seen[finding.code] += 1
        if finding.severity == "info" and seen[finding.code] > FOLDED:
            folded[finding.code] += 1
        else:
            shown.append(finding)
    return shown, folded


def _block(finding: Diagnostic, sources: Mapping[str, Source], *, is_coloured: bool) -> str:
    return "\n".join(_lines(finding, sources.get(finding.span.path), is_coloured=is_coloured))


def _lines(finding: Diagnostic, source: Source | None, *, is_coloured: bool) -> list[str]:
    colour = _COLOURS[finding.severity]
    span = finding.span
    head = _paint(f"{finding.severity} {finding.code}", f"1;{colour}", is_coloured=is_coloured)
    whom = f" [{finding.account}]" if finding.account else ""
    lines = [f"{span.path}:{span.line}:{span.column}: {head} {finding.message}{whom}"]
    if source and (part := excerpt(source, span, is_secret=finding.code in SECRETS)):
        gutter = " " * len(str(span.line))
        lines.append(f"  {span.line} | {part.line}")
        lines.append(f"  {gutter} | {_paint(part.carets, colour, is_coloured=is_coloured)}")
    if finding.hint:
        lines.append(f"  {_paint('hint:', '1', is_coloured=is_coloured)} {finding.hint}")
    return lines


def _paint(text: str, colour: str, *, is_coloured: bool) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if is_coloured else text


def _summary(findings: tuple[Diagnostic, ...], about: About) -> str:
    counts = Counter[str](finding.severity for finding in findings)
    told = [_count(counts[name], name) for name in _COLOURS if counts[name]]
    looked = " and ".join(
        _count(number, noun) for number, noun in ((about.posts, "post"), (about.plans, "plan")) if number
    )
    result = ", ".join(told) or "nothing to mend"
    return f"{looked}: {result}." if looked else f"{result[0].upper()}{result[1:]}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

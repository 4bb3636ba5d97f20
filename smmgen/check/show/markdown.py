"""For people who look at a pull request: a summary of a job, or a comment, in GitHub's Markdown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from smmgen.check.about import About
from smmgen.check.group import Grouped, grouped
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source, Span
from smmgen.text.inert import inert

LIMIT = 60_000
"""The longest summary, in characters: GitHub takes 65,536 in a comment, and more in a job's summary.

Source: what GitHub's REST API answers to a longer comment; not yet tried there."""

_MOST_ROWS = 50
_OPEN = 10
"""So many findings of one severity are shown at once; more are folded."""

_NAMES = {"error": "errors", "warning": "warnings", "info": "infos"}


def show(findings: Iterable[Diagnostic], sources: Mapping[str, Source], about: About | None = None) -> str:
    """Return how much was found, a table of files, and each finding; whatever people wrote does nothing.

    What does not fit is counted. Places are links where it is known at which address files can be seen.
    """
    about = about or About()
    groups = grouped(findings)
    counts = Counter[str](group.finding.severity for group in groups)
    parts = [f"### smmgen check: {_counted(counts)}", _looked(about), *_table(groups, about)]
    for severity in _NAMES:
        mine = [group for group in groups if group.finding.severity == severity]
        parts += _findings(mine, severity, about, LIMIT - sum(map(len, parts)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _counted(counts: Counter[str]) -> str:
    told = [_count(counts[name], name) for name in _NAMES if counts[name]]
    return ", ".join(told) or "nothing to mend"


def _looked(about: About) -> str:
    known = f" {_count(about.baseline, 'finding')} in the baseline." if about.baseline else ""
    return f"Looked at: {_count(about.posts, 'post')}, {_count(about.plans, 'plan')}.{known}"


def _table(groups: Sequence[Grouped], about: About) -> Iterator[str]:
    """Yield a table of the files, those with most errors first."""
    by_file: dict[str, Counter[str]] = {}
    for group in groups:
        by_file.setdefault(group.finding.span.path, Counter())[group.finding.severity] += 1
    if not by_file:
        return
    worst = sorted(by_file, key=lambda path: ([-by_file[path][name] for name in _NAMES], path))
    rows = [_row(path, by_file[path], about) for path in worst[:_MOST_ROWS]]
    yield "\n".join(["| file | errors | warnings | infos |", "|---|--:|--:|--:|", *rows])
    if len(worst) > _MOST_ROWS:
        yield f"… and {_count(len(worst) - _MOST_ROWS, 'file')} more."


def _row(path: str, counts: Counter[str], about: About) -> str:
    cells = " | ".join(str(counts[name] or "") for name in _NAMES)
    return f"| {_linked(inert(path), Span(path), about)} | {cells} |"


def _findings(groups: Sequence[Grouped], severity: str, about: About, room: int) -> Iterator[str]:
    lines: list[str] = []
    for group in groups:
        line = _line(group, about)
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    if not groups:
        return
    left = len(groups) - len(lines)
    more = [f"\n… and {_count(left, severity)} more."] if left else []
    text = "\n".join([*lines, *more])
    title = _count(len(groups), severity).capitalize()
    if len(groups) <= _OPEN:
        yield f"#### {title}\n\n{text}"
    else:
        yield f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"


def _line(group: Grouped, about: About) -> str:
    finding, accounts = group
    span = finding.span
    place = _linked(f"{inert(span.path)}:{span.line}", span, about)
    whom = f" ({inert(', '.join(accounts))})" if accounts else ""
    hint = f" <i>{inert(finding.hint)}</i>" if finding.hint else ""
    return f"- {place} **{finding.code}** {inert(finding.message)}{whom}{hint}"


def _linked(text: str, span: Span, about: About) -> str:
    """Return a text with a link to its line, in HTML, where Markdown's brackets could be broken by a name."""
    if not about.files_at:
        return text
    plain = "?plain=1" if span.path.endswith(".md") else ""
    return f'<a href="{about.files_at}{quote(about.path(span.path))}{plain}#L{span.line}">{text}</a>'


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

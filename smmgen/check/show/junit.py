"""For test dashboards: one case a file, failed by its errors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from smmgen.check.about import About
from smmgen.check.group import grouped
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source


def show(findings: Iterable[Diagnostic], sources: Mapping[str, Source], about: About | None = None) -> str:
    """Return JUnit's XML: a test case for each file; errors are failures, the rest is its output."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding, _ in grouped(findings):
        by_path[finding.span.path].append(finding)
    paths = sorted({*sources, *by_path})
    failed = sum(any(f.severity == "error" for f in found) for found in by_path.values())
    suite = Element("testsuite", name="smmgen check", tests=str(len(paths)), failures=str(failed), errors="0")
    for path in paths:
        _add_case(suite, path, by_path.get(path, []))
    indent(suite)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suite, encoding="unicode")}\n'


def _add_case(suite: Element, path: str, findings: list[Diagnostic]) -> None:
    case = SubElement(suite, "testcase", classname="smmgen.check", name=_legal(path))
    errors = [finding for finding in findings if finding.severity == "error"]
    others = [finding for finding in findings if finding.severity != "error"]
    if errors:
        failure = SubElement(case, "failure", type=errors[0].code, message=_legal(errors[0].message))
        failure.text = _legal("\n".join(map(_line, errors)))
    if others:
        SubElement(case, "system-out").text = _legal("\n".join(map(_line, others)))


def _line(finding: Diagnostic) -> str:
    place = f"{finding.span.line}:{finding.span.column}"
    return f"{place}: {finding.severity} {finding.code} {finding.message} {finding.hint}".rstrip()


def _legal(text: str) -> str:
    """Return the text without what XML 1.0 cannot hold, such as most control characters."""
    return "".join(sign if _is_legal(sign) else "\ufffd" for sign in text)


def _is_legal(sign: str) -> bool:
    return sign in "\t\n" or "\u0020" <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff"

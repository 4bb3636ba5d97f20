"""Check the repository, a post, or a text that is not saved; explain a code."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from msgspec import Meta

from smmgen.assistant.desk import Desk
from smmgen.assistant.findings import Finding, Summary, told
from smmgen.assistant.refused import Refused
from smmgen.assistant.tool import Answer, Asked, Told, Tool
from smmgen.assistant.unsaved import PostName, Text, tried
from smmgen.check.context import suggest
from smmgen.check.explain import explain
from smmgen.check.registry import load_registry
from smmgen.model.diagnostic import Diagnostic, Severity


class CheckAsked(Asked, frozen=True, kw_only=True):
    """What to check: everything, one post, or a text that is not saved."""

    post: PostName = ""
    text: Text = ""
    least: Annotated[Severity, Meta(description="The least grave severity to tell of.")] = "info"


class CheckTold(Told, frozen=True, kw_only=True):
    """What was found; `path` is the file of the post or text, empty where everything was checked."""

    path: str
    findings: tuple[Finding, ...]
    summary: Summary


def _check(desk: Desk, asked: CheckAsked) -> Answer:
    path, found = _found(desk, asked)
    findings, summary = told(found, asked.least)
    return Answer(CheckTold(path=path, findings=findings, summary=summary))


def _found(desk: Desk, asked: CheckAsked) -> tuple[str, Iterable[Diagnostic]]:
    if asked.text:
        made = tried(desk, asked.post, asked.text)
        elsewhere = errors_elsewhere(made.path, desk.look().checked.findings, made.look.checked.findings)
        return made.path, (*of_file(made.path, made.look.checked.findings), *elsewhere)
    look = desk.look()
    if not asked.post:
        return "", look.checked.findings
    path = look.post(asked.post).source.path
    return path, of_file(path, look.checked.findings)


def of_file(path: str, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings of one file."""
    return (one for one in findings if one.span.path == path)


def errors_elsewhere(
    path: str, before: Iterable[Diagnostic], after: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return the errors that a change to one file brings to others."""
    known = set(before)
    new = (one for one in after if one.severity == "error" and one not in known)
    return tuple(one for one in new if one.span.path != path)


class ExplainAsked(Asked, frozen=True, kw_only=True):
    """Which code to explain."""

    code: Annotated[str, Meta(max_length=20, description="A finding's code, such as ALT001.")]


class ExplainTold(Told, frozen=True, kw_only=True):
    """A code's page: what, why, wrong and right."""

    code: str
    page: str


def _explain(_: Desk, asked: ExplainAsked) -> Answer:
    pages, code = load_registry().pages, asked.code.upper()
    if code not in pages:
        raise Refused(f"There is no code “{asked.code}”.", suggest(code, pages, "check tells the codes."))
    return Answer(ExplainTold(code=code, page=explain(pages[code])))


CHECK = Tool(
    name="check",
    title="Check",
    about="Find everything that can be known before publishing: of the whole repository, of one post, or, "
    "with text, of a post's file that is not saved (a new one, or another text of `post`). Writes nothing.",
    asked=CheckAsked,
    told=CheckTold,
    answer=_check,
)
EXPLAIN = Tool(
    name="explain",
    title="Explain a code",
    about="Tell what a finding's code means and why, with an example that is wrong and one that is right.",
    asked=ExplainAsked,
    told=ExplainTold,
    answer=_explain,
)

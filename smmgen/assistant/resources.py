"""What an assistant may read: posts, plans, the strategy and the tone of voice, each under an address."""

from collections.abc import Iterator
from urllib.parse import quote, unquote

from msgspec import Struct

from smmgen.assistant.desk import Look
from smmgen.assistant.refused import Refused
from smmgen.model.project import Project
from smmgen.model.strategy import Segment

SCHEME = "smmgen://"
STRATEGY, VOICE = f"{SCHEME}strategy", f"{SCHEME}voice"
POST, PLAN = f"{SCHEME}posts/", f"{SCHEME}plans/"


class Resource(Struct, frozen=True):
    """Something to read: its address, its title, and what it is."""

    uri: str
    title: str
    about: str


def resources(project: Project) -> Iterator[Resource]:
    """Yield all that there is to read: strategy and voice, then plans, then posts, the latest first."""
    if project.strategy:
        yield Resource(STRATEGY, "Strategy", "Audience, goals, rubrics and rhythm: plans/strategy.md")
    yield Resource(VOICE, "Tone of voice", "How the brand speaks, to whom, and in which languages")
    for plan in sorted(project.plans, key=lambda one: one.month, reverse=True):
        yield Resource(PLAN + plan.month, f"Plan of {plan.month}", plan.source.path)
    for post in sorted(project.posts, key=lambda one: one.source.path, reverse=True):
        about = f"{post.source.path} ({post.status})"
        yield Resource(POST + quote(post.id, safe=""), post.title or post.id, about)


def read(look: Look, uri: str) -> str:
    """Return what lies under an address, as Markdown; raise `Refused` where nothing does."""
    project = look.project
    if uri == VOICE:
        return voice(project)
    if uri == STRATEGY and project.strategy:
        return project.strategy.source.text
    if uri.startswith(POST):
        return look.post(unquote(uri.removeprefix(POST))).source.text
    plans = {PLAN + plan.month: plan.source.text for plan in project.plans}
    if uri in plans:
        return plans[uri]
    known = ", ".join([STRATEGY, VOICE, f"{PLAN}MONTH", f"{POST}ID"])
    raise Refused(f"There is nothing under “{uri[:120]}”.", f"There are: {known}.")


def voice(project: Project) -> str:
    """Return how the brand speaks: what to do and what not to, to whom, in which languages."""
    brand, strategy = project.brand, project.strategy
    languages = dict.fromkeys([brand.language, *(one.language for one in brand.accounts.values())])
    lines = [f"# How {brand.name} speaks", "", f"Languages: {', '.join(filter(None, languages))}."]
    if strategy is None or not (strategy.tone.do or strategy.tone.dont):
        lines += ["", "No tone of voice is written down: ask a person for `tone` in plans/strategy.md."]
    if strategy:
        lines += _listed("Do", strategy.tone.do) + _listed("Never", strategy.tone.dont)
        lines += _listed("Readers", [_reader(one) for one in strategy.audience])
    return "\n".join(lines) + "\n"


def _reader(one: Segment) -> str:
    parts = {"Who": one.who, "Want": one.wants, "Doubt": one.doubts}
    return f"{one.name}. " + " ".join(f"{name}: {text}." for name, text in parts.items() if text)


def _listed(title: str, items: tuple[str, ...] | list[str]) -> list[str]:
    return ["", f"## {title}", "", *(f"- {one}" for one in items)] if items else []

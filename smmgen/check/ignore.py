"""Leave out the findings that somebody does not want, and only those that may be left out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from msgspec import Struct

from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.ignore import Ignore
from smmgen.model.project import Project
from smmgen.model.source import Source
from smmgen.read.comment import ignores_in
from smmgen.read.repository import is_post

KEPT = frozenset({"BRD", "CHK", "CHR", "FMT", "IDS", "MDN", "SEC", "YML"})
"""Topics whose errors stay whatever anybody says.

After YML, FMT, MDN and BRD the content was not read as it was meant; IDS, SEC and CHR are what keeps the
record of deliveries, the tokens and the readers' eyes safe; CHK says that a rule did not run. Warnings
and infos of these topics may be ignored like all others.
"""


class Ignores(Struct, frozen=True):
    """All that a repository asks to leave out: wishes for patterns of paths, and those in a file for itself.

    A pattern is a path from the root with `*` for anything, `/` included.
    """

    wide: tuple[Ignore, ...] = ()
    by_path: Mapping[str, tuple[Ignore, ...]] = {}

    def __iter__(self) -> Iterator[Ignore]:
        yield from self.wide
        for ignores in self.by_path.values():
            yield from ignores

    def __bool__(self) -> bool:
        return bool(self.wide or self.by_path)

    def of(self, finding: Diagnostic) -> Ignore | None:
        """Return what leaves a finding out: the widest of all that do, None where there is none."""
        if not may_be_ignored(finding):
            return None
        path, line, names = finding.span.path, finding.span.line, _names(finding)
        for one in self.wide:
            if one.code in names and (one.path == "*" or fnmatchcase(path, one.path)):
                return one
        for one in self.by_path.get(path, ()):
            if one.code in names and one.first <= line <= one.last:
                return one
        return None


class Sifted(NamedTuple):
    """The findings that are kept, and what left out others."""

    kept: list[Diagnostic]
    used: frozenset[Ignore]


def sift(findings: Iterable[Diagnostic], ignores: Ignores) -> Sifted:
    """Part findings into those that nobody ignores and the rest."""
    kept, used = [], set()
    for finding in findings:
        if ignores and (one := ignores.of(finding)):
            used.add(one)
        else:
            kept.append(finding)
    return Sifted(kept, frozenset(used))


def may_be_ignored(finding: Diagnostic) -> bool:
    """Tell whether anybody may leave this finding out: all but the errors of the topics kept."""
    return finding.severity != "error" or finding.code[:3] not in KEPT


def ignores_of(brand: Brand, posts: Iterable[Ignore], others: Iterable[Source]) -> Ignores:
    """Gather what `smmgen.yaml` ignores, what posts do, and what comments in the `other` files ask for.

    The order is that of width: everywhere, by path, in a whole post, by line.
    """
    by_path: dict[str, list[Ignore]] = defaultdict(list)
    for one in posts:
        by_path[one.path].append(one)
    for source in others:
        for one in ignores_in(source):
            by_path[one.path].append(one)
    return Ignores(tuple(_stated(brand)), {path: tuple(found) for path, found in by_path.items()})


def ignores_of_project(project: Project) -> Ignores:
    """Gather all that a project asks to leave out; what a post that cannot be used asks for is not known."""
    posts = (one for post in project.posts for one in post.ignores)
    return ignores_of(
        project.brand, posts, [source for path, source in project.sources.items() if not is_post(path)]
    )


def _stated(brand: Brand) -> Iterator[Ignore]:
    rules, spans = brand.rules, brand.spans
    for number, code in enumerate(rules.ignore):
        yield Ignore(code, spans.at("rules", "ignore", number), "*")
    for pattern, codes in rules.per_path.items():
        for number, code in enumerate(codes):
            yield Ignore(code, spans.at("rules", "per_path", pattern, number), pattern)


def _names(finding: Diagnostic) -> tuple[str, str]:
    return finding.code, finding.code[:3]

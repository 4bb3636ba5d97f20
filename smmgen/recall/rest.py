"""Say of all posts together what tells, once a few of them changed, that the others need no look."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from smmgen.check.registry import Registry, Rule
from smmgen.model.outline import Outline
from smmgen.model.plan import Plan
from smmgen.model.project import Project
from smmgen.model.source import Source
from smmgen.read.repository import is_post
from smmgen.recall.entry import Entry, Made, Rest
from smmgen.recall.library import Library
from smmgen.recall.marks import Known
from smmgen.recall.scan import Scan

_OURS = "smmgen."


def rest_of(
    seen: Scan,
    known: Known,
    made: Collection[Made],
    entries: Iterable[Entry],
    library: Library,
    registry: Registry,
) -> Rest:
    """Return the rest beside the `known` marks, once all rules were run."""
    outlines = [one.outline for one in made if one.outline]
    stamps = seen.stamps or {}
    return Rest(
        stamps={path: stamp for path, stamp in stamps.items() if path not in known},
        links=seen.links,
        bound=frozenset((*library.read, *_twins(outlines), *_asked(entries))),
        says=array("Q", sorted(_said(outlines))).tobytes(),
        is_ours=all(map(is_ours, _about_all(registry, made))),
    )


def is_ours(rule: Rule) -> bool:
    """Tell whether a rule is one of ours.

    Ours take no more of an outline's `says` than which are the same, and of its `places` where a finding
    stands; what others make of them is not known.
    """
    return rule.find.__module__.startswith(_OURS)


def _about_all(registry: Registry, made: Iterable[Made]) -> Iterator[Rule]:
    later = {code for one in made for code in one.later}
    return (
        rule for rule in registry.rules if rule.subject in (Project, Plan, Source) or rule.page.code in later
    )


def _twins(outlines: Sequence[Outline]) -> Iterator[str]:
    """Yield the paths of posts whose id another has too."""
    counted = Counter(told.id for told in outlines)
    return (told.path for told in outlines if counted[told.id] > 1)


def _asked(entries: Iterable[Entry]) -> Iterator[str]:
    return (path for entry in entries for path in entry.asked if is_post(path))


def _said(outlines: Iterable[Outline]) -> Iterator[int]:
    return (said for told in outlines for said in set(told.says) if said)

"""Try every card of a theme in every size with texts and photos that are hard on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from smmgen.cards.fit import faults_of
from smmgen.cards.legible import Bench, Judged
from smmgen.cards.photos import Read
from smmgen.cards.scene import reader
from smmgen.cards.sheet import Fault
from smmgen.cards.specimen import FORMS, TRIALS, Trial, specimen
from smmgen.model.card import Card, StackLayer
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.size import Size
from smmgen.model.source import Span
from smmgen.model.theme import Theme
from smmgen.spread import spread

_FIT = ("CRD003", "CRD004")

_BARE = "CRD006"
"""A card that is nothing but its photo need not do without one."""


@dataclass(frozen=True, slots=True)
class Case:
    """One card in one size, tried one way."""

    card: str
    form: str
    trial: Trial


def cases(
    cards: Iterable[Card], forms: Mapping[str, Size] = FORMS, trials: Sequence[Trial] = TRIALS
) -> tuple[Case, ...]:
    """Return every card in every size, tried every way."""
    return tuple(Case(card.name, form, trial) for card in cards for form in forms for trial in trials)


def try_out(theme: Theme, read: Read, asked: Sequence[Case], workers: int = 1) -> tuple[Diagnostic, ...]:
    """Return what does not fit, cannot be read or stands where it must not, in order of place.

    What is found in several sizes or ways is told once, with the worst of them.
    """
    bench = Bench(theme, reader(read))
    found = spread(lambda case: tuple(_faults(bench, case)), asked, workers, least=30, first=0)
    told: dict[tuple[str, str, str], list[tuple[Case, Fault]]] = {}
    for case, faults in zip(asked, found, strict=True):
        for fault in faults:
            told.setdefault((case.card, fault.code, fault.field), []).append((case, fault))
    return tuple(sorted((_finding(theme, one) for one in told.values()), key=lambda finding: finding.span))


def judge(bench: Bench, case: Case) -> Judged:
    """Lay one case out and measure its texts."""
    card = bench.theme.cards[case.card]
    return bench.judge(specimen(card, FORMS[case.form], case.trial), card)


def _faults(bench: Bench, case: Case) -> Iterator[Fault]:
    judged = judge(bench, case)
    for fault in faults_of(judged.sheet):
        if fault.code == _BARE:
            continue
        is_mild = case.trial.is_demanding and fault.code in _FIT
        yield replace(fault, severity="info") if is_mild else fault
    for one in judged.texts:
        if not one.is_readable:
            message = (
                f"“{one.text.text}” has a contrast of {one.contrast:.1f}:1 at its worst pixel; "
                f"{one.needed:g}:1 is the least."
            )
            hint = "Take another ink, or let the photo be shaded below the words."
            yield Fault("CRD015", "error", message, hint, "contrast")
    for one in judged.covered:
        message = f"“{one.text.text}” stands where the network covers the picture, or at its very edge."
        yield Fault("CRD016", "error", message, "Keep it within the area `safe`.", "safe")
    for one, other in judged.colliding:
        message = f"“{one.text.text}” and “{other.text.text}” lie over each other."
        yield Fault("CRD017", "error", message, "Give one of them another area.", "collision")


_ORDER = {"error": 0, "warning": 1, "info": 2}


def _finding(theme: Theme, found: list[tuple[Case, Fault]]) -> Diagnostic:
    case, fault = min(found, key=lambda one: _ORDER[one[1].severity])
    others = len({(other.form, other.trial.name) for other, _ in found}) - 1
    more = f" So in {others} more {'case' if others == 1 else 'cases'}." if others else ""
    return Diagnostic(
        code=fault.code,
        severity=fault.severity,
        span=_place(theme.cards[case.card], fault.field),
        message=f"{case.card}, {case.form}, {case.trial.name}: {fault.message}{more}",
        hint=fault.hint,
    )


def _place(card: Card, field: str) -> Span:
    """Return where a card's own file says something of a part or a layer; else where the card starts."""
    whole = card.spans.whole if card.spans else Span("")
    return next((span for name, span in _named(card) if name == field and span.path == whole.path), whole)


def _named(card: Card) -> Iterator[tuple[str, Span]]:
    for look in card.looks.values():
        for layer in look.layers:
            yield layer.id, layer.span
            if isinstance(layer, StackLayer):
                yield from ((part.id, part.span) for part in layer.parts)

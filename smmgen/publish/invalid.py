"""Which deliveries are due, but left out because their posts have errors."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from smmgen.ledger.state import State
from smmgen.model.bundle import Bundle
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Status
from smmgen.model.variant import Variant


def invalid_due(
    variants: Iterable[Variant],
    findings: Iterable[Diagnostic],
    state: State,
    grace: timedelta,
    now: datetime,
) -> Mapping[DeliveryId, Diagnostic]:
    """Return the first error of each variant that would be published now if it had none."""
    errors: dict[tuple[str, str], Diagnostic] = {}
    for finding in findings:
        if finding.severity == "error" and finding.post:
            errors.setdefault((finding.post, finding.account), finding)
    found = {}
    for variant in variants:
        error = errors.get((variant.post, variant.account)) or errors.get((variant.post, ""))
        name = DeliveryId(variant.account, variant.post)
        last = state.last(name)
        is_over = last is not None and last.stage in ("POSTED", "SKIPPED")
        if error and not is_over and variant.status == "ready" and _is_due(variant.publish_at, grace, now):
            found[name] = error
    return found


def unready_due(bundle: Bundle, grace: timedelta, now: datetime) -> Mapping[str, Status]:
    """Return the posts whose time has come though nobody has called them ready, with their status."""
    return {
        variant.variant.post: variant.variant.status
        for accounts in bundle.variants.values()
        for variant in accounts.values()
        if variant.variant.status != "ready" and _is_due(variant.variant.publish_at, grace, now)
    }


def _is_due(at: datetime | None, grace: timedelta, now: datetime) -> bool:
    return at is not None and timedelta(0) <= now - at <= grace

"""The real adapters: a crash at every step × what can go wrong in a visible call.

The suite tries a sixth of the faults on each network and every third step with each of them, all steps together;
`python -m tests.crash.real` tries everything.
"""

import os

import pytest

from tests.crash import weak
from tests.crash.real import FAULTS, NETWORKS, RealWorld, tried

OF_FAULTS, OF_STEPS = (1, 1) if os.environ.get("SMMGEN_WHOLE") else (6, 3)


@pytest.mark.parametrize("network", NETWORKS)
def test_a_crash_at_every_step_doubles_and_loses_nothing(network: str) -> None:
    for number, fault in enumerate(FAULTS[NETWORKS.index(network) % OF_FAULTS :: OF_FAULTS]):
        steps, wrong = tried((network, fault), OF_STEPS, number)
        assert wrong == []
        assert steps > 8


@pytest.mark.parametrize("network", NETWORKS)
def test_without_a_fault_it_is_public_at_once(network: str) -> None:
    world = RealWorld(network)
    world.publish({})
    assert world.judged() == ""
    assert [history[-1].stage for history in world.ledger.read()[0].histories.values()] == ["POSTED"]


def test_a_retry_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    weak.with_a_retry_on_5xx(monkeypatch)
    assert "double" in "".join(tried(("telegram", "500-after-effect"))[1])
